"""Metadata: the corpus' gold, and what snippets of other issuers give."""

import json
from pathlib import Path

import pytest

from extractor.messages import message
from extractor.reading.opening import open_document
from extractor.records import Issuer, Metadata
from extractor.structure.issuers import announced_issuer, full_issuer, province_of
from extractor.structure.metadata import read_metadata
from extractor.structure.parts import divide
from tests.structure.documents import document
from tests.structure.test_parts import ARTICLES, CLOSING, DECISION, HEAD, PLAN, TABLE

NAMES = [
    "bac-giang-2019.docx", "bac-giang-2019.pdf", "bac-giang-2019-md.md", "bo-nnmt-nd180-2026.txt", "lao-cai-khoang-san-2026.docx",
    "quang-ngai-tb565-2024.pdf",
    "sct-lao-cai-kiem-tra-2026.docx", "so-ldtbxh-bac-giang-2024.docx", "so-ldtbxh-bac-giang-2024.pdf", "tinh-uy-lao-cai-ctr104-2026.txt",
    "ttg-chi-thi-07-2012.docx", "ttg-chi-thi-15-2025.docx", "vp-lao-cai-ket-luan-2026.docx",
]


def read(text: str) -> tuple[Metadata, list[str]]:
    read_document = document(text)
    metadata, warnings = read_metadata(read_document, divide(read_document))
    return metadata, [warning.code for warning in warnings]


@pytest.mark.parametrize("name", NAMES)
def test_metadata_of_corpus(corpus: Path, name: str) -> None:
    gold = json.loads((corpus / f"{name.rsplit('.', 1)[0]}.gold.json").read_text("utf-8"))["metadata"]
    read_document = open_document(corpus / name)
    metadata, warnings = read_metadata(read_document, divide(read_document))
    got = {
        "kind": metadata.kind and metadata.kind.code, "number": metadata.number, "issuer": metadata.issuer and metadata.issuer.name, "place": metadata.place,
        "date_issued": metadata.date_issued, "title": metadata.title, "period": {"start": metadata.period.start, "end": metadata.period.end},
        "signer": metadata.signer and {
            "name": metadata.signer.name, "position": metadata.signer.position, "capacity": (metadata.signer.capacity or "").replace("KT.G", "KT. G") or None,
        },
    }
    assert {key: got[key] for key in gold} == gold
    assert all(message(warning.code, warning.details, language) for warning in warnings for language in ("vi", "en"))


@pytest.mark.parametrize(("text", "code", "title"), [
    (HEAD + PLAN, "KH", "Phòng, chống dịch bệnh năm 2025"),
    (HEAD + DECISION + ARTICLES + CLOSING, "QĐ", "Về việc ban hành Kế hoạch phòng, chống dịch bệnh"),
    (HEAD + DECISION + ARTICLES + CLOSING + PLAN, "QĐ", "Phòng, chống dịch bệnh năm 2025"),  # the plan's title, the decision's kind
    # Kind only in the symbol.
    (HEAD + "TRIỂN KHAI PHÒNG, CHỐNG DỊCH BỆNH\nCăn cứ Luật Giá;\nI. MỤC ĐÍCH", "KH", "TRIỂN KHAI PHÒNG, CHỐNG DỊCH BỆNH"),
    (HEAD.replace("12/KH-SYT", "12/SYT-NVY\n<V/v phòng bệnh") + "Kính gửi: Các huyện.\nSở Y tế đề nghị:\n1. Rà soát.", "CV", "phòng bệnh"),
    (HEAD.replace("12/KH-SYT", "12/CT-CS\n<V/v phòng bệnh") + "Kính gửi: Các huyện.\nCục Thuế đề nghị:\n1. Rà soát.", "CV", "phòng bệnh"),  # no directive
    ("^KẾ HOẠCH\n^Tập huấn\n^------\n^(Kèm theo Quyết định số 1/QĐ-SYT)\nI. MỤC ĐÍCH", "KH", "Tập huấn"),  # rule and note are no title
    # The legal bases have a heading of their own.
    ("^KẾ HOẠCH\n^TẬP HUẤN GIAI ĐOẠN 2016-2020.\n^CĂN CỨ LẬP KẾ HOẠCH.\nCăn cứ Luật Giá;", "KH", "TẬP HUẤN GIAI ĐOẠN 2016-2020"),
    # Years alone on the last line.
    ("^KẾ HOẠCH\n^KỶ NIỆM 65 NĂM NGÀY THÀNH LẬP\n(27/7/1957 - 27/7/2022)\nCăn cứ Luật Giá;", "KH", "KỶ NIỆM 65 NĂM NGÀY THÀNH LẬP (27/7/1957 - 27/7/2022)"),
    ("^KẾ HOẠCH\n^PHÒNG, CHỐNG HẠN MÙA KHÔ NĂM 2019 -\n2020\nThực hiện Chỉ thị, Ủy ban ban hành Kế hoạch như sau:", "KH", "PHÒNG, CHỐNG HẠN MÙA KHÔ NĂM 2019 - 2020"),
    ("I. MỤC ĐÍCH\n1. Nâng cao.", None, None),
])
def test_kind_and_title(text: str, code: str | None, title: str | None) -> None:
    metadata, _ = read(text)
    assert (metadata.kind.code if metadata.kind else None, metadata.title) == (code, title)


