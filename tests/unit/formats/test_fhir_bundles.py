import json
from typing import Any

import pytest

from enthesis.care.values.case import Case, Wish
from enthesis.formats.fhir import chart
from enthesis.formats.fhir.chart import case_from_charts, case_from_fhir
from enthesis.formats.fhir.unread import ADMINISTRATIVE, CLINICAL, RELATIVES, UNKNOWN
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput
from tests.charts import (
    TODAY,
    account_of,
    allergy,
    answered,
    bundle,
    case_of,
    condition,
    filled,
    imaging,
    medicine,
    medicine_statement,
    observation,
    patient,
    procedure,
    report,
    weight,
)

WISH = Wish(condition="knee-oa")
GOUT = condition("Gout", snomed="90560007")


def read(handbook: Handbook, raw: bytes | str | list[Any] | dict[str, Any]) -> Case:
    written = raw if isinstance(raw, bytes) else (raw if isinstance(raw, str) else json.dumps(raw)).encode()
    return case_from_fhir(written, WISH, TODAY, handbook)


@pytest.mark.parametrize("kind", ["collection", "transaction", "searchset", "batch", "document", "message"])
def test_a_bundle_of_any_current_type_is_read(handbook: Handbook, kind: str) -> None:
    assert len(read(handbook, bundle(patient(), GOUT, kind=kind)).facts) == 1


def test_a_list_ndjson_a_lone_patient_and_several_files_are_read(handbook: Handbook) -> None:
    resources = filled(patient(), GOUT)
    lines = [json.dumps(each).encode() for each in resources]
    assert len(read(handbook, resources).facts) == 1
    assert len(read(handbook, b"\r\n\n".join(lines) + b"\n").facts) == 1
    assert len(case_from_charts(reversed(lines), WISH, TODAY, handbook).facts) == 1
    assert read(handbook, patient()).person.name == "Alma Reyes"
    assert len(read(handbook, b"\xef\xbb\xbf" + bundle(patient(), GOUT)).facts) == 1


def test_a_batch_answer_holds_bundles(handbook: Handbook) -> None:
    inner = {
        "resourceType": "Bundle",
        "type": "searchset",
        "entry": [{"resource": each} for each in filled(patient(), GOUT)],
    }
    outer = {"resourceType": "Bundle", "type": "batch-response", "entry": [{"resource": inner}]}
    assert len(read(handbook, outer).facts) == 1


def test_a_page_that_is_not_the_last_is_reported(handbook: Handbook) -> None:
    case = read(
        handbook, bundle(patient(), kind="searchset", link=[{"relation": "self"}, {"relation": "next"}])
    )
    assert account_of(case) == {
        ("a search page", "there are more pages than this one; the chart is not whole"): 1
    }


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"not json", "not JSON"),
        (b'{"resourceType": "Bundle", "entry": [', "not JSON"),
        (b"\x89PNG\r\n\x1a\n\x00", "not JSON"),
        ('{"resourceType": "Patient"}'.encode("utf-16"), "not JSON"),
        (b"<Bundle xmlns='http://hl7.org/fhir'/>", "XML"),
        (b"{}", "not FHIR"),
        (b"[]", "no patient"),
        (b"[1, 2]", "no patient"),
        (b"1", "not FHIR"),
        (b'"Patient"', "not FHIR"),
        (b"null", "not FHIR"),
        (b'{"resourceType": 7}', "not FHIR"),
        (b'{"name": "Alma"}', "not FHIR"),
        (b'{"resourceType": "Bundle", "entry": {}}', "entry is not a list"),
        (b'{"resourceType": "Bundle", "entry": "x"}', "entry is not a list"),
        (b'{"resourceType": "Bundle"}', "no patient"),
        (b'{"resourceType": "Bundle", "entry": null}', "no patient"),
        (b'{"resourceType": "Bundle", "type": "history"}', "history"),
        (b"[" * 100_000, "nested"),
        (b'{"resourceType":"Bundle","entry":[{"resource":' * 5000, "nested|JSON"),
        (bundle(GOUT), "no patient"),
        (bundle(patient(), {**patient(), "id": "other"}), "2 patients"),
        (bundle({**patient(), "birthDate": 1968}), "not FHIR R4"),
        (bundle({**patient(), "name": "Alma"}), "not FHIR R4"),
    ],
)
def test_what_is_no_chart_of_one_patient_is_refused_in_one_line(
    handbook: Handbook, raw: bytes, says: str
) -> None:
    with pytest.raises(BadInput, match=says) as refusal:
        read(handbook, raw)
    assert "\n" not in str(refusal.value)
    assert refusal.value.mend


