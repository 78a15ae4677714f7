"""Symbols: the grammar, the normal form, and the misprint rules against their examples."""

from __future__ import annotations

import re

import pytest

from extractor.mentions.legal_iri import legal_iri
from extractor.mentions.legal_symbols import find_symbols, intended, kind_name, parse_symbol, same_symbol
from extractor.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("printed", "normal", "number", "year", "kind", "issuer"),
    [
        ("61/2018/NĐ-CP", "61/2018/NĐ-CP", "61", 2018, "NĐ", "CP"),
        ("14/KH-UBND", "14/KH-UBND", "14", None, "KH", "UBND"),
        ("30C/NQ-CP", "30c/NQ-CP", "30c", None, "NQ", "CP"),  # the number's letter is lower case
        ("180/2026/NĐ- CP", "180/2026/NĐ-CP", "180", 2026, "NĐ", "CP"),  # a blank of justified text
        ("186/KH-\nUBND", "186/KH-UBND", "186", None, "KH", "UBND"),  # cut at a line's end
        ("19/CT-TTG", "19/CT-TTg", "19", None, "CT", "TTg"),  # a heading in capitals
        ("18-NQ/TW", "18-NQ/TW", "18", None, "NQ", "TW"),
        ("104 -CTr/TU", "104-CTr/TU", "104", None, "CTr", "TU"),
        ("104 CTr/TU", "104-CTr/TU", "104", None, "CTr", "TU"),  # the hyphen is lost
        ("75–KL/TW", "75-KL/TW", "75", None, "KL", "TW"),  # an en dash
        ("49-Ctr/TU", "49-CTr/TU", "49", None, "CTr", "TU"),
        ("123/UBND-NC", "123/UBND-NC", "123", None, None, "UBND-NC"),  # an official letter
        ("456/UBND - KT", "456/UBND-KT", "456", None, None, "UBND-KT"),  # blanks on both sides of the hyphen
        ("12/QĐ – UBND", "12/QĐ-UBND", "12", None, "QĐ", "UBND"),
        ("09/KH-LĐTB&XH", "09/KH-LĐTB&XH", "09", None, "KH", "LĐTB&XH"),
        ("3401/QĐ-UBND.VX", "3401/QĐ-UBND.VX", "3401", None, "QĐ", "UBND.VX"),
        ("26/2014/TTLT-BTC-BTP", "26/2014/TTLT-BTC-BTP", "26", 2014, "TTLT", "BTC-BTP"),  # joint
        ("80/2015/QH13", "80/2015/QH13", "80", 2015, None, "QH13"),
        ("06/CP", "06/CP", "06", None, None, "CP"),
        ("862/BYT-UBQG50", "862/BYT-UBQG50", "862", None, None, "BYT-UBQG50"),
        ("866/QĐ-Tg", "866/QĐ-Tg", "866", None, "QĐ", "Tg"),  # a misprint stays
    ],
)
def test_symbol(printed: str, normal: str, number: str, year: int | None, kind: str | None, issuer: str) -> None:
    symbol = parse_symbol(printed)
    assert symbol is not None
    assert (symbol.text, symbol.number, symbol.year, symbol.kind, symbol.issuer) == (normal, number, year, kind, issuer)


@pytest.mark.parametrize(
    "text",
    ["1/500", "24/7", "12/5/2024", "QCVN 01:2019/BCT", "2016-2020/QĐ", "HIV/AIDS", "Số: /KH-LĐTB&XH", "90-90-90", "1.200/ha"],
)
def test_no_symbol(text: str) -> None:
    assert list(find_symbols(text)) == []


def test_glued_and_closed_by_punctuation() -> None:
    found = [s.symbol.text for s in find_symbols("theo 61/2018/NĐ-CPquy định, 12/QĐ-UBND.Căn cứ 34/2014/QĐ-TTg.")]
    assert found == ["61/2018/NĐ-CP", "12/QĐ-UBND", "34/2014/QĐ-TTg"]


@pytest.mark.parametrize("rule", load_vocabulary("legal_references")["misprint"], ids=lambda rule: rule["name"])
def test_misprints_match_their_examples_and_nothing_else(rule: dict[str, str]) -> None:
    pattern = re.compile(rule["pattern"])
    for example in rule["examples"]:
        match = pattern.match(example)
        assert match, example
        assert parse_symbol(match.expand(rule["expected"])), example
    for example in rule["counter_examples"]:
        assert not pattern.match(example), example


def test_no_right_symbol_is_called_a_misprint() -> None:
    for rule in load_vocabulary("legal_references")["misprint"]:
        for printed in rule["counter_examples"]:
            symbol = parse_symbol(printed)
            assert symbol is None or intended(symbol) is None, printed


def test_types_have_one_abbreviation_each() -> None:
    codes = [code.casefold() for entry in load_vocabulary("legal_references")["type"] for code in entry["codes"]]
    assert len(codes) == len(set(codes))
    assert kind_name("CTr") == "Chương trình"
    assert kind_name("XYZ") is None


def test_same_symbol() -> None:
    assert same_symbol("104 CTr/TU", "104-CTr/TU")
    assert not same_symbol("14/KH-UBND", "15/KH-UBND")
    assert not same_symbol(None, None)


@pytest.mark.parametrize(
    ("kind", "symbol", "date", "issuer", "iri"),
    [
        ("Nghị định", "61/2018/NĐ-CP", "2018-04-23", "Chính phủ", "/akn/vn/act/nghi-dinh/2018-04-23/61-2018-nd-cp"),
        ("Thông tư", "32/2017/TT-BTTTT", None, None, "/akn/vn/act/thong-tu/2017/32-2017-tt-btttt"),  # the symbol gives the year
        ("Quyết định", "1626/QĐ-TTg", "2023-12-15", None, "/akn/vn/doc/quyet-dinh/2023-12-15/1626-qd-ttg"),
        ("Kế hoạch", "14/KH-UBND", "2024-01-21", "UBND tỉnh X", "/akn/vn/doc/ke-hoach/ubnd-tinh-x/2024-01-21/14-kh-ubnd"),
        ("Kế hoạch", "14/KH-UBND", "2024-01-21", None, None),  # which province is not known
        ("Nghị quyết", "18-NQ/TW", None, None, None),  # no year
        ("Quyết định", "05/2025/QĐ-UBND", None, "UBND tỉnh X", "/akn/vn/act/quyet-dinh/ubnd-tinh-x/2025/05-2025-qd-ubnd"),
    ],
)
def test_iri(kind: str, symbol: str, date: str | None, issuer: str | None, iri: str | None) -> None:
    parsed = parse_symbol(symbol)
    assert parsed is not None
    assert legal_iri(kind, parsed, date, issuer) == iri
