"""Letterheads: snippets of many issuers, years and converters."""

import pytest

from extractor.structure.letterhead import Letterhead, issuing_date, read_letterhead
from extractor.structure.lines import lines_of
from tests.structure.documents import document

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def read(text: str) -> Letterhead:
    return read_letterhead(lines_of(document(text)))


@pytest.mark.parametrize(("text", "issuer", "superior", "number", "place", "date"), [
    (f"<UBND TỈNH THANH HÓA\n<SỞ NỘI VỤ\n<Số: 1874/KHPH-SNV-\n<TĐTN\n>{MOTTO}>Thanh Hóa, ngày 28 tháng 8 năm 2024",
     "SỞ NỘI VỤ", "UBND TỈNH THANH HÓA", "1874/KHPH-SNV-TĐTN", "Thanh Hóa", "2024-08-28"),  # a symbol on two lines
    (f"<UBND TỈNH LÀO CAI\n<SỞ CÔNG THƯƠNG\n<Số: /KH-SCT\n>{MOTTO}>Lào Cai, ngày tháng 5 năm 2026",
     "SỞ CÔNG THƯƠNG", "UBND TỈNH LÀO CAI", None, "Lào Cai", "2026-05"),  # number and day not filled in
    (f"ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\n--------\n{MOTTO}Số: 1266/QĐ-UBND\nSơn La, ngày 25 tháng 6 năm 2013",
     "ỦY BAN NHÂN DÂN TỈNH SƠN LA", None, "1266/QĐ-UBND", "Sơn La", "2013-06-25"),  # one name on two lines
    ("ỦY\nBAN NHÂN DÂN\nTỈNH CAO BẰNG\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n|\nSố:\n772/KH-UBND\n|\nCao\nBằng, ngày 30 tháng 3 năm 2020",
     "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG", None, "772/KH-UBND", "Cao Bằng", "2020-03-30"),  # lines broken anywhere
    ("ỦY BAN NHÂN DÂN\nTỈNH HẢI DƯƠNG\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n|\nSố: 1914/KH-UBND\n|\nHải Dương, ngày\n"
     "05 tháng 6 năm 2023",
     "ỦY BAN NHÂN DÂN TỈNH HẢI DƯƠNG", None, "1914/KH-UBND", "Hải Dương", "2023-06-05"),
    ("THỦ TƯỚNG CHÍNH PHỦ ------- Số: 24/CT-TTg | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ----- Hà Nội, ngày 17 tháng 09 năm 2012 |",
     "THỦ TƯỚNG CHÍNH PHỦ", None, "24/CT-TTg", "Hà Nội", "2012-09-17"),  # all on one line
    (f"<BAN CHỈ HUY PCTT\n<TỈNH NGHỆ AN\n<Số: 14/CĐ-PCTT\n>{MOTTO}>Nghệ An, hồi 16 giờ 00 ngày 19 tháng 9 năm 2024",
     "BAN CHỈ HUY PCTT TỈNH NGHỆ AN", None, "14/CĐ-PCTT", "Nghệ An", "2024-09-19"),  # a telegram has the hour
    (f"<UBND TỈNH HÀ NAM\n<SỞ Y TẾ\n<Số: 5/KH-SYT\n>{MOTTO}>Hà Nam, ngày 5/3/2019",
     "SỞ Y TẾ", "UBND TỈNH HÀ NAM", "5/KH-SYT", "Hà Nam", "2019-03-05"),
    ("<ĐOÀN TNCS HỒ CHÍ MINH\n<BCH TỈNH TUYÊN QUANG\n<Số: 03-CTr/TĐTN-VP\n>ĐOÀN TNCS HỒ CHÍ MINH\n>Tuyên Quang, ngày 12 tháng 01 năm 2016",
     "BCH TỈNH TUYÊN QUANG", "ĐOÀN TNCS HỒ CHÍ MINH", "03-CTr/TĐTN-VP", "Tuyên Quang", "2016-01-12"),  # the motto's words name a union here
    (f"<ĐOÀN TNCS HỒ CHÍ MINH\n<BCH TRƯỜNG CĐ SƠN LA\n<Số: 5/KH-ĐTN\n>{MOTTO}",
     "BCH TRƯỜNG CĐ SƠN LA", "ĐOÀN TNCS HỒ CHÍ MINH", "5/KH-ĐTN", None, None),
    (f"<UBND TỈNH THÁI BÌNH\n<LIÊN SỞ: TÀI CHÍNH - NỘI VỤ\n<Số: 5/KH-LS\n>{MOTTO}",
     "LIÊN SỞ: TÀI CHÍNH - NỘI VỤ", "UBND TỈNH THÁI BÌNH", "5/KH-LS", None, None),
    ("<TỈNH ỦY LÀO CAI\n<*\n<Số 104 -CTr/TU\n>ĐẢNG CỘNG SẢN VIỆT NAM\n>Lào Cai, ngày 30 tháng 8 năm 2026",
     "TỈNH ỦY LÀO CAI", None, "104-CTr/TU", "Lào Cai", "2026-08-30"),  # Party form
    (f"<BỘ NÔNG NGHIỆP VÀ\n<MÔI TRƯỜNG\n<Số: 2200/QĐ-BNNMT\n>{MOTTO}>Hà Nội, ngày 10 tháng 6 năm 2026",
     "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", None, "2200/QĐ-BNNMT", "Hà Nội", "2026-06-10"),
    (f"<ỦY BAN NHÂN DÂN\n<THÀNH PHỐ HẢI\n<PHÒNG\n<Số: 9/KH-UBND\n>{MOTTO}",
     "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG", None, "9/KH-UBND", None, None),  # a province's name on two lines
    (f"<UBND THÀNH PHỐ HẢI PHÒNG\n<PHÒNG NỘI VỤ\n<Số: 9/KH-PNV\n>{MOTTO}",
     "PHÒNG NỘI VỤ", "UBND THÀNH PHỐ HẢI PHÒNG", "9/KH-PNV", None, None),
    (f"<TẬP ĐOÀN\n<ĐIỆN LỰC VIỆT NAM\n<TỔNG CÔNG TY\n<ĐIỆN LỰC MIỀN BẮC\n<Số: 9/KH-EVNNPC\n>{MOTTO}",
     "TỔNG CÔNG TY ĐIỆN LỰC MIỀN BẮC", "TẬP ĐOÀN ĐIỆN LỰC VIỆT NAM", "9/KH-EVNNPC", None, None),  # a firm's name is on the next line
    (f"<TỔNG CÔNG TY CẤP NƯỚC\n<CÔNG TY TNHH MTV\n<THOÁT NƯỚC ĐÔ THỊ\n<Số: 9/KH-TN\n>{MOTTO}",
     "CÔNG TY TNHH MTV THOÁT NƯỚC ĐÔ THỊ", "TỔNG CÔNG TY CẤP NƯỚC", "9/KH-TN", None, None),
    (f"<TỔNG CÔNG TY\n<CÔNG TY ĐIỆN LỰC SƠN LA\n<Số: 9/KH-PCSL\n>{MOTTO}",
     "CÔNG TY ĐIỆN LỰC SƠN LA", "TỔNG CÔNG TY", "9/KH-PCSL", None, None),
    (f"<UBND TỈNH HÀ NAM\n<BAN CHỈ ĐẠO\n<PHÒNG, CHỐNG THIÊN TAI\n<Số: 3/KH-BCĐ\n>{MOTTO}",
     "BAN CHỈ ĐẠO PHÒNG, CHỐNG THIÊN TAI", "UBND TỈNH HÀ NAM", "3/KH-BCĐ", None, None),  # "PHÒNG" is no division here
    (f"BAN CHỈ ĐẠO LIÊN NGÀNH TRUNG ƯƠNG | {MOTTO}Số: 1751/KH-BCĐTƯATTP | Hà Nội, ngày 18 tháng 12 năm 2024 |",
     "BAN CHỈ ĐẠO LIÊN NGÀNH TRUNG ƯƠNG", None, "1751/KH-BCĐTƯATTP", "Hà Nội", "2024-12-18"),
    (f"Ký bởi: UBND tỉnh\n<ỦY BAN NHÂN DÂN TỈNH NGHỆ AN\n<Số: 144/KH-UBND.VX\n>{MOTTO}>Nghệ An, ngày 15 tháng 3 năm 2016",
     "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN", None, "144/KH-UBND.VX", "Nghệ An", "2016-03-15"),  # a signature's stamp above
    ("TRUNG ƯƠNG ĐOÀN\n***\nSố: 225 - KH/TWĐTN-CTTN    Hà Nội, ngày 16 tháng 5 năm 2024",
     "TRUNG ƯƠNG ĐOÀN", None, "225-KH/TWĐTN-CTTN", "Hà Nội", "2024-05-16"),  # number and place in one line
    ("CHÍNH PHỦ\nSố: 61/2018/NĐ-CP\nHà Nội, ngày 23 tháng 4 năm 2018", "CHÍNH PHỦ", None, "61/2018/NĐ-CP", "Hà Nội", "2018-04-23"),
    (f"<SỞ CÔNG THƯƠNG\n<ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH\n<SỐ 1050/QĐ-SCT\n<Số: 1105/KH-ĐKT\n>{MOTTO}>Lào Cai, ngày 10 tháng 3 năm 2026",
     "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH", "SỞ CÔNG THƯƠNG", "1105/KH-ĐKT", "Lào Cai", "2026-03-10"),  # a number inside the name
    (f"<ỦY BAN NHÂN DÂN XÃ YÊN BÌNH\n<Số: …/KH-UBND\n>{MOTTO}>Yên Bình, ngày … tháng … năm 2026",
     "ỦY BAN NHÂN DÂN XÃ YÊN BÌNH", None, None, "Yên Bình", "2026"),  # dots for blanks
])
def test_letterhead(text: str, issuer: str | None, superior: str | None, number: str | None, place: str | None, date: str | None) -> None:
    found = read(text)
    assert (found.issuer, found.superior, found.number, found.place, found.date) == (issuer, superior, number, place, date)


