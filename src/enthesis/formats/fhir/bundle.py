"""From bytes to resources: a bundle of any type, one resource, a list of them, or one a line (NDJSON).

The fast road decodes the whole bundle by its types at once. Only when something in it has the wrong shape is
every entry decoded by itself, so that one broken record is counted and does not sink the others.
"""

from collections.abc import Iterator
from typing import Any, Union

import msgspec

from enthesis.formats.fhir.allergy_intolerance import AllergyIntolerance
from enthesis.formats.fhir.condition import Condition
from enthesis.formats.fhir.diagnostic_report import DiagnosticReport
from enthesis.formats.fhir.element import Element, Resource
from enthesis.formats.fhir.imaging_study import ImagingStudy
from enthesis.formats.fhir.marked import Device, Flag
from enthesis.formats.fhir.medication import Medication
from enthesis.formats.fhir.medication_administration import MedicationAdministration
from enthesis.formats.fhir.medication_dispense import MedicationDispense
from enthesis.formats.fhir.medication_request import MedicationRequest
from enthesis.formats.fhir.medication_statement import MedicationStatement
from enthesis.formats.fhir.observation import Observation
from enthesis.formats.fhir.patient import Patient
from enthesis.formats.fhir.procedure import Procedure
from enthesis.formats.fhir.questionnaire_response import QuestionnaireResponse
from enthesis.formats.fhir.record import Record
from enthesis.formats.fhir.tally import Tally
from enthesis.formats.fhir.unread import UNKNOWN, UNREAD_TYPES
from enthesis.vocabulary.errors import BadInput

READ_TYPES: tuple[type[Resource], ...] = (
    Patient,
    Condition,
    Observation,
    Procedure,
    MedicationRequest,
    MedicationStatement,
    MedicationAdministration,
    MedicationDispense,
    Medication,
    AllergyIntolerance,
    ImagingStudy,
    DiagnosticReport,
    Device,
    Flag,
    QuestionnaireResponse,
)
_DEEPEST = 8  # bundles inside bundles: a batch answer holds one; more is nobody's export


class Link(Element, frozen=True, gc=False):
    """A link of a bundle; ``next`` says that this is not the last page."""

    relation: str | None = None


class Entry(Element, frozen=True, gc=False):
    """One entry of a bundle."""

    full_url: str | None = None
    resource: "AnyResource | None" = None


class Bundle(Resource, frozen=True, gc=False, tag="Bundle"):
    """A collection, transaction, search set, batch or document."""

    type: str | None = None
    link: tuple[Link, ...] | None = None
    entry: tuple[Entry, ...] | None = None


# A union made of a tuple: every type by its tag, those that are read and those that are skipped.
AnyResource = Union[(Bundle, *READ_TYPES, *UNREAD_TYPES)]  # type: ignore[valid-type]

_FAST: "msgspec.json.Decoder[Any]" = msgspec.json.Decoder(AnyResource)
_FAST_LIST: "msgspec.json.Decoder[Any]" = msgspec.json.Decoder(list[AnyResource])


class _Sniffed(msgspec.Struct, gc=False, rename="camel"):
    """What is looked at when a resource has the wrong shape: anything may be anything."""

    resource_type: Any = None
    id: Any = None
    type: Any = None
    link: Any = None
    entry: Any = None


class _SniffedEntry(msgspec.Struct, gc=False, rename="camel"):
    full_url: Any = None
    resource: msgspec.Raw = msgspec.Raw(b"null")


class _SniffedBundle(msgspec.Struct, gc=False):
    entry: list[msgspec.Raw] | None = None


def decode_at_once(raw: bytes) -> Any:
    """Decode a whole bundle by its types and nothing else: the floor that benchmarks measure against.

    Raises:
        msgspec.DecodeError: something in it has the wrong shape.
    """
    return _FAST.decode(raw)


