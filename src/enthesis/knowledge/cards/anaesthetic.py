"""Local anaesthetics: how much one body may be given in one day, from every syringe, block and cream."""

from decimal import Decimal

import msgspec

from enthesis.knowledge.cards.card import Card, Text


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one gram of a cream holds of one anaesthetic, in mg."""

    drug: str
    mg_per_g: Decimal


class Anaesthetic(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One anaesthetic, in one of three forms.

    With a ceiling of its own: the lower of ``per_kg_setting`` (a setting, mg per kg) and ``most_mg``. Or it
    ``counts_as`` another drug, mg for mg, where no ceiling of its own was read. Or it is a cream with
    ``contents``, whose mg are the cream's own weight.

    ``name`` is the word for it inside a sentence. In a joint it may stand at ``joint_at_most_percent``, or
    must stay below ``joint_below_percent``. ``stock_at_most_percent`` catches a slip of the decimal point.
    ``osmolarity_mosm_l`` is the stock's.
    """

    title: Text
    name: Text
    per_kg_setting: str = ""
    most_mg: Decimal | None = None
    counts_as: str = ""
    contents: tuple[Content, ...] = ()
    joint_at_most_percent: Decimal | None = None
    joint_below_percent: Decimal | None = None
    stock_at_most_percent: Decimal | None = None
    osmolarity_mosm_l: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse a card that is not exactly one of the three forms."""
        if bool(self.per_kg_setting) != (self.most_mg is not None):
            raise ValueError("a ceiling is both per_kg_setting and most_mg")
        if [bool(self.per_kg_setting), bool(self.counts_as), bool(self.contents)].count(True) != 1:
            raise ValueError("give a ceiling of its own, counts_as, or contents: exactly one")
        if self.may_be_mixed and self.osmolarity_mosm_l is None:
            raise ValueError("what may be mixed needs osmolarity_mosm_l")

    @property
    def may_be_mixed(self) -> bool:
        """Whether it may be drawn into a syringe; what may not is only counted."""
        return self.stock_at_most_percent is not None
