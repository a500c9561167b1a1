"""One place for one needle, as the map shows it: what the hand found there and what the card says of it."""

from decimal import Decimal

from enthesis.care.values.case import Case, Examined
from enthesis.care.values.point import ArteryCheck, Point
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.cards.enthesis import Enthesis
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.quantities import figures

_EACH_SIDE = {Side.BOTH: (Side.RIGHT, Side.LEFT)}


def each_side(side: Side) -> tuple[Side, ...]:
    """Take both sides apart."""
    return _EACH_SIDE.get(side, (side,))


def hand_at(card: Enthesis, side: Side, case: Case) -> Examined | None:
    """Give what the hand found at one place of one side; ``None`` where nobody looked.

    Several records of one place are joined to the more careful of each answer.
    """
    rows = [
        row
        for row in case.examined
        if row.enthesis == card.id
        and side in each_side(row.side)
        and (row.tender is not None or row.lax is not None)
    ]
    if not rows:
        return None
    open_checks = [row.artery_check for row in rows if row.artery_check in (None, "not-looked")]
    return Examined(
        enthesis=card.id,
        side=side,
        tender=max((row.tender for row in rows if row.tender is not None), default=None),
        lax=max((row.lax for row in rows if row.lax is not None), default=None),
        artery_check=open_checks[0] if open_checks else rows[0].artery_check,
        guidance=rows[0].guidance if len({row.guidance for row in rows}) == 1 else None,
    )


def is_found(row: Examined) -> bool:
    """Whether the hand found anything: tender or lax, 1 of 3 or more."""
    return (row.tender or 0) >= 1 or (row.lax or 0) >= 1


def point_at(card: Enthesis, side: Side | None, row: Examined | None, volume_ml: Decimal | None) -> Point:
    """Show a chosen place with what the hand found, and hold it where the artery check is open."""
    check = _artery_check(card, row)
    return Point(
        enthesis=card.id,
        title=Sentence(f"entheses.{card.id}.title"),
        side=side,
        compartment=card.compartment,
        why=_why(row),
        volume_ml=volume_ml,
        needle=_needle(card),
        needle_longest_mm=card.needle.longest_mm,
        guidance=(row.guidance or "") if row else "",
        structures=card.structures,
        structures_at_risk=tuple(Sentence(f"structures.{name}.says") for name in card.structures),
        safe_approach=tuple(Sentence(name) for name in card.approach),
        artery_check=check,
        hold=_hold(card, check, row),
        card=f"entheses/{card.id}",
        tender=row.tender if row else None,
        lax=row.lax if row else None,
    )


def _hold(card: Enthesis, check: ArteryCheck, row: Examined | None) -> Sentence | None:
    """Hold a flagged place until its artery was looked for, a guided one until its guidance is recorded."""
    if card.artery_check and check in ("required", "not-looked"):
        return Sentence("procedure.hold.artery")
    if card.guidance and (row is None or row.guidance not in card.guidance):
        names = "-or-".join(card.guidance)
        return Sentence("procedure.hold.guidance", {"guidance": Sentence(f"procedure.guidance.{names}")})
    return None


def _artery_check(card: Enthesis, row: Examined | None) -> ArteryCheck:
    """Read the check as recorded; at a flagged place nothing recorded is never taken for looked."""
    recorded = row.artery_check if row else None
    if recorded is None or (recorded == "not-looked" and not card.artery_check):
        return "required" if card.artery_check else "not-needed"
    return recorded


def _why(row: Examined | None) -> Sentence:
    tender, lax = (row.tender or 0, row.lax or 0) if row else (0, 0)
    if tender and lax:
        return Sentence("procedure.why.tender-and-lax", {"tender": tender, "lax": lax})
    if tender:
        return Sentence("procedure.why.tender", {"tender": tender})
    return Sentence("procedure.why.lax", {"lax": lax}) if lax else Sentence("procedure.why.joint")


def _needle(card: Enthesis) -> str:
    needle = card.needle
    gauge = _range(Decimal(needle.gauge_thick), Decimal(needle.gauge_thin))
    return f"{gauge} G, {_range(needle.shortest_mm, needle.longest_mm)} mm"


def _range(low: Decimal, high: Decimal) -> str:
    return figures(low) if low == high else f"{figures(low)}-{figures(high)}"
