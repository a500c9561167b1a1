"""A Case: one person, what is known of them, and what is wished for."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.care.values.fact import Fact
from enthesis.care.values.history import ArteryCheck, Guidance, PastSession, PatientReport, ReviewTaken
from enthesis.care.values.outcome import Measured
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.clearance import Clearance
from enthesis.vocabulary.dates import PartialDate

Sex = Literal["female", "male", "other"]
Sedation = Literal["none", "minimal", "moderate", "deep"]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who: weight in kilograms, height in centimetres; anything may be unknown."""

    name: str = ""
    birth: PartialDate | None = None
    sex: Sex | None = None
    weight_kg: Decimal | None = None
    weight_on: PartialDate | None = None
    height_cm: Decimal | None = None
    refs: tuple[str, ...] = ()


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for. A sedation of ``None`` is not known, never "none"."""

    condition: str
    side: Side | None = None
    start: date | None = None
    sedation: Sedation | None = None
    course: str = "usual"
    away: tuple[tuple[date, date], ...] = ()


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """What the examining hand found at one enthesis: tender 0-3, lax 0-3; ``None`` is not examined."""

    enthesis: str
    side: Side
    tender: int | None = None
    lax: int | None = None
    artery_check: ArteryCheck | None = None
    guidance: Guidance | None = None


class ChosenNeedle(msgspec.Struct, frozen=True, kw_only=True):
    """A needle somebody chose from a plan made in a labelled image, for one enthesis.

    ``length_mm`` is printed on its packet, ``way_mm`` runs from the skin to the tip. ``clearances`` hold for
    this needle, in this image, under its margin model, and for nothing else. ``confirmed_by`` is who checked
    the image's labels, empty when nobody did; ``schematic``: the image is a drawing. ``planned_on`` and
    ``image_on`` are the days of the plan and of the image, ``None`` when nobody knows.
    """

    enthesis: str
    side: Side
    gauge: int
    length_mm: Decimal
    way_mm: Decimal
    clearances: tuple[Clearance, ...]
    confirmed_by: str = ""
    schematic: bool = False
    planned_on: date | None = None
    image_on: date | None = None


class NotUnderstood(msgspec.Struct, frozen=True, kw_only=True):
    """Something in the input that was counted and not used, and why."""

    what: str
    count: int
    why: str
    refs: tuple[str, ...] = ()


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """Everything care may know. Care never learns where it came from.

    Answers are facts of kind ``answer``: ``codes`` holds one Code(ENTHESIS, question id), ``value`` the
    answer ("yes", "no", "not known", a choice id, a Decimal, a text), ``start`` the day it was given,
    ``by`` who gave it.
    """

    person: Person
    wish: Wish
    facts: tuple[Fact, ...] = ()
    examined: tuple[Examined, ...] = ()
    sessions: tuple[PastSession, ...] = ()
    scores: tuple[Measured, ...] = ()
    reports: tuple[PatientReport, ...] = ()
    reviews: tuple[ReviewTaken, ...] = ()
    needles: tuple[ChosenNeedle, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
