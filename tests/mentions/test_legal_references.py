"""Legal references over short texts: what is found, with which symbol, date and issuer, and what is not."""

from __future__ import annotations

import time

import pytest

from extractor.mentions.context import Context
from extractor.mentions.legal_finding import find_citations
from extractor.mentions.legal_references import legal_references
from extractor.records import LegalReference
from extractor.vocabulary import load_vocabulary

PLAN = Context(kind_code="KH", own_number="14/KH-UBND", province="Bắc Giang")


def read(text: str, context: Context = PLAN, notes_from: int | None = None) -> tuple[LegalReference, ...]:
    citations = find_citations(text, context, len(text) if notes_from is None else notes_from)
    references = legal_references(text, citations, context)
    for reference in references:
        assert text[reference.span.start : reference.span.end] == reference.text
    assert list(references) == sorted(references, key=lambda reference: reference.span)
    return references


def brief(reference: LegalReference) -> tuple[str | None, str | None, str | None]:
    return reference.symbol or reference.title, reference.date, reference.issuer.text if reference.issuer else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về", [("61/2018/NĐ-CP", "2018-04-23", "Chính phủ")]),
        ("Nghị định số 180/2026/NĐ- CP ngày 21 tháng 5 năm 2026", [("180/2026/NĐ-CP", "2026-05-21", "CP")]),  # the code tells the issuer
        ("NGHỊ QUYẾT SỐ 35/NQ-CP NGÀY 04/6/2019\nCỦA CHÍNH PHỦ VỀ", [("35/NQ-CP", "2019-06-04", "CHÍNH PHỦ")]),  # a title in two lines
        ("Chỉ thị số 54-CT/TW, ngày 30/11/2005 của Ban Bí thư, công", [("54-CT/TW", "2005-11-30", "Ban Bí thư")]),
        (  # an association's committee is none of the Party
            "Nghị quyết số 04-NQ/HNDTW ngày 01/7/2019 của Ban Chấp hành Trung ương Hội Nông dân Việt Nam về",
            [("04-NQ/HNDTW", "2019-07-01", "Ban Chấp hành Trung ương Hội Nông dân Việt Nam")],
        ),
        ("Nghị quyết số 29-NQ/TW ngày 04/11/2013 của Ban Chấp hành Trung ương khóa XI về", [("29-NQ/TW", "2013-11-04", "Ban Chấp hành Trung ương khóa XI")]),
        ("Quyết định 471/QĐ-BYT năm 2014 về", [("471/QĐ-BYT", "2014", "BYT")]),  # a year alone
        ("Nghị định số 63/2010/NĐ-CP ngày 08/6/20210 của Chính phủ", [("63/2010/NĐ-CP", None, "CP")]),  # a misprinted date is none
        (  # a code that goes on behind TW is not cut; letters behind a small one
            "Nghị quyết liên tịch số 15/NQLT-BGDĐT-TWĐTN ngày 14/9/2021; Công văn số 3899/BGDĐT-GDTrH ngày 03/8/2023 của Bộ Giáo dục và Đào tạo",
            [("15/NQLT-BGDĐT-TWĐTN", "2021-09-14", "Bộ Giáo dục và Đào tạo"), ("3899/BGDĐT-GDTrH", "2023-08-03", "Bộ Giáo dục và Đào tạo")],
        ),
        (  # a scheme defined in brackets by its decision
            "Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ (Đề án 06). Tiếp tục thực hiện Đề án 6",
            [("06/QĐ-TTg", "2022-01-06", "Thủ tướng Chính phủ"), ("06/QĐ-TTg", None, "TTg"), ("06/QĐ-TTg", None, "TTg")],
        ),
        (  # defined under another number
            "Quyết định số 206/QĐ-TTg ngày 11/01/2024 (sau đây gọi tắt là Đề án 08); triển khai Đề án 08",
            [("206/QĐ-TTg", "2024-01-11", "TTg"), ("206/QĐ-TTg", None, "TTg"), ("206/QĐ-TTg", None, "TTg")],
        ),
        (  # a list of short forms
            "Nghị quyết số 18-NQ/TW, Nghị quyết số 19-NQ/TW. Quán triệt các Nghị quyết 18, 19 và 12 văn bản khác",
            [("18-NQ/TW", None, None), ("19-NQ/TW", None, None), ("18-NQ/TW", None, None), ("19-NQ/TW", None, None)],
        ),
        (  # a programme by number, where the document tells which; another number is none
            "Quyết định 1719/QĐ-TTg; vốn Chương trình 1719, Chương trình 30 phút, Kế hoạch 5 năm",
            [("1719/QĐ-TTg", None, "TTg"), ("1719/QĐ-TTg", None, "TTg")],
        ),
        ("Căn cứ Quyết định số 1528 ngày 30/6/2025 của UBND tỉnh", [("1528", "2025-06-30", "UBND tỉnh")]),  # no symbol
        (  # a misprint kept, the issuer behind still its own
            "Quyết định số 1746/QD-TTg ngày 04/12/2019 của Thủ tướng Chính phủ",
            [("1746/QD-TTg", "2019-12-04", "Thủ tướng Chính phủ")],
        ),
        (  # date and issuer shared by two
            "Nghị quyết số 18-NQ/TW, Nghị quyết số 19-NQ/TW ngày 25/10/2017 của BCH Trung ương, Kế hoạch số 47-KH/TU ngày 30/5/2018",
            [("18-NQ/TW", "2017-10-25", "BCH Trung ương"), ("19-NQ/TW", "2017-10-25", "BCH Trung ương"), ("47-KH/TU", "2018-05-30", None)],
        ),
        (  # the issuer shared, the dates not
            "Quyết định số 1907/QĐ-UBND ngày 05/12/2018 và Quyết định số 1908/QĐ-UBND ngày 06/12/2018 của UBND tỉnh Bắc Giang.",
            [("1907/QĐ-UBND", "2018-12-05", "UBND tỉnh Bắc Giang"), ("1908/QĐ-UBND", "2018-12-06", "UBND tỉnh Bắc Giang")],
        ),
        (  # one type for several; the issuer in front of all
            "nội dung UBND tỉnh chỉ đạo tại Công văn số 4643/UBND-KGVX ngày 28/8/2024, số 4975/UBND-KGVX ngày 17/9/2024.",
            [("4643/UBND-KGVX", "2024-08-28", "UBND tỉnh"), ("4975/UBND-KGVX", "2024-09-17", "UBND tỉnh")],
        ),
        ("các Quyết định: số 11/QĐ-UBND, số 12/QĐ-UBND", [("11/QĐ-UBND", None, None), ("12/QĐ-UBND", None, None)]),
        (  # numbers that share the end of a symbol
            "QĐ số 1656 và 1662/QĐ-UBND ngày 30/10/2009.",
            [("1656/QĐ-UBND", "2009-10-30", None), ("1662/QĐ-UBND", "2009-10-30", None)],
        ),
        (  # the issuer in front
            "đã được Thủ tướng Chính phủ phê duyệt tại Quyết định số 1626/QĐ-TTg ngày 15/12/2023",
            [("1626/QĐ-TTg", "2023-12-15", "Thủ tướng Chính phủ")],
        ),
        ("đã được Thủ tướng Chính phủ phê duyệt tại Quyết định số 866/QĐ-Tg", [("866/QĐ-Tg", None, "Thủ tướng Chính phủ")]),  # a misprint
        (
            "Xét đề nghị của Giám đốc Sở Y tế tại Tờ trình số 81/TTr-SYT ngày 24 tháng 4 năm 2013,",
            [("81/TTr-SYT", "2013-04-24", "Giám đốc Sở Y tế")],
        ),
        (  # the date in front too
            "Ngày 21 tháng 5 năm 2026, Chính phủ ban hành Nghị định số 180/2026/NĐ-CP quy định",
            [("180/2026/NĐ-CP", "2026-05-21", "Chính phủ")],
        ),
        ("UBND tỉnh ban hành Kế hoạch thực hiện theo Nghị định số 32/2024/NĐ-CP", [("32/2024/NĐ-CP", None, "CP")]),  # not UBND tỉnh's
        (  # the other mention of one symbol gives date and issuer
            "Kế hoạch số 5/KH-UBND; Kế hoạch số 5/KH-UBND ngày 02/3/2020 của UBND tỉnh",
            [("5/KH-UBND", "2020-03-02", "UBND tỉnh"), ("5/KH-UBND", "2020-03-02", "UBND tỉnh")],
        ),
        ("theo Quyết định số 12/QĐ-UBND\nNgày 05/6/2024, Sở họp.", [("12/QĐ-UBND", None, None)]),  # the next paragraph's date
        ("Chỉ thị số 11-CT/TU (viết tắt là Chỉ thị 11)", [("11-CT/TU", None, None), ("11-CT/TU", None, None)]),  # a short form
        ("Đề án số 13 về tăng cường", [("13", None, None)]),  # a short form that nothing explains
        ("mô hình của Đề án 06/CP “Phát triển", [("06/CP", None, "CP")]),
        ("thực hiện Kế hoạch số 14/KH-UBND và Kế hoạch số 15/KH-UBND", [("15/KH-UBND", None, None)]),  # the own number is none
    ],
)
def test_symbol_date_issuer(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [brief(reference) for reference in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Luật Cán bộ công chức, Luật Viên chức và các nghị định", ["Luật Cán bộ công chức", "Luật Viên chức"]),  # a comma left out
        ("Luật Phòng, chống tham nhũng; Bộ luật Lao động năm 2019", ["Luật Phòng, chống tham nhũng", "Bộ luật Lao động năm 2019"]),
        ("quy định của Luật Giá về công khai", ["Luật Giá"]),
        ("Luật Giá số 16/2023/QH15 và", ["Luật Giá số 16/2023/QH15"]),
        ("Luật Đo lường: 04/2011/QH13", ["Luật Đo lường: 04/2011/QH13"]),
        (
            "Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ số 55/2024/QH15",
            ["Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ số 55/2024/QH15"],
        ),
        ("Luật Kinh tế xanh và tuần hoàn số 12/2031/QH18", ["Luật Kinh tế xanh và tuần hoàn số 12/2031/QH18"]),  # in no list
        ("theo Luật Kinh tế xanh trên địa bàn", ["Luật Kinh tế xanh"]),  # in no list, ended by a word
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Đất đai; Luật sửa đổi, bổ sung.",  # one reference; the bare form is none
            ["Luật sửa đổi, bổ sung một số điều của Luật Đất đai"],
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương số 47/2019/QH14",
            ["Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương số 47/2019/QH14"],
        ),
        (
            "Luật số 97/2025/QH15, ngày 27/6/2025 về sửa đổi, bổ sung một số điều của Luật Mặt trận Tổ quốc Việt Nam, Luật Công đoàn, "
            "Luật Thanh niên; Luật Viên chức",
            ["Luật số 97/2025/QH15", "Luật Viên chức"],
        ),
        (
            "Luật số 59/2020/QH14 sửa đổi, bổ sung một số điều của Luật Doanh nghiệp, Luật Viên chức;",  # two may be two grounds
            ["Luật số 59/2020/QH14", "Luật Viên chức"],
        ),
        ("bởi Luật số 87/2025/QH15 ngày 25/6/2025 sửa đổi, bổ sung một số điều của Luật Giá", ["Luật số 87/2025/QH15"]),
        (  # without a capital, known from the list
            "chi tiết một số điều của luật quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ về",
            ["luật quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ"],
        ),
        ("LUẬT ĐẤT ĐAI", ["LUẬT ĐẤT ĐAI"]),
        ("Hiến pháp năm 2013 và pháp luật", ["Hiến pháp năm 2013"]),
        ("Pháp lệnh Ưu đãi người có công với cách mạng", ["Pháp lệnh Ưu đãi người có công với cách mạng"]),
        ("quy định tại Điều 9, Nghị định số 181/2024/NĐ-CP", ["Điều 9, Nghị định số 181/2024/NĐ-CP"]),
        ("điểm a khoản 2 Điều 5 của Luật Đất đai", ["điểm a khoản 2 Điều 5 của Luật Đất đai"]),
        ("Căn cứ khoản 1, 2 Điều 9 Thông tư số 01/2018/TT-VPCP", ["khoản 1, 2 Điều 9 Thông tư số 01/2018/TT-VPCP"]),
        ("từ khoản 2 đến khoản 6 Điều 4 Luật Giá", ["khoản 2 đến khoản 6 Điều 4 Luật Giá"]),
        ("QĐ thành lập số 298/QĐ-UBND ngày 20/02/2025", ["QĐ thành lập số 298/QĐ-UBND"]),  # words between type and number
        ("(sau đây gọi tắt là số 19/CT-TTg)", ["19/CT-TTg"]),  # a symbol alone
        ("sửa đổi Điều 3 Nghị định số 189/2007/NĐ-CP ngày 27/12/2007", ["Điều 3 Nghị định số 189/2007/NĐ-CP"]),
        ("Kế hoạch này; thực hiện kế hoạch này", ["Kế hoạch này", "kế hoạch này"]),
    ],
)
def test_span(text: str, expected: list[str]) -> None:
    assert [reference.text for reference in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "nội dung Chỉ thị và hướng dẫn thực hiện Luật.",  # bare short forms
        "UBND tỉnh ban hành Kế hoạch phát triển kinh tế - xã hội 5 năm 2021-2025",  # the act of issuing
        "Số: 14/KH-UBND",  # the letterhead
        "Số: 99/BC-SNV\nBắc Giang",  # a letterhead of another number: an appendix's
        "PHỤ LỤC\n(Kèm theo Kế hoạch số 104/KH-UBND ngày 18/01/2019 của UBND tỉnh)",
        "(Ban hành kèm theo Quyết định số:          /QĐ-UBND ngày    tháng    năm 2026)",
        "Mẫu số 01/KH-TH và Biểu số 02/BC-TH",  # forms
        "pháp luật lao động, kỷ luật lao động, Đoàn Luật sư, Trường Đại học Luật Hà Nội, theo luật định",
        "các văn bản hướng dẫn thi hành; các luật về thuế",
        "Quyết định 3 nội dung; Nghị quyết 5 năm; Kết luận 2024; Báo cáo 6 tháng; Chương trình 30 phút",
        "Nghị định này có hiệu lực",  # a decree in a plan is not the plan itself
        "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII",  # no number
        "",
    ],
)
def test_none(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("phê duyệt Đề án “Phát triển kinh tế số; xã hội số” trên địa bàn tỉnh.", "phê duyệt Đề án “Phát triển kinh tế số; xã hội số” trên địa bàn tỉnh"),
        ('phê duyệt Chương trình "Sữa học đường", Sở Y tế triển khai', 'phê duyệt Chương trình "Sữa học đường"'),
        ("về “Tăng cường phòng, chống cháy”; các sở", "về “Tăng cường phòng, chống cháy”"),
        ("phê duyệt Đề án “Phát triển kinh tế số", "phê duyệt Đề án"),  # never closed
        ("về phát triển nhà ở” là nội dung chính", "về phát triển nhà ở"),  # closes what was opened before the citation
    ],
)  # fmt: skip
def test_titles_in_quotation_marks(text: str, title: str) -> None:
    (reference,) = read(f"theo Kế hoạch số 184/KH-UBND ngày 28/9/2018 của UBND tỉnh {text}")
    assert reference.title == title


