"""What must be known of a compound file ([MS-CFB], the container of Word 97–2003) before another program opens it."""

from __future__ import annotations

import struct

__all__ = ["SIGNATURE", "has_sound_tables", "is_encrypted_package", "is_encrypted_word"]

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIRST_SECTOR = 116  # where a directory entry, which begins with its name, has its stream's first sector
_SECTOR_POWER = 30  # where the header has the sector size, as a power of two
_TABLE_SECTORS = 44  # where the header has how many sectors hold the table of sectors
_WORD = 0xA5EC
_ENCRYPTED = 0x0100  # [MS-DOC] 2.5.2 FibBase: fEncrypted, in the flags at 10


def is_encrypted_package(data: bytes) -> bool:
    """Whether a compound file holds an Office archive that is protected by a password ([MS-OFFCRYPTO])."""
    return data.startswith(SIGNATURE) and "EncryptedPackage".encode("utf-16-le") in data


def has_sound_tables(data: bytes) -> bool:
    """Whether the table of sectors that the header declares has room in the file, so that reading it costs no more than the file's size."""
    try:
        (power,) = struct.unpack_from("<H", data, _SECTOR_POWER)
        (sectors,) = struct.unpack_from("<I", data, _TABLE_SECTORS)
    except struct.error:
        return False
    return bool(7 <= power <= 16 and sectors << power <= len(data))


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
