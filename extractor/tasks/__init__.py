"""Which items and rows of an outline are tasks, and who does each, with whom, by when, with which product."""
