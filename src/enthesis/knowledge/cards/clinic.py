"""The clinic's own settings, each with the bounds its card allows, who moved it and when."""

from datetime import date
from decimal import Decimal

from enthesis.knowledge.cards.card import Card, Text


class Setting(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One value the clinic lead may move between ``minimum`` and ``maximum``, or among ``choices``.

    A value outside its own bounds is refused when the card is read. Read it by ``number``, ``choice``
    or ``is_on``; ``value`` is what the file holds.
    """

    title: Text
    value: str | int | float | bool
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""
    moved_by: str = ""
    moved_on: date | None = None
    why: str = ""

    def __post_init__(self) -> None:
        """Hold the value to its bounds."""
        if self.choices and self.value not in self.choices:
            raise ValueError(f"the value {self.value!r} is none of its choices")
        if self.minimum is not None and self.number < self.minimum:
            raise ValueError(f"the value {self.value} lies below its minimum {self.minimum}")
        if self.maximum is not None and self.number > self.maximum:
            raise ValueError(f"the value {self.value} lies above its maximum {self.maximum}")

    @property
    def number(self) -> Decimal:
        """The value as an exact number, just as it is written in the card."""
        return Decimal(str(self.value))

    @property
    def choice(self) -> str:
        """The value as one of its choices."""
        return str(self.value)

    @property
    def is_on(self) -> bool:
        """Whether a switch is on; anything but a plain true is off."""
        return self.value is True
