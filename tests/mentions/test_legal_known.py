"""The table of cited laws, and what is said where a citation contradicts it; quiet on everything else."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from extractor.mentions.context import Context
from extractor.mentions.legal_finding import find_citations
from extractor.mentions.legal_known import known_documents
from extractor.mentions.legal_symbols import kind_name, parse_symbol
from extractor.mentions.legal_warnings import reference_warnings
from extractor.vocabulary import load_vocabulary

ROWS = [
    (group["type"], group["issuer"], *line.split(" ", 2))
    for group in load_vocabulary("cited_laws")["group"]
    for line in group["documents"].splitlines()
    if line
]


def unlike(text: str) -> list[tuple[str, str, str]]:
    warnings = reference_warnings(find_citations(text, Context(), len(text)), Context())
    return [(w.code, w.details["symbol"], w.details["known"]) for w in warnings if w.code.endswith("_unlike")]


def test_rows_are_in_normal_form_and_stand_once() -> None:
    assert len({(symbol, day) for _, _, symbol, day, _ in ROWS}) == len(ROWS)
    for kind, issuer, symbol, day, title in ROWS:
        parsed = parse_symbol(symbol)
        assert parsed is not None, symbol
        assert (parsed.text, title.strip()) == (symbol, title)
        assert issuer, symbol
        assert day == "-" or date.fromisoformat(day).year == (parsed.year or int(day[:4])), symbol
        assert parsed.year is not None or day != "-", symbol  # without a year the day tells one document from the next
        if parsed.kind and not (parsed.party and kind == "Quy định"):
            assert kind_name(parsed.kind) == kind, symbol


def test_symbols_with_a_year_stand_once_a_type() -> None:
    dated = [(kind, symbol) for kind, _, symbol, _, _ in ROWS if re.search(r"/\d{4}/", symbol)]
    assert len(set(dated)) == len(dated)


def test_terms_of_the_national_assembly_have_their_years() -> None:
    years: dict[str, set[int]] = {}
    for _, _, symbol, _, _ in ROWS:
        if match := re.search(r"/(\d{4})/QH(\d\d)$", symbol):
            years.setdefault(match[2], set()).add(int(match[1]))
    spans = [(min(years[term]), max(years[term])) for term in sorted(years)]
    assert all(last <= following for (_, last), (following, _) in pairwise(spans)), spans


def test_every_row_is_cited_without_a_word() -> None:
    for kind, issuer, symbol, day, title in ROWS:
        said = f" ngày {date.fromisoformat(day):%d/%m/%Y}" if day != "-" else ""
        name = f"{kind} {title} số {symbol}{said}" if kind in ("Luật", "Bộ luật") else f"{kind} số {symbol}{said} của {issuer} về {title}"
        assert unlike(f"Căn cứ {name};") == [], name


def test_names_of_laws_are_read_whole() -> None:
    names = {(kind, title) for kind, _, _, _, title in ROWS if kind in ("Luật", "Bộ luật", "Pháp lệnh") and not title.startswith("sửa đổi")}
    for kind, title in names:
        text = f"theo {kind} {title} và Luật Giá"
        first = find_citations(text, Context(), len(text)).found[0]
        assert (first.type, first.title) == (kind, title)


def test_what_is_known() -> None:
    (law,) = known_documents("39/2019/QH14", "Luật")
    assert (law.title, law.date, law.issuer) == ("Đầu tư công", "2019-06-13", "Quốc hội")
    assert known_documents("39/2019/QH14", "Nghị quyết") == []
    assert [document.date for document in known_documents("29-NQ/TW", "Nghị quyết")] == ["2013-11-04", "2022-11-17"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Luật Đầu tư công số 39/2014/QH13", ("reference_number_unlike", "39/2014/QH13", "49/2014/QH13, 39/2019/QH14")),  # either
        ("Luật Ngân sách nhà nước số 83/2015/QH14", ("reference_number_unlike", "83/2015/QH14", "83/2015/QH13")),  # the term
        ("Luật Đầu tư công số 93/2019/QH14", ("reference_number_unlike", "93/2019/QH14", "39/2019/QH14")),  # digits exchanged
        ("Luật Tổ chức chính quyền địa phương số 75/2025/QH15", ("reference_number_unlike", "75/2025/QH15", "65/2025/QH15, 72/2025/QH15")),
        ("Luật Đầu tư số 39/2019/QH14", ("reference_title_unlike", "39/2019/QH14", "Đầu tư công")),
        ("Nghị định số 61/2018/NĐ-CP về công tác văn thư;", ("reference_title_unlike", "61/2018/NĐ-CP", known_documents("61/2018/NĐ-CP", "Nghị định")[0].title)),
        ("Nghị định số 30/2020/NĐ-CP ngày 03/5/2020 của Chính phủ", ("reference_date_unlike", "30/2020/NĐ-CP", "2020-03-05")),
        ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2019", ("reference_date_unlike", "61/2018/NĐ-CP", "2018-04-23")),  # the year
        ("Nghị định số 30/2020/NĐ-CP tháng 4/2020", None),  # no day
        ("Luật Đất đai số 31/2024/QH15 ngày 18 tháng 02 năm 2024", ("reference_date_unlike", "31/2024/QH15", "2024-01-18")),
        (
            "Nghị quyết số 57-NQ/TW ngày 21/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia",
            ("reference_date_unlike", "57-NQ/TW", "2024-12-22"),
        ),
        (
            "Quyết định số 786/QĐ-TTg ngày 15/4/2025 của Thủ tướng Chính phủ phê duyệt điều chỉnh Quy hoạch phát triển điện lực quốc gia thời kỳ 2021-2030, tầm nhìn đến năm 2050;",
            ("reference_number_unlike", "786/QĐ-TTg", "768/QĐ-TTg"),
        ),
        ("Luật Việc làm ngày 16/11/2012", ("reference_date_unlike", "Luật Việc làm", "2013-11-16 (38/2013/QH13)")),  # by name alone
        ("Bộ luật Lao động ngày 20 tháng 11 năm 2018", ("reference_date_unlike", "Bộ luật Lao động", "2019-11-20 (45/2019/QH14)")),
        ("Nghị quyết số 52-NQ/TW ngày 27/9/2018 của Bộ Chính trị", ("reference_date_unlike", "52-NQ/TW", "2019-09-27")),  # the year, no title
        (
            "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về thực hiện cơ chế một cửa;",
            ("reference_title_unlike", "30/2020/NĐ-CP", "công tác văn thư"),
        ),
        (
            "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về công tác văn thư;",
            ("reference_title_unlike", "61/2018/NĐ-CP", known_documents("61/2018/NĐ-CP", "Nghị định")[0].title),
        ),
    ],
)  # fmt: skip
def test_contradictions(text: str, expected: tuple[str, str, str] | None) -> None:
    assert unlike(text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text",
    [
        "Luật Đầu tư công số 39/2019/QH14; Luật Đầu tư công số 49/2014/QH13 và số 58/2024/QH15",  # namesakes of several years
        "Luật Đất đai năm 2013, Luật Đất đai số 45/2013/QH13, Luật Đất đai số 31/2024/QH15",
        "Luật Đất đai số 31/2024/QH15 được sửa đổi, bổ sung bởi Luật số 43/2024/QH15",
        "Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế số 25/2008/QH12",  # the number of the amended law
        "Luật sửa đổi, bổ sung một số điều của Bộ luật Hình sự số 100/2015/QH13 ngày 20 tháng 6 năm 2017",  # the day of the amending one
        "Luật Đầu tư công số 20/2031/QH17",  # newer than the table
        "Luật Đất đai số 12/1998/QH10",  # older than the table
        "Nghị quyết số 55/2010/QH12 ngày 24/11/2010 của Quốc hội về miễn, giảm thuế",  # a resolution has the number of a law
        "Nghị quyết số 18-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương về tiếp tục đổi mới",  # a number given anew
        "Quyết định số 749/QĐ-TTg ngày 14/4/2021 của Thủ tướng Chính phủ về việc thành lập Tổ công tác",
        "Nghị định số 30/2020/NĐ-CP năm 2020; Nghị định số 30/2020/NĐ-CP (ban hành tháng 3/2020)",
        "Nghị quyết 202/2025/QH15, 01/7/2025",  # a day without its word
        "Nghị định số 06/2022/NĐ-CP của Chính phủ, ngày 17 tháng 6 năm 2025 Bộ trưởng Bộ Nông nghiệp và Môi trường đã ban hành Thông tư",
        "Thông tư sửa đổi, bổ sung một số điều của Thông tư số 40/2017/TT-BTC ngày 19/3/2025",  # the day of the amending circular
        "Nghị định số 45/2010/NĐ-CP ngày 16/04/2013 của Bộ Nội vụ",  # the day and agency of another document
        "Ngày 10/10/2023, Bộ Nội vụ hướng dẫn Nghị định số 30/2020/NĐ-CP",
        "Luật Phòng cháy số 55/2024/QH15; Luật PCCC và CNCH số 55/2024/QH15",  # shortened names
        "Luật Lao động số 45/2019/QH14",  # a code called a law
        "Nghị định số 63/2010/NĐ-CP về thủ tục hành chính",
        "Luật Đất đai ngày 14/7/1993, Luật Đất đai ngày 29/11/2013 và Luật Đất đai ngày 18/01/2024",  # by name: an older one, and those known
        "Bộ luật Lao động năm 2013; Luật Đất đai năm 2012",  # a year alone may be a namesake's or an amending law's
        "Hội nghị triển khai Luật Đất đai ngày 25/01/2024",  # the day of something else
        "Luật sửa đổi, bổ sung một số điều của Luật Việc làm ngày 16/11/2014",
        "Luật Việc làm. Ngày 16/11/2014, tỉnh ban hành",
        "Quyết định số 749/QĐ-TTg ngày 03/6/2021 của Thủ tướng Chính phủ",  # numbers of each year
        "Nghị quyết số 29-NQ/TW ngày 04/11/2020 của Ban Chấp hành Trung ương",
        "Nghị định số 43/2014/NĐ-CP ngày 15/5/2014 của Chính phủ quy định chi tiết một số điều của Luật Đất đai;",  # worded otherwise
        "Nghị định số 01/2017/NĐ-CP ngày 06/01/2017 của Chính phủ quy định chi tiết thi hành một số điều của Luật Đất đai;",
    ],
)
def test_no_contradiction(text: str) -> None:
    assert unlike(text) == []
