"""The whole road in one call, for tests: FHIR resources and answers in, a Plan out."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from enthesis.care.plan import plan
from enthesis.care.values.case import Wish
from enthesis.care.values.fact import Fact
from enthesis.care.values.finding import Finding
from enthesis.care.values.pause import Pause
from enthesis.care.values.plan import Plan
from enthesis.formats.fhir.chart import case_from_fhir
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate
from tests import charts

TODAY = date(2026, 11, 20)

NORMAL: dict[str, Any] = {
    "fever": "no", "infection-there": "no", "hot-or-fall": "no", "cancer": "no", "joint-surgery": "no",
    "bleeding": "no", "diabetes-immune": "no", "injection-there": "no", "fainting": "no",
    "other-medicines": "no", "allergy-anaesthetic": "no", "allergy-skin": "no", "allergy-corn": "no",
    "allergy-other": "no", "diagnosis": "yes", "months": Decimal(12), "pain": Decimal(5), "exercise": "yes",
    "imaging": ("kl-2",), "examination": "yes",
}  # fmt: skip
"""What a person without anything to report, and her clinician, answer."""


def answer(question: str, value: Any, on: date = TODAY) -> Fact:
    return Fact(
        kind="answer",
        codes=(Code(CodeSystem.ENTHESIS, question),),
        value=value,
        start=PartialDate.of(on),
        by="Dr Lind",
    )


def planned(
    handbook: Handbook,
    *resources: dict[str, Any],
    answers: dict[str, Any] | None = None,
    today: date = TODAY,
    patient: dict[str, Any] | None = None,
    **wish: Any,
) -> Plan:
    """Plan for a patient with these records; answers are none unless given."""
    wished = Wish(**{"condition": "knee-oa", "side": Side.RIGHT, "sedation": "none", **wish})
    raw = charts.bundle(patient or charts.patient(), *resources)
    case = case_from_fhir(raw, wished, today, handbook)
    said = tuple(answer(question, value, today) for question, value in (answers or {}).items())
    return plan(msgspec.structs.replace(case, facts=(*case.facts, *said)), handbook, today)


def finding(made: Plan, rule: str) -> Finding:
    return next(found for found in made.findings if found.rule == rule)


def row(made: Plan, medicine: str) -> Pause:
    return next(pause for pause in made.pauses if medicine in pause.key)
