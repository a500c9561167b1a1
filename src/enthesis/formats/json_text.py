"""How every answer for another program is written: exact numbers, ISO days, two spaces, a last newline."""

import msgspec

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def json_text(value: object) -> bytes:
    """Write a value as JSON. A decimal keeps its own digits: 6.75, never 6.7500000001."""
    return msgspec.json.format(_ENCODER.encode(value), indent=2) + b"\n"
