"""HTML pages and files."""
