"""Agencies in free text, in lists, by their role in a sentence; their register; the vocabulary's own examples."""

import time

import pytest

from extractor.mentions.agencies import find_agencies
from extractor.mentions.agency_coordinators import sentence_coordinators
from extractor.mentions.agency_leads import sentence_leads
from extractor.mentions.agency_lists import names_agencies_only, read_agency_list
from extractor.mentions.agency_marks import read_marked_list
from extractor.mentions.agency_register import register_agencies
from extractor.mentions.context import Context
from extractor.records import AgencyMention, Span
from extractor.vocabulary import load_vocabulary

BAC_GIANG = Context(issuer="Sở Nội vụ tỉnh Bắc Giang", province="Bắc Giang")
AGENCIES = load_vocabulary("agencies")
ENTRIES = [*AGENCIES["head"], *AGENCIES["name"], *AGENCIES["holder"]]


def texts(mentions):
    return [mention.text for mention in mentions]


def listed(text, context=BAC_GIANG):
    mentions = read_agency_list(text, Span(0, len(text)), context, "cell")
    assert all(text[m.span.start : m.span.end] == m.text for m in mentions)
    return mentions


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["texts"][0])
def test_vocabulary_examples(entry):
    assert entry["examples"], "a rule without an example"
    for example in entry["examples"]:
        starts = {text.casefold() for text in entry["texts"]}
        found = texts(find_agencies(example, BAC_GIANG))
        assert any(start in text.casefold() for text in found for start in starts), (example, found)
    for counter in entry.get("counter_examples", ()):
        assert not texts(find_agencies(counter, BAC_GIANG)), counter


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (  # "và" in a name
            "Đề nghị Sở Lao động – Thương binh và Xã hội, Sở Y tế phối hợp",
            ["Sở Lao động – Thương binh và Xã hội", "Sở Y tế"],
        ),
        ("các sở, ngành và chính quyền địa phương trong quản lý", ["các sở, ngành", "chính quyền địa phương"]),  # each its own head word
        ("các Sở, ngành và các cơ quan chức năng chủ động", ["các Sở, ngành", "các cơ quan chức năng"]),
        ("với các Bộ, ngành và địa phương liên quan xây dựng", ["các Bộ, ngành và địa phương liên quan"]),
        ("theo Kết luận của Bộ Chính trị, Ban Bí thư", ["Bộ Chính trị", "Ban Bí thư"]),
        ("Công ty cổ phần Luyện kim hóa chất Tây Bắc báo cáo UBND tỉnh", ["Công ty cổ phần Luyện kim hóa chất Tây Bắc", "UBND tỉnh"]),
        (
            "Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh đẩy nhanh",
            ["Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh"],
        ),
        ("Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn tỉnh", ["Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn tỉnh"]),
        ("UBND huyện Trà Bồng tiếp tục chỉ đạo", ["UBND huyện Trà Bồng"]),  # a place no list knows
        ("UBND các huyện, thành phố có kế hoạch biên soạn", ["UBND các huyện, thành phố"]),  # "có" begins the predicate
        (  # "có" qualifies
            "Ủy ban nhân dân các xã, phường có cụm công nghiệp phối hợp",
            ["Ủy ban nhân dân các xã, phường có cụm công nghiệp"],
        ),
        ("Giám đốc các Sở và Thủ trưởng các ban, ngành tỉnh", ["Giám đốc các Sở", "Thủ trưởng các ban, ngành tỉnh"]),
        ("Trưởng Ban Chỉ đạo 50 tỉnh; Bộ trưởng Bộ Y tế", ["Trưởng Ban Chỉ đạo 50 tỉnh", "Bộ trưởng Bộ Y tế"]),
        ("các cơ quan, tổ chức được giao", ["các cơ quan, tổ chức"]),  # "tổ chức" is a noun
        ("các sở, ban, ngành, tổ chức thực hiện", ["các sở, ban, ngành"]),
        ("các sở, ban, ngành tổ chức thực hiện", ["các sở, ban, ngành"]),  # "tổ chức" is a verb
        ("ỦY BAN NHÂN DÂN TỈNH KON TUM ban hành", ["ỦY BAN NHÂN DÂN TỈNH KON TUM"]),  # in capitals
        ("BAN HÀNH KẾ HOẠCH PHÒNG, CHỐNG THIÊN TAI", []),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", []),
        ("Uỷ ban nhân dân tỉnh và uỷ viên", ["Uỷ ban nhân dân tỉnh"]),  # tone placement
        ("cán bộ, công chức dự lễ hội Xuân 2025", []),
        ("vắc xin phòng COVID-19", []),
        ("Luật Tổ chức chính quyền", []),
        ("Báo cáo kết quả; Hội nghị; Vụ Đông Xuân; Sở hữu trí tuệ; Ban hành", []),
        ("tại trụ sở UBND tỉnh, cách trung tâm tỉnh 5 km", ["UBND tỉnh"]),  # a seat, a place
        ("TỈNH ỦY và UBND TP", ["TỈNH ỦY", "UBND TP"]),  # two words in capitals: syllables, abbreviations
        ("Cục Quản lý đất đai; do Công ty chè Văn Hưng quản lý", ["Cục Quản lý đất đai", "Công ty chè Văn Hưng"]),
        (  # a head that several share
            "các tổ chức chính trị - xã hội tỉnh, các huyện, thành, thị ủy, đảng ủy trực thuộc xây dựng kế hoạch",
            ["các tổ chức chính trị - xã hội tỉnh", "các huyện, thành, thị ủy, đảng ủy trực thuộc"],
        ),
        ("Ban Thường vụ đảng ủy các xã, phường quán triệt", ["Ban Thường vụ đảng ủy các xã, phường"]),
        ("Sở Y tế (cơ quan thường trực) tổng hợp", ["Sở Y tế"]),  # what it is, no other agency
        ("phối hợp với công chức Tư pháp - Hộ tịch; công chức xã", ["công chức Tư pháp - Hộ tịch"]),
        ("UBND các huyện, TP, TX rà soát", ["UBND các huyện, TP, TX"]),
        ("Công an các đơn vị, địa phương tuần tra", ["Công an các đơn vị, địa phương"]),
        ("Các khoa, phòng trực thuộc Bệnh viện thực hiện", ["Các khoa, phòng trực thuộc Bệnh viện"]),
        ("Cơ quan chuyên môn về xây dựng kiểm tra", ["Cơ quan chuyên môn về xây dựng"]),
        ("Các đồng chí Ủy viên Ban Thường vụ Đảng ủy phụ trách", ["Các đồng chí Ủy viên Ban Thường vụ Đảng ủy"]),
        ("Các ngân hàng thương mại trên địa bàn tăng cường", ["Các ngân hàng thương mại trên địa bàn"]),
        ("", []),
    ],
)
def test_find_agencies(text, found):
    mentions = find_agencies(text, BAC_GIANG)
    assert texts(mentions) == found
    assert all(text[m.span.start : m.span.end] == m.text and m.found_in == "sentence" for m in mentions)


