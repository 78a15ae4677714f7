"""A plan for its readers: as a file, on the terminal, as the picture of a page, as a spaCy document."""
