"""Conditions: problems and diagnoses of the patient, never of relatives."""

import re
from datetime import date

from enthesis.care.values.fact import Active, Fact
from enthesis.formats.fhir.body_site import place_of
from enthesis.formats.fhir.card_words import RELATIVES
from enthesis.formats.fhir.codings import CodeableConcept, codes_of, first_code, text_of
from enthesis.formats.fhir.element import Element, Resource
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.references import Reference
from enthesis.formats.fhir.times import Period, date_of
from enthesis.knowledge.recognise import clauses_of
from enthesis.vocabulary.codes import Code

_REFUSED = ("refuted", "entered-in-error")
_UNSURE = ("unconfirmed", "provisional", "differential")
_ACTIVE: dict[str, Active] = {
    "active": "yes",
    "recurrence": "yes",
    "relapse": "yes",
    "inactive": "no",
    "remission": "no",
    "resolved": "no",
}
# How an entry begins that says somebody else has it, or that nobody does. Only at the beginning: "chest pain,
# family history of infarction" is the patient's own chest pain.
_RELATIVES = ("family history", "fh of", "fh:", "fhx", "maternal history of", "paternal history of")
_SENTENCE = re.compile(r"[.;\n]+(?=.)|\bbut\b")
_ABSENT = (
    "no history of",
    "no past history of",
    "no family history",
    "no evidence of",
    "no known",
    "denies ",
)


class Age(Element, frozen=True, gc=False):
    """An age at which something happened; only that it is there is read."""

    code: str | None = None


class Condition(Resource, frozen=True, gc=False, tag="Condition"):
    """One entry of the problem list."""

    clinical_status: CodeableConcept | None = None
    verification_status: CodeableConcept | None = None
    code: CodeableConcept | None = None
    body_site: tuple[CodeableConcept, ...] | None = None
    subject: Reference | None = None
    onset_date_time: str | None = None
    onset_period: Period | None = None
    abatement_date_time: str | None = None
    abatement_period: Period | None = None
    abatement_string: str | None = None
    abatement_age: Age | None = None
    abatement_boolean: bool | None = None
    recorded_date: str | None = None


def condition_facts(condition: Condition, reading: Reading, ref: str) -> tuple[Fact, ...]:
    """Read one condition; an allergy that stands on the problem list is read as an allergy."""
    codes, text = codes_of(condition.code), text_of(condition.code)
    verified = first_code(condition.verification_status)
    why = _why_not(condition, codes, text, verified, reading)
    if why:
        return reading.not_used(condition, why, ref)
    reading.note_uncoded(condition, codes, ref)
    place, place_text = place_of(condition.body_site)
    onset, abated = condition.onset_period, condition.abatement_period
    return (
        Fact(
            kind="allergy" if _is_allergy(condition, reading) else "condition",
            codes=codes,
            text=f"{text} ({verified})" if verified in _UNSURE else text,
            place=place,
            place_text=place_text,
            start=reading.day(
                ref, condition.onset_date_time, onset.start if onset else None, condition.recorded_date
            ),
            end=reading.day(ref, condition.abatement_date_time, abated.end if abated else None),
            recorded=date_of(condition.recorded_date),
            active=_active(condition, reading.today),
            refs=(ref,),
        ),
    )


def _why_not(
    condition: Condition, codes: tuple[Code, ...], text: str, verified: str, reading: Reading
) -> str:
    """Tell why an entry says nothing of the patient; empty when it does."""
    if verified in _REFUSED:
        return f"it is marked {verified}"
    if condition.code is None or not (codes or text):
        return "it has neither a code nor a text"
    begins = tuple(dict.fromkeys((text.casefold(), *(code.display.casefold() for code in codes))))
    if any(words.startswith(_ABSENT) and len(clauses_of(words)) == 1 for words in begins):
        return "it says that the patient does not have it"
    if reading.words.situation(condition.code) == RELATIVES or any(
        words.startswith(_RELATIVES) and len(_SENTENCE.split(words)) == 1 for words in begins
    ):
        return "it speaks of relatives, not of the patient"
    return ""


def _is_allergy(condition: Condition, reading: Reading) -> bool:
    return condition.code is not None and reading.words.is_allergy(condition.code)


def _active(condition: Condition, today: date) -> Active:
    """Tell whether it is present.

    =================  ================================  =========
    clinical status    abatement                         active
    =================  ================================  =========
    active and alike   none, or later than today         yes
    active and alike   over by today: they contradict    not-known
    inactive and alike any                               no
    not said           said to be over                   no
    not said           none                              not-known
    =================  ================================  =========
    """
    status = _ACTIVE.get(first_code(condition.clinical_status))
    is_over = _is_over(condition, today)
    if status is None:
        return "no" if is_over else "not-known"
    return "not-known" if status == "yes" and is_over else status


def _is_over(condition: Condition, today: date) -> bool:
    period = condition.abatement_period
    day = date_of(condition.abatement_date_time or (period.end if period else None))
    if day is not None:
        return day.latest <= today
    return bool(condition.abatement_boolean or condition.abatement_string or condition.abatement_age)
