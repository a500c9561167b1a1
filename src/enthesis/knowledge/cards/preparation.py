"""One thing to do before a session or on its day, and for whom it holds."""

from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text

Regime = Literal["", "not-known", "meal", "fasting"]


class Preparation(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One instruction of the day before or the day itself.

    It is given when every narrowing it carries holds; an empty one always does:

    - ``regime``: what is settled of food and drink. A sentence about eating without its regime is refused
      by test, because no meal advice may precede the sedation plan.
    - ``sedation``: the plans it belongs to.
    - ``with_any``, ``with_all``, ``without``: code sets and questions of which one, all, or none must be
      recorded or answered yes.
    - ``unless_no``: it is given as well while this question is not answered no: not known keeps it.
    - ``sides`` of the target, ``regions``, ``sex`` and ages: what is not known of these keeps it too.
    - ``switch``: a setting that must be on.

    ``numbers`` fills placeholders from limits and settings. ``gate`` puts it behind a gate of the session.
    """

    title: Text
    says: Text
    moment: Literal["before", "day"]
    of: Literal["patient", "nurse", "clinician"]
    order: int
    day_from: int
    day_to: int
    gate: Literal["", "drawing-up", "first-needle", "leaving"] = ""
    regime: Regime = ""
    sedation: tuple[Literal["not-known", "none", "minimal", "moderate", "deep"], ...] = ()
    with_any: tuple[str, ...] = ()
    with_all: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    unless_no: str = ""
    sides: tuple[Literal["left", "right", "both", "midline"], ...] = ()
    regions: tuple[str, ...] = ()
    sex: str = ""
    age_from: int | None = None
    age_to: int | None = None
    switch: str = ""
    question: str = ""
    numbers: dict[str, str] = msgspec.field(default_factory=dict)