@pytest.mark.parametrize(("text", "codes"), [
    (HEAD + PLAN + CLOSING, []),
    (HEAD.replace("12/", "/") + PLAN + CLOSING, ["number_missing"]),
    (HEAD.replace("ngày 05", "ngày") + PLAN + CLOSING, ["date_incomplete"]),
    (PLAN + CLOSING, ["letterhead_missing"]),
    (HEAD + PLAN, ["signer_missing"]),
    (HEAD + "I. MỤC ĐÍCH\n1. Nâng cao.\n" + CLOSING, ["title_missing"]),
    (HEAD + PLAN.replace("ban hành Kế hoạch", "ban hành Kế hoạch phòng bệnh năm 2024") + CLOSING, ["years_contradict"]),
    (HEAD + PLAN.replace("2025", "2024") + CLOSING, ["years_contradict"]),  # dated 2025, for a year that is over
    (HEAD.replace("2025", "2024") + PLAN + CLOSING, []),  # made the year before: as it should be
    (HEAD + PLAN + CLOSING + "PHỤ LỤC\n(Kèm theo Kế hoạch số /KH-SYT)\n" + TABLE, ["attachment_number_missing"]),
    (HEAD + PLAN + CLOSING + "PHỤ LỤC\n(Kèm theo Kế hoạch số 21/KH-SYT)\n" + TABLE, ["attachment_number_differs"]),
])
def test_warnings(text: str, codes: list[str]) -> None:
    assert read(text)[1] == codes


