"""A trained reader beside the rules: the rules decide; it proposes what they miss and disagrees where they are unsure.

Three small conditional random fields (`models/second_reader/`, trained by `extractor.training` from annotated plans) read the outline
again: which of its items are tasks (`items`), which words name who leads and who helps (`passages`), what a section is for (`headings`).
None of them sees what the rules decided, so that their agreement says something. `opinions` holds both readings against each other.
Imported only where it is asked for.
"""
