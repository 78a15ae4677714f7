"""Other readers of the same file, each to be run alone by the interpreter that has it: `python benchmarks/readers.py NAME FILE`.

Each reads the whole file as its manual tells, and prints how many characters it gave.
"""

from __future__ import annotations

import sys


def pdfium(path: str) -> int:
    """PDFium's raw text, page by page: the floor."""
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
    """pdfplumber's text and table cells."""
    from pdfplumber import open as open_pdf

    characters = 0
    with open_pdf(path) as pdf:
        for page in pdf.pages:
            characters += len(page.extract_text())
            characters += sum(len(cell or "") for table in page.extract_tables() for row in table for cell in row)
            page.close()
    return characters


def kreuzberg(path: str) -> int:
    """kreuzberg's text, without recognition of pictures."""
    from kreuzberg import ExtractionConfig, extract_file_sync

    return len(extract_file_sync(path, config=ExtractionConfig(disable_ocr=True)).content)


def markitdown(path: str) -> int:
    """markitdown's Markdown."""
    from markitdown import MarkItDown

    return len(MarkItDown(enable_plugins=False).convert_local(path).markdown)


def camelot(path: str) -> int:
    """The cells of camelot's ruled tables."""
    from camelot import read_pdf

    tables = read_pdf(path, pages="all", flavor="lattice", suppress_stdout=True)
    return sum(len(cell) for table in tables for row in table.data for cell in row)


READERS = {"PDFium": pdfium, "pdfplumber": pdfplumber, "kreuzberg": kreuzberg, "markitdown": markitdown, "camelot": camelot}

if __name__ == "__main__":
    print(READERS[sys.argv[1]](sys.argv[2]))