@pytest.mark.parametrize(("upper", "lower", "issuers"), [
    ("ĐẢNG BỘ XÃ HÒA BÌNH", "CHI BỘ TRƯỜNG THCS HÒA BÌNH", 2),
    ("LIÊN ĐOÀN LAO ĐỘNG TỈNH AN GIANG", "CÔNG ĐOÀN NGÀNH GIÁO DỤC", 2),
    ("TRUNG TÂM Y TẾ HUYỆN YÊN BÌNH", "TRẠM Y TẾ XÃ TÂN HƯƠNG", 2),
    ("PHÒNG GD&ĐT HUYỆN LẠNG GIANG", "TRƯỜNG TIỂU HỌC TÂN HƯNG", 2),
    ("CÔNG AN TỈNH LẠNG SƠN", "ĐỘI CẢNH SÁT GIAO THÔNG SỐ 3", 2),
    ("UBND XÃ AN PHÚ", "TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG", 2),
    ("HỘI CHỮ THẬP ĐỎ TỈNH", "CHI HỘI TRƯỜNG THPT A", 2),
    ("BAN CHẤP HÀNH", "CÔNG ĐOÀN NGÀNH GIÁO DỤC", 1),  # a body of the agency below it
    ("LIÊN HIỆP CÁC HỘI", "KHOA HỌC VÀ KỸ THUẬT", 1),
    ("BAN CHỈ ĐẠO", "TỔ CHỨC ĐẠI HỘI", 1),
    ("TRƯỜNG TRUNG HỌC CƠ", "SỞ LÊ LỢI", 1),  # cut inside a word of two syllables
    ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ", "HỘI", 1),
    ("SỞ NÔNG NGHIỆP VÀ MÔI", "TRƯỜNG", 1),
    ("HỘI CỰU CHIẾN BINH", "TỔ QUỐC", 1),
])
def test_a_head_begins_a_new_agency(upper: str, lower: str, issuers: int) -> None:
    found = read(f"<{upper}\n<{lower}\n<Số: 1/KH-X\n>{MOTTO}")
    expected = (lower, upper) if issuers == 2 else (f"{upper} {lower}", None)
    assert (found.issuer, found.superior) == expected


