"""What is done before a session and on its day, for whom it holds.

Nothing is said of food or drink before the sedation plan is known; moderate or deeper sedation and a
protein-rich breakfast never meet. Which card holds for whom stands in the card; this step only reads it.
Gates that turn on a clock live in ``day_gates``. Source: CARE:10, 11; CLINICAL 5.
"""

from functools import lru_cache

from enthesis.care.day_gates import fasts, judge_cream, judge_fasting
from enthesis.care.on_record import on_record
from enthesis.care.values.case import Sedation
from enthesis.care.values.instruction import Instruction
from enthesis.care.values.known import Known
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.preparation import Preparation, Regime
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.settings import is_on, number, word
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.quantities import figures

__all__ = ["judge_cream", "judge_fasting", "prepare", "sedation_planned"]

_DEPTHS: tuple[Sedation, ...] = ("none", "minimal", "moderate", "deep")
_RECORDED = ("condition", "allergy")


def prepare(known: Known, condition: Condition, handbook: Handbook) -> tuple[Instruction, ...]:
    """List what to do before a session and on its day, in order."""
    sedation = sedation_planned(known, handbook)
    return tuple(
        instruction
        for card, instruction in _offered(condition.region, sedation, known.case.wish.side, handbook)
        if card is None or (_holds_for_person(card, known) and _holds_for_chart(card, known, handbook))
    )


@lru_cache(maxsize=256)
def _offered(
    region: str, sedation: Sedation | None, side: Side | None, handbook: Handbook
) -> tuple[tuple[Preparation | None, Instruction], ...]:
    """Give what the clinic offers with this target and this sedation, as the days come.

    The card stands beside it only where person or chart still narrow it.
    """
    regime = _regime(sedation, handbook)
    cards = sorted(handbook.preparations.values(), key=lambda card: (card.day_from, card.order, card.id))
    return tuple(
        (card if _is_narrowed(card) else None, _instruction(card, handbook))
        for card in cards
        if card.regime in ("", regime)
        and (not card.sedation or (sedation or "not-known") in card.sedation)
        and (not card.switch or is_on(handbook, card.switch))
        and _holds_for_target(card, region, side)
    )


def _is_narrowed(card: Preparation) -> bool:
    by_age = card.age_from is not None or card.age_to is not None
    return bool(by_age or card.sex or card.with_any or card.with_all or card.without)


def sedation_planned(known: Known, handbook: Handbook) -> Sedation | None:
    """Give the sedation planned; ``None`` is not known, never "none".

    The wish and a fresh answer are read together, and the deeper one counts. A clinic that never sedates
    has said so once for everybody.
    """
    answer = known.answers.get("sedation")
    said = {known.case.wish.sedation, answer.value if answer is not None and answer.fresh else None}
    for depth in reversed(_DEPTHS):
        if depth in said:
            return depth
    return "none" if word(handbook, "clinic-sedates") == "never" else None


def _regime(sedation: Sedation | None, handbook: Handbook) -> Regime:
    fasting = fasts(sedation, handbook)
    if fasting is None:
        return "not-known"
    return "fasting" if fasting else "meal"


def _instruction(card: Preparation, handbook: Handbook) -> Instruction:
    values = {key: _number(name, handbook) for key, name in card.numbers.items()}
    return Instruction(
        id=card.id,
        moment=card.moment,
        says=Sentence(f"preparations.{card.id}.says", values),
        of=card.of,
        card=f"preparations/{card.id}",
        day_from=card.day_from,
        day_to=card.day_to,
        gate=card.gate,
        question=card.question,
    )


def _number(name: str, handbook: Handbook) -> str:
    limit = handbook.limits.get(name)
    return figures(limit.value if limit is not None else number(handbook, name))


def _holds_for_target(card: Preparation, region: str, side: Side | None) -> bool:
    at_side = not card.sides or side is None or side.value in card.sides
    return at_side and (not card.regions or region in card.regions)


def _holds_for_person(card: Preparation, known: Known) -> bool:
    sex = known.case.person.sex
    if card.sex and sex not in (None, "other", card.sex):
        return False
    if known.ages is None:
        return True
    youngest, oldest = known.ages
    too_young = card.age_from is not None and oldest < card.age_from
    too_old = card.age_to is not None and youngest > card.age_to
    return not (too_young or too_old)


def _holds_for_chart(card: Preparation, known: Known, handbook: Handbook) -> bool:
    if any(_is_so(name, known, handbook) for name in card.without):
        return False
    if not all(_is_so(name, known, handbook) for name in card.with_all):
        return False
    if not card.with_any or any(_is_so(name, known, handbook) for name in card.with_any):
        return True
    return bool(card.unless_no) and not _is_answered(card.unless_no, "no", known)


def _is_so(name: str, known: Known, handbook: Handbook) -> bool:
    """Whether a code set is recorded and not denied, or a question answered yes."""
    return bool(on_record(name, _RECORDED, known, handbook)) or _is_answered(name, "yes", known)


def _is_answered(question: str, value: str, known: Known) -> bool:
    answer = known.answers.get(question)
    return answer is not None and answer.fresh and answer.value == value