@pytest.mark.parametrize(("printed", "above", "mentioned", "name"), [
    ("SỞ CÔNG THƯƠNG", "Ủy ban nhân dân tỉnh Lào Cai", "", "Sở Công Thương tỉnh Lào Cai"),
    # "Xã hội".
    ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Ủy ban nhân dân tỉnh Bắc Giang", "", "Sở Lao động - Thương binh và Xã hội tỉnh Bắc Giang"),
    ("VĂN PHÒNG", "Ủy ban nhân dân tỉnh Lào Cai", "", "Văn phòng Ủy ban nhân dân tỉnh Lào Cai"),
    ("BAN TỔ CHỨC", "Tỉnh ủy Lào Cai", "", "Ban Tổ chức Tỉnh ủy Lào Cai"),
    ("CỤC LÂM NGHIỆP", "Bộ Nông nghiệp và Môi trường", "", "Cục Lâm nghiệp"),
    # The rest told below.
    ("ỦY BAN NHÂN DÂN", None, "UBND tỉnh ban hành Kế hoạch trên địa bàn tỉnh Lạng Sơn", "Ủy ban nhân dân tỉnh Lạng Sơn"),
    ("ỦY BAN NHÂN DÂN", None, "", "Ủy ban nhân dân"),  # which one is not told
    ("BCH HUYỆN GIỒNG TRÔM", "Hội Liên hiệp Phụ nữ tỉnh Bến Tre", "", "Ban Chấp hành Hội Liên hiệp Phụ nữ huyện Giồng Trôm"),
    ("BCH TỈNH TUYÊN QUANG", "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "", "Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Tuyên Quang"),
    ("BCH TRƯỜNG CĐ NGÔ GIA TỰ", "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn trường CĐ Ngô Gia Tự",
     "Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh Trường Cao đẳng Ngô Gia Tự"),
    ("ỦY BAN NHÂN DÂNTỈNH HÀ GIANG", None, "", "Ủy ban nhân dân tỉnh Hà Giang"),  # run together at a line's end
    ("BCH QUÂN SỰ HUYỆN BÁT XÁT", None, "", "Ban Chỉ huy Quân sự huyện Bát Xát"),
])
def test_full_issuer(printed: str, above: str | None, mentioned: str, name: str) -> None:
    superior = Issuer(text=above, name=above) if above else None
    assert full_issuer(printed, above=superior, mentioned=mentioned, place=None, body=mentioned).name == name


@pytest.mark.parametrize(("printed", "body", "name"), [
    ("BỆNH VIỆN PHỤ SẢN", "Giám đốc Bệnh viện Phụ sản; bệnh viện phụ sản; BỆNH VIỆN PHỤ SẢN", "Bệnh viện Phụ sản"),
    ("TRƯỜNG ĐẠI HỌC SƯ PHẠM\nKỸ THUẬT VINH", "Trường Đại học Sư phạm Kỹ thuật Vinh", "Trường Đại học Sư phạm Kỹ thuật Vinh"),
    ("TRƯỜNG CĐ NGÔ GIA TỰ", "Đoàn trường CĐ Ngô Gia Tự", "Trường Cao đẳng Ngô Gia Tự"),  # its end is written so
    ("BỆNH VIỆN PHỤ SẢN", "các bệnh viện phụ sản", "Bệnh viện phụ sản"),  # no name of its own there
    ("SỞ CÔNG THƯƠNG", "Sở Công thương", "Sở Công Thương"),  # known better than the body writes it
    ("TRƯỜNG TIỂU HỌC ĐÔNG HƯNG 2", "", "Trường Tiểu học Đông Hưng 2"),
])
def test_an_issuer_in_capitals_is_written_as_the_body_writes_it(printed: str, body: str, name: str) -> None:
    assert full_issuer(printed, above=None, mentioned="", place=None, body=body).name == name



@pytest.mark.parametrize(("sentence", "printed"), [
    ("Thực hiện Nghị quyết số 1/NQ-CP; Chủ tịch UBND tỉnh xây dựng kế hoạch tuyên truyền", "UBND tỉnh"),  # the office-holder's agency
    ("Thực hiện Kế hoạch của UBND tỉnh; Sở Nội vụ ban hành Kế hoạch với các nội dung sau:", "Sở Nội vụ"),
    ("Thực hiện Kế hoạch số 14/KH-UBND của UBND tỉnh, xây dựng nội dung như sau:", None),
])
def test_announced_issuer(sentence: str, printed: str | None) -> None:
    assert announced_issuer(sentence) == printed


@pytest.mark.parametrize(("issuer", "place", "title", "province"), [
    ("Sở Công Thương tỉnh Lào Cai", "Lào Cai", None, "Lào Cai"),
    ("Ủy ban nhân dân thành phố Hồ Chí Minh", None, None, "Hồ Chí Minh"),
    ("Bộ Xây dựng", "Hà Nội", None, None),  # where a ministry sits
    ("Trung tâm Kiểm soát bệnh tật", "Hà Nam", None, "Hà Nam"),
    (None, None, "Tuyên truyền cải cách hành chính tỉnh Bắc Giang năm 2018", "Bắc Giang"),
    ("Ủy ban nhân dân xã Yên Bình", "Yên Bình", None, None),
    # Communes and districts that have a province's name lie anywhere; a city of the name lies in its province.
    ("Ủy ban nhân dân phường Hải Dương", "Hải Dương", None, None),
    ("Đảng ủy xã Hòa Bình", "Hòa Bình", None, None),
    ("Ủy ban nhân dân huyện Hòa Bình", "Hoà Bình", None, None),
    ("Ủy ban nhân dân xã Hòa Bình", "Hòa Bình", "Cải cách hành chính trên địa bàn tỉnh Thái Bình", "Thái Bình"),
    ("Ủy ban nhân dân phường Trần Phú", "Hải Dương", None, "Hải Dương"),
    ("Ủy ban nhân dân thành phố Bắc Giang", "Bắc Giang", None, "Bắc Giang"),
])
def test_province(issuer: str | None, place: str | None, title: str | None, province: str | None) -> None:
    named = Issuer(text=issuer, name=issuer) if issuer else None
    assert province_of(Metadata(issuer=named, place=place, title=title)) == province


def test_a_gazette_s_title_has_the_citation_of_its_document() -> None:
    text = "CHỈ THỊ\nCỦA BỘ Y TẾ SỐ 05/2006/CT-BYT\nNGÀY 13 THÁNG 10 NĂM 2006\nVỀ TĂNG CƯỜNG VỆ SINH BỆNH VIỆN\n\nCác bệnh viện thực hiện:\n1. Rà soát nội quy."
    metadata, warnings = read(text)
    assert metadata.issuer is not None
    assert (metadata.number, metadata.issuer.name, metadata.date_issued) == ("05/2006/CT-BYT", "Bộ Y tế", "2006-10-13")
    assert metadata.title == "VỀ TĂNG CƯỜNG VỆ SINH BỆNH VIỆN"
    assert "letterhead_missing" not in warnings


def test_a_document_cited_in_a_title_is_not_the_document_itself() -> None:
    metadata, _ = read("KẾ HOẠCH\nThực hiện Chỉ thị số 05/2006/CT-BYT ngày 13/10/2006 của Bộ Y tế\n\nI. NHIỆM VỤ\n1. Rà soát nội quy.")
    assert (metadata.number, metadata.date_issued) == (None, None)


def test_a_title_that_ends_in_electricity_is_no_telegram() -> None:
    metadata, _ = read(HEAD + "KẾ HOẠCH\nVề việc tăng cường sử dụng tiết kiệm điện\n\nI. NHIỆM VỤ\n1. Rà soát định mức.")
    assert metadata.title == "Về việc tăng cường sử dụng tiết kiệm điện"


@pytest.mark.parametrize(("printed", "name"), [
    ("Y BAN NHÂN DÂN TỈNH KON TUM", "Ủy ban nhân dân tỉnh Kon Tum"),
    ("DUBND TỈNH LÀO CAI", "Ủy ban nhân dân tỉnh Lào Cai"),
])  # fmt: skip
def test_a_misprinted_head_is_meant_as_a_whole(printed: str, name: str) -> None:
    assert full_issuer(printed, above=None, mentioned="", place=None) == Issuer(text=printed, name=name)


@pytest.mark.parametrize(("place", "body", "name"), [
    ("Bình Thuận", "Tình hình dịch ở tỉnh ta còn phức tạp.", "Ủy ban nhân dân tỉnh Bình Thuận"),
    ("Bình Thuận", "Phòng, chống dịch trên địa bàn tỉnh.", "Ủy ban nhân dân tỉnh Bình Thuận"),
    ("Phan Thiết", "Phòng, chống dịch trên địa bàn tỉnh.", "Ủy ban nhân dân"),  # a town may be a district's too
    ("Bình Thuận", "Phòng, chống dịch tại các tỉnh lân cận.", "Ủy ban nhân dân"),
])  # fmt: skip
def test_a_bare_committee_is_its_province_s_where_place_and_body_say_so(place: str, body: str, name: str) -> None:
    assert full_issuer("ỦY BAN NHÂN DÂN", above=None, mentioned="", place=place, body=body).name == name


def test_a_headline_has_number_and_issuer() -> None:
    metadata, _ = read("KẾT LUẬN 127-KL/TW CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ VỀ SẮP XẾP TỔ CHỨC BỘ MÁY\nBộ Chính trị có ý kiến như sau:\n1. Giao Ban Tổ chức.")
    assert (metadata.kind and metadata.kind.code, metadata.number, metadata.title) == ("KL", "127-KL/TW", "VỀ SẮP XẾP TỔ CHỨC BỘ MÁY")
    assert metadata.issuer == Issuer(text="BỘ CHÍNH TRỊ, BAN BÍ THƯ", name="Bộ Chính trị, Ban Bí thư")
    other, _ = read("KẾ HOẠCH\nTHỰC HIỆN KẾT LUẬN 127-KL/TW CỦA BỘ CHÍNH TRỊ VỀ SẮP XẾP TỔ CHỨC BỘ MÁY\nI. MỤC ĐÍCH\n1. Nâng cao.")
    assert other.number is None  # what it carries out


ATTRIBUTES = "Số hiệu: 12/KH-SYT\nNgày ban hành: 05/3/2024\nLoại văn bản: Kế hoạch\nCơ quan ban hành: {}\nNgười ký: Lê An\n\nI. MỤC ĐÍCH\n1. Nâng cao.\n"


@pytest.mark.parametrize(("text", "number", "issuer", "date"), [
    (ATTRIBUTES.format("Sở Y tế"), "12/KH-SYT", "Sở Y tế", "2024-03-05"),
    (ATTRIBUTES.format("Tỉnh Bắc Ninh"), "12/KH-SYT", None, "2024-03-05"),  # no agency's name
    (ATTRIBUTES.format("Sở Y tế").replace("\n", "", 4), "12/KH-SYT", "Sở Y tế", "2024-03-05"),  # run together
    ("Số hiệu:5/QĐ-BYTNgày đăng công báo:Đang cập nhật\nCơ quan ban hành: Bộ Y tếSố công báo:1\nI. MỤC ĐÍCH\n1. Nâng cao.", "5/QĐ-BYT", "Bộ Y tế", None),
    ("Số hiệu: 99/KH-SYT\n\n" + (HEAD + PLAN).translate({ord(mark): None for mark in "<>^"}), "12/KH-SYT", "Sở Y tế tỉnh Hà Nam", "2025-03-05"),  # a letterhead is what counts
    ("Thực hiện số hiệu 12/KH-SYT.\n\nI. MỤC ĐÍCH\n1. Nâng cao.", None, None, None),
])  # fmt: skip
def test_a_database_s_attributes_stand_for_a_letterhead(text: str, number: str | None, issuer: str | None, date: str | None) -> None:
    document_read = open_document(text.encode(), filename="page.txt")
    metadata = read_metadata(document_read, divide(document_read))[0]
    assert (metadata.number, metadata.issuer and metadata.issuer.name, metadata.date_issued) == (number, issuer, date)


@pytest.mark.parametrize(("text", "issuer"), [
    ("^CÔNG ĐIỆN\n^Về ứng phó mưa lũ\n^THỦ TƯỚNG CHÍNH PHỦ điện:\n- Bộ trưởng các Bộ;\nThủ tướng Chính phủ yêu cầu:\n1. Bộ Y tế rà soát.", "Thủ tướng Chính phủ"),
    (HEAD.replace("KH-SYT", "CĐ-SYT") + "^CÔNG ĐIỆN\n^Về mưa lũ\n^BỘ Y TẾ điện:\n- Các bệnh viện;\n1. Rà soát.", "Sở Y tế tỉnh Hà Nam"),  # the letterhead comes first
    ("^KẾ HOẠCH\n^Tiết kiệm điện\nCác đơn vị sử dụng điện:\n- Sở Y tế;\nThực hiện Chỉ thị số 1/CT-TTg:\n1. Rà soát.", None),
])
def test_who_sends_a_telegram(text: str, issuer: str | None) -> None:
    metadata, _ = read(text)
    assert (metadata.issuer.name if metadata.issuer else None) == issuer
