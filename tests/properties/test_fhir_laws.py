"""Laws of the chart reader: it never breaks, loses nothing in silence, and order changes nothing it says."""

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enthesis.care.values.case import Case, Wish
from enthesis.care.values.fact import Fact
from enthesis.formats.answers_file import answers_from_file
from enthesis.formats.fhir.chart import case_from_fhir
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput
from tests.charts import (
    TODAY,
    allergy,
    answered,
    bundle,
    concept,
    condition,
    filled,
    height,
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
DOSE: dict[str, Any] = {
    "text": "1 tablet twice daily",
    "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}, "code": {"text": "BID"}},
    "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}],
    "route": {"text": "oral"},
}
ALL: list[dict[str, Any]] = filled(
    {**patient(), "identifier": [{"system": "s", "value": "1"}], "deceasedBoolean": False},
    condition("Gout", snomed="90560007", icd10="M10.9", body_site=concept("Right knee", snomed="6757004")),
    condition("Diabetes", snomed="44054006", abated="2020"),
    medicine("Naproxen sodium 220 MG Oral Tablet", rxnorm="849574", dose=DOSE, reason="Knee pain"),
    medicine("Warfarin 5 MG", rxnorm="855332"),
    medicine_statement("Ibuprofen 200 MG", rxnorm="310965", until="2026-11-01", dose="as needed"),
    allergy("Corn", severity="severe", snomed="1"),
    weight(70),
    height(170),
    observation("Blood Pressure", loinc="55284-4", component=[
        {"code": concept("Systolic", loinc="8480-6"), "valueQuantity": {"value": 120, "code": "mm[Hg]"}}
    ]),
    observation("Glucose", 5.5, "mmol/L", loinc="2339-0"),
    observation("Calcium", 9.4, "mg/dL", loinc="49765-1"),
    procedure("Knee replacement", snomed="609588000"),
    imaging(body_site={"code": "72696002"}),
    report("X-ray", category=[{"coding": [{"code": "RAD"}]}]),
    answered({"fever": False, "pain": 5, "imaging": ["kl-2"]}),
    {"resourceType": "Medication", "code": concept("Warfarin", rxnorm="11289")},
    {"resourceType": "Claim"},
)  # fmt: skip
WHOLE: dict[str, Any] = {
    "resourceType": "Bundle",
    "type": "searchset",
    "link": [{"relation": "self"}],
    "entry": [{"fullUrl": f"urn:uuid:{at}", "resource": each} for at, each in enumerate(ALL)],
}


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(each for key, inner in below for each in _paths(inner, (*path, key)))]


PATHS = _paths(WHOLE)[1:]
ODD: list[Any] = [
    None, True, False, 0, -1, 1e400, 10**30, 1e-300, "", "x", "NaN", "Infinity", "1E+999999999", "2026-02-30",
    "\x00", "\n", "0000", "9999-12-31", "2026", "\u0661\u0669\u0666\u0668", "every 000 hours", "Bundle",
    [], {}, [None], [[]], [{}], {"a": 1}, {"value": "NaN"}, {"reference": "#"}, {"reference": "Patient/"},
    {"coding": [{}]}, {"coding": None, "text": "\n"},
]  # fmt: skip

# One of each kind: tried at every single place, where chance would leave gaps.
ODDEST: list[Any] = [None, True, 10**30, "", "NaN", "1E+999999999", "\n", [], {}, [None]]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def _spoil(whole: Any, path: tuple[Any, ...], value: Any, remove: bool) -> None:
    for key in path[:-1]:
        try:
            whole = whole[key]
        except (KeyError, IndexError, TypeError):
            return
    try:
        if remove:
            del whole[path[-1]]
        else:
            whole[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        return


def _case_or_none(raw: bytes, handbook: Handbook) -> Case | None:
    """Read it; a refusal must be one line with its mend, and anything else that is raised fails the test."""
    try:
        return case_from_fhir(raw, WISH, TODAY, handbook)
    except BadInput as refusal:
        _is_one_line_with_its_mend(refusal)
        return None


def _is_one_line_with_its_mend(refusal: BadInput) -> None:
    assert str(refusal).isprintable()
    assert refusal.mend


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    faults=st.lists(
        st.tuples(st.sampled_from(PATHS), st.sampled_from(ODD) | json_values, st.booleans()),
        min_size=1,
        max_size=4,
    )
)
def test_any_wrong_value_anywhere_gives_a_case_or_a_refusal(
    handbook: Handbook, faults: list[tuple[tuple[Any, ...], Any, bool]]
) -> None:
    whole = copy.deepcopy(WHOLE)
    for path, value, remove in faults:
        _spoil(whole, path, value, remove)
    case = _case_or_none(json.dumps(whole).encode("utf-8", "surrogatepass"), handbook)
    if case is not None:
        assert hash(case.facts) is not None