def test_find_in_spans():
    text = "Sở Y tế; Sở Nội vụ; Sở Xây dựng"
    assert texts(find_agencies(text, BAC_GIANG, [Span(9, 18)])) == ["Sở Nội vụ"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (
            "Văn phòng Sở, các phòng đơn vị trực thuộc, Ban biên tập Website của Sở",
            ["Văn phòng Sở", "các phòng đơn vị trực thuộc", "Ban biên tập Website của Sở"],
        ),
        ("Cục Lâm nghiệp và Kiểm lâm, Sở Nông nghiệp và Môi trường", ["Cục Lâm nghiệp và Kiểm lâm", "Sở Nông nghiệp và Môi trường"]),
        ("Các Sở, ban, ngành; UBND các xã, phường", ["Các Sở, ban, ngành", "UBND các xã, phường"]),
        ("Các phòng, đơn vị, Bộ phận một cửa", ["Các phòng, đơn vị", "Bộ phận một cửa"]),
        ("Văn phòng Sở, phòng KHTC, các phòng, đơn vị có liên quan", ["Văn phòng Sở", "phòng KHTC", "các phòng, đơn vị có liên quan"]),
        ("Sở Y tế\nUBND các xã,\nphường", ["Sở Y tế", "UBND các xã,\nphường"]),  # a name broken within the cell
        ("Ban Chỉ đạo (Sở Y tế, Công an tỉnh)", ["Ban Chỉ đạo", "Sở Y tế", "Công an tỉnh"]),  # members in brackets
        ("UBND các xã nơi có mỏ", ["UBND các xã nơi có mỏ"]),  # up to the separator
        ("Các bệnh viện chủ động đề xuất nhu cầu", ["Các bệnh viện"]),  # goes on into an action
        ("Sở Nội vụ chủ trì, phối hợp Sở Tài chính", ["Sở Nội vụ"]),
        ("Sở Y tế, Liên hiệp Khoa học", ["Sở Y tế", "Liên hiệp Khoa học"]),
        ("Sở Y tế, Kiểm toán khu vực", ["Sở Y tế", "Kiểm toán khu vực"]),  # unknown head in a list of agencies
        ("Sở Y tế, Trần Thị Bích, Phó Chủ tỉnh", ["Sở Y tế"]),  # a person, a torn post
        ("Xuất bản, phát hành tờ rơi, tờ gấp,", []),  # no agency at all
        ("Nguyễn Văn A", []),
        ("Tháng 6/2024", []),
        ("", []),
        (  # who does what of it, clause by clause; whoever only helps is none
            "Bộ Công an rà soát các văn bản; các sở, ngành liên quan và UBND các huyện rà soát văn bản của mình; Sở Tài chính phối hợp thẩm định",
            ["Bộ Công an", "các sở, ngành liên quan", "UBND các huyện"],
        ),
        (  # what an agency is in this work, however long
            "Sở Nội vụ (Cơ quan thường trực Ban Vì sự tiến bộ của phụ nữ và Bình đẳng giới trực thuộc Ủy ban nhân dân tỉnh)",
            ["Sở Nội vụ"],
        ),
    ],
)
def test_read_agency_list(value, found):
    assert texts(listed(value)) == found


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("các sở: Y tế, Giáo dục và Đào tạo", ["Sở Y tế", "Sở Giáo dục và Đào tạo"]),  # elliptic, head restored
        ("Sở Tài chính, Kế hoạch và Đầu tư", ["Sở Tài chính", "Sở Kế hoạch và Đầu tư"]),
        ("Giám đốc các Sở: Y tế, Nội vụ", ["Giám đốc Sở Y tế", "Giám đốc Sở Nội vụ"]),
        ("Sở NN&PTNT, Sở LĐTB và XH", ["Sở Nông nghiệp và Phát triển nông thôn", "Sở Lao động – Thương binh và Xã hội"]),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG, CÔNG AN TỈNH", ["Sở Nông nghiệp và Môi trường", "Công an tỉnh Bắc Giang"]),
        ("Sở", ["Sở Nội vụ tỉnh Bắc Giang"]),  # the issuer
    ],
)
def test_names_in_full(value, names):
    assert [mention.name for mention in listed(value)] == names


