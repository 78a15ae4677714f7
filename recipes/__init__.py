"""How data files, pages and annotated pairs of this repository are made again; not part of the installed program."""
