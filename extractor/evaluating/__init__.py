"""Scoring plans against annotated ones: precision, recall and F1 of each facet of the contract, and what changed since an earlier run."""
