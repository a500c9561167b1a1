"""A questionnaire's answers in, and its score out in words, with what became of it since an earlier day."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

import msgspec

from enthesis.care.values.outcome import Change, Outcome, ScaleScore
from enthesis.formats.plan_schema import BibliographyLine
from enthesis.formats.shapes import Shape, Standing
from enthesis.formats.words import Words, number
from enthesis.knowledge.cards.instrument import Instrument
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput

_PLACES = Decimal("0.0001")
Answers = dict[str, Decimal | None]


class ScaleLine(Shape, frozen=True):
    """One part of the score; ``null`` with its reason where too few items were answered."""

    scale: str
    title: str
    score: Decimal | None
    answered: int
    needed: int
    items: int
    minimum: Decimal
    maximum: Decimal | None
    reason: str


class ChangeLine(Shape, frozen=True):
    """What became of one score; improvement is positive whatever way the instrument runs."""

    scale: str
    before: Decimal | None
    after: Decimal | None
    improvement: Decimal | None
    percent: Decimal | None
    of_100: Decimal | None
    response: str
    mcid: Decimal | None
    mcid_sources: tuple[str, ...]
    beyond_error: str
    says: str


class ScoreDocument(Standing, frozen=True):
    """One instrument, scored."""

    handbook_version: str
    notice: str
    instrument: str
    title: str
    formula_version: str
    direction: str
    licence: str
    licence_says: str
    score: Decimal | None
    minimum: Decimal
    maximum: Decimal | None
    reason: str
    scales: tuple[ScaleLine, ...]
    changes: tuple[ChangeLine, ...]
    bibliography: tuple[BibliographyLine, ...]


def read_items(raw: bytes) -> Answers:
    """Read answered items: ``{"pain": 7}``; ``null`` is not answered.

    Raises:
        BadInput: it is not JSON, or holds anything but numbers.
    """
    try:
        return msgspec.json.decode(raw, type=Answers)
    except msgspec.MsgspecError as error:
        raise BadInput(f"The items cannot be read: {error}.", 'Write {"item": number}.') from error


def read_item(text: str) -> tuple[str, Decimal | None]:
    """Read one answered item as ``pain=7``; ``pain=`` is not answered.

    Raises:
        BadInput: it is not a number.
    """
    name, _, value = text.partition("=")
    try:
        return name, Decimal(value.replace(",", ".")) if value else None
    except InvalidOperation:
        raise BadInput(f"{name}: {value!r} is not a number.", "Write item=number.") from None


def score_document(
    instrument: Instrument,
    outcome: Outcome,
    changes: tuple[Change, ...],
    handbook: Handbook,
    language: str = "en",
) -> ScoreDocument:
    """Put a score into words, with every source its thresholds lean on."""
    words = Words(handbook, language)
    for change in changes:
        words.cite(change.mcid_sources)
    titles = {scale.id: words.text(scale.title) for scale in instrument.scale}
    return ScoreDocument(
        handbook_version=handbook.version,
        notice=words.label("notice", "demonstration"),
        instrument=instrument.id,
        title=words.text(instrument.title),
        formula_version=outcome.formula_version,
        direction=outcome.direction,
        licence=instrument.licence,
        licence_says=words.text(instrument.licence_says),
        score=number(outcome.score),
        minimum=number(outcome.minimum),
        maximum=number(outcome.maximum),
        reason=words.say(outcome.reason),
        scales=tuple(_scale(scale, titles, words) for scale in outcome.scales),
        changes=tuple(_change(change, words) for change in changes),
        **words.standing(instrument),
        bibliography=words.bibliography(),
    )


def _scale(scale: ScaleScore, titles: Mapping[str, str], words: Words) -> ScaleLine:
    return ScaleLine(
        scale=scale.scale,
        title=titles[scale.scale],
        score=number(scale.score),
        answered=scale.answered,
        needed=scale.needed,
        items=scale.items,
        minimum=number(scale.minimum),
        maximum=number(scale.maximum),
        reason=words.say(scale.reason),
    )


def _change(change: Change, words: Words) -> ChangeLine:
    return ChangeLine(
        scale=change.scale,
        before=number(change.before),
        after=number(change.after),
        improvement=number(change.improvement),
        percent=_short(change.percent),
        of_100=_short(change.of_100),
        response=change.response,
        mcid=number(change.mcid),
        mcid_sources=change.mcid_sources,
        beyond_error=change.beyond_error,
        says=words.say(change.says),
    )


def _short(value: Decimal | None) -> Decimal | None:
    """Keep four places of a quotient; nobody measures more."""
    return None if value is None else number(value.quantize(_PLACES))
