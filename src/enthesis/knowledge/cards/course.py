"""Course templates: how many sessions, how far apart, and when to look back."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text
from enthesis.vocabulary.status import Severity


class CountByPain(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many sessions are planned from a baseline pain of ``from_pain`` upwards, on 0-10."""

    from_pain: Decimal
    sessions: int


class Interval(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whole days from one session to the next. Without a default the sessions are spread over the span."""

    minimum_days: int
    maximum_days: int
    default_days: int | None = None


class Span(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long the whole course lasts, in days from the first session to the last."""

    minimum_days: int
    maximum_days: int


class Look(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A review or follow-up, in weeks after the first session; ``until_weeks`` where it is a span."""

    id: str
    kind: Literal["review", "follow-up"]
    weeks: int
    until_weeks: int | None = None
    says: Text


class AdoptionFinding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is found of a template that needs the clinic's word."""

    severity: Severity
    says: Text
    because: Text
    do_next: Text


class Adoption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The switch by which the clinic lead adopts a template once, and what is found either way."""

    setting: str
    rule: str
    off: AdoptionFinding
    on: AdoptionFinding


class CourseTemplate(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One template.

    ``count_stated`` is false where the source does not say how many sessions; the clinic's own count is
    then shown and marked. ``count_by_pain`` stands on one template; the others name it in ``count_as``.
    ``firm_sessions`` are planned outright, all after them wait for a review. ``cap`` is never passed.
    ``look`` stands on one template likewise, named by ``look_as``. ``said_by`` names the source of single
    fields where the card's sources differ.
    """

    title: Text
    says: Text
    count_stated: bool
    count_by_pain: tuple[CountByPain, ...] = ()
    count_as: str = ""
    unknown_pain_sessions: int
    firm_sessions: int
    cap: int
    interval: Interval
    span: Span | None = None
    repeat_after_months: int
    adoption: Adoption | None = None
    look: tuple[Look, ...] = ()
    look_as: str = ""
    said_by: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a template that contradicts itself."""
        interval = self.interval
        if not 1 <= interval.minimum_days <= (interval.default_days or interval.maximum_days):
            raise ValueError("interval.minimum_days is below 1 or above the default or the maximum")
        if (interval.default_days or interval.minimum_days) > interval.maximum_days:
            raise ValueError("interval.default_days is above its maximum_days")
        if (interval.default_days is None) == (self.span is None):
            raise ValueError("interval.default_days or span: one of the two must be given, never both")
        if bool(self.count_by_pain) == bool(self.count_as):
            raise ValueError("count_by_pain or count_as: one of the two must be given, never both")
        if bool(self.look) == bool(self.look_as):
            raise ValueError("look or look_as: one of the two must be given, never both")
        if max((row.sessions for row in self.count_by_pain), default=self.cap) > self.cap:
            raise ValueError("count_by_pain plans more sessions than cap")