def test_all_fields() -> None:
    (reference,) = read("theo điểm b khoản 2 Điều 5 Kế hoạch số 184/KH-UBND ngày 28/9/2018 của UBND tỉnh về cải cách hành chính; Sở")
    assert (reference.type, reference.number, reference.year, reference.title) == ("Kế hoạch", "184", 2018, "về cải cách hành chính")
    assert reference.pinpoint == "điểm b khoản 2 Điều 5"
    assert reference.issuer is not None
    assert reference.issuer.name == "Ủy ban nhân dân tỉnh Bắc Giang"
    assert reference.iri == "/akn/vn/doc/ke-hoach/uy-ban-nhan-dan-tinh-bac-giang/2018-09-28/184-kh-ubnd"


def test_itself() -> None:
    (reference,) = read("triển khai Kế hoạch này")
    assert (reference.self, reference.type, reference.symbol, reference.issuer) == (True, "Kế hoạch", None, None)


@pytest.mark.parametrize(
    ("kind", "text", "count"),
    [
        ("TB", "Kết luận này", 1),  # a notice of conclusions calls itself so
        ("QĐ", "Kế hoạch này", 1),  # the plan that the decision issues
        ("KH", "Quyết định này", 1),  # the decision in front of the plan
        ("CT", "Chỉ thị này", 1),
        ("CT", "Nghị quyết này", 0),
    ],
)
def test_itself_by_kind(kind: str, text: str, count: int) -> None:
    assert len(read(text, Context(kind_code=kind))) == count