@pytest.mark.parametrize(
    "line",
    [
        "1. Sở Nội vụ", "Bộ Công Thương:", "6. UBND các huyện chịu trách nhiệm:", "a) Sở Tư pháp có trách nhiệm",
        "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương", "Các Ban Quản lý dự án đầu tư xây dựng",
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        "Báo Bắc Giang, Đài Phát thanh và Truyền hình tỉnh", "Trách nhiệm của các sở, ngành", "Đề nghị Ủy ban MTTQ Việt Nam tỉnh:",
        "Giám đốc các Sở và Thủ trưởng các ban, ngành tỉnh; Chủ tịch Ủy ban nhân dân các xã, phường:",
    ],
)
def test_names_agencies_only(line):
    assert names_agencies_only(line, BAC_GIANG)


@pytest.mark.parametrize(
    "line",
    [
        "Công tác quy hoạch khoáng sản", "Tuyên truyền trên Cổng TTĐT của Sở", "Chế độ báo cáo", "V. TỔ CHỨC THỰC HIỆN",
        "Phòng, chống thiên tai",
        "Sở Nội vụ tổng hợp, báo cáo UBND tỉnh", "Đơn vị thực hiện", "Các nhiệm vụ trọng tâm", "Ban hành kế hoạch", "Hội nghị tập huấn", "",
    ],
)
def test_names_more_than_agencies(line):
    assert not names_agencies_only(line, BAC_GIANG)


