"""Recipients and signers."""

import pytest

from extractor.records import Signer
from extractor.structure.closing import read_recipients, read_signer
from extractor.structure.lines import lines_of
from tests.structure.documents import document


@pytest.mark.parametrize(("text", "signer"), [
    ("<Nơi nhận:\n<- Lưu: VT.\n>CHỦ TỊCH\n>Nguyễn Văn Linh", Signer(name="Nguyễn Văn Linh", position="CHỦ TỊCH")),
    ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Thành Sinh",
     Signer(name="Nguyễn Thành Sinh", position="PHÓ CHỦ TỊCH", capacity="TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH")),
    ("TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\n(Đã ký)\nPhùng Tô Long",
     Signer(name="Phùng Tô Long", position="PHÓ CHÁNH VĂN PHÒNG", capacity="TL. CHỦ TỊCH KT. CHÁNH VĂN PHÒNG")),
    ("TM. ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ\nCHỦ TỊCH\nPhan Ngọc Thọ", Signer(name="Phan Ngọc Thọ", position="CHỦ TỊCH",
     capacity="TM. ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ")),
    ("T/M TỈNH ỦY\nPHÓ BÍ THƯ THƯỜNG TRỰC\nHoàng Giang", Signer(name="Hoàng Giang", position="PHÓ BÍ THƯ THƯỜNG TRỰC",
     capacity="T/M TỈNH ỦY")),
    (">Q. GIÁM ĐỐC\n>TS. Lê Minh Châu", Signer(name="Lê Minh Châu", position="Q. GIÁM ĐỐC")),  # a degree is no part of the name
    (">TM. ỦY BAN NHÂN DÂN\n>Q. CHỦ TỊCH\n>Lê Minh Châu", Signer(name="Lê Minh Châu", position="Q. CHỦ TỊCH", capacity="TM. ỦY BAN NHÂN DÂN")),
    (">P. HIỆU TRƯỞNG (PHỤ TRÁCH)\n>Lê Thị Hoa", Signer(name="Lê Thị Hoa", position="P. HIỆU TRƯỞNG (PHỤ TRÁCH)")),
    (">PHỤ TRÁCH TRƯỜNG\n>Lê Thị Hoa", Signer(name="Lê Thị Hoa", position="PHỤ TRÁCH TRƯỜNG")),
    (">GIÁM ĐỐC\n>(Ký, đóng dấu)\n>Bs. CKII Phạm Nam Thái", Signer(name="Phạm Nam Thái", position="GIÁM ĐỐC")),
    (">GIÁM ĐỐC\n>Ths. Bs Phạm Nam Thái", Signer(name="Phạm Nam Thái", position="GIÁM ĐỐC")),
    (">TRƯỞNG CÔNG AN\n>Đại úy Lê Minh Châu", Signer(name="Lê Minh Châu", position="TRƯỞNG CÔNG AN")),
    (">BỘ TRƯỞNG\n>Đại tướng Phan Văn Giang", Signer(name="Phan Văn Giang", position="BỘ TRƯỞNG")),
    (">HIỆU TRƯỞNG\n>NGND. Trần Thị Bình", Signer(name="Trần Thị Bình", position="HIỆU TRƯỞNG")),
    # Stamps.
    (">Ký bởi: Sở Công Thương\n>GIÁM ĐỐC\n>Thời gian ký: 18/01/2019 09:21\n>Hoàng Chí Hiền", Signer(name="Hoàng Chí Hiền",
     position="GIÁM ĐỐC")),
    ("KT. BỘ TRƯỞNG THỨ TRƯỞNG\nNGUYỄN VĂN AN", Signer(name="NGUYỄN VĂN AN", position="THỨ TRƯỞNG", capacity="KT. BỘ TRƯỞNG")),  # glued
    ("TL. CHỦ TỊCH KT. CHÁNH VĂN PHÒNG PHÓ CHÁNH VĂN PHÒNG Trần Văn Bình",
     Signer(name="Trần Văn Bình", position="PHÓ CHÁNH VĂN PHÒNG", capacity="TL. CHỦ TỊCH KT. CHÁNH VĂN PHÒNG")),  # all on one line
    ("TM. BAN BÍ THƯ TRUNG ƯƠNG ĐOÀN\nBÍ THƯ\nTrần Thu Hương",
     Signer(name="Trần Thu Hương", position="BÍ THƯ", capacity="TM. BAN BÍ THƯ TRUNG ƯƠNG ĐOÀN")),
    ("TM. BAN CHỈ ĐẠO TRƯỞNG BAN\nGIÀNG SEO PHỬ", Signer(name="GIÀNG SEO PHỬ", position="TRƯỞNG BAN", capacity="TM. BAN CHỈ ĐẠO")),
    ("KT. GIÁM ĐỐC SỞ CÔNG THƯƠNG PHÓ GIÁM ĐỐC\nLê Văn Hai",
     Signer(name="Lê Văn Hai", position="PHÓ GIÁM ĐỐC", capacity="KT. GIÁM ĐỐC SỞ CÔNG THƯƠNG")),
    (">CHỦ TỊCH", None),  # a draft without a name
    ("<Nơi nhận:\n<- Nguyễn Văn An;", None),  # a recipient does not sign
])
def test_signer(text: str, signer: Signer | None) -> None:
    assert read_signer(lines_of(document(text))) == signer