def test_short_form_with_two_full_forms_takes_its_issuers() -> None:
    text = "Chỉ thị số 11-CT/TU và Chỉ thị số 11/CT-TTg. Chỉ thị 11 của Thủ tướng Chính phủ; Chỉ thị 11"
    assert [reference.symbol for reference in read(text)] == ["11-CT/TU", "11/CT-TTg", "11/CT-TTg", "11"]


def test_law_takes_the_number_the_document_gives() -> None:
    named, numbered = read("Luật Giá quy định; Luật Giá số 16/2023/QH15 ngày 19/6/2023")
    assert named.symbol == numbered.symbol == "16/2023/QH15"
    assert named.date == "2023-06-19"


def test_nothing_is_read_across_the_border_of_the_notes() -> None:
    text = "thực hiện Kế hoạch số 9/KH-SNV\nngày 05/6/2024 của Sở Nội vụ"
    assert [brief(r) for r in read(text, notes_from=text.index("ngày"))] == [("9/KH-SNV", None, None)]


def test_law_names_of_the_list_are_read_whole() -> None:
    names = [name for name in load_vocabulary("legal_references")["laws"]["names"] if "(" not in name]
    wrong = [name for name in names if [r.title for r in read(f"theo Luật {name} và Luật Giá")] != [name, "Giá"]]
    assert wrong == []


