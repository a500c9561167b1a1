"""Patients: who the chart is about."""

from datetime import date
from typing import Literal

from enthesis.care.values.fact import Fact
from enthesis.formats.fhir.element import Element, Resource
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.references import Identifier
from enthesis.formats.fhir.times import date_of
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.visible import visible

Sex = Literal["female", "male", "other"]

_OLDEST = 122  # older dates, above all 1900-01-01, are place-holders of the sending system, not birthdays
_BIRTH_SEX = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
_SEX_OF_CODE: dict[str, Sex] = {"F": "female", "M": "male"}
_SEX_OF_GENDER: dict[str, Sex] = {"female": "female", "male": "male", "other": "other"}
_DEAD = "419099009"
_NAME_USES = ("official", "usual")


class HumanName(Element, frozen=True, gc=False):
    """A name in parts, or as one text."""

    use: str | None = None
    text: str | None = None
    family: str | None = None
    given: tuple[str | None, ...] | None = None


class Extension(Element, frozen=True, gc=False):
    """An extension; only a coded one is read."""

    url: str | None = None
    value_code: str | None = None


class Patient(Resource, frozen=True, gc=False, tag="Patient"):
    """The person."""

    identifier: tuple[Identifier, ...] | None = None
    name: tuple[HumanName, ...] | None = None
    gender: str | None = None
    birth_date: str | None = None
    deceased_boolean: bool | None = None
    deceased_date_time: str | None = None
    extension: tuple[Extension, ...] | None = None


def name_of(patient: Patient) -> str:
    """Give the name a person goes by: the official one first."""
    for name in sorted(patient.name or (), key=_rank):
        parts = (*(given for given in name.given or () if given), name.family or "")
        written = visible(name.text or " ".join(parts)).strip()
        if written:
            return written
    return ""


def _rank(name: HumanName) -> int:
    return _NAME_USES.index(name.use) if name.use in _NAME_USES else len(_NAME_USES)


def birth_of(patient: Patient, reading: Reading, ref: str) -> PartialDate | None:
    """Read the birth date, which may be only a year.

    Raises:
        BadInput: it lies in the future, or further back than anybody ever lived.
    """
    birth = reading.day(ref, patient.birth_date)
    if birth is None:
        return None
    if birth.earliest > reading.today:
        raise BadInput(
            f"The birth date {birth} lies after {reading.today}.", "Correct it in the chart, or give --today."
        )
    if birth.year < reading.today.year - _OLDEST:
        raise BadInput(f"The birth date {birth} cannot be right.", "Correct the year in the chart.")
    return birth


def sex_of(patient: Patient) -> Sex | None:
    """Read the sex; where that at birth differs, it is "other", so that nothing is ruled out by it."""
    gender = _SEX_OF_GENDER.get(patient.gender or "")
    at_birth = next(
        (
            _SEX_OF_CODE.get(each.value_code or "")
            for each in patient.extension or ()
            if each.url == _BIRTH_SEX
        ),
        None,
    )
    if at_birth is None or gender is None:
        return gender or at_birth
    return gender if gender == at_birth else "other"


def death_facts(patient: Patient, today: date) -> tuple[Fact, ...]:
    """Give a recorded death as a fact, so that a rule can ask whether this is the right chart.

    A death dated after today is no statement about today.
    """
    if not (patient.deceased_boolean or patient.deceased_date_time):
        return ()
    died = date_of(patient.deceased_date_time)
    if died is not None and died.earliest > today:
        return ()
    code = Code(CodeSystem.SNOMED, _DEAD, "Dead")
    ref = f"Patient/{patient.id}" if patient.id else "Patient"
    return (Fact(kind="condition", codes=(code,), text="Dead", start=died, active="yes", refs=(ref,)),)
