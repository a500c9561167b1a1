"""What hangs on a person besides problems: implants and other devices, and the flags a ward has set.

Such entries are many and mostly about other things (hearing aids, "prefers mornings"), so one is read only
where a card knows its danger; the rest is counted like all that is not read.
"""

from enthesis.care.values.fact import Fact
from enthesis.formats.fhir.codings import CodeableConcept, codes_of, text_of
from enthesis.formats.fhir.element import Element, Resource
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.references import Reference
from enthesis.formats.fhir.times import Period
from enthesis.vocabulary.dates import PartialDate

_REFUSED = ("entered-in-error",)
_NO_CARD = "not read: no card knows it; look at it in the chart"


class DeviceName(Element, frozen=True, gc=False):
    """One name of a device."""

    name: str | None = None


class Device(Resource, frozen=True, gc=False, tag="Device"):
    """A device somebody wears or carries inside, such as an artificial joint."""

    status: str | None = None
    type: CodeableConcept | None = None
    device_name: tuple[DeviceName, ...] | None = None
    patient: Reference | None = None

    @property
    def subject(self) -> Reference | None:
        """Whose it is; FHIR names this field differently here."""
        return self.patient


class Flag(Resource, frozen=True, gc=False, tag="Flag"):
    """A warning that stands on the cover of the chart."""

    status: str | None = None
    code: CodeableConcept | None = None
    subject: Reference | None = None
    period: Period | None = None


def device_facts(device: Device, reading: Reading, ref: str) -> tuple[Fact, ...]:
    """Read one device as a problem of the patient, where a card knows it."""
    names = [each.name for each in device.device_name or () if each.name]
    concept = device.type or CodeableConcept()
    if names and not text_of(concept):
        concept = CodeableConcept(coding=concept.coding, text=names[0])
    return _fact(device, device.status, concept, None, reading, ref)


def flag_facts(flag: Flag, reading: Reading, ref: str) -> tuple[Fact, ...]:
    """Read one flag as a problem of the patient, where a card knows it."""
    start = reading.day(ref, flag.period.start if flag.period else None)
    return _fact(flag, flag.status, flag.code or CodeableConcept(), start, reading, ref)


def _fact(
    resource: Resource,
    status: str | None,
    concept: CodeableConcept,
    start: PartialDate | None,
    reading: Reading,
    ref: str,
) -> tuple[Fact, ...]:
    if status in _REFUSED:
        return reading.not_used(resource, f"its status is {status}", ref)
    if not reading.words.is_danger(concept):
        return reading.not_used(resource, _NO_CARD, ref)
    return (
        Fact(
            kind="allergy" if reading.words.is_allergy(concept) else "condition",
            codes=codes_of(concept),
            text=text_of(concept),
            start=start,
            active="no" if status == "inactive" else "yes",
            refs=(ref,),
        ),
    )
