"""The medicine classes by what may be said of them, with every ingredient and name they are known by."""

import msgspec

from enthesis.formats.manual.phrases import phrase, shown, sources_of
from enthesis.formats.words import Words
from enthesis.knowledge.cards.medicine_class import Ingredient, MedicineClass

_POLICIES = ("never-stop", "prescriber", "pause", "note", "no-bearing")


class MedicineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One class as the manual prints it."""

    id: str
    ref: str
    title: str
    says: str
    because: str
    pause: str
    routes: str
    ingredients: tuple[tuple[str, str, str], ...]
    codes: tuple[str, ...]
    note: str
    sources: tuple[str, ...]
    grade: str


class MedicineGroup(msgspec.Struct, frozen=True, kw_only=True):
    """All classes of one policy."""

    policy: str
    says: str
    classes: tuple[MedicineEntry, ...]


def medicine_groups(words: Words) -> tuple[MedicineGroup, ...]:
    """Group the classes by policy, what is never stopped first."""
    cards = sorted(
        words.handbook.medicine_classes.values(), key=lambda card: words.text(card.title).casefold()
    )
    return tuple(
        MedicineGroup(
            policy=policy,
            says=phrase(words, f"policy.{policy}"),
            classes=tuple(_entry(card, words) for card in cards if card.policy == policy),
        )
        for policy in _POLICIES
    )


def _entry(card: MedicineClass, words: Words) -> MedicineEntry:
    return MedicineEntry(
        id=card.id,
        ref=card.ref,
        title=shown(words, card.title),
        says=shown(words, card.says),
        because=shown(words, card.because),
        pause=_pause(card),
        routes=_routes(card),
        ingredients=tuple(_ingredient(each, words) for each in card.ingredients),
        codes=tuple(
            f"{codes.system}: {', '.join((*codes.exact, *(f'{value}…' for value in codes.prefix)))}"
            for codes in card.codes
        ),
        note=card.note,
        sources=sources_of(words, card.sources),
        grade=words.label("grade", card.grade),
    )


def _pause(card: MedicineClass) -> str:
    pausing = card.pausing
    if pausing is None:
        return ""
    return (
        f"{pausing.before_days} days before ({pausing.before_min} to {pausing.before_max}), "
        f"{pausing.after_days} after ({pausing.after_min} to {pausing.after_max})"
    )


def _routes(card: MedicineClass) -> str:
    if card.routes:
        return f"only {', '.join(card.routes)}"
    return f"not {', '.join(card.except_routes)}" if card.except_routes else ""


def _ingredient(ingredient: Ingredient, words: Words) -> tuple[str, str, str]:
    """Give the name, the other names, and how long it stays, with who says so."""
    stays = ""
    if ingredient.clearance_days is not None:
        keys = (ingredient.clearance_source,) if ingredient.clearance_source else ()
        stays = " ".join((f"{ingredient.clearance_days} d", *sources_of(words, keys)))
    return ingredient.name, ", ".join(ingredient.names), stays
