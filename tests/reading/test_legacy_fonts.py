"""TCVN3, VNI and VIQR: decoded where they are meant, by font name or by letters, and nothing else is touched."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extractor.document import Document
from extractor.reading.legacy_fonts import LegacyFont, decode_piece, decode_text, encoding_of_text, legacy_font, set_capitals
from extractor.reading.opening import open_document
from extractor.reading.pdf.page_characters import PageCharacters, Style
from extractor.reading.pdf.page_decoding import decode_page, missing_letter
from extractor.reading.pieces import Piece
from extractor.records import Span
from extractor.vocabulary import load_vocabulary
from tests.reading.word_package import read, texts

DATA = load_vocabulary("legacy_encodings")
TCVN3, CAPITALS, VNI = LegacyFont("tcvn3"), LegacyFont("tcvn3", capitals=True), LegacyFont("vni")
PLAN = next(example for example in DATA["examples"] if example["encoding"] == "tcvn3")["text"]


@pytest.mark.parametrize("example", DATA["examples"], ids=lambda example: example["encoding"])
def test_examples(example: dict[str, str]) -> None:
    assert encoding_of_text(example["text"], plain=True) == example["encoding"]
    assert decode_text(example["text"], example["encoding"]) == example["unicode"]  # type: ignore[arg-type]
    assert encoding_of_text(example["unicode"], plain=True) is None


@pytest.mark.parametrize("example", DATA["counter_examples"], ids=lambda example: example["text"][:20])
def test_counter_examples(example: dict[str, str]) -> None:
    assert encoding_of_text(example["text"], plain=True) is None


def test_font_names() -> None:
    for encoding in ("tcvn3", "vni"):
        assert all((font := legacy_font(name)) and font.encoding == encoding for name in DATA[encoding]["font_examples"])
        assert not any((font := legacy_font(name)) and font.encoding == encoding for name in DATA[encoding]["font_counter_examples"])
    assert all(legacy_font(name) == CAPITALS for name in DATA["tcvn3"]["capital_examples"])
    assert all(legacy_font(name) == TCVN3 for name in DATA["tcvn3"]["capital_counter_examples"])
    assert legacy_font(None) is None


def test_every_code_is_a_letter_of_its_own() -> None:
    """Each letter of TCVN3 once; VNI gives twelve vowels with six tones and đ, small and capital."""
    letters = [pair[1] for pair in DATA["tcvn3"]["letters"].split()]
    assert len(set(letters)) == len(letters) == len({pair[0] for pair in DATA["tcvn3"]["letters"].split()}) == 73
    vowels = "aăâeêioôơuưy"
    every = {decode_text(decomposed, "vni") for decomposed in vni_letters()}
    assert len(every) == 6 * len(vowels) * 2 + 2


def vni_letters() -> list[str]:
    """Every vowel with every tone, as VNI writes it, and đ."""
    plain = {"a": "ùøûõï", "e": "ùøûõï", "o": "ùøûõï", "u": "ùøûõï", "ô": "ùøûõï", "ö": "ùøûõï"}
    small = [base + mark for base, marks in plain.items() for mark in ["", *marks]]
    small += [base + mark for base in "aeo" for mark in "âáàåãä"] + ["a" + mark for mark in "êéèúüë"]
    small += ["i", *"íìæóò", "y", "yù", "yø", "yû", "yõ", "î", "ñ"]
    return small + [code.upper() for code in small]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sở LAO ĐộNG - THƯƠNG BINH Và Xã HộI", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
        ("IV. Tổ CHứC THựC HIệN", "IV. TỔ CHỨC THỰC HIỆN"),  # a number beside it tells nothing
        ("của Sở LAO ĐộNG", "của Sở LAO ĐỘNG"),  # the name of an agency in a sentence
        ("Sở TN&MT", "Sở TN&MT"),  # an abbreviation is no word in capitals
        ("Bộ trưởng", "Bộ trưởng"),
        ("Hà Nội", "Hà Nội"),
        ("PHú THọ\nSở", "PHÚ THỌ\nSở"),  # other lines tell nothing
        ("", ""),
    ],
)
def test_capitals(line: str, expected: str) -> None:
    assert set_capitals(line) == expected


@pytest.mark.parametrize(
    ("text", "fonts", "expected"),
    [
        ("Kế hoạch", [(8, TCVN3)], "Kế hoạch"),  # turned into Unicode, the old font's name kept
        ("các", [(3, TCVN3)], "các"),  # likewise: decoding would spoil the syllable
        ("c¸c", [(3, TCVN3)], "các"),
        ("lao ®éng", [(8, CAPITALS)], "LAO ĐỘNG"),
        ("Th­¬ng", [(6, TCVN3)], "Thương"),
        ("hoaïch", [(3, VNI), (4, VNI), (6, VNI)], "hoạch"),  # a letter and its mark in two runs
        ("µ VND", [(1, None), (5, None)], "µ VND"),  # no font, no evidence
        ("kÕ ho¹ch ± 5", [(8, TCVN3), (12, None)], "kế hoạch ± 5"),
        (PLAN, [(len(PLAN), None)], decode_text(PLAN, "tcvn3")),  # the font's name lost
    ],
)
def test_pieces(text: str, fonts: list[tuple[int, LegacyFont | None]], expected: str) -> None:
    assert decode_piece(Piece(text), fonts).text == expected


def test_what_stands_off_moves_along() -> None:
    piece = decode_piece(Piece("Keá hoaïch", bold=(Span(4, 10),), cites=((10, "1"),)), [(10, VNI)])
    assert (piece.text, piece.bold, piece.cites) == ("Kế hoạch", (Span(3, 8),), ((8, "1"),))


def run(text: str, font: str = "", more: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f"<w:r><w:rPr>{fonts}{more}</w:rPr>{text if text.startswith('<') else f'<w:t>{text}</w:t>'}</w:r>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("B¸o c¸o ", ".VnTime") + run("số ± 5", "Times New Roman"), "Báo cáo số ± 5"),
        (run("uû ban", ".VnTimeH"), "UỶ BAN"),
        (run("uû ban", ".VnTime", "<w:caps/>"), "UỶ BAN"),
        (run("n", ".VnTime") + run("<w:softHyphen/>", ".VnTime") + run("íc", ".VnTime"), "nước"),  # LibreOffice's U+00AD
        (run("Baùo", "VNI-Times", "<w:b/>") + run(" caùo", "VNI-Times"), "Báo cáo"),
        (run("B¸o c¸o"), "B¸o c¸o"),  # two words of an unknown font are no evidence
    ],
)
def test_runs_of_a_word_paragraph(content: str, expected: str) -> None:
    assert texts(read(f"<w:p>{content}</w:p>")) == [expected]


def test_fonts_of_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="old"><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="below"><w:basedOn w:val="old"/></w:style>'
    )
    old = '<w:p><w:pPr><w:pStyle w:val="below"/></w:pPr>'
    document = read(f'{old}{run("Sè")}</w:p>{old}{run("±", "Arial")}</w:p>', styles=styles)
    assert texts(document) == ["Số", "±"]
    assert document.warnings == ()


def words(document: Document) -> Counter[str]:
    return Counter(document.text.split())


def expected_words(traps: Path) -> Counter[str]:
    truth: dict[str, Any] = json.loads((traps / "seed2.truth.json").read_text("utf-8"))
    parts = [*truth["header_left"], *truth["header_right"], *(block["text"] for block in truth["blocks"]), *truth["recipients"]]
    parts += [*truth["signer"], *truth["footnotes"], *truth["appendix"]]
    parts += [cell for table in truth["tables"] for row in [table["header"], *table["rows"]] for cell in row]
    return Counter(" ".join(parts).split())


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("t_tcvn3.docx", 0),
        ("t_vni.docx", 0),
        ("t_vni.pdf", 0),
        ("t_tcvn3.pdf", 2),  # the file has lost every "ư": "đa" and "đưa" cannot be told apart
    ],
)
def test_whole_documents(traps: Path, name: str, missing: int) -> None:
    document = open_document(traps / name)
    assert sum((expected_words(traps) - words(document)).values()) == missing
    codes = {warning.code for warning in document.warnings}
    assert codes == ({"letters_restored"} if missing else set())


@pytest.mark.parametrize(("word", "whole"), DATA["tcvn3"]["dropped_examples"].items())
def test_dropped_letters(word: str, whole: str) -> None:
    at = missing_letter(word)
    assert at is not None
    assert word[:at] + "ư" + word[at:] == whole


@pytest.mark.parametrize("word", DATA["tcvn3"]["dropped_counter_examples"])
def test_words_that_may_have_lost_none(word: str) -> None:
    assert missing_letter(word) is None


def page(text: str, legacy: LegacyFont | None) -> PageCharacters:
    """Characters one point wide beside each other, of one text object."""
    count = len(text)
    edges = [float(at) for at in range(count + 1)]
    return PageCharacters(
        600, 800, 0, text, edges[:-1], edges[1:], [0.0] * count, [10.0] * count, [1] * count, {1: Style(10, False, False, legacy)},
    )


def test_characters_of_a_page_keep_their_places() -> None:
    found = decode_page(page("Soá 5 ngaøy", VNI), stamped_from=5)
    assert found.characters.text == "Số 5 ngày"
    assert list(found.characters.left) == [0, 1, 3, 4, 5, 6, 7, 8, 10]
    assert list(found.characters.right) == [1, 3, 4, 5, 6, 7, 8, 10, 11]
    assert found.stamped_from == 4
    unicode = page("Số ± 5", None)
    assert decode_page(unicode).characters is unicode
