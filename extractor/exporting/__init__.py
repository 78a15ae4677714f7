"""A plan as a file: its tasks in each format, and the picture of a page."""