@pytest.mark.parametrize(("text", "recipients"), [
    ("<Nơi nhận:\n<- Bộ Nội vụ;\n<- Lưu: VT, NC.\n>CHỦ TỊCH\n>Nguyễn Văn Linh", ("Bộ Nội vụ", "Lưu: VT, NC")),
    # Over two lines.
    ("<Nơi nhận:\n<- UBND các huyện,\n<thị xã, thành phố;\n<- Lưu: VT.", ("UBND các huyện, thị xã, thành phố", "Lưu: VT")),
    # Two lists.
    ("Nơi nhận:\n- Lưu: VT.\nBản điện tử:\n- Các sở;\n- CVP, TKCT.\nCHỦ TỊCH\nNguyễn Văn Linh", ("Lưu: VT", "Các sở", "CVP, TKCT")),
    ("Nơi nhận: - Như Điều 3; - Lưu: VT.", ("Như Điều 3", "Lưu: VT")),  # a converter's single line
    ("CHỦ TỊCH\nNguyễn Văn Linh", ()),
    # Both columns on one line.
    ("Nơi nhận: CHỦ TỊCH\n- UBND huyện;\n- Lưu: VT. Đỗ Văn Linh", ("UBND huyện", "Lưu: VT")),
    ("Nơi nhận: CHỦ TỊCH\n- UBND huyện;\n- Lưu: VT. Nguyễn Văn Linh", ("UBND huyện", "Lưu: VT")),
    ("<Nơi nhận:\n<- UBND huyện;\n>CHỦ TỊCH\n- Lưu: VT, KTBT. Đỗ Văn Linh", ("UBND huyện", "Lưu: VT, KTBT")),
    ("<Nơi nhận:\n<- UBND huyện;\n>CHỦ TỊCH\n- Lưu VP; Nguyễn Văn Linh", ("UBND huyện", "Lưu VP")),
    ("<Nơi nhận:\n<- UBND huyện;\n>CHỦ TỊCH\n- Đỗ Văn Linh", ("UBND huyện",)),
    ("Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- UBND huyện; KT. CHỦ TỊCH\n- Trường THPT Lê Lợi;\n- Lưu: VT.", ("UBND huyện", "Trường THPT Lê Lợi", "Lưu: VT")),
])
def test_recipients(text: str, recipients: tuple[str, ...]) -> None:
    assert read_recipients(lines_of(document(text))) == recipients
