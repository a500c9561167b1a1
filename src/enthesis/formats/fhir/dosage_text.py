"""Doses as prescribers write them: "take 1 tablet by mouth twice daily as needed for pain"."""

import re
from decimal import Decimal
from functools import lru_cache

import msgspec

_NUMBER_WORDS = {"half": "0.5", "one": "1", "two": "2", "three": "3", "four": "4", "once": "1", "twice": "2"}
_NUMBER = r"\d{1,4}(?:\.\d{1,4})?"
_COUNT = re.compile(
    rf"(?P<low>{_NUMBER}|half|one|two|three|four)(?:\s*(?:-|to|or)\s*(?P<high>{_NUMBER}|two|three|four))?"
    r"\s*(?:x\s*)?(?:tab(?:let)?s?|cap(?:sule|let)?s?|pills?|softgels?|gelcaps?)\b"
)
_MASS = re.compile(rf"(?<![\d.])(?P<amount>{_NUMBER})\s*(?P<unit>mg|mcg|ug|g)\b(?!\s*/)")
_MILLIGRAMS = {"mg": Decimal(1), "mcg": Decimal("0.001"), "ug": Decimal("0.001"), "g": Decimal(1000)}
_EVERY_HOURS = re.compile(
    r"(?:every|each|q)\s*(?P<low>\d{1,3})(?:\s*(?:-|to)\s*\d{1,3})?\s*(?:h|hr|hrs|hours?)\b"
)
_EVERY_DAYS = re.compile(r"every\s+(?P<days>\d{1,3})\s+days\b")
_TIMES_OF = r"(?<![\d.-])(?P<times>\d{1,2}|one|two|three|four|once|twice)\s*(?:(?:x|times?)\s*)?"
_TIMES = re.compile(_TIMES_OF + r"(?:(?:a|per|each|every|/)\s*day|daily)\b")
_TIMES_WEEKLY = re.compile(_TIMES_OF + r"(?:(?:a|per|each|every|/)\s*week|weekly)\b")
_FIXED = (
    (re.compile(r"\b(?:every other day|alternate days|qod)\b"), Decimal("0.5")),
    (re.compile(r"\b(?:qid|q\.i\.d)\b"), Decimal(4)),
    (re.compile(r"\b(?:tid|t\.i\.d|tds)\b"), Decimal(3)),
    (re.compile(r"\b(?:bid|b\.i\.d|bd)\b"), Decimal(2)),
    (re.compile(r"\bmorning and (?:evening|night)\b"), Decimal(2)),
    (re.compile(r"\b(?:weekly|each week|every week)\b"), Decimal(1) / 7),
    (
        re.compile(
            r"\b(?:daily|qd|od|every day|each day|per day|every (?:morning|evening|night)|nightly|qhs"
            r"|(?:at|before) bedtime|in the morning|at night)\b"
        ),
        Decimal(1),
    ),
)
_AS_NEEDED = re.compile(r"\b(?:as needed|as required|when needed|if needed|prn|p\.r\.n)\b")


_FILLING = re.compile(r"\b(?:take|by mouth|orally|po|with food|with meals|a|and|for pain|mg|only)\b|[\W_]+")


class Sig(msgspec.Struct, frozen=True):
    """What a dosage text says; ``None`` is not said. Of a range the most is taken."""

    count: Decimal | None = None
    mass_mg: Decimal | None = None
    per_day: Decimal | None = None
    as_needed: bool | None = None


@lru_cache(maxsize=4096)
def sig_of(text: str) -> Sig:
    """Read a dosage text."""
    said = " ".join(text.casefold().split())
    count, mass = _COUNT.search(said), _MASS.search(said)
    return Sig(
        count=_number(count["high"] or count["low"]) if count else None,
        mass_mg=Decimal(mass["amount"]) * _MILLIGRAMS[mass["unit"]] if mass else None,
        per_day=_per_day(said),
        as_needed=True if _AS_NEEDED.search(said) else None,
    )


def is_only_a_dose(text: str) -> bool:
    """Tell whether a text speaks of how much and how often, and of no medicine."""
    rest = " ".join(text.casefold().split())
    patterns = (_COUNT, _MASS, _EVERY_HOURS, _EVERY_DAYS, _TIMES_WEEKLY, _TIMES, _AS_NEEDED)
    for pattern in (*patterns, *(pattern for pattern, _ in _FIXED), _FILLING):
        rest = pattern.sub(" ", rest)
    return bool(text.strip()) and not rest.strip()


def _per_day(said: str) -> Decimal | None:
    """Give how many doses a day, at most; ``None`` when the text does not say."""
    if (hours := _EVERY_HOURS.search(said)) and int(hours["low"]):
        return Decimal(24) / int(hours["low"])
    if (days := _EVERY_DAYS.search(said)) and int(days["days"]):
        return Decimal(1) / int(days["days"])
    if times := _TIMES_WEEKLY.search(said):
        return _number(times["times"]) / 7
    if times := _TIMES.search(said):
        return _number(times["times"])
    return next((per_day for pattern, per_day in _FIXED if pattern.search(said)), None)


def _number(written: str) -> Decimal:
    return Decimal(_NUMBER_WORDS.get(written, written))
