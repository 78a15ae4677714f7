"""Plans of several years or places held against each other: which tasks were kept, reworded, split, merged, dropped, new, and what moved.

The way through the room: words and agencies of each task (`words`, `bodies`) ─► how alike two tasks are (`likeness`) ─► which belong
together (`assignment`, `aligning`) ─► what changed between them (`headings`, `differing`, `changes`) ─► figures over the years
(`indicators`), who has how much when (`loads`), which documents drove it (`citing`), what a reader should know of the plans (`warning`) ─►
one `Comparison` (`records`, made by `comparison`), shown as a table (`table`), a workbook (`workbook`) and a page (`page`, `plots`), which
tell tasks that come back too (`returning`). Numbers that were fitted to annotated pairs stand in models/comparing.toml.
"""
