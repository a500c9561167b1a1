"""Published protocols: what was actually injected, by whom, how often, and what came of it.

A result keeps its direction, its scale and what its spread is, because papers print the same gain
with either sign, on 0-96 or 0-100, and with a standard error where a reader expects a deviation.
"""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text

Direction = Literal["higher-better", "lower-better"]


class Agent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something in the syringe beside dextrose: its name and final strength, g per 100 mL."""

    name: str
    final_percent: Decimal


class Injection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One mixture of a protocol and where it went.

    Strengths are g per 100 mL *after mixing*; ``stock_dextrose_percent`` is what the ampoule said, where
    the source says it. ``volume_ml`` is what one joint received, ``per_point_ml`` what one place received,
    ``syringe_ml`` what was drawn up, ``punctures_max`` the most skin punctures. What the source does not
    say is ``None``.
    ``said_by`` names the source of single fields where the card's sources differ.
    """

    id: str
    compartment: Literal["intra-articular", "extra-articular"]
    where: Text
    final_dextrose_percent: Decimal
    stock_dextrose_percent: Decimal | None = None
    final_lidocaine_percent: Decimal | None = None
    agents: tuple[Agent, ...] = ()
    diluent: Literal["", "saline", "water", "bacteriostatic-water"] = ""
    volume_ml: Decimal | None = None
    per_point_ml: Decimal | None = None
    points_exact: int | None = None
    punctures_max: int | None = None
    syringe_ml: Decimal | None = None
    needle_gauge: int | None = None
    needle_mm: Decimal | None = None
    approach: str = ""
    said_by: dict[str, tuple[str, ...]] = {}


class Schedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the sessions were. Weeks as the paper counts them; the interval always in days.

    "Bimonthly" and "biweekly" are read once, here, and never again.
    """

    sessions: int | None = None
    weeks: tuple[int, ...] = ()
    optional_weeks: tuple[int, ...] = ()
    interval_days: int | None = None
    says: Text


class Result(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One number a trial printed, with everything needed to read it the right way round.

    ``measures`` is a *level* of one arm, its *change* from baseline, or the *difference* between arms.
    ``change`` and ``difference`` keep the sign the paper printed; ``favours`` is read from the paper's words.
    ``dispersion_type`` tells a standard error from a standard deviation, or that nobody said which it is. An
    interval that does not hold its own estimate is a misprint and is refused.
    """

    id: str
    outcome: str
    direction: Direction
    scale_min: Decimal | None = None
    scale_max: Decimal | None = None
    unit: Literal["points", "percent of baseline", "degrees"] = "points"
    measures: Literal["level", "change", "difference"]
    arm: str
    against: str = ""
    weeks: int | None = None
    estimate: Decimal
    dispersion: Decimal | None = None
    dispersion_type: Literal["", "SE", "SD", "not-said"] = ""
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    p: str = ""
    favours: Literal["", "this-arm", "other-arm", "neither"] = ""
    people: int | None = None
    sources: tuple[str, ...]
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a number that cannot be read."""
        if (self.dispersion is None) != (self.dispersion_type == ""):
            raise ValueError(
                f"{self.id}: a dispersion needs its type (SE, SD, not-said), and a type its number"
            )
        if (self.ci_low is None) != (self.ci_high is None):
            raise ValueError(f"{self.id}: an interval has two ends")
        low, high = self.ci_low, self.ci_high
        if low is not None and high is not None and not low <= self.estimate <= high:
            raise ValueError(f"{self.id}: the interval does not hold its estimate, so it is a misprint")
        if (self.unit == "points") != (self.scale_min is not None and self.scale_max is not None):
            raise ValueError(f"{self.id}: points need scale_min and scale_max, other units have none")

    @property
    def improvement(self) -> Decimal:
        """The change or difference with improvement positive, on the scale of the paper."""
        return self.estimate if self.direction == "higher-better" else -self.estimate

    @property
    def improvement_of_100(self) -> Decimal | None:
        """The same on a scale of 100, so that 0-96 and 0-100 may be laid side by side."""
        if self.scale_min is None or self.scale_max is None:
            return None
        return self.improvement * 100 / (self.scale_max - self.scale_min)


class Protocol(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One published protocol."""

    title: Text
    condition: str
    published: str
    schedule: Schedule
    guidance: Literal["", "ultrasound", "landmark", "palpation", "fluoroscopy"] = ""
    injection: tuple[Injection, ...]
    trial: Text | None = None
    people: int | None = None
    result: tuple[Result, ...] = ()
