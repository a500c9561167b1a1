"""Medicine classes: how a class is recognised, and what may be said of it around a session."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text
from enthesis.knowledge.cards.code_set import Codes


class Ingredient(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One ingredient: its RxNorm ingredient id, product ids, names and brands.

    ``clearance_days`` is five half-lives in days, rounded as the source rounds it. ``except_words``
    silence a match by word only ("aspirin free", and "5-ASA", which is no aspirin).
    """

    name: str
    rxnorm: str = ""
    products: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    except_words: tuple[str, ...] = ()
    clearance_days: int | None = None
    clearance_source: str = ""


class Pausing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pause in whole days before and after a session, with the bounds a clinic may move it in."""

    before_days: int
    before_min: int
    before_max: int
    after_days: int
    after_min: int
    after_max: int


class MedicineClass(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One class.

    ``policy`` is what may ever be said: ``never-stop`` (said out loud; such a card may hold no pause),
    ``pause`` (dated), ``prescriber`` (the prescriber decides, nothing is stopped), ``note`` (shown,
    nothing follows) or ``no-bearing`` (known and harmless here).
    ``routes`` limit the class to these routes; ``except_routes`` take them out.
    """

    title: Text
    policy: Literal["never-stop", "pause", "prescriber", "note", "no-bearing"]
    codes: tuple[Codes, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    routes: tuple[str, ...] = ()
    except_routes: tuple[str, ...] = ()
    pausing: Pausing | None = None
    says: Text
    because: Text
    at_most_mg_per_day: Decimal | None = None
