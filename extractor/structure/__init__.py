"""The parts of an administrative document: letterhead, sections with their roles, tables, closing. Nothing here assigns a task to anybody.

    lines -> parts -> front, letterhead, titles, closing -> metadata
                   -> entries -> headings, roles -> outline (with the rows of tables)

`signs` tells what a single line is by its words and shape, `numbering` and `labels` what it begins with; `actions` whether it orders work.
"""
