"""Office files protected by a password: opened with it, refused clearly without, cheap whatever they hold."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from random import Random

import msoffcrypto.format.ooxml
import pytest

from extractor.document import ReadingError
from extractor.messages import message
from extractor.reading import limits
from extractor.reading.file_kinds import DOCX
from extractor.reading.opening import open_document
from tests.reading.test_opening import BOMB
from tests.reading.word_package import package, paragraph
from tests.test_mutations import mutated

PICTURE = Random(1).randbytes(5_000)  # msoffcrypto-tool protects packages of less than 4096 bytes in a way that it does not read itself
WORD = package(paragraph("Kế hoạch"), extra={"word/media/a.bin": PICTURE})
ROUNDS = b'spinCount="100000"'


def protected(data: bytes, password: str = "mật khẩu") -> bytes:
    made = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt(password, made)
    return made.getvalue()


PROTECTED = protected(WORD)


def refused(data: bytes, password: str | None = "mật khẩu") -> str:
    with pytest.raises(ReadingError) as caught:
        open_document(data, filename="a.docx", password=password)
    assert message(caught.value.code, caught.value.details, "vi") != message(caught.value.code, caught.value.details, "en")
    return caught.value.code


def test_a_protected_docx_opens_with_its_password() -> None:
    document = open_document(PROTECTED, filename="a.docx", password="mật khẩu")
    plain = open_document(WORD, filename="a.docx")
    assert (document.text, document.blocks, document.warnings) == (plain.text, plain.blocks, ())
    assert (document.source.media_type, document.source.size_bytes) == (DOCX, len(PROTECTED))
    assert document.source.sha256 != plain.source.sha256  # the file is what came, not what was in it


def test_a_password_that_is_not_needed_does_no_harm() -> None:
    assert open_document(WORD, password="guess").text == "Kế hoạch"


@pytest.mark.parametrize(("password", "code"), [(None, "docx_encrypted"), ("", "password_wrong"), ("mat khau", "password_wrong")])
def test_a_missing_or_wrong_password(password: str | None, code: str) -> None:
    assert refused(PROTECTED, password) == code


def test_what_was_protected_is_held_to_the_limits_of_archives(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(protected(package("", extra={"word/theme.xml": BOMB, "word/media/a.bin": PICTURE}))) == "xml_forbidden"
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 2_000_000)
    assert refused(protected(package("", extra={"word/a.bin": bytes(3_000_000), "word/media/a.bin": PICTURE}))) == "archive_too_large"


def test_a_protected_workbook_is_no_document() -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        "</Types>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("xl/media/a.bin", PICTURE)
    assert refused(protected(made.getvalue())) == "format_not_supported"


@pytest.mark.parametrize(
    "damaged",
    [
        PROTECTED.replace(ROUNDS, b'spinCount="999999"' + b"0"),  # a hash that takes minutes
        PROTECTED.replace(b"<keyData ", b"<!DOCTYPE ", 1),
        PROTECTED.replace(b"SHA512", b"SHA999"),
        PROTECTED[:44] + b"\xff\xff\xff\x7f" + PROTECTED[48:],  # a table of sectors that the file has no room for
        PROTECTED[: len(PROTECTED) // 2],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
    ],
)
def test_what_cannot_be_decrypted(damaged: bytes) -> None:
    assert damaged != PROTECTED
    assert refused(damaged) == "docx_not_decrypted"


def test_too_many_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PASSWORD_ROUNDS", 99_999)
    assert refused(PROTECTED) == "docx_not_decrypted"


def test_a_description_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ENCRYPTION_INFO_BYTES", 100)
    assert refused(PROTECTED) == "docx_not_decrypted"


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_read_or_refused(seed: int) -> None:
    with suppress(ReadingError):  # anything else is a failure
        open_document(mutated(PROTECTED, Random(seed)), filename="a.docx", password="mật khẩu")
