"""The parts of reading a picture, each by itself: image, rulings, hOCR, repairs, engines."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

import numpy as np
import pytest

from extractor.reading.opening import open_document
from extractor.reading.pdf.page_lines import runs_of, set_lines
from extractor.reading.scans import ocr_engine
from extractor.reading.scans.hocr import OcrLine, OcrWord, parse_hocr
from extractor.reading.scans.image_rulings import find_rulings, ink_of, without_rulings
from extractor.reading.scans.letter_weight import bold_words
from extractor.reading.scans.ocr_characters import as_characters
from extractor.reading.scans.ocr_leftovers import read_left_out
from extractor.reading.scans.ocr_numbers import repaired_numbers
from extractor.reading.scans.ocr_repair import (
    repaired_line,
    repaired_lines,
    repaired_quarters,
    repaired_symbol,
    with_one_case,
    without_dirt,
)
from extractor.reading.scans.page_image import lean_of, straightened, without_ink
from extractor.reading.scans.page_turning import upright
from extractor.vocabulary import load_vocabulary

DPI = 200
EXAMPLES: dict[str, Any] = load_vocabulary("ocr_repairs")["examples"]


def bare(text: str) -> str:
    return "".join(letter for letter in normalize("NFD", text) if not combining(letter)).replace("đ", "d")


def paper(height: int = 600, width: int = 800) -> Any:
    return np.full((height, width), 240, dtype=np.uint8)


def printed(lean: float = 0.0) -> Any:
    """Rows of words, drawn as bars, that fall to the right by `lean` degrees."""
    page = paper(1200, 1000)
    for top in range(100, 1100, 40):
        for left in range(100, 900, 60):
            at = top + round((left - 500) * np.tan(np.radians(lean)))
            page[at : at + 14, left : left + 45] = 20
    return page


@pytest.mark.parametrize("lean", [0.0, 0.6, -0.6, 2.0, -3.4])
def test_a_leaning_page_is_straightened(lean: float) -> None:
    assert lean_of(printed(lean)) == pytest.approx(lean, abs=0.15)
    assert lean_of(straightened(printed(lean), lean)) == pytest.approx(0, abs=0.15)


def test_an_empty_and_a_black_page_lean_nowhere() -> None:
    assert lean_of(paper()) == 0
    assert lean_of(np.zeros((600, 800), dtype=np.uint8)) == 0


def test_coloured_ink_goes_and_black_stays() -> None:
    page = np.full((100, 100, 3), 250, dtype=np.uint8)
    page[10:40] = (20, 20, 25)  # print
    page[50:55] = (200, 40, 50)  # stamp
    page[60:65] = (40, 50, 160)  # signature
    page[80:84] = (60, 120, 60)  # green is no office's ink
    grey = without_ink(page)
    assert grey[20, 20] < 40
    assert grey[52, 20] == grey[62, 20] == 250
    assert grey[82, 20] < 120


def test_a_page_printed_in_blue_keeps_its_text() -> None:
    page = np.full((100, 100, 3), 250, dtype=np.uint8)
    page[10:60] = (40, 50, 160)
    assert without_ink(page)[30, 30] < 100


def test_rulings_are_found_and_words_are_none() -> None:
    page = paper()
    page[100:102, 50:700] = page[300:302, 50:700] = 30
    page[100:302, 50:52] = page[100:302, 698:700] = 30
    page[100:302, 350:352] = 30
    page[150:176, 80:300:3] = 30  # letters
    page[400:440, 100:500] = 30  # a bar
    page[500, 60:700] = 30
    page[500, 200:640:20] = 240  # a pale ruling with gaps
    rulings, mask = find_rulings(page, DPI)
    scale = 72 / DPI
    assert sorted(int(ruling.at / scale + 0.01) for ruling in rulings.horizontal) == [101, 301, 500]
    assert sorted(int(ruling.at / scale + 0.01) for ruling in rulings.vertical) == [51, 351, 699]
    clean = without_rulings(page, mask)
    assert clean[101, 100] == 240
    assert clean[160, 80] == 30


HOCR = """
<span class='ocr_line' id='line_1_1' title="bbox 10 90 300 130; baseline 0.01 -8; x_size 36; x_descenders 8; x_ascenders 9">
 <span class='ocrx_word' id='word_1_1' title='bbox 10 95 60 122; x_wconf 96'>
  <span class='ocrx_cinfo' title='x_bboxes 10 95 30 122; x_conf 99.5'>K</span><span class='ocrx_cinfo' title='x_bboxes 32 92 60 122; x_conf 98'>ế</span>
 </span>
 <span class='ocrx_word' id='word_1_2' title='bbox 80 100 100 130; x_wconf 20'>
  <span class='ocrx_cinfo' title='x_bboxes 580 600 600 630; x_conf 90'>&amp;</span>
 </span>
 <span class='ocrx_word' id='word_1_3' title='bbox 110 100 120 130; x_wconf 95'><span class='ocrx_cinfo' title='x_bboxes 110 100 120 130; x_conf 1'> </span></span>
