"""Diagnostic reports: of those, only imaging reports are facts; laboratory values stand as observations."""

from enthesis.care.values.fact import Fact
from enthesis.formats.fhir.codings import CodeableConcept, codes_of, text_of
from enthesis.formats.fhir.element import Resource
from enthesis.formats.fhir.reading import Reading
from enthesis.formats.fhir.references import Reference
from enthesis.formats.fhir.times import Period

_REFUSED = ("entered-in-error", "cancelled", "registered")
# Categories of HL7 table 0074 and LOINC that mean pictures.
_IMAGING = frozenset(
    (
        "RAD",
        "RX",
        "RUS",
        "CT",
        "CUS",
        "IMG",
        "NMR",
        "NMS",
        "OUS",
        "VUS",
        "XRC",
        "LP29684-5",
        "18726-0",
        "363679005",
    )
)


class DiagnosticReport(Resource, frozen=True, gc=False, tag="DiagnosticReport"):
    """One report."""

    status: str | None = None
    category: tuple[CodeableConcept, ...] | None = None
    code: CodeableConcept | None = None
    subject: Reference | None = None
    effective_date_time: str | None = None
    effective_period: Period | None = None
    issued: str | None = None
    result: tuple[Reference, ...] | None = None
    imaging_study: tuple[Reference, ...] | None = None
    conclusion: str | None = None
    conclusion_code: tuple[CodeableConcept, ...] | None = None


def report_facts(report: DiagnosticReport, reading: Reading, ref: str) -> tuple[Fact, ...]:
    """Read one report; its coded conclusions stand among its codes, all of them in words as its value."""
    if report.status in _REFUSED:
        return reading.not_used(report, f"its status is {report.status}", ref)
    if not _is_imaging(report):
        why = "its results are read as observations" if report.result else "only imaging reports are read"
        return reading.not_used(report, why, ref)
    period = report.effective_period
    return (
        Fact(
            kind="imaging",
            codes=(
                *codes_of(report.code),
                *(code for each in report.conclusion_code or () for code in codes_of(each)),
            ),
            text=text_of(report.code) or "Imaging report",
            start=reading.day(
                ref, report.effective_date_time, period.start if period else None, report.issued
            ),
            active="yes",
            value=_conclusion(report) or None,
            refs=(ref,),
        ),
    )


def _is_imaging(report: DiagnosticReport) -> bool:
    categories = (coding.code for each in report.category or () for coding in each.coding or ())
    return bool(report.imaging_study) or any(code in _IMAGING for code in categories)


def _conclusion(report: DiagnosticReport) -> str:
    coded = [words for each in report.conclusion_code or () if (words := text_of(each))]
    return "; ".join([report.conclusion, *coded] if report.conclusion else coded)
