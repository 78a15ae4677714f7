"""Other readers of the same file, each to be run alone: `python -m benchmarks.readers pdfium|pdfplumber FILE`.

pdfium is the floor: PDFium's raw text, page by page. pdfplumber gives the text and the tables.
"""

from __future__ import annotations

import sys


def pdfium(path: str) -> int:
    """The number of characters of PDFium's raw text."""
    import pypdfium2

    characters = 0
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text_page = page.get_textpage()
            characters += len(text_page.get_text_range())
            text_page.close()
            page.close()
    return characters


def pdfplumber(path: str) -> int:
    """The number of characters of pdfplumber's text and table cells."""
    from pdfplumber import open as open_pdf

    characters = 0
    with open_pdf(path) as pdf:
        for page in pdf.pages:
            characters += len(page.extract_text())
            characters += sum(len(cell or "") for table in page.extract_tables() for row in table for cell in row)
            page.close()
    return characters


READERS = {"pdfium": pdfium, "pdfplumber": pdfplumber}

if __name__ == "__main__":
    print(READERS[sys.argv[1]](sys.argv[2]))
