"""Files that are made to take long, by the kind of file: `FILES` names them, each a function of the wished size in bytes.

DOCX are measured by their text (`word/document.xml`), which packs a thousandfold; PDF by the content of their page.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

from benchmarks.made_documents import docx_of

__all__ = ["FILES"]


def _repeated(unit: str, size: int) -> str:
    return unit * max(1, size // len(unit.encode()))


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def _tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_p(text)}</w:tc>"


def _table(rows: str, columns: int) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{rows}</w:tbl>"


def _docx(unit: str) -> Callable[[int], bytes]:
    return lambda size: docx_of(_repeated(unit, size))


def _wide_row(size: int) -> bytes:
    cells = max(1, size // len(_tc("a").encode()))
    return docx_of(_table(f"<w:tr>{_tc('a') * cells}</w:tr>", cells))


def _tall_table(size: int) -> bytes:
    row = f"<w:tr>{_tc('1')}{_tc('a')}</w:tr>"
    return docx_of(_table(_repeated(row, size), 2))


def _merged_down(size: int) -> bytes:
    first = _tc("a", "<w:vMerge w:val='restart'/>") * 2
    row = f"<w:tr>{_tc('a', '<w:vMerge/>')}{_tc('b', '<w:vMerge/>')}</w:tr>"
    return docx_of(_table(f"<w:tr>{first}</w:tr>{_repeated(row, size)}", 2))


def _merged_across(size: int) -> bytes:
    wide = _tc("a", "<w:gridSpan w:val='60'/>")
    return docx_of(_table(_repeated(f"<w:tr>{wide}</w:tr>", size), 60))


def _nested_tables(size: int) -> bytes:
    deep = min(60, max(1, size // 200))
    inner = _p("a")
    for _ in range(deep):
        inner = _table(f"<w:tr><w:tc><w:tcPr/>{inner}{_p('a')}</w:tc></w:tr>", 1)
    return docx_of(_repeated(inner, size))


def _side_by_side_tables(size: int) -> bytes:
    return docx_of(_repeated(_table(f"<w:tr>{_tc('TT')}{_tc('Nội dung')}{_tc('Chủ trì')}</w:tr>", 3), size))


def _one_paragraph_of_runs(size: int) -> bytes:
    return docx_of(f"<w:p>{_repeated('<w:r><w:t>a</w:t></w:r>', size)}</w:p>")


def _paragraph_of_breaks(size: int) -> bytes:
    return docx_of(f"<w:p><w:r>{_repeated('<w:t>1</w:t><w:br/>', size)}</w:r></w:p>")


def _cell_of_paragraphs(size: int) -> bytes:
    return docx_of(_table(f"<w:tr>{_tc('1')}<w:tc><w:tcPr/>{_repeated(_p('- Sở Y tế'), size)}</w:tc></w:tr>", 2))


def _pdf(draw: Callable[[int], str]) -> Callable[[int], bytes]:
    def made(size: int) -> bytes:
        content = draw(size).encode("latin-1")
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
        ]
        out = io.BytesIO(b"%PDF-1.4\n")
        out.seek(0, io.SEEK_END)
        places = []
        for number, body in enumerate(objects, start=1):
            places.append(out.tell())
            out.write(b"%d 0 obj%s\nendobj\n" % (number, body))
        start = out.tell()
        entries = b"".join(b"%010d 00000 n \n" % place for place in places)
        out.write(b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (entries, start))
        return out.getvalue()

    return made


def _grid(size: int) -> str:
    side = max(2, int((size / 60) ** 0.5 * 0.7))
    lines = [f"{40 + 500 * at / side:.2f} 40 m {40 + 500 * at / side:.2f} 800 l S" for at in range(side + 1)]
    lines += [f"40 {40 + 760 * at / side:.2f} m 540 {40 + 760 * at / side:.2f} l S" for at in range(side + 1)]
    return "\n".join(lines)


def _many(unit: Callable[[int], str], size: int) -> str:
    lines, length, number = [], 0, 0
    while length < size:
        lines.append(unit(number))
        length += len(lines[-1]) + 1
        number += 1
    return "\n".join(lines)


def _place(number: int) -> tuple[int, int]:
    return 40 + number * 7 % 500, 800 - number // 71 * 3 % 760


def _text_at(number: int) -> str:
    x, y = _place(number)
    return f"BT /F 6 Tf {x} {y} Td (1) Tj ET"


def _box_at(number: int) -> str:
    x, y = _place(number)
    return f"{x} {y} 7 3 re S"


def _short_ruling(number: int) -> str:
    x, y = _place(number)
    return f"{x} {y} m {x + 7} {y} l S {x} {y} m {x} {y + 3} l S"


def _crowded(unit: str) -> Callable[[int], str]:
    return lambda size: f"BT /F 1 Tf 40 400 Td ({_repeated(unit, size)}) Tj ET"


def _deep_json(size: int) -> bytes:
    return ("[" * (size // 2) + "]" * (size // 2)).encode()


def _wide_json(size: int) -> bytes:
    made: dict[str, Any] = {f"k{number}": ["Sở Y tế"] for number in range(size // 24)}
    return json.dumps(made, ensure_ascii=False).encode()


def _html(unit: str) -> Callable[[int], bytes]:
    return lambda size: f"<html><body>{_repeated(unit, size)}</body></html>".encode()


_HEADED = "<table><tr><th>TT</th><th>Nội dung</th><th>Chủ trì</th></tr>"
FILES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "DOCX: short paragraphs": ("a.docx", _docx(_p("a"))),
    "DOCX: empty paragraphs": ("a.docx", _docx("<w:p/>")),
    "DOCX: items": ("a.docx", _docx(_p("1. Sở Y tế xây dựng báo cáo"))),
    "DOCX: one paragraph of runs": ("a.docx", _one_paragraph_of_runs),
    "DOCX: one paragraph of lines": ("a.docx", _paragraph_of_breaks),
    "DOCX: a row of many cells": ("a.docx", _wide_row),
    "DOCX: many rows": ("a.docx", _tall_table),
    "DOCX: cells merged down": ("a.docx", _merged_down),
    "DOCX: cells merged across": ("a.docx", _merged_across),
    "DOCX: tables in tables": ("a.docx", _nested_tables),
    "DOCX: many tables": ("a.docx", _side_by_side_tables),
    "DOCX: a cell of many paragraphs": ("a.docx", _cell_of_paragraphs),
    "PDF: a grid": ("a.pdf", _pdf(_grid)),
    "PDF: texts": ("a.pdf", _pdf(lambda size: _many(_text_at, size))),
    "PDF: boxes": ("a.pdf", _pdf(lambda size: _many(_box_at, size))),
    "PDF: short rulings": ("a.pdf", _pdf(lambda size: _many(_short_ruling, size))),
    "PDF: a grid with texts": ("a.pdf", _pdf(lambda size: f"{_grid(size // 2)}\n{_many(_text_at, size // 2)}")),
    "PDF: boxes with texts": ("a.pdf", _pdf(lambda size: f"{_many(_box_at, size // 2)}\n{_many(_text_at, size // 2)}")),
    "PDF: one line": ("a.pdf", _pdf(_crowded("1"))),
    "PDF: one line of words": ("a.pdf", _pdf(_crowded("a "))),
    "PDF: one place": ("a.pdf", _pdf(lambda size: _repeated("BT /F 6 Tf 40 400 Td (ab) Tj ET\n", size))),
    "JSON: deep": ("a.json", _deep_json),
    "JSON: wide": ("a.json", _wide_json),
    "HTML: open tags": ("a.html", _html("<div>")),
    "HTML: open cells": ("a.html", _html("<td>")),
    "HTML: open rows": ("a.html", _html("<table><tr><td>a")),
    "HTML: rows": ("a.html", _html(f"{_HEADED}" + "<tr><td>1<td>Sở Y tế<td>a</tr>" * 50 + "</table>")),
    "HTML: wide cells": ("a.html", _html("<table><tr><td colspan=1000 rowspan=1000>a</td></tr></table>")),
    "HTML: lists": ("a.html", _html("<ul><li>a")),
    "HTML: breaks": ("a.html", _html("a<br>")),
    "HTML: spans": ("a.html", _html("<span>a</span>")),
    "HTML: entities": ("a.html", _html("&amp;#x41;&nbsp;")),
    "HTML: attributes": ("a.html", _html("<p a=b c=d>")),
    "HTML: comments": ("a.html", _html("<!--a")),
    "HTML: styles": ("a.html", _html("<p style='display:none'>a</p>")),
}
