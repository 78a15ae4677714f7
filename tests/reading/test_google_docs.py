"""Plans saved by Google Docs: the made plans in the shape that its exports have.

Seen in real exports: no docProps; every paragraph and run carries zeroed rsid attributes; switches are written out (`w:val="1"`), with
`w:rtl w:val="0"` in every run; each paragraph ends in an empty run; stretches of it and whole paragraphs stand in content controls tagged
`goog_rdk_N`; the default style is named "normal"; the document has a default namespace of its own (documenttasks).
"""

from __future__ import annotations

import io
import zipfile
from itertools import count
from pathlib import Path

import pytest
from lxml import etree

from extractor import extract

MADE = Path(__file__).parents[2] / "corpus" / "made"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PLANS = sorted(MADE.glob("*.docx"))[::4]


def element(tag: str, **attributes: str) -> etree._Element:
    made = etree.Element(f"{{{W}}}{tag}")
    for name, value in attributes.items():
        made.set(f"{{{W}}}{name}", value)
    return made


def in_control(wrapped: list[etree._Element], number: int) -> None:
    """Puts neighbouring elements into a content control as Google writes it."""
    parent = wrapped[0].getparent()
    assert parent is not None
    control, properties, content = element("sdt"), element("sdtPr"), element("sdtContent")
    properties.extend((element("id", val=str(-number)), element("tag", val=f"goog_rdk_{number}")))
    control.extend((properties, content))
    parent.insert(parent.index(wrapped[0]), control)
    content.extend(wrapped)


def as_google_saves(docx: bytes) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(docx))
    root = etree.fromstring(source.read("word/document.xml"))
    numbers = count(1)
    for switch in root.iter(*(f"{{{W}}}{name}" for name in ("b", "bCs", "i", "iCs"))):
        if switch.get(f"{{{W}}}val") is None:
            switch.set(f"{{{W}}}val", "1")
    for at, paragraph in enumerate(list(root.iter(f"{{{W}}}p"))):
        runs = paragraph.findall(f"{{{W}}}r")
        for run in runs:
            properties = run.find(f"{{{W}}}rPr")
            if properties is None:
                properties = element("rPr")
                run.insert(0, properties)
            properties.append(element("rtl", val="0"))
        empty = element("r")
        empty.append(element("rPr"))
        paragraph.append(empty)
        for part in (paragraph, *runs, empty):
            for name in ("rsidR", "rsidDel", "rsidRPr"):
                part.set(f"{{{W}}}{name}", "00000000")
        if runs and at % 2 == 0:
            in_control([runs[0]], next(numbers))
        if at % 5 == 0:
            in_control([paragraph], next(numbers))
    for at, table in enumerate(list(root.iter(f"{{{W}}}tbl"))):
        if at % 2 == 0:
            in_control([table], next(numbers))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as saved:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("docProps/"):
                continue
            if name == "word/document.xml":
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                data = data.replace(b"<w:document ", b'<w:document xmlns="http://schemas.microsoft.com/office/tasks/2019/documenttasks" ', 1)
            elif name == "word/styles.xml":
                data = data.replace(b'<w:name w:val="Normal"/>', b'<w:name w:val="normal"/>')
            elif name in ("_rels/.rels", "[Content_Types].xml"):
                tree = etree.fromstring(data)
                for entry in list(tree):
                    if "docProps" in (entry.get("Target") or entry.get("PartName") or ""):
                        tree.remove(entry)
                data = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            saved.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_same_plan_as_from_word(path: Path) -> None:
    docx = path.read_bytes()
    saved = as_google_saves(docx)
    assert b"goog_rdk_1" in zipfile.ZipFile(io.BytesIO(saved)).read("word/document.xml")
    word, google = extract(docx, filename="a.docx"), extract(saved, filename="a.docx")
    assert (google.text, google.metadata, google.sections, google.tasks) == (word.text, word.metadata, word.sections, word.tasks)
    assert google.tasks
    assert google.warnings == word.warnings
