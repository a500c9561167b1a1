"""What a medicine's own name says: ingredients, strength, dose form, and so the way it is taken.

RxNorm names products by one grammar: ``Naproxen sodium 220 MG Oral Tablet``, ``24 HR metoprolol succinate
100 MG Extended Release Oral Tablet [Toprol]``, several ingredients with `` / `` between, packs in braces.
Typed names ("Lasix 40mg") follow it far enough.
"""

import re
from decimal import Decimal
from functools import lru_cache

import msgspec

from enthesis.formats.fhir.route import route_of

_BRAND = re.compile(r"\[[^\]]*\]")
_PREFIX = re.compile(r"^(?:NDA\d+\s+)?(?:[\d.]+\s+(?:HR|ML|ACTUAT|MG|DAY)\s+)?", re.IGNORECASE)
_STRENGTH = re.compile(
    r"(?P<amount>\d{1,7}(?:[.,]\d{1,7})?)\s*(?P<unit>mg|mcg|ug|µg|g|gm|gram|grams|unt|units?|iu|meq|%)"
    r"(?:\s*/\s*(?P<per>\d{1,5}(?:\.\d{1,5})?)?\s*(?P<of>ml|mg|actuat|hr|l|g)\b)?(?![a-z])",
    re.IGNORECASE,
)
_MILLIGRAMS = {
    "mg": Decimal(1), "mcg": Decimal("0.001"), "ug": Decimal("0.001"), "µg": Decimal("0.001"),
    "g": Decimal(1000), "gm": Decimal(1000), "gram": Decimal(1000), "grams": Decimal(1000),
}  # fmt: skip
_COUNTED = re.compile(
    r"\b(?:tab(?:let)?s?|cap(?:sule|let)?s?|pills?|softgels?|gelcaps?|suppositor(?:y|ies))\b", re.IGNORECASE
)
_PACK = re.compile(r"\bpack\b|[{}]", re.IGNORECASE)


class Product(msgspec.Struct, frozen=True):
    """One product. ``strength_mg`` is per tablet or the like, ``mg_per_ml`` per millilitre of a liquid.

    Both are ``None`` where the name does not say, and where there is more than one ingredient.
    """

    ingredients: tuple[str, ...] = ()
    strength_mg: Decimal | None = None
    mg_per_ml: Decimal | None = None
    route: str | None = None
    is_counted: bool = False


@lru_cache(maxsize=4096)
def product_of(text: str) -> Product:
    """Read a product's name."""
    plain = _BRAND.sub(" ", text).strip()
    route = route_of(plain)
    if not plain or _PACK.search(plain):
        return Product(route=route)
    parts = [_PREFIX.sub("", part.strip(), count=1) for part in plain.split(" / ")]
    ingredients = tuple(name for part in parts if (name := _ingredient(part)))
    strength, per_ml = _strength(parts[0]) if len(parts) == 1 else (None, None)
    return Product(
        ingredients=ingredients,
        strength_mg=strength,
        mg_per_ml=per_ml,
        route=route,
        is_counted=_COUNTED.search(plain) is not None,
    )


def _ingredient(part: str) -> str:
    """Give the words before the strength; the dose form, where it stands there, is not part of the name."""
    found = _STRENGTH.search(part)
    name = part[: found.start()] if found else part
    return " ".join(_COUNTED.sub(" ", name).casefold().split())


def _strength(part: str) -> tuple[Decimal | None, Decimal | None]:
    found = _STRENGTH.search(part)
    factor = _MILLIGRAMS.get(found["unit"].lower()) if found else None
    if found is None or factor is None:
        return None, None
    amount = Decimal(found["amount"].replace(",", ".")) * factor
    of = (found["of"] or "").lower()
    if not of:
        return amount, None
    per = Decimal(found["per"] or 1)
    return None, (amount / per if of == "ml" and per else None)
