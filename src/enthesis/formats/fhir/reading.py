"""What the readers of single resources share: the account, the cards' words, and the other resources."""

from datetime import date

from enthesis.care.values.fact import Fact
from enthesis.formats.fhir.card_words import CardWords
from enthesis.formats.fhir.element import Resource
from enthesis.formats.fhir.record import Record
from enthesis.formats.fhir.references import Reference, names_of, plain
from enthesis.formats.fhir.tally import Tally
from enthesis.formats.fhir.times import date_of
from enthesis.vocabulary.codes import Code
from enthesis.vocabulary.dates import PartialDate

_POINTED_AT = frozenset(("Condition", "Medication", "MedicationRequest"))


class Reading:
    """One chart being read, on one day.

    Weights and heights are set aside as they pass, for the person.
    """

    def __init__(self, words: CardWords, tally: Tally, records: list[Record], today: date) -> None:
        self.words = words
        self.tally = tally
        self.today = today
        self.weights: list[Fact] = []
        self.heights: list[Fact] = []
        self._records = records
        self._named: dict[str, Resource] | None = None

    def find(self, reference: Reference | None) -> Resource | None:
        """Follow a reference inside the chart; ``None`` when it leads nowhere."""
        if reference is None or not reference.reference:
            return None
        if self._named is None:
            self._named = _by_name(self._records)
        written = reference.reference
        return self._named.get(written) or self._named.get(plain(written))

    def day(self, ref: str, *written: str | None) -> PartialDate | None:
        """Read the first of several dates that is given; one that cannot be read is counted."""
        for each in written:
            if not each:
                continue
            day = date_of(each)
            if day is not None:
                return day
            self.tally.count("a date", "cannot be read as a date", ref)
        return None

    def not_used(self, resource: Resource, why: str, ref: str) -> tuple[()]:
        """Count a resource that gives no fact."""
        self.tally.count(type(resource).__name__, why, ref)
        return ()

    def note_uncoded(self, resource: Resource, codes: tuple[Code, ...], ref: str) -> None:
        """Count an entry that has words but no code: it is used, but only its words can be recognised."""
        if not codes:
            self.tally.count(type(resource).__name__, "it has no code: read by its words alone", ref)


def _by_name(records: list[Record]) -> dict[str, Resource]:
    """Index what entries point at; done only for charts in which something points at all."""
    return {
        name: resource
        for resource, full_url in records
        if type(resource).__name__ in _POINTED_AT
        for name in names_of(type(resource).__name__, resource.id, full_url)
    }