def records_in(raw: bytes, tally: Tally) -> list[Record]:
    """Decode a chart of any form.

    Raises:
        BadInput: it is empty, not JSON, not FHIR, or broken as a whole.
    """
    written = raw.removeprefix(b"\xef\xbb\xbf").strip()
    if not written:
        raise BadInput("The chart is empty.", "Give a FHIR R4 bundle as JSON, or NDJSON.")
    if written.startswith(b"<"):
        raise BadInput("The chart is XML.", "Export it as FHIR R4 JSON.")
    try:
        return _records(written, tally)
    except msgspec.DecodeError as error:
        raise BadInput(
            f"The chart is not JSON: {error}.", "Give a FHIR R4 bundle as JSON, or NDJSON."
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput("The chart is not UTF-8 text.", "Export it as FHIR R4 JSON, in UTF-8.") from error
    except RecursionError as error:
        raise BadInput("The chart is nested too deeply.", "Give a FHIR R4 bundle as JSON.") from error


def _records(written: bytes, tally: Tally) -> list[Record]:
    decoder = _FAST_LIST if written.startswith(b"[") else _FAST
    records: list[Record] = []
    try:
        decoded = decoder.decode(written)
    except msgspec.ValidationError:
        return list(_one_by_one(written, tally))
    except msgspec.DecodeError:
        lines = written.splitlines()
        if len(lines) == 1 or not _is_json(lines[0]):
            raise
        for line in lines:
            _add_line(line, records, tally)
        return records
    for resource in decoded if isinstance(decoded, list) else (decoded,):
        _add(resource, records, tally, 0)
    return records


def _is_json(line: bytes) -> bool:
    try:
        msgspec.json.decode(line, type=msgspec.Raw)
    except msgspec.DecodeError:
        return False
    return True


def _add_line(line: bytes, records: list[Record], tally: Tally) -> None:
    """Read one line of NDJSON; a broken line is counted, since the others may be whole."""
    if not line.strip():
        return
    if not _is_json(line):
        tally.count("a line", "it is not JSON")
        return
    try:
        _add(_FAST.decode(line), records, tally, 0)
    except msgspec.ValidationError:
        records += _sniffed(line, None, tally, 0)


def _add(resource: Resource, records: list[Record], tally: Tally, depth: int) -> None:
    """Add a resource, or those of a bundle."""
    if not isinstance(resource, Bundle):
        records.append((resource, None))
        return
    _check_bundle(resource.type, [link.relation for link in resource.link or ()], tally, depth)
    for entry in resource.entry or ():
        inner = entry.resource
        if inner is None:
            tally.count("a bundle entry", "it holds no resource")
        elif type(inner) is Bundle:
            _add(inner, records, tally, depth + 1)
        else:
            records.append((inner, entry.full_url))


def _check_bundle(bundle_type: object, relations: list[object], tally: Tally, depth: int) -> None:
    if depth > _DEEPEST:
        raise BadInput("The bundle holds bundles in bundles.", "Give the patient's own bundle.")
    if bundle_type == "history":
        raise BadInput("The bundle is a history: it holds old versions.", "Give the current records.")
    if "next" in relations:
        tally.count("a search page", "there are more pages than this one; the chart is not whole")


def _one_by_one(written: bytes, tally: Tally) -> Iterator[Record]:
    """Read what has a wrong shape somewhere, each resource by itself.

    Raises:
        BadInput: no resource is in it at all.
    """
    if not written.startswith(b"["):
        head = _sniff(written)
        if head is None or not isinstance(head.resource_type, str):
            raise BadInput(
                "The chart is JSON but not FHIR: it has no resourceType.", "Give a FHIR R4 bundle."
            )
        yield from _sniffed(written, None, tally, 0)
        return
    for each in msgspec.json.decode(written, type=list[msgspec.Raw]):
        yield from _sniffed(bytes(each), None, tally, 0)


def _sniff(written: bytes) -> _Sniffed | None:
    try:
        return msgspec.json.decode(written, type=_Sniffed)
    except msgspec.ValidationError:
        return None


def _sniffed(written: bytes, full_url: object, tally: Tally, depth: int) -> Iterator[Record]:
    """Read one resource that may have any shape."""
    head = _sniff(written)
    kind = head.resource_type if head else None
    if head is None or not isinstance(kind, str):
        tally.count("a bundle entry", "it is not a FHIR resource")
    elif kind == "Bundle":
        yield from _sniffed_bundle(written, head, tally, depth)
    else:
        yield from _decoded(written, kind, head.id, full_url, tally)


def _sniffed_bundle(written: bytes, head: _Sniffed, tally: Tally, depth: int) -> Iterator[Record]:
    links = head.link if isinstance(head.link, list) else []
    _check_bundle(head.type, [link.get("relation") for link in links if isinstance(link, dict)], tally, depth)
    try:
        entries = msgspec.json.decode(written, type=_SniffedBundle).entry
    except msgspec.ValidationError as error:
        raise BadInput("The bundle's entry is not a list.", "Give a FHIR R4 bundle.") from error
    for each in entries or ():
        try:
            entry = msgspec.json.decode(each, type=_SniffedEntry)
        except msgspec.ValidationError:
            entry = _SniffedEntry()
        resource = bytes(entry.resource)
        if resource == b"null":
            tally.count("a bundle entry", "it holds no resource")
        else:
            yield from _sniffed(resource, entry.full_url, tally, depth + 1)


def _decoded(written: bytes, kind: str, given_id: object, full_url: object, tally: Tally) -> Iterator[Record]:
    ref = f"{kind}/{given_id}" if isinstance(given_id, str) else ""
    if kind not in _KNOWN:
        tally.count(kind, UNKNOWN, ref)
        return
    try:
        resource = _FAST.decode(written)
    except msgspec.ValidationError as error:
        if kind == "Patient":
            raise BadInput(
                f"The patient record is not FHIR R4: {error}.", "Mend that field in the export."
            ) from error
        tally.count(kind, "it does not have the shape FHIR gives it", ref)
        return
    yield resource, full_url if isinstance(full_url, str) else None


_KNOWN = frozenset(kind.__name__ for kind in (*READ_TYPES, *UNREAD_TYPES))
