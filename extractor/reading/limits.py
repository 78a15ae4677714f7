"""The limits that keep hostile and broken files from costing more than they are worth: what is beyond one is refused or warned about.

A program that must read more may set them (`limits.MAX_XML_TAGS = 2_000_000`) before it opens a file. Each names what happens beyond it.
"""

from __future__ import annotations

# Any file.
MAX_FILE_BYTES = 200 * 2**20  # ReadingError "file_too_large"
MAX_PAGES = 2_000  # of a PDF, before any is read: ReadingError "too_many_pages"
MAX_CHARACTERS = 5_000_000  # of the canonical text, about 1,500 dense pages, while it is built: ReadingError "text_too_long"

# Archives (DOCX, ODT), found before any parser sees them (`archives`): ReadingError "archive_too_large", of the last "docx_too_large".
MAX_ENTRIES = 5_000
MAX_UNPACKED_BYTES = 200 * 2**20  # pictures included
MAX_XML_BYTES = 40 * 2**20  # of all parts together
# What packs more into each byte of its file than this costs far more than its size lets expect: ReadingError "archive_overpacked".
# Of 110 DOCX of offices the highest are 22 bytes of XML and .9 characters for a byte; their bare text in the barest XML packs to 2.7. A
# made table of like rows holds 65 and 5. What a file of 100 kB may hold any file may: 120 dense pages.
MAX_XML_PACKED = 60
MAX_CHARACTERS_PACKED = 4
FREE_XML_BYTES, FREE_CHARACTERS = 6 * 2**20, 400_000
MAX_XML_TAGS = 500_000  # about 700 pages; a decree of 110 pages, dressed in as much formatting as Word can, has 105,000

# PDF, counted page by page (`pdf.reader`), up to the same `MAX_CHARACTERS_PACKED` and `FREE_CHARACTERS`: ReadingError "pdf_overpacked".
# Of a hundred PDF the highest holds .54 characters for a byte; pages that share one content may hold hundreds.

# DOCX (`word`).
MAX_POSITIONS = 300_000  # of all tables together, merged cells counted where they cover: ReadingError "docx_too_large"
MAX_INCLUDED = 50  # files included by a document and the files in it; further ones are a warning "docx_part_not_read"

# A protected DOCX (`word.encryption`): ReadingError "docx_not_decrypted".
MAX_PASSWORD_ROUNDS = 1_000_000  # of the password's hash, half a second each million; Word writes 100,000
MAX_ENCRYPTION_INFO_BYTES = 2**16  # what describes the encryption; Word's takes 1,200

# HTML (`html`): ReadingError "html_too_large". libxml2 itself stops at 256 elements within each other: a warning "html_cut".
MAX_HTML_BYTES = 40 * 2**20  # pictures written into the page included
MAX_HTML_TAGS = 500_000
MAX_HTML_POSITIONS = 100_000
MAX_HTML_SPAN = 200  # what a rowspan or colspan counts for at most

# Text and Markdown (`text`): ReadingError "text_too_many_lines". 1,500 dense pages have 70,000 lines.
MAX_TEXT_LINES = 400_000
MAX_TEXT_CELLS = 400_000  # tabs and bars, which part cells

# LibreOffice (`word.office`), in seconds: ReadingError "office_too_slow".
LONGEST_OFFICE_RUN = 60.0  # a plan takes one to three
LONGEST_OFFICE_WAIT = 600.0  # for other processes that are converting
