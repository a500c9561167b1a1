"""The needles of one plan as they are kept, by target, and back."""

import msgspec

from enthesis.care.values.case import ChosenNeedle

_KEPT = msgspec.json.Decoder(dict[str, ChosenNeedle])


def bytes_of(needles: dict[str, ChosenNeedle]) -> bytes:
    """Give the bytes offered needles are kept in; decimals keep their digits."""
    return msgspec.json.encode(needles)


def needles_of(kept: bytes) -> dict[str, ChosenNeedle]:
    """Make needles of what is kept."""
    return _KEPT.decode(kept)