def test_laws_against_their_examples() -> None:
    laws = load_vocabulary("legal_references")["laws"]
    for example in laws["examples"]:
        assert [reference.text for reference in read(example)] == [example]
    for example in laws["counter_examples"]:
        assert read(example) == (), example


HOSTILE = ["12/QĐ-UBND, ", "Luật Anh em ", "Điều 1, ", "(Kèm theo ", "1/A-", "Quyết định số ", "UBND tỉnh đã ban hành "]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        legal_references(text, find_citations(text, PLAN, len(text)), PLAN)
        return time.process_time() - start

    seconds(1000)
    assert seconds(60_000) < 20 * max(seconds(10_000), 0.02)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Nghị quyết số 36/NQ-HĐTV ngày 15/01/2026 của Hội đồng thành viên Tập đoàn Điện lực Việt Nam về giảm tổn thất", "Hội đồng thành viên Tập đoàn Điện lực Việt Nam"),
        ("Quyết định số 1810/QĐ-EVN ngày 15/01/2026 của Tổng Giám đốc Tập đoàn về giảm tổn thất", "Tổng Giám đốc Tập đoàn"),
        ("Quyết định số 12/QĐ-ĐHV ngày 02/3/2026 của Hiệu trưởng Trường Đại học Vinh về quy chế", "Hiệu trưởng Trường Đại học Vinh"),
        ("Quyết định số 12/QĐ-THPT ngày 02/3/2026 của Hiệu trưởng Trường THPT Hà Huy Tập về quy chế", "Hiệu trưởng Trường THPT Hà Huy Tập"),
        ("Quyết định số 33/QĐ-BCĐ ngày 22/9/2025 của Trưởng Ban Chỉ đạo 934 phân công theo dõi", "Trưởng Ban Chỉ đạo 934"),
        ("Quyết định số 33/QĐ-BCĐ ngày 22/9/2025 của Trưởng ban Chỉ đạo tỉnh về phân công", "Trưởng ban Chỉ đạo tỉnh"),
        ("Kế hoạch số 43/KH-TCT ngày 18/7/2025 của Tổ Công tác triển khai Đề án 06 về việc xây dựng", "Tổ Công tác triển khai Đề án 06"),
        ("Kế hoạch số 43/KH-TCT ngày 18/7/2025 của Tổ Công tác triển khai Đề án phát triển", None),
        ("theo Quyết định số 15/QĐ-LĐTBXH ngày 12/12/2011 của Bộ trưởng; giải quyết đơn", "Bộ trưởng"),
        ("theo Quyết định số 15/QĐ-LĐTBXH ngày 12/12/2011 của Giám đốc dự án", None),
        ("Kế hoạch số 15 KH/TĐ ngày 17 tháng 4 năm 2006 của BCH Tỉnh Đoàn Bắc Giang về tổ chức Đại hội", "BCH Tỉnh Đoàn Bắc Giang"),
    ],
)  # fmt: skip
def test_issuers_of_bodies_firms_and_schools(text: str, issuer: str | None) -> None:
    assert brief(read(text)[0])[2] == issuer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a law of no list ends before the next document
            "Pháp lệnh Vệ sinh an toàn thực phẩm và Quyết định số 401/QĐ-TTg ngày 27/3/2009 của Thủ tướng Chính phủ",
            [("Vệ sinh an toàn thực phẩm", None, None), ("401/QĐ-TTg", "2009-03-27", "Thủ tướng Chính phủ")],
        ),
        ("Luật Vệ sinh môi trường và Chỉ thị số 10/CT-TTg", [("Vệ sinh môi trường", None, None), ("10/CT-TTg", None, "TTg")]),
        ("Chỉ thị số 123/CT-BTL của Bộ Tư lệnh Quân khu 5 về", [("123/CT-BTL", None, "Bộ Tư lệnh Quân khu 5")]),
        ("Kế hoạch số 12/KH-BTL của Bộ Tư lệnh Bộ đội Biên phòng về", [("12/KH-BTL", None, "Bộ Tư lệnh Bộ đội Biên phòng")]),
        ("Quyết định 1605 ngày 13/11/2019 của Thủ tướng Chính phủ", [("1605", "2019-11-13", "Thủ tướng Chính phủ")]),  # its day tells
        ("Công văn 123 ngày 5/6/2024 của Sở Nội vụ", [("123", "2024-06-05", "Sở Nội vụ")]),
        ("Kế hoạch 5 năm 2021-2025; Chương trình 30 ngày đêm; Quyết định 1605 về chuẩn nghèo", [("1605", None, None)]),
    ],
)  # fmt: skip
def test_documents_side_by_side_and_numbers_with_a_day(text, expected):
    assert [brief(reference) for reference in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Thông tư liên tịch số 18/2011/TTLT-BGDĐT-BYT của Bộ Giáo dục và Đào tạo và Bộ Y tế quy định các nội dung", "quy định các nội dung"),
        ("Thông tư liên tịch số 1/2011/TTLT-BTC-BYT-BNV của Bộ Tài chính, Bộ Y tế và Bộ Nội vụ hướng dẫn chế độ", "hướng dẫn chế độ"),
        ("Quyết định số 5/QĐ-UBND của UBND tỉnh và Sở Y tế hướng dẫn các đơn vị", None),  # the next clause
    ],
)  # fmt: skip
def test_the_subject_behind_joint_issuers(text, title):
    assert [reference.title for reference in read(text)] == [title]
