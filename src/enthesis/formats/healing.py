"""How healing is thought to work, as far as it may be told: graded, and undated but for soreness and reviews.

Repair never carries a day, and nothing says "you are here". Every word is a card's. Source: CARE:14.
"""

import msgspec

from enthesis.formats.contradictions import ContradictionLine, contradiction_lines
from enthesis.formats.manual.phrases import phrase
from enthesis.formats.plan_care import claim_line
from enthesis.formats.plan_schema import BibliographyLine, ClaimLine
from enthesis.formats.words import Words


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One stage as the leaflets tell it, with how far it has been shown."""

    claim: ClaimLine
    standing_says: str


class Healing(msgspec.Struct, frozen=True, kw_only=True):
    """The stages, the days that may be promised, and what follows for cold, painkillers and the rest."""

    title: str
    lead: str
    stages: tuple[Stage, ...]
    repair: tuple[str, ...]
    soreness: tuple[str, ...]
    reviews: tuple[str, ...]
    meanings: tuple[ContradictionLine, ...]
    bibliography: tuple[BibliographyLine, ...]


def healing(words: Words) -> Healing:
    """Gather what may be told of healing from claims, aftercare, courses and contradictions."""
    told = Healing(
        title=phrase(words, "healing.title"),
        lead=phrase(words, "healing.lead"),
        stages=_stages(words),
        repair=_days("repair", words),
        soreness=_days("soreness", words),
        reviews=_reviews(words),
        meanings=contradiction_lines(words, "healing"),
        bibliography=(),
    )
    return msgspec.structs.replace(told, bibliography=words.bibliography())


def _stages(words: Words) -> tuple[Stage, ...]:
    claims = sorted(words.handbook.claims.values(), key=lambda claim: claim.order)
    return tuple(
        Stage(claim=claim_line(claim.id, words), standing_says=phrase(words, f"standing.{claim.standing}"))
        for claim in claims
        if claim.about == "healing"
    )


def _days(kind: str, words: Words) -> tuple[str, ...]:
    """Give the aftercare of one kind that holds for everybody, in the order of its days."""
    cards = sorted(words.handbook.aftercare.values(), key=lambda card: card.order)
    told = [card for card in cards if card.kind == kind and not card.when]
    words.cite(key for card in told for key in card.sources)
    return tuple(words.text(card.says) for card in told)


def _reviews(words: Words) -> tuple[str, ...]:
    """Give when a course is looked back at; templates that look as another does add nothing."""
    told = [card for card in words.handbook.courses.values() if card.look]
    words.cite(key for card in told for key in card.sources)
    looks = {look.says["en"]: look for card in told for look in card.look}
    return tuple(words.text(look.says) for look in looks.values())