@pytest.mark.parametrize(
    ("text", "leads", "coordinators"),
    [
        (
            "- Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan tham mưu UBND tỉnh.",
            ["Sở Nội vụ"],
            ["Sở Tài chính", "các đơn vị liên quan"],
        ),
        ("1. Cục Lâm nghiệp và Kiểm lâm có trách nhiệm tham mưu", ["Cục Lâm nghiệp và Kiểm lâm"], []),
        ("3. Ban Biên tập Website của Sở: Phối hợp Văn phòng Sở đăng tải", ["Ban Biên tập Website của Sở"], ["Văn phòng Sở"]),  # no "với"
        ("Thủ tướng Chính phủ yêu cầu các Bộ trưởng thực hiện:", ["các Bộ trưởng"], []),  # who is ordered, not who orders
        ("Trong quá trình thực hiện, các địa phương chủ động báo cáo", ["các địa phương"], []),  # behind an adverbial
        ("Để đạt các chỉ tiêu trên, trong thời gian tới, các bộ, ngành cần thực hiện các nhiệm vụ sau:", ["các bộ, ngành"], []),  # "cần"
        ("Để nâng cao hiệu lực quản lý, các Sở, ngành theo chức năng, nhiệm vụ được giao triển khai:", ["các Sở, ngành"], []),
        ("Để bảo đảm tiến độ, kế hoạch các Sở theo thẩm quyền.", [], []),  # nothing that they are to do
        ("Hằng năm, thực hiện Kế hoạch của UBND tỉnh, Sở Y tế tổ chức tập huấn", ["Sở Y tế"], []),  # what is done has another object
        ("Trong tháng 6, chuẩn bị cho năm học mới, Sở Giáo dục và Đào tạo rà soát trường lớp", ["Sở Giáo dục và Đào tạo"], []),
        ("Hằng năm, tổng hợp nhu cầu của các địa phương, Sở Tài chính bố trí kinh phí", ["Sở Tài chính"], []),
        ("Đài Phát thanh và Truyền hình phối hợp các sở, ngành đưa tin", ["Đài Phát thanh và Truyền hình"], ["các sở, ngành"]),
        ("Ban Quản lý dự án phối hợp các địa phương giải phóng mặt bằng", ["Ban Quản lý dự án"], ["các địa phương"]),
        ("Xây dựng phương án phối hợp các lực lượng", [], []),  # what the plan is of
        ("Tổ chức hội nghị. Sở Nội vụ có trách nhiệm tổng hợp", ["Sở Nội vụ"], []),  # a further sentence that binds
        ("Tổ chức hội nghị; các đơn vị đánh giá mức độ hài lòng", [], []),  # one that only tells
        ("Yêu cầu các doanh nghiệp lắp đặt trạm cân", ["các doanh nghiệp"], []),  # who leads only where nobody stands above him
        ("Kiểm tra các trạm, yêu cầu các doanh nghiệp lắp đặt cân", [], []),  # the object of the work
        ("Báo cáo UBND tỉnh qua Sở Nội vụ", [], []),  # channel of reporting
        ("Chỉ đạo các phòng, đơn vị thực hiện", [], []),
        ("Thực hiện quy chế phối hợp với Công an tỉnh", [], []),  # a noun
        ("Đôn đốc các chủ đầu tư phối hợp chặt chẽ với chính quyền địa phương", [], []),  # the object is to coordinate
        ("Chủ động phối hợp chặt chẽ với các sở, ngành trong quản lý", [], ["các sở, ngành"]),
    ],
)
def test_roles(text, leads, coordinators):
    span = Span(0, len(text))
    assert texts(sentence_leads(text, span, BAC_GIANG)) == leads
    assert texts(sentence_coordinators(text, span, BAC_GIANG)) == coordinators


