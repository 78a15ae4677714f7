"""PDF: PDFium reads the pages, one at a time, and what stands on them is laid out; pages that are pictures go to `scans`."""
