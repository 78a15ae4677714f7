"""PDFium as the reader calls it: declared like pypdfium2's bindings, opening, drawing and closing like its helpers."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2_raw
import pytest

from extractor.reading.pdf import pdfium
from extractor.reading.pdf.pdf_file import PdfError, PdfFile
from tests.reading.made_pdf import Text, made, saved

TRAPS = Path(__file__).parents[1] / "traps"
FEW = ["t_merged.pdf", "scan_signed_letter.pdf", "substitute_horns.pdf"]


def passed_as(declared: Any) -> Any:
    """What the machine passes: a whole number of a size and sign, a float, an address, nothing."""
    kind = getattr(declared, "_type_", None)
    if declared is None or (isinstance(kind, str) and kind not in "zP"):
        return kind and (kind, ctypes.sizeof(declared))
    return "address"


@pytest.mark.parametrize("name", pdfium.FUNCTIONS)
def test_a_function_is_declared_as_in_the_bindings(name: str) -> None:
    theirs, ours = getattr(pypdfium2_raw, name), getattr(pdfium, name)
    assert ours is getattr(pdfium, name)
    assert ours is not theirs
    assert passed_as(ours.restype) == passed_as(theirs.restype)
    assert [*map(passed_as, ours.argtypes)] == [*map(passed_as, theirs.argtypes)]


def test_constants_and_structures_are_those_of_the_bindings() -> None:
    constants = {name: value for name, value in vars(pdfium).items() if name.startswith("F") and isinstance(value, int)}
    assert len(constants) > 15
    assert {name: getattr(pypdfium2_raw, name) for name in constants} == constants
    assert [name for name, _ in pdfium.FS_RECTF._fields_] == [name for name, _ in pypdfium2_raw.FS_RECTF._fields_]
    ours, theirs = ([(passed_as(kind)) for _, kind in fields][:4] for fields in (
        pdfium._Config._fields_, pypdfium2_raw.FPDF_LIBRARY_CONFIG._fields_,
    ))
    assert ours == theirs


def test_what_is_not_declared_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="FPDF_Nothing"):
        _ = pdfium.FPDF_Nothing


def test_a_library_that_is_elsewhere_is_the_one_that_the_bindings_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "_FILE", "is-not-there.so")
    elsewhere = pdfium._loaded()
    assert elsewhere is not pypdfium2_raw.bindings._libs["pdfium"]
    address = ctypes.c_void_p.from_buffer
    assert address(elsewhere.FPDF_LoadPage).value == address(pdfium.library().FPDF_LoadPage).value


def test_reading_loads_neither_helpers_nor_bindings() -> None:
    code = "import sys; from extractor import read; read(sys.argv[1]); print([name for name in sys.modules if name.startswith('pypdfium2')])"
    run = subprocess.run([sys.executable, "-c", code, str(TRAPS / "t_merged.pdf")], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@pytest.mark.parametrize("name", FEW)
def test_pages_are_those_of_the_helpers(name: str) -> None:
    theirs, ours = pypdfium2.PdfDocument(TRAPS / name), PdfFile((TRAPS / name).read_bytes())
    assert len(ours) == len(theirs)
    for index in range(len(ours)):
        page, other = ours[index], theirs[index]
        assert (page.get_size(), page.get_rotation()) == (other.get_size(), other.get_rotation())
        text, others = page.get_textpage(), other.get_textpage()
        assert text.count_chars() == others.count_chars()
        assert text.beginning(100) == others.get_text_range(0, min(100, others.count_chars()))
        for opened in (text, page):
            opened.close()
            opened.close()
    ours.close()
    ours.close()


@pytest.mark.parametrize("name", FEW)
def test_pictures_are_those_of_the_helpers(name: str) -> None:
    ours, theirs = PdfFile((TRAPS / name).read_bytes())[0], pypdfium2.PdfDocument(TRAPS / name)[0]
    cut = (10.0, 20.0, 30.0, 40.0)
    for drawn, other in (
        (ours.render(1.3, crop=cut), theirs.render(scale=1.3, crop=cut, rev_byteorder=True)),
        (ours.render(0.7, rotation=90, annotations=False), theirs.render(scale=0.7, rotation=90, draw_annots=False, rev_byteorder=True)),
        (ours.render(1.0, grey=True), theirs.render(grayscale=True)),
    ):
        assert (drawn.width, drawn.height) == (other.width, other.height)
        assert np.array_equal(drawn.to_numpy(), other.to_numpy())
    with pytest.raises(ValueError, match="nothing of the page"):
        ours.render(1.0, crop=(1000.0, 0.0, 0.0, 0.0))


def test_a_text_beyond_two_bytes_a_character_is_cut_at_none_of_them() -> None:
    text = PdfFile(made([Text("abc", 85, 100)]))[0].get_textpage()
    assert [text.beginning(count) for count in (0, 2, 9)] == ["", "ab", "abc"]


@pytest.mark.parametrize(("password", "needed"), [(None, True), ("wrong", True)])
def test_a_protected_file_needs_its_password(password: str | None, needed: bool) -> None:
    with pytest.raises(PdfError) as caught:
        PdfFile((TRAPS / "bad_password_user.pdf").read_bytes(), password)
    assert caught.value.needs_password is needed


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", saved(pypdfium2.PdfDocument.new())])
def test_a_broken_file_and_one_without_a_page_are_errors(content: bytes) -> None:
    with pytest.raises(PdfError) as caught:
        PdfFile(content)
    assert not caught.value.needs_password


def test_a_page_that_is_not_there_is_an_error(corpus: Path) -> None:
    with pytest.raises(PdfError, match="page"):
        PdfFile((corpus / "so-ldtbxh-bac-giang-2024.pdf").read_bytes())[7]