def test_each_odd_value_at_each_place_gives_a_case_or_a_refusal(handbook: Handbook) -> None:
    for path in PATHS:
        for value in ODDEST:
            spoiled = copy.deepcopy(WHOLE)
            _spoil(spoiled, path, value, remove=False)
            _case_or_none(json.dumps(spoiled).encode(), handbook)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=60) | json_values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_at_all_give_a_case_or_a_refusal(handbook: Handbook, raw: bytes) -> None:
    _case_or_none(raw, handbook)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, len(bundle(*ALL))), noise=st.binary(max_size=3), at=st.integers(0, 10_000))
def test_a_bundle_cut_off_or_damaged_gives_a_case_or_a_refusal(
    handbook: Handbook, cut: int, noise: bytes, at: int
) -> None:
    raw = bundle(*ALL)
    _case_or_none(raw[:cut], handbook)
    _case_or_none(raw[:at] + noise + raw[at + len(noise) :], handbook)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(ALL))), twice=st.sets(st.sampled_from(range(len(ALL)))))
def test_neither_order_nor_repetition_changes_what_a_chart_says(
    handbook: Handbook, order: list[int], twice: set[int]
) -> None:
    plain = case_from_fhir(bundle(*ALL), WISH, TODAY, handbook)
    mixed = [ALL[at] for at in order] + [ALL[at] for at in sorted(twice)]
    other = case_from_fhir(bundle(*mixed), WISH, TODAY, handbook)
    assert sorted(map(_key, plain.facts)) == sorted(map(_key, other.facts))
    assert plain.person == other.person


def _key(fact: Fact) -> str:
    return repr(fact)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.sampled_from(ALL[1:]), max_size=12, unique_by=id))
def test_every_resource_is_used_or_counted(handbook: Handbook, chosen: list[dict[str, Any]]) -> None:
    case = case_from_fhir(bundle(ALL[0], *chosen), WISH, TODAY, handbook)
    used = {ref for fact in case.facts for ref in fact.refs} | set(case.person.refs)
    counted = {ref for row in case.not_understood for ref in row.refs}
    assert used | counted == {f"{each['resourceType']}/{each['id']}" for each in [ALL[0], *chosen]}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shape=st.sampled_from(["bundle", "list", "ndjson", "broken"]))
def test_every_form_of_a_chart_says_the_same(handbook: Handbook, shape: str) -> None:
    forms = {
        "bundle": bundle(*ALL),
        "list": json.dumps(ALL).encode(),
        "ndjson": b"\n".join(json.dumps(each).encode() for each in ALL),
        # One broken record sends every other one down the slow road.
        "broken": bundle(*ALL, {"resourceType": "Condition", "code": 5}),
    }
    assert case_from_fhir(forms[shape], WISH, TODAY, handbook).facts == case_from_fhir(
        forms["bundle"], WISH, TODAY, handbook
    ).facts  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.dictionaries(
        st.sampled_from(
            ["fever", "pain", "imaging", "weight", "examined", "session", "answered_on", "resourceType"]
        )
        | st.text(max_size=6),
        json_values | st.sampled_from(ODD),
        max_size=4,
    )
)
def test_any_answers_at_all_are_read_or_refused(handbook: Handbook, table: dict[str, Any]) -> None:
    raw = json.dumps(table).encode("utf-8", "surrogatepass")
    try:
        answers = answers_from_file(raw, "answers.json", handbook, TODAY)
    except BadInput as refusal:
        _is_one_line_with_its_mend(refusal)
    else:
        assert all(fact.kind == "answer" for fact in answers.facts)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_as_answers_are_read_or_refused(handbook: Handbook, raw: bytes) -> None:
    try:
        answers_from_file(raw, "answers.toml", handbook, TODAY)
    except BadInput as refusal:
        _is_one_line_with_its_mend(refusal)