def test_official_letter() -> None:
    found = read(f"<SỞ Y TẾ\n<Số: 12/SYT-NVY\n<V/v tăng cường phòng bệnh\n<mùa hè\n>{MOTTO}Kính gửi: UBND các huyện.")
    assert (found.number, found.subject, found.addressed) == ("12/SYT-NVY", "tăng cường phòng bệnh mùa hè", True)


@pytest.mark.parametrize(("day", "month", "year", "edtf"), [
    ("05", "2", "2024", "2024-02-05"),
    ("", "02", "2024", "2024-02"),
    ("5", "", "2024", "2024"),  # a day without its month says nothing
    ("32", "13", "2024", "2024"),
    ("01", "01", "", None),
    ("01", "01", "204", None),
])
def test_issuing_date(day: str, month: str, year: str, edtf: str | None) -> None:
    assert issuing_date(day, month, year) == edtf


def test_the_subject_of_a_party_letter_stands_behind_its_number() -> None:
    text = "<ĐẢNG ỦY UBND TỈNH\n<*\n<Số 2449 -CV/ĐU\n<về việc triển khai thực hiện Chương trình\n<hành động số 104-CTr/TU\n>ĐẢNG CỘNG SẢN VIỆT NAM\n>Lào Cai, ngày 07 tháng 9 năm 2026"
    assert read(text).subject == "triển khai thực hiện Chương trình hành động số 104-CTr/TU"
    run_on = text.replace("ĐU\n<về việc", "ĐU về việc")
    assert read(run_on).subject == "triển khai thực hiện Chương trình hành động số 104-CTr/TU"


@pytest.mark.parametrize(("printed", "place"), [
    ("Thành phốHồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ("LạngSơn", "Lạng Sơn"),
    ("M'Drắk", "M'Drắk"),
    ("Phan Rang-Tháp Chàm", "Phan Rang-Tháp Chàm"),
    ("TP. Hồ Chí Minh", "TP. Hồ Chí Minh"),
])  # fmt: skip
def test_a_place_whose_words_run_together(printed: str, place: str) -> None:
    assert read(f"<SỞ Y TẾ\n<Số: 5/KH-SYT\n>{MOTTO}>{printed}, ngày 5 tháng 3 năm 2019").place == place


@pytest.mark.parametrize(("line", "issuer"), [
    ("Y BAN NHÂN DÂN HUYỆN SA PA", "Y BAN NHÂN DÂN HUYỆN SA PA"),  # as printed: its name in full is whole
    ("DUBND TỈNH LÀO CAI", "DUBND TỈNH LÀO CAI"),
    ("Y BAN PHẤN", None),
    ("DUY TIÊN", None),
])  # fmt: skip
def test_a_name_s_first_letter_is_lost_or_one_too_many(line: str, issuer: str | None) -> None:
    assert read(f"<{line}\n<Số: 5/KH-UBND\n>{MOTTO}>Lào Cai, ngày 5 tháng 3 năm 2019").issuer == issuer