def test_register():
    text = "UBND tỉnh giao Sở Nội vụ; Uỷ ban nhân dân tỉnh Bắc Giang; các Sở, ban, ngành; Các sở, ban, ngành"
    mentions = find_agencies(text, BAC_GIANG)
    agencies, identified = register_agencies(tuple(reversed(mentions)))
    assert [(a.id, a.name, len(a.mentions), a.collective) for a in agencies] == [
        ("a001", "Ủy ban nhân dân tỉnh Bắc Giang", 2, False),  # abbreviation, tone placement and place agree
        ("a002", "Sở Nội vụ", 1, False),
        ("a003", "Các Sở, ban, ngành", 2, True),
    ]
    assert [m.agency_id for m in identified] == ["a003", "a003", "a001", "a002", "a001"]  # in the order given


@pytest.mark.parametrize(
    ("spellings", "best"),
    [
        (["Ban biên tập Website của Sở", "Ban Biên tập Website của Sở"], "Ban Biên tập Website của Sở"),  # official capitals
        (["Phòng Tài Chính", "Phòng Tài chính"], "Phòng Tài chính"),  # more capitals are not better where the official ones are known
        (["Sở Lao động-Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"], "Sở Lao động - Thương binh và Xã hội"),
        (["Sở Lao động – Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"], "Sở Lao động – Thương binh và Xã hội"),  # the first
        (["Các cơ quan đơn vị", "Các cơ quan, đơn vị"], "Các cơ quan, đơn vị"),  # the fullest
        (["Từng khoa", "Các khoa"], "Các khoa"),
        (["Bộ ngành liên quan", "Từng bộ, ngành liên quan", "Các Bộ, ngành liên quan"], "Bộ ngành liên quan"),
        (["Bộ, ngành liên quan", "Từng bộ, ngành liên quan", "Các Bộ, ngành liên quan"], "Các Bộ, ngành liên quan"),
        (["Sở Nội vụ", "Các Sở Nội vụ"], "Sở Nội vụ"),  # one or many: as at the first mention
        (["Các Sở Nội vụ", "Sở Nội vụ"], "Các Sở Nội vụ"),
    ],
)
def test_one_agency_has_one_name(spellings, best):
    mentions = [
        AgencyMention(text=name, span=Span(at, at + len(name)), name=name, found_in="sentence") for at, name in zip(range(0, 300, 100), spellings, strict=False)
    ]
    agencies, identified = register_agencies(mentions)
    assert [agency.name for agency in agencies] == [best]
    assert [(mention.name, mention.text) for mention in identified] == [(best, name) for name in spellings]


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Bộ Tài chính", "central"), ("Chính phủ", "central"), ("Sở Y tế", "province"), ("Ủy ban nhân dân tỉnh Bắc Giang", "province"),
        ("Ủy ban nhân dân các xã, phường", "commune"), ("Ủy ban nhân dân huyện Trà Bồng", "district"), ("Tỉnh ủy", "party"),
        ("Hội Nông dân tỉnh", "mass_organisation"), ("Báo Bắc Giang", "press"), ("Văn phòng Sở", "unit"),
        ("Công ty Điện lực Lào Cai", "other"),
        ("Giám đốc Sở Y tế", "province"), ("các cơ quan liên quan", "other"), ("Công an tỉnh", "province"), ("Công an xã", "commune"),
    ],
)
def test_levels(name, level):
    agencies, _ = register_agencies(find_agencies(name, Context()))
    assert [agency.level for agency in agencies] == [level]


@pytest.mark.parametrize(
    "unit", ["Sở Tài chính; ", "các sở, ", "Văn phòng Văn phòng UBND ", "phối hợp với Sở A; ", "HÀ NỘI ", "Giám đốc các "]
)
def test_time_is_linear(unit):
    text = (unit * 20_000)[:100_000]
    span = Span(0, len(text))
    started = time.process_time()
    find_agencies(text, BAC_GIANG)
    read_agency_list(text, span, BAC_GIANG, "cell")
    sentence_leads(text, span, BAC_GIANG)
    sentence_coordinators(text, span, BAC_GIANG)
    assert time.process_time() - started < 5  # half a second on the slowest machine seen; quadratic would be minutes


