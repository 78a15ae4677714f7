"""Reads HTML: pages as legal sites print them, files that Word saved as HTML, and HTML that a DOCX includes.

lxml parses them; nothing is fetched, no entity but HTML's own is known. In order:
1. what is no text of the document is left out: scripts, styles, forms, hidden elements, running heads and feet, navigation, and lists and
   blocks that are mostly links;
2. where the page marks its main text (main, article), only that is read;
3. elements become paragraphs, lists get the numbers a browser prints, tables their merged cells; Word's footnotes become notes;
4. text in fonts from before Unicode is decoded (`legacy_fonts`).
Promises: everything else that a browser prints is in the text, once, in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extractor.document import Align, Document, Source
from extractor.reading.building import DocumentBuilder
from extractor.reading.decoding import decode_html
from extractor.reading.docx_tables import WordCell, WordGrid
from extractor.reading.html_styles import Look, is_hidden, look_of
from extractor.reading.legacy_fonts import LegacyFont, decode_piece, encoding_of_text, may_be_legacy
from extractor.reading.legacy_letters import Encoding
from extractor.reading.nested_blocks import NestedBlock, NestedParagraph, NestedTable, emit, flatten
from extractor.reading.pieces import Piece
from extractor.reading.word_numbering import format_number
from extractor.records import Span

__all__ = ["html_blocks", "read_html"]
