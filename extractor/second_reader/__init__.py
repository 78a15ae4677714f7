"""A trained reader beside the rules: they decide; where they are unsure it may reject, and what they miss it proposes.

Three small conditional random fields (`models/second_reader/`, trained by `extractor.training` from annotated plans) read the outline
again: which of its items are tasks (`items`), which words name who leads and who helps (`passages`), what a section is for (`headings`).
None of them sees what the rules decided, so that their agreement says something. `rejecting` leaves out what the rules are unsure of and
the models hold to be no task: that raised F1 on plans that were not in their training, so it is always done. `opinions` holds both
readings against each other, for who asks: what the models would add did not raise F1. Imported only where it is needed or asked for.
"""