SENTENCES = load_vocabulary("sentences")["example"]


@pytest.mark.parametrize("example", SENTENCES, ids=[example["text"][:40] for example in SENTENCES])
def test_sentences(example):
    text = example["text"]
    span = Span(0, len(text))
    assert texts(sentence_leads(text, span, BAC_GIANG)) == example["leads"]
    if "coordinators" in example:
        assert texts(sentence_coordinators(text, span, BAC_GIANG)) == example["coordinators"]


MARKS = load_vocabulary("sentences")["marks"]


@pytest.mark.parametrize("example", MARKS["example"], ids=lambda example: example["text"])
def test_marks_of_roles(example):
    text = example["text"]
    roles = read_marked_list(text, Span(0, len(text)), BAC_GIANG, "cell")
    assert texts(roles.leads) == example["leads"]
    assert texts(roles.coordinating) == example["coordinators"]


@pytest.mark.parametrize("example", MARKS["counter_example"], ids=lambda example: example["text"])
def test_no_marks(example):
    assert read_marked_list(example["text"], Span(0, len(example["text"])), BAC_GIANG, "cell") is None


def test_marks_in_a_sentence():
    text = "Sở Y tế (chủ trì), Sở Nội vụ (phối hợp) tổ chức hội nghị"
    span = Span(0, len(text))
    assert texts(sentence_leads(text, span, BAC_GIANG)) == ["Sở Y tế"]
    assert texts(sentence_coordinators(text, span, BAC_GIANG)) == ["Sở Nội vụ"]


def test_brackets_in_brackets_end():
    text = "Giao " + "các sở (" * 2000 + "các sở"
    assert sentence_leads(text, Span(0, len(text)), BAC_GIANG)


def _names(values):
    """Every phrase of the vocabulary."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from _names(value.values())
        elif isinstance(value, list):
            yield from _names(value)


def test_each_phrase_alone_is_read():
    for name in {*_names(AGENCIES.values()), "UBND", "TTYT", "CTĐL", "Cục", "P."}:
        span = Span(0, len(name))
        assert all(mention.span.end <= span.end for mention in find_agencies(name, Context()))
        read_agency_list(name, span, Context(), "cell")
        sentence_leads(name, span, Context())
        sentence_coordinators(name, span, Context())


def test_where_agencies_are_known_none_is_looked_for() -> None:
    """What a lead cell was read to say is not read again, otherwise: "Công an phường" is all of it."""
    text = "Công an phường Phối hợp Sở Nội vụ"
    known = (Span(0, len("Công an phường")),)
    assert [mention.text for mention in find_agencies(text, Context(), known=known)] == ["Sở Nội vụ"]
    assert find_agencies(text, Context())[0].span.start == 0


@pytest.mark.parametrize(
    ("text", "issuer", "superior", "found"),
    [
        ("ỦY BAN NHÂN DÂN\nXÃ TÂN DĨNH\n", "Ủy ban nhân dân xã Tân Dĩnh", None, "Ủy ban nhân dân xã Tân Dĩnh"),
        ("TM. UỶ BAN NHÂN DÂN\nCHỦ TỊCH", "Ủy ban nhân dân tỉnh Lào Cai", None, "Ủy ban nhân dân tỉnh Lào Cai"),
        ("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSỞ Y TẾ", "Sở Y tế tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "Đảng ủy xã Tân Dĩnh", None, "Ủy ban nhân dân"),
        ("Ủy ban nhân dân cùng cấp chỉ đạo.", "Ủy ban nhân dân tỉnh Lào Cai", None, "Ủy ban nhân dân"),  # another one
        ("tại trụ sở UBND, nhà văn hóa", "Ủy ban nhân dân tỉnh Lào Cai", None, "Ủy ban nhân dân"),
    ],
)
def test_the_committee_of_letterhead_and_signature_is_the_issuers(text, issuer, superior, found):
    assert find_agencies(text, Context(issuer=issuer, superior=superior))[0].name == found
