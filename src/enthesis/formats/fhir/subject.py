"""Whose chart it is: exactly one patient, and which entries are that patient's."""

from collections.abc import Iterable

from enthesis.formats.fhir.patient import Patient
from enthesis.formats.fhir.record import Record
from enthesis.formats.fhir.references import Reference, names_of, plain
from enthesis.formats.fhir.tally import Tally
from enthesis.vocabulary.errors import BadInput

_ID_SHOWN = 40


class Subject:
    """The patient of a chart, and every way its entries may point at them."""

    def __init__(self, records: Iterable[tuple[Patient, str | None]]) -> None:
        first: Patient | None = None
        self._names: set[str] = set()
        self._numbers: set[tuple[str | None, str]] = set()
        for patient, full_url in records:
            first = first or patient
            self._names.update(names_of("Patient", patient.id, full_url))
            self._numbers.update((each.system, each.value) for each in patient.identifier or () if each.value)
        if first is None:
            raise BadInput(
                "The chart holds no patient.", "Export the Patient resource with the other records."
            )
        self.patient = first
        self.ref = f"Patient/{first.id}" if first.id else "Patient"

    def why_not(self, reference: Reference | None) -> str:
        """Tell why an entry is not this patient's; empty when it is."""
        if reference is None or not (reference.reference or reference.identifier):
            return "it does not say whose it is"
        if reference.reference:
            written = reference.reference
            mine = written in self._names or plain(written) in self._names
        else:
            number = reference.identifier
            mine = number is not None and (number.system, number.value) in self._numbers
        return "" if mine else "it belongs to somebody else"


def subject_of(records: list[Record], tally: Tally) -> Subject:
    """Find the one patient of a chart.

    Raises:
        BadInput: there is none, or there are several.
    """
    patients = [(resource, url) for resource, url in records if isinstance(resource, Patient)]
    by_name: dict[str, Patient] = {}
    for patient, full_url in patients:
        name = patient.id or full_url or ""
        if name in by_name:
            tally.count("Patient", "the same record stands twice", f"Patient/{name}")
        by_name.setdefault(name, patient)
    if len(by_name) > 1:
        names = " and ".join(repr(name[:_ID_SHOWN]) for name in list(by_name)[:2])
        raise BadInput(f"The chart holds {len(by_name)} patients: {names}.", "Give the chart of one patient.")
    return Subject(patients)
