"""Opens an Office file that is protected by a password ([MS-OFFCRYPTO]: an encrypted archive and its description in a compound file).

msoffcrypto-tool derives the key and decrypts; what a hostile file could make it do for long is looked at before: the size of the tables
and streams, a DTD in the description of the encryption, the rounds of the password's hash. Promises: the package as it was before it was
protected, not yet checked (`archives.check_archive` is for that) and no larger than the file, or a ReadingError.
"""

from __future__ import annotations

import io
import struct
from xml.parsers.expat import ExpatError

from extractor.document import ReadingError
from extractor.reading import limits
from extractor.reading.compound_files import has_sound_tables

__all__ = ["decrypt"]

_INFO = "EncryptionInfo"
_PACKAGE = "EncryptedPackage"
_DTD = b"<!DOCTYPE"
# What olefile, the parser of the description and the ciphers raise for damaged files depends on where the damage is.
_DAMAGE = (
    OSError, EOFError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, struct.error, ExpatError,
)


def decrypt(data: bytes, filename: str, password: str | None) -> bytes:
    """The archive within a protected file.

    Raises ReadingError: "docx_encrypted" (no password given), "password_wrong", "docx_not_decrypted" (damaged, or encrypted in a way that
    is not known).
    """
    if password is None:
        raise ReadingError("docx_encrypted", file=filename)
    if not password:
        raise ReadingError("password_wrong", file=filename)
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
    from msoffcrypto.format.ooxml import OOXMLFile

    package = io.BytesIO()
    try:
        _check(data)
        file = OOXMLFile(io.BytesIO(data))
        if file.info.get("spinValue", 0) > limits.MAX_PASSWORD_ROUNDS:
            raise ValueError("too many rounds")
        try:
            file.load_key(password=password, verify_password=True)
        except InvalidKeyError as error:
            raise ReadingError("password_wrong", file=filename) from error
        file.decrypt(package)
    except (*_DAMAGE, DecryptionError, FileFormatError, ParseError) as error:
        raise ReadingError("docx_not_decrypted", file=filename) from error
    return package.getvalue()


def _check(data: bytes) -> None:
    """Raises ValueError for a file that would cost more than its size to decrypt."""
    import olefile

    if not has_sound_tables(data):
        raise ValueError("more sectors than the file has")
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        if container.get_size(_INFO) > limits.MAX_ENCRYPTION_INFO_BYTES or container.get_size(_PACKAGE) > len(data):
            raise ValueError("a stream is too large")
        with container.openstream(_INFO) as stream:
            info = stream.read()
        if _DTD in info.replace(b"\x00", b""):
            raise ValueError("a DTD in the description")
