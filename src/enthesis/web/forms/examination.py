"""What the examining hand found, as it was sent."""

from collections.abc import Sequence
from typing import Literal, cast

import msgspec
from django.http import QueryDict

from enthesis.care.values.case import Examined
from enthesis.knowledge.cards.enthesis import Enthesis
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput

GRADES = ("0", "1", "2", "3")
ARTERY_CHECKS = ("seen-and-avoided", "none-seen", "not-looked")
GUIDANCES = ("ultrasound", "fluoroscopy", "landmark")
# Where the places were not all guided alike, what each place has is kept.
AS_RECORDED = "as-recorded"
ArteryCheck = Literal["seen-and-avoided", "none-seen", "not-looked"]
Guidance = Literal["ultrasound", "fluoroscopy", "landmark"]


class ExamRow(msgspec.Struct, frozen=True, kw_only=True):
    """One enthesis on the form: ``now`` is what was found today, ``before`` by an earlier examination."""

    enthesis: str
    name: str
    title: str
    where: str
    side: Side
    artery_check: bool
    guided_by: tuple[str, ...]
    now: Examined | None = None
    before: Examined | None = None

    @property
    def found(self) -> Examined | None:
        """What counts until something newer is kept."""
        return self.now or self.before


def exam_rows(
    handbook: Handbook,
    condition: str,
    side: Side | None,
    recorded: Sequence[Examined],
    before: Sequence[Examined] = (),
) -> tuple[ExamRow, ...]:
    """List the places of a condition; none while the side is not known, both sides of a midline target."""
    target = handbook.conditions[condition]
    if not target.sides:
        side = Side.BOTH
    if side is None:
        return ()
    paired = (Side.RIGHT, Side.LEFT) if side is Side.BOTH else (side,)
    cards = [handbook.entheses[name] for name in target.entheses]
    places = [(card, Side.MIDLINE) for card in cards if card.midline]
    places += [(card, each) for each in paired for card in cards if not card.midline]
    found, earlier = _by_place(recorded), _by_place(before)
    return tuple(
        _row(card, each, found.get((card.id, each)), earlier.get((card.id, each))) for card, each in places
    )


def _by_place(points: Sequence[Examined]) -> dict[tuple[str, Side], Examined]:
    return {(point.enthesis, point.side): point for point in points}


def _row(card: Enthesis, side: Side, now: Examined | None, before: Examined | None) -> ExamRow:
    return ExamRow(
        enthesis=card.id,
        name=f"{card.id}.{side}",
        title=card.title["en"],
        where=card.where["en"],
        side=side,
        artery_check=card.artery_check,
        guided_by=card.guidance,
        now=now,
        before=before,
    )


def guidance_now(rows: Sequence[ExamRow]) -> str:
    """Give the guidance recorded today: one for all, none, or ``as-recorded`` where places differ."""
    said = {row.now.guidance or "" for row in rows if row.now}
    return said.pop() if len(said) == 1 else AS_RECORDED if said else ""


def guidance_offered(rows: Sequence[ExamRow]) -> tuple[str, ...]:
    """Give what can be chosen: fluoroscopy only where some place asks for it."""
    named = {name for row in rows for name in row.guided_by}
    return tuple(name for name in GUIDANCES if name != "fluoroscopy" or name in named)


def read_examination(rows: Sequence[ExamRow], sent: QueryDict) -> tuple[Examined, ...]:
    """Read every place that was looked at; a place left empty was not examined.

    Raises:
        BadInput: nothing was entered, or a value the form does not offer.
    """
    guidance = sent.get("guidance", "")
    points = []
    for row in rows:
        tender, lax = _grade(sent, f"{row.name}.tender"), _grade(sent, f"{row.name}.lax")
        artery = sent.get(f"{row.name}.artery", "")
        if artery not in ("", *ARTERY_CHECKS) or guidance not in ("", AS_RECORDED, *GUIDANCES):
            raise BadInput(f"{row.title}: this is not one of the answers.", "Choose one that is shown.")
        if tender is None and lax is None and not artery:
            continue
        points.append(
            Examined(
                enthesis=row.enthesis,
                side=row.side,
                tender=tender,
                lax=lax,
                artery_check=cast(ArteryCheck, artery) if artery else None,
                guidance=_guidance(guidance, row),
            )
        )
    if not points:
        raise BadInput("Nothing is entered.", "Grade at least one place, 0 for not tender or not lax.")
    return tuple(points)


def _guidance(sent: str, row: ExamRow) -> Guidance | None:
    if sent == AS_RECORDED:
        return row.now.guidance if row.now else None
    return cast(Guidance, sent) if sent else None


def _grade(sent: QueryDict, name: str) -> int | None:
    written = sent.get(name, "")
    if written not in ("", *GRADES):
        raise BadInput(f"{written} is not a grade.", "Choose 0 to 3.")
    return int(written) if written else None
