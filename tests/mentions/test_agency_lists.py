"""Numbers in names of places and units, and lists whose head or level stands once ("UBND các xã Yên Thành, Diễn Châu")."""

import pytest

from extractor.mentions.agency_coordinators import sentence_coordinators
from extractor.mentions.agency_leads import sentence_leads
from extractor.mentions.agency_lists import read_agency_list
from extractor.mentions.context import Context
from extractor.records import Span

HERE = Context(issuer="Sở Y tế tỉnh Nghệ An", province="Nghệ An", abbreviations={"CTĐL": "Công ty Điện lực"})


def leads(text):
    return [mention.name for mention in sentence_leads(text, Span(0, len(text)), HERE)]


def coordinators(text):
    return [mention.name for mention in sentence_coordinators(text, Span(0, len(text)), HERE)]


def cell(text):
    return [mention.name for mention in read_agency_list(text, Span(0, len(text)), HERE, "cell")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UBND xã Đạ Tẻh 2 tổ chức tuyên truyền", ["Ủy ban nhân dân xã Đạ Tẻh 2"]),  # another commune than Đạ Tẻh
        ("UBND phường 1 Bảo Lộc tổ chức tuyên truyền", ["Ủy ban nhân dân phường 1 Bảo Lộc"]),
        ("UBND Phường 3 tổ chức tuyên truyền", ["Ủy ban nhân dân Phường 3"]),
        ("UBND phường Xuân Hương - Đà Lạt tổ chức", ["Ủy ban nhân dân phường Xuân Hương - Đà Lạt"]),
        ("UBND các xã Đạ Huoai, Đạ Tẻh 2 khẩn trương rà soát", ["Ủy ban nhân dân xã Đạ Huoai", "Ủy ban nhân dân xã Đạ Tẻh 2"]),
        ("UBND các phường: 1 Bảo Lộc, 2 Bảo Lộc rà soát", ["Ủy ban nhân dân phường 1 Bảo Lộc", "Ủy ban nhân dân phường 2 Bảo Lộc"]),
        ("UBND các phường 1, 2 rà soát", ["Ủy ban nhân dân phường 1", "Ủy ban nhân dân phường 2"]),
        ("UBND xã Hòa Bình 2 rà soát", ["Ủy ban nhân dân xã Hòa Bình 2"]),  # a province's name too
        ("Trung tâm Y tế khu vực Yên Thành 1 tổ chức", ["Trung tâm Y tế khu vực Yên Thành 1"]),
        ("Trường THPT số 2 Yên Thành tổ chức", ["Trường Trung học phổ thông số 2 Yên Thành"]),
        ("UBND xã Yên Thành 2 tháng một lần báo cáo", ["Ủy ban nhân dân xã Yên Thành"]),  # what a number counts
        ("Các tỉnh Nghệ An, Cao Bằng khẩn trương rà soát", ["Tỉnh Nghệ An", "Tỉnh Cao Bằng"]),
    ],
)
def test_numbered_names(text, names):
    assert leads(text) == names
