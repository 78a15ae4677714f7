"""Trains the second reader from annotated plans, and measures it on plans that were not in its training.

`aligning` finds where in a document's text its annotation stands; `lessons` are the plans so aligned; `examples` keeps that as spaCy's
DocBin, from which `fitting` makes the models as `recipe` says (spaCy's config format); `crf_file` writes them. `held_out` cross-validates,
by document; `yardstick` is spaCy's text classifier on the same folds; `report` tells the figures.
"""
