"""A knee under the examining hand, for tests of map, syringes and preparation: no chart, no files."""

from datetime import date
from decimal import Decimal
from typing import Any

from enthesis.care.derive import know
from enthesis.care.values.case import Case, Examined, Person, Wish
from enthesis.care.values.fact import Fact
from enthesis.care.values.known import Known
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate

TODAY = date(2026, 11, 20)

PERSON: dict[str, Any] = {
    "sex": "female",
    "birth": PartialDate(1968, 3, 14),
    "weight_kg": Decimal(78),
}


def hand(place: str, tender: int | None = None, lax: int | None = None, **more: Any) -> Examined:
    """What the hand found at one place of the right knee; ``mcl-femoral`` stands for ``knee-mcl-femoral``."""
    return Examined(**{"enthesis": f"knee-{place}", "side": Side.RIGHT, "tender": tender, "lax": lax, **more})


def knee(
    *examined: Examined,
    side: Side | None = Side.RIGHT,
    sedation: Any = None,
    facts: tuple[Fact, ...] = (),
    answers: dict[str, Any] | None = None,
    **person: Any,
) -> Case:
    """A woman of 58 years and 78 kg with what the hand found, and what else is said of her."""
    said = tuple(
        Fact(
            kind="answer",
            codes=(Code(CodeSystem.ENTHESIS, question),),
            value=value,
            start=PartialDate.of(TODAY),
            by="Dr Lind",
        )
        for question, value in (answers or {}).items()
    )
    return Case(
        person=Person(**(PERSON | person)),
        wish=Wish(condition="knee-oa", side=side, sedation=sedation),
        facts=(*facts, *said),
        examined=examined,
    )


def known(handbook: Handbook, case: Case) -> Known:
    return know(case, handbook, TODAY)
