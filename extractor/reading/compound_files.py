"""What must be known of a compound file ([MS-CFB], the container of Word 97–2003) before another program opens it."""

from __future__ import annotations

import struct

__all__ = ["is_encrypted_word"]

_FIRST_SECTOR = 116  # where a directory entry, which begins with its name, has its stream's first sector
_SECTOR_POWER = 30  # where the header has the sector size, as a power of two
_WORD = 0xA5EC
_ENCRYPTED = 0x0100  # [MS-DOC] 2.5.2 FibBase: fEncrypted, in the flags at 10


def is_encrypted_word(data: bytes) -> bool:
    """Whether a .doc needs a password. False where the file is too broken to tell."""
    try:
        (power,) = struct.unpack_from("<H", data, _SECTOR_POWER)
        name = data.find("WordDocument\0".encode("utf-16-le"))
        if not 7 <= power <= 16 or name < 0:
            return False
        (sector,) = struct.unpack_from("<I", data, name + _FIRST_SECTOR)
        start = (sector + 1) << power
        identity, flags = struct.unpack_from("<H8xH", data, start)
    except struct.error:
        return False
    return identity == _WORD and bool(flags & _ENCRYPTED)