</span>
"""


def test_hocr_becomes_lines_of_words() -> None:
    (line,) = parse_hocr(HOCR)
    assert [word.text for word in line.words] == ["Kế", "&"]
    assert line.words[0].edges == (10, 32, 60)
    assert line.words[0].confidence == 0.96
    assert line.words[1].edges == (80, 100)  # its letter was given far off
    assert line.baseline == 122


@pytest.mark.parametrize("text", ["", "no hOCR", "<span class='ocr_line'" * 3000, "class='ocrx_cinfo' title='x_bboxes 1 2 3 4'>x<"])
def test_what_is_no_hocr_gives_nothing(text: str) -> None:
    assert parse_hocr(text) == []


def line(text: str, *, left: float = 100, baseline: float = 200, confidence: float = 0.96, size: float = 40) -> OcrLine:
    words = []
    for word in text.split(" "):
        edges = tuple(left + 20 * at for at in range(len(word) + 1))
        count = len(word)
        words.append(OcrWord(word, confidence, edges, (baseline - 0.67 * size,) * count, (baseline,) * count, (confidence,) * count))
        left = edges[-1] + 12
    return OcrLine(tuple(words), baseline, size)


def test_lines_of_a_picture_are_set_like_digital_ones() -> None:
    read = [line("KẾ HOẠCH NĂM 2024"), line("CÁC SỞ, BAN, NGÀNH", baseline=240, size=41), line("LƯU", baseline=300, size=28)]
    characters = as_characters(read, [[True, True, False, False], [False] * 4, [False]], 600, 800, 72 / DPI)
    lines = set_lines(characters, runs_of(characters), 1)
    assert [one.text for one in lines] == ["KẾ HOẠCH NĂM 2024", "CÁC SỞ, BAN, NGÀNH", "LƯU"]
    assert [[(span.start, span.end) for span in one.bold] for one in lines] == [[(0, 9)], [], []]
    assert lines[0].size == lines[1].size  # within what pixels waver


def test_a_wide_gap_parts_the_columns_of_one_read_line() -> None:
    words = (*line("UBND TỈNH").words, *line("CỘNG HÒA", left=900).words)
    characters = as_characters([OcrLine(words, 200, 40)], [[False] * 4], 600, 800, 72 / DPI)
    assert [characters.text[run.start : run.end].strip() for run in runs_of(characters)] == ["UBND TỈNH", "CỘNG HÒA"]


def test_bold_words_are_thicker_than_the_page() -> None:
    page = paper(300, 900)
    words = []
    for index in range(8):
        left, stroke = 20 + 100 * index, 8 if index in (2, 3, 4) else 4
        for at in range(6):
            page[100:130, left + 14 * at : left + 14 * at + stroke] = 20
        words.append(OcrWord("chương", 0.9, tuple(left + 14.0 * at for at in range(7)), (100,) * 6, (130,) * 6))
    (bold,) = bold_words(ink_of(page), [OcrLine(tuple(words), 130, 40)], [40.0])
    assert bold == [index in (2, 3, 4) for index in range(8)]


NUMBERS = [
    ("TT A B I 1 2 H 1 2 s) IH 1 2 s)", "TT A B I 1 2 II 1 2 3 III 1 2 3"),
    ("TT A B 1 1 2 H 1 2 3 HI 1", "TT A B I 1 2 II 1 2 3 III 1"),  # the first I read as 1
    ("STT 1 2 3 4 5 ó 7 8", "STT 1 2 3 4 5 6 7 8"),
    ("1 2 3 1 2 3 H 1", "1 2 3 1 2 3 H 1"),  # a group without a number; nothing proves what H is
    ("A I 1 2 B 1 1 2 1 1 2", "A I 1 2 B 1 1 2 1 1 2"),
    ("1 2 4 5 6", "1 2 4 5 6"),  # a row is missing, not misread
    ("I. I. HI. IV.", "I. II. III. IV."),
    ("", ""),
]


@pytest.mark.parametrize(("read", "given"), NUMBERS)
def test_numbers_are_put_right_where_the_sequence_proves_it(read: str, given: str) -> None:
    assert repaired_numbers(read.split()) == given.split()


def test_letters_of_items_are_put_right() -> None:
    assert repaired_numbers(["a)", "b)", "e)", "d)", "e)", "ø)"], table="item_letters") == ["a)", "b)", "c)", "d)", "e)", "g)"]
    assert repaired_numbers(["a)", "b)", "a)", "b)", "e)"], table="item_letters") == ["a)", "b)", "a)", "b)", "c)"]
    assert repaired_numbers(["a)", "b)", "c)", "d)", "e)"], table="item_letters") == ["a)", "b)", "c)", "d)", "e)"]  # without đ


def test_numbers_of_groups_count_for_themselves() -> None:
    read, groups = ["1", "1", "2", "H", "3", "4", "1H", "5"], [True, False, False, True, False, False, True, False]
    assert repaired_numbers(read, groups=groups) == ["I", "1", "2", "II", "3", "4", "III", "5"]
    # The second group is none below the first, which has rows already.
    assert repaired_numbers(["I", "1", "2", "1", "3", "4"], groups=[True, False, False, True, False, False]) == ["I", "1", "2", "II", "3", "4"]
    assert repaired_numbers(["1", "1", "2", "2", "3"], groups=[True, False, False, True, False]) == ["1", "1", "2", "2", "3"]


def test_certain_numbers_stay() -> None:
    assert repaired_numbers(["I.", "I.", "III."], [True, False, True]) == ["I.", "II.", "III."]
    assert repaired_numbers(["I.", "I.", "III."], [True, True, True]) == ["I.", "I.", "III."]


def test_a_long_column_of_nonsense_ends() -> None:
    column = ["H", "1", "l", "B", "8", "s)"] * 300
    assert len(repaired_numbers(column)) == len(column)


@pytest.mark.parametrize(("read", "given"), EXAMPLES["symbols"])
def test_symbols_become_known_ones(read: str, given: str) -> None:
    assert repaired_symbol(read) == given


@pytest.mark.parametrize("text", EXAMPLES["counter_examples"])
def test_what_is_no_symbol_stays(text: str) -> None:
    assert repaired_symbol(text) == text


@pytest.mark.parametrize(("read", "given"), EXAMPLES["lines"])
def test_lines_become_known_ones(read: str, given: str) -> None:
    assert repaired_line(read) == given


@pytest.mark.parametrize("text", EXAMPLES["other_lines"])
def test_other_lines_stay(text: str) -> None:
    assert repaired_line(text) == text


def test_a_pair_read_for_sure_stays() -> None:
    assert repaired_line("MỤC TIỂU DỰ ÁN", [0.96, 0.94, 0.96, 0.96]) == "MỤC TIÊU DỰ ÁN"
    assert repaired_line("danh mục tiểu dự án", [0.96, 0.96, 0.95, 0.96, 0.96]) == "danh mục tiểu dự án"
    assert repaired_line("KỀ HOACH NĂM", [0.96, 0.96, 0.96]) == "KẾ HOẠCH NĂM"  # what is no syllable was not printed


def test_other_readings_are_those_of_their_phrase() -> None:
    repairs = load_vocabulary("ocr_repairs")
    for phrase, others in repairs["phrases_but"].items():
        assert all(bare(other) == bare(phrase) and other != phrase for other in others), phrase
    assert not set(repairs["phrases"]) & set(repairs["phrases_but"])


@pytest.mark.parametrize(("read", "given"), [*EXAMPLES["quarters"], *([text, text] for text in EXAMPLES["other_quarters"])])
def test_quarters(read: str, given: str) -> None:
    assert repaired_quarters(read) == given


WRITTEN = [
    ("Số: 14/KH-UBND", 0.96, "14", "Số: 14/KH-UBND"),
    ("Số: 14 /KH-UBND", 0.5, "14", "Số: 14 /KH-UBND"),  # unsure, but the digits read alone are the same
    ("Số: 87 /CT-UBND", 0.5, "81", "Số: /CT-UBND"),
    ("Số: ## /CT-UBND", 0.96, "", "Số: /CT-UBND"),
    ("Số: /KH-LĐTB&XH", 0.96, "", "Số: /KH-LĐTB&XH"),
    ("Số: “x -CV/TĐTN-XDĐ", 0.96, "", "Số: -CV/TĐTN-XDĐ"),  # a party's or union's symbol
    ("Hà Nội, ngày 18 tháng 01 năm 2019", 0.96, "", "Hà Nội, ngày 18 tháng 01 năm 2019"),
    ("Hà Nội, ngày 89 tháng 3 năm 2018", 0.96, "89", "Hà Nội, ngày tháng 3 năm 2018"),  # no month has it
    ("Hà Nội, ngàW/† tháng 5 năm 2021", 0.96, "", "Hà Nội, ngày tháng 5 năm 2021"),
    ("~- Lưu: VT", 0.96, "", "- Lưu: VT"),
    ("I.MỤC ĐÍCH", 0.96, "", "I. MỤC ĐÍCH"),
    ("BCĐÐ tỉnh", 0.96, "", "BCĐ tỉnh"),
]


@pytest.mark.parametrize(("read", "confidence", "again", "given"), WRITTEN)
def test_lines_are_put_right(read: str, confidence: float, again: str, given: str) -> None:
    lines, changes = repaired_lines([line(read, confidence=confidence)], lambda *box: [line(again)] if again else [])
    assert " ".join(word.text for word in lines[0].words) == given
    assert all(len(word.edges) == len(word.text) + 1 == len(word.tops) + 1 for word in lines[0].words)
    if "ngàW" in read or "##" in read:
        assert [change.given for change in changes] == [""]


def test_dittos_are_known_by_one_another() -> None:
    def read(*texts: str) -> list[str]:
        return [one.words[0].text for one in repaired_lines([line(text, confidence=0.64) for text in texts], lambda *box: [])[0]]

    assert read("nt", "nE", "nL", "Sở") == ["nt", "nt", "nt", "Sở"]
    assert read("nE", "Sở") == ["nE", "Sở"]  # no form is known, and E is not e


def test_dirt_is_no_word() -> None:
    dirty = [line("Nơi nhận", confidence=0.3), line("== _ :", confidence=0.3), line("- Bộ", confidence=0.9), line("./.", confidence=0.3)]
    assert [" ".join(word.text for word in one.words) for one in without_dirt(dirty)] == ["Nơi nhận", "- Bộ", "./."]
    strokes = [line("©G)", confidence=0.37), line("“tt", confidence=0.2), line("Sở", confidence=0.3), line("KHTC", confidence=0.9), line("12", confidence=0.3)]
    assert [one.words[0].text for one in without_dirt(strokes)] == ["Sở", "KHTC", "12"]


class Reader:
    """An engine that reads what it is told; from a picture upside down, nothing."""

    def __init__(self, *read: OcrLine) -> None:
        self.read_lines = list(read)

    def read(self, image: Any, dpi: int, layout: str, characters: str = "") -> list[OcrLine]:
        return self.read_lines if image[: len(image) // 2].mean() < image[len(image) // 2 :].mean() else []


def test_pages_are_turned_until_they_can_be_read() -> None:
    page = paper(1000, 700)
    for top in range(60, 900, 40):
        page[top : top + 16, 60 : 600 - top // 3] = 20
    page[60:80, 60:640] = 20  # the fullest band
    page[61:66] = 0
    reader = Reader(line("Kế hoạch tuyên truyền"))
    for quarters in range(4):
        assert upright(reader, np.ascontiguousarray(np.rot90(page, quarters)), DPI).shape == page.shape


def test_numbers_that_a_page_reader_left_out_are_read_alone() -> None:
    page = paper(900, 900)
    lines = []
    for index in range(7):
        lines.append(line("Tuyên truyền công tác cải cách", left=200, baseline=100 + 80 * index))
        page[70 + 80 * index : 100 + 80 * index, 60:72] = 20
    page[750:890, 20:150] = 20  # a punch hole
    page[410:414, 8:14] = 20  # a speck beside a number

    class Numbers:
        def read(self, image: Any, dpi: int, layout: str, characters: str = "") -> list[OcrLine]:
            return [line("1", left=16, baseline=36)]

    found = read_left_out(Numbers(), page, lines, DPI)
    assert [one.words[0].text for one in found] == ["1"] * 7
    assert read_left_out(Numbers(), paper(900, 900), lines, DPI) == []


@pytest.mark.parametrize(
    ("word", "given"), [("tỜ", "tờ"), ("(cƠ", "(cơ"), ("tờ", "tờ"), ("Tờ", "Tờ"), ("TỜ", "TỜ"), ("kV", "kV"), ("mW", "mW"), ("1B", "1B")],
)
def test_a_syllable_has_one_case(word: str, given: str) -> None:
    assert with_one_case(word) == given


def test_the_program_is_used_where_the_library_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text(f"#!{sys.executable}\nimport sys\nassert '-l' in sys.argv\nsys.stdout.buffer.write({HOCR!r}.encode())\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(ocr_engine, "_library", _no_library)
    monkeypatch.setattr("shutil.which", lambda name: str(program))
    monkeypatch.setattr(ocr_engine, "_here", type("Here", (), {})())
    assert ocr_engine.is_installed()
    lines = ocr_engine.engine_here().read(paper(), DPI, "page")
    assert [word.text for word in lines[0].words] == ["Kế", "&"]


def test_no_engine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "_library", _no_library)
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(ocr_engine, "_here", type("Here", (), {})())
    assert not ocr_engine.is_installed()
    with pytest.raises(LookupError):
        ocr_engine.engine_here()


def _no_library() -> Any:
    raise ImportError


def test_a_page_that_the_recogniser_gives_up_on_is_a_warning(traps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def read(self, *_: object, **__: object) -> list[object]:
            raise ocr_engine.RecognitionError("took too long")

    monkeypatch.setattr("extractor.reading.scans.page_scan.engine_here", Failing)
    document = open_document(traps / "mixed_scan_appendix.pdf")
    assert [w.page for w in document.warnings if w.code == "page_unreadable"]
    assert document.text
