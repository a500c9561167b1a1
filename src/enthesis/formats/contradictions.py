"""Where the leaflets and the trials disagree, in words: one line for each card, for page and manual."""

import msgspec

from enthesis.formats.manual.phrases import phrase
from enthesis.formats.plan_schema import BibliographyLine
from enthesis.formats.shapes import Standing
from enthesis.formats.words import Words
from enthesis.knowledge.cards.claim import Quote
from enthesis.knowledge.cards.clinic import Setting
from enthesis.knowledge.cards.contradiction import Contradiction


class SwitchLine(Standing, frozen=True):
    """One setting of the clinic: what it stands at, how far it may go, and who moved it."""

    setting: str
    title: str
    value: str
    bounds: str
    moved: str
    note: str


class ContradictionLine(Standing, frozen=True):
    """One disagreement: who says what, what is followed, and why. An empty quote is a silent leaflet."""

    id: str
    ref: str
    title: str
    leaflet_a: str
    leaflet_b: str
    literature: str
    follows_says: str
    followed: str
    because: str
    switch: SwitchLine | None


class Contradictions(msgspec.Struct, frozen=True, kw_only=True):
    """All disagreements on one page, with their sources."""

    title: str
    lead: str
    lines: tuple[ContradictionLine, ...]
    bibliography: tuple[BibliographyLine, ...]


def contradictions(words: Words) -> Contradictions:
    """Gather every disagreement for one page."""
    lines = contradiction_lines(words)
    return Contradictions(
        title=phrase(words, "contradictions.title"),
        lead=phrase(words, "contradictions.lead"),
        lines=lines,
        bibliography=words.bibliography(),
    )


def contradiction_lines(words: Words, topic: str = "") -> tuple[ContradictionLine, ...]:
    """Write every disagreement the handbook knows, or those of one topic, in the order of their cards."""
    cards = sorted(words.handbook.contradictions.values(), key=lambda card: card.order)
    return tuple(_line(card, words) for card in cards if topic in ("", card.topic))


def _line(card: Contradiction, words: Words) -> ContradictionLine:
    setting = words.handbook.settings[card.setting] if card.setting else None
    return ContradictionLine(
        id=card.id,
        ref=card.ref,
        title=words.text(card.title),
        leaflet_a=_quoted(card.leaflet_a, words),
        leaflet_b=_quoted(card.leaflet_b, words),
        literature=words.text(card.literature),
        follows_says=phrase(words, f"follows.{card.follows}"),
        followed=words.text(card.followed),
        because=words.text(card.because),
        switch=switch_line(setting, words) if setting else None,
        **words.standing(card),
    )


def _quoted(quote: Quote | None, words: Words) -> str:
    return words.text(quote.quote) if quote is not None else ""


def switch_line(card: Setting, words: Words) -> SwitchLine:
    """Write where one setting stands and how far it may go."""
    moved = ""
    if card.moved_on is not None:
        moved = phrase(words, "switch.moved", by=card.moved_by, on=str(card.moved_on), why=card.why)
    return SwitchLine(
        setting=card.id,
        title=words.text(card.title),
        value=_value(card, words),
        bounds=_bounds(card, words),
        moved=moved,
        note=card.note,
        **words.standing(card),
    )


def _value(card: Setting, words: Words) -> str:
    if isinstance(card.value, bool):
        return phrase(words, f"switch.{'on' if card.value else 'off'}")
    return " ".join(part for part in (str(card.value), card.unit) if part)


def _bounds(card: Setting, words: Words) -> str:
    """Say what else it may be: its choices, on or off, or the numbers it may reach."""
    if card.choices:
        return ", ".join(card.choices)
    if isinstance(card.value, bool):
        return phrase(words, "switch.either")
    low, high = card.minimum, card.maximum
    if low is not None and high is not None:
        return phrase(words, "switch.between", low=f"{low:f}", high=f"{high:f}")
    if low is not None:
        return phrase(words, "switch.at-least", low=f"{low:f}")
    return phrase(words, "switch.at-most", high=f"{high:f}") if high is not None else ""
