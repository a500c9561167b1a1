"""What to expect and do in the days after a session."""

from typing import Literal, get_args

from enthesis.knowledge.cards.card import Card, Text

Circumstance = Literal[
    "adult", "alcohol", "cold-offered", "cold-unsuitable", "diabetes", "frail", "liver-disease", "low-weight",
    "other-paracetamol", "paracetamol-allergy", "sedated", "warfarin",
]  # fmt: skip
CIRCUMSTANCES: tuple[Circumstance, ...] = get_args(Circumstance)
_LAST_SORE_DAY = 10


class Aftercare(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to expect or do; days count from the session, which is day 0.

    ``when`` is a list of alternatives, each a list of circumstances: "x", "not x" or "unknown x". Each
    of the three is plainly true or false of a person, so nothing is ever half said; empty is always.
    Of the cards that share a ``one_of``, the first by ``order`` whose ``when`` holds is said.
    ``kind`` "soreness" alone may promise days, up to day 10; "repair" never carries any.
    """

    title: Text
    says: Text
    order: int
    kind: Literal["soreness", "self-care", "medicine", "clinic", "call", "repair"]
    of: Literal["patient", "nurse"] = "patient"
    day_from: int | None = None
    day_to: int | None = None
    regions: tuple[str, ...] = ()
    tissues: tuple[str, ...] = ()
    except_tissues: tuple[str, ...] = ()
    when: tuple[tuple[str, ...], ...] = ()
    one_of: str = ""

    def __post_init__(self) -> None:
        """Refuse circumstances nobody knows and days that promise too much. Source: CARE:14."""
        for named in (literal for alternative in self.when for literal in alternative):
            if named.removeprefix("not ").removeprefix("unknown ") not in CIRCUMSTANCES:
                raise ValueError(f"no circumstance {named!r} in when")
        if self.kind == "repair" and (self.day_from, self.day_to) != (None, None):
            raise ValueError("repair stages carry no day_from and no day_to")
        if self.kind == "soreness" and (self.day_to is None or self.day_to > _LAST_SORE_DAY):
            raise ValueError(f"soreness carries a day_to of at most {_LAST_SORE_DAY}")

    def applies_to(self, region: str, tissue: str) -> bool:
        """Tell whether it speaks of this region and tissue."""
        return (
            (not self.regions or region in self.regions)
            and (not self.tissues or tissue in self.tissues)
            and tissue not in self.except_tissues
        )