def test_a_chart_larger_than_any_person_is_refused(
    handbook: Handbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = bundle(patient())
    monkeypatch.setattr(chart, "MOST_BYTES", len(raw))
    assert read(handbook, raw).facts == ()
    with pytest.raises(BadInput, match="larger"):
        read(handbook, raw + b" ")
    with pytest.raises(BadInput, match="larger"):
        case_from_charts((raw, b" "), WISH, TODAY, handbook)


@pytest.mark.parametrize(
    "reference",
    [
        "Patient/patient-1",
        "urn:uuid:patient-1",
        "http://server.example/fhir/Patient/patient-1",
        "http://server.example/fhir/Patient/patient-1/_history/3",
        "Patient/patient-1/_history/3",
    ],
)
def test_an_entry_may_point_at_its_patient_in_many_ways(handbook: Handbook, reference: str) -> None:
    assert len(case_of(handbook, {**GOUT, "subject": {"reference": reference}}).facts) == 1


def test_a_full_url_and_a_record_number_name_the_patient_too(handbook: Handbook) -> None:
    person = {**patient(), "identifier": [{"system": "http://clinic.example", "value": "17"}]}
    by_url = {**GOUT, "id": "a", "subject": {"reference": "urn:uuid:aa-bb"}}
    by_number = {
        **GOUT,
        "id": "b",
        "subject": {"identifier": {"system": "http://clinic.example", "value": "17"}},
    }
    entries = [
        {"fullUrl": "urn:uuid:aa-bb", "resource": person},
        {"resource": by_url},
        {"resource": by_number},
    ]
    case = read(handbook, {"resourceType": "Bundle", "type": "collection", "entry": entries})
    assert [fact.refs for fact in case.facts] == [("Condition/a",), ("Condition/b",)]


@pytest.mark.parametrize(
    ("subject", "why"),
    [
        ({"reference": "Patient/else"}, "it belongs to somebody else"),
        ({"reference": "Group/patient-1"}, "it belongs to somebody else"),
        ({"identifier": {"value": "18"}}, "it belongs to somebody else"),
        ({"display": "Alma"}, "it does not say whose it is"),
        ({}, "it does not say whose it is"),
    ],
)
def test_what_is_not_the_patients_is_counted_and_not_used(
    handbook: Handbook, subject: dict[str, Any], why: str
) -> None:
    case = case_of(handbook, {**GOUT, "subject": subject})
    assert case.facts == ()
    assert account_of(case) == {("Condition", why): 1}


def test_the_same_record_twice_counts_once_and_a_changed_one_is_kept(handbook: Handbook) -> None:
    one = {**GOUT, "id": "x"}
    other = {**condition("Haemophilia", snomed="90935002"), "id": "x"}
    case = case_of(handbook, one, one, other)
    assert [fact.text for fact in case.facts] == ["Gout", "Haemophilia"]
    assert account_of(case) == {("Condition", "the same record stands twice"): 1}


def test_the_patient_twice_is_one_patient(handbook: Handbook) -> None:
    person = {**patient(), "id": "x"}
    assert read(handbook, bundle(person, person)).person.name == "Alma Reyes"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("Claim", ADMINISTRATIVE),
        ("ExplanationOfBenefit", ADMINISTRATIVE),
        ("Organization", ADMINISTRATIVE),
        ("Immunization", CLINICAL),
        ("BodyStructure", CLINICAL),
        ("FamilyMemberHistory", RELATIVES),
        ("Flurb", UNKNOWN),
    ],
)
def test_every_type_that_is_not_read_is_counted_with_its_reason(
    handbook: Handbook, kind: str, why: str
) -> None:
    case = case_of(handbook, {"resourceType": kind}, {"resourceType": kind}, GOUT)
    assert len(case.facts) == 1
    assert account_of(case) == {(kind, why): 2}


@pytest.mark.parametrize(
    "broken",
    [
        {**GOUT, "code": "gout"},
        {**GOUT, "onsetDateTime": 2019},
        {**GOUT, "subject": ["Patient/patient-1"]},
        {**GOUT, "bodySite": {"text": "knee"}},
    ],
)
def test_one_record_of_the_wrong_shape_does_not_sink_the_others(
    handbook: Handbook, broken: dict[str, Any]
) -> None:
    case = case_of(handbook, broken, weight(70), medicine("Warfarin 5 MG", rxnorm="855332"))
    assert [fact.kind for fact in case.facts] == ["observation", "medicine"]
    assert account_of(case) == {("Condition", "it does not have the shape FHIR gives it"): 1}
    assert [row.refs for row in case.not_understood] == [("Condition/condition-1",)]


def test_entries_that_hold_nothing_are_counted(handbook: Handbook) -> None:
    entries: list[Any] = [
        {"resource": patient()},
        {},
        {"resource": None},
        {"fullUrl": "urn:uuid:x"},
        5,
        {"resource": 5},
    ]
    case = read(handbook, {"resourceType": "Bundle", "type": "batch", "entry": entries})
    assert sum(account_of(case).values()) == 5


def test_a_broken_line_of_ndjson_is_counted(handbook: Handbook) -> None:
    case = read(handbook, json.dumps(patient()).encode() + b'\n{"resourceType": "Condi\n')
    assert account_of(case) == {("a line", "it is not JSON"): 1}


def test_every_resource_of_a_chart_is_accounted_for(handbook: Handbook) -> None:
    chart_of_all = [
        patient(),
        GOUT,
        condition("Family history of gout"),
        medicine("Naproxen 500 MG", rxnorm="198014"),
        medicine_statement("Ibuprofen", status="entered-in-error"),
        allergy("NKDA"),
        allergy("Latex", snomed="300916003"),
        weight(70),
        observation("Calcium", 9, "mg/dL", loinc="49765-1"),
        procedure("Knee replacement", snomed="609588000"),
        imaging(),
        report("Letter"),
        answered({"fever": "no"}),
        {"resourceType": "Claim"},
        {"resourceType": "Encounter"},
        {"resourceType": "Flurb"},
    ]
    case = case_of(handbook, *chart_of_all)
    used = {ref for fact in case.facts for ref in fact.refs} | set(case.person.refs)
    assert len(used) + sum(row.count for row in case.not_understood) == len(chart_of_all)
