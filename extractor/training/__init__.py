"""Trains the second reader from annotated plans, and measures it on plans that were not in its training.

`aligning` finds where in a document's text its annotation stands; `examples` keeps that as spaCy's DocBin; `recipe` is how to train, in
spaCy's config format; `training` makes the models, `crf_file` writes them; `held_out` cross-validates, by document.
"""
