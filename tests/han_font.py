"""A font made by hand: every Han and full-width sign is one empty glyph, as wide as it is high.

Enough for typst to set Chinese on a machine that has no font for it; nobody reads what it draws.
"""

import struct
from pathlib import Path

FAMILY = "Noto Sans CJK TC"
_EM = 1000
_FIRST, _LAST = 0x2E80, 0xFFEF


def write_han_font(folder: Path) -> Path:
    """Write the font as a TrueType file and name it."""
    path = folder / "han.ttf"
    path.write_bytes(_file({**_tables(), "cmap": _cmap(), "name": _name(), "OS/2": _os2()}))
    return path


def _tables() -> dict[str, bytes]:
    head = struct.pack(
        ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, _EM, _EM, 0, 8, 2, 0, 0
    )
    hhea = struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 0, 0, 0, 0, 1)
    maxp = struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, *([0] * 13))
    post = struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0)
    return {
        "head": head,
        "hhea": hhea,
        "maxp": maxp,
        "post": post,
        "hmtx": struct.pack(">Hhh", _EM, 0, 0),
        "loca": struct.pack(">HHH", 0, 0, 0),
        "glyf": b"\0\0\0\0",
    }


def _cmap() -> bytes:
    """Send every sign of the range to the one glyph: format 13, many to one."""
    groups = struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, _FIRST, _LAST, 1)
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + groups


def _name() -> bytes:
    texts = {1: FAMILY, 2: "Regular", 4: FAMILY, 6: FAMILY.replace(" ", "")}
    coded = {at: text.encode("utf-16-be") for at, text in texts.items()}
    records, stored = b"", b""
    for at, text in coded.items():
        records += struct.pack(">HHHHHH", 3, 1, 0x409, at, len(text), len(stored))
        stored += text
    return struct.pack(">HHH", 0, len(coded), 6 + 12 * len(coded)) + records + stored


def _os2() -> bytes:
    return (
        struct.pack(">HhHHH", 3, _EM, 400, 5, 0)
        + struct.pack(">10h", 650, 600, 0, 75, 650, 600, 0, 350, 50, 250)
        + struct.pack(">h", 0)
        + bytes(10)
        + struct.pack(">4I", 0, 0, 0, 0)
        + b"NONE"
        + struct.pack(">HHH", 0x40, 0x20, 0xFFEF)
        + struct.pack(">hhhHH", 880, -120, 0, 880, 120)
        + struct.pack(">II", 0, 0)
        + struct.pack(">hhHHH", 500, 700, 0, 32, 1)
    )


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">IHHHH", 0x10000, count, power * 16, power.bit_length() - 1, count * 16 - power * 16
    )
    records, stored = b"", b""
    begin = 12 + 16 * count
    for tag in sorted(tables):
        table = tables[tag]
        padded = table + bytes(-len(table) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        records += struct.pack(">4sIII", tag.encode(), checksum, begin + len(stored), len(table))
        stored += padded
    return header + records + stored
