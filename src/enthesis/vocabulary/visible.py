"""Text that reads as it is kept: signs nobody can see, or that turn the line around, are dropped."""

import unicodedata

# They turn the order of a line, so that a name or a dose could read otherwise than it is kept.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = frozenset("\t\n\v\f\r\u0085\u2028\u2029")
# Control signs, halves of a sign, and the marks that begin a file.
_UNSEEN = ("Cc", "Cs")


def visible(text: str) -> str:
    """Drop control signs and direction marks; a break of the line becomes a space.

    Letters of every script stay, and so do the joiners some scripts need.
    """
    if text.isascii() and text.isprintable():
        return text
    spaced = "".join(" " if sign in _BREAKS else sign for sign in text)
    return "".join(
        sign
        for sign in spaced
        if sign not in _TURNING and sign != "\ufeff" and unicodedata.category(sign) not in _UNSEEN
    )
