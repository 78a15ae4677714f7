"""PDF, digital: PDFium reads the pages, one at a time, and what stands on them is laid out."""
