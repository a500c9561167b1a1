import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate
from tests.charts import account_of, case_of, concept, condition, fact_of, procedure


@pytest.mark.parametrize(
    ("clinical", "active"),
    [
        ("active", "yes"),
        ("recurrence", "yes"),
        ("relapse", "yes"),
        ("inactive", "no"),
        ("remission", "no"),
        ("resolved", "no"),
        (None, "not-known"),
        ("nonsense", "not-known"),
    ],
)
def test_the_clinical_status_says_whether_it_is_present(
    handbook: Handbook, clinical: str | None, active: str
) -> None:
    assert fact_of(handbook, condition("Gout", clinical=clinical, snomed="90560007")).active == active


@pytest.mark.parametrize(
    ("abatement", "clinical", "active"),
    [
        ({"abatementDateTime": "2020-01-01"}, None, "no"),
        ({"abatementString": "as a child"}, None, "no"),
        ({"abatementAge": {"value": 40, "code": "a"}}, None, "no"),
        ({"abatementPeriod": {"end": "2020"}}, None, "no"),
        ({"abatementDateTime": "2030-01-01"}, "active", "yes"),
        ({"abatementDateTime": "2020-01-01"}, "active", "not-known"),
        ({"abatementDateTime": "2020-01-01"}, "resolved", "no"),
    ],
)
def test_what_is_over_is_over_and_a_contradiction_is_not_known(
    handbook: Handbook, abatement: dict[str, object], clinical: str | None, active: str
) -> None:
    assert (
        fact_of(handbook, condition("Gout", clinical=clinical, snomed="90560007", **abatement)).active
        == active
    )


def test_onset_is_the_start_and_the_day_of_recording_stands_in_for_it(handbook: Handbook) -> None:
    known = condition("Gout", onset="2019-05", recordedDate="2021-01-01", snomed="90560007")
    unknown = condition("Gout", onset=None, recordedDate="2021-01-01", snomed="90560007")
    silent = condition("Gout", onset=None, snomed="90560007")
    starts = [fact.start for fact in case_of(handbook, known, unknown, silent).facts]
    assert starts == [PartialDate(2019, 5), PartialDate(2021, 1, 1), None]


@pytest.mark.parametrize("verification", ["refuted", "entered-in-error"])
def test_a_refuted_condition_is_dropped_and_counted(handbook: Handbook, verification: str) -> None:
    case = case_of(handbook, condition("Gout", verification=verification, snomed="90560007"))
    assert case.facts == ()
    assert account_of(case) == {("Condition", f"it is marked {verification}"): 1}


@pytest.mark.parametrize("verification", ["unconfirmed", "provisional", "differential"])
def test_an_unconfirmed_condition_stays_with_its_mark(handbook: Handbook, verification: str) -> None:
    fact = fact_of(handbook, condition("Gout", verification=verification, snomed="90560007"))
    assert fact.text == f"Gout ({verification})"
    assert fact.active == "yes"


def test_every_coding_is_kept_and_known_systems_are_named(handbook: Handbook) -> None:
    fact = fact_of(
        handbook,
        {
            **condition("Gout"),
            "code": {
                "text": "Gout",
                "coding": [
                    {"system": "http://snomed.info/sct", "code": "90560007", "display": "Gout"},
                    {"system": "http://snomed.info/sct/731000124108", "code": "90560007"},
                    {"system": "urn:oid:2.16.840.1.113883.6.90", "code": "m109"},
                    {"system": "http://hl7.org/fhir/sid/icd-10", "code": "M10.9"},
                    {"system": "https://loinc.org/", "code": "1-8"},
                    {"system": "urn:oid:1.2.3.4", "code": "local"},
                    {"code": "bare"},
                    {"system": "http://snomed.info/sct", "display": "no code at all"},
                ],
            },
        },
    )
    assert [(code.system, code.value) for code in fact.codes] == [
        (CodeSystem.SNOMED, "90560007"),
        (CodeSystem.SNOMED, "90560007"),
        (CodeSystem.ICD10CM, "M10.9"),
        (CodeSystem.ICD10CM, "M10.9"),
        (CodeSystem.LOINC, "1-8"),
        (CodeSystem.OTHER, "local"),
        (CodeSystem.OTHER, "bare"),
    ]


@pytest.mark.parametrize(
    ("written", "read"), [("M1711", "M17.11"), ("m17.11", "M17.11"), ("I10", "I10"), ("S83401A", "S83.401A")]
)
def test_an_icd_code_without_its_point_gets_it_back(handbook: Handbook, written: str, read: str) -> None:
    assert fact_of(handbook, condition("Something", icd10=written)).codes[0].value == read


@pytest.mark.parametrize(
    "entry",
    [
        condition("Family history of diabetes", snomed="160303001"),
        condition("Family history: breast cancer", icd10="Z80.3"),
        condition("Breast cancer in the family", icd10="Z80.3"),
        condition("FH: gout"),
    ],
)
def test_what_relatives_have_never_becomes_the_patients(handbook: Handbook, entry: dict[str, object]) -> None:
    case = case_of(handbook, entry)
    assert case.facts == ()
    assert account_of(case) == {("Condition", "it speaks of relatives, not of the patient"): 1}


@pytest.mark.parametrize("text", ["No history of gout", "No evidence of malignancy", "Denies chest pain"])
def test_what_is_denied_never_becomes_a_condition(handbook: Handbook, text: str) -> None:
    case = case_of(handbook, condition(text, snomed="1"))
    assert case.facts == ()
    assert account_of(case) == {("Condition", "it says that the patient does not have it"): 1}


@pytest.mark.parametrize(
    "text",
    [
        "Chest pain, family history of infarction",
        "History of total knee replacement",
        "Rule out septic arthritis",
        "No longer able to bear weight",
        "Diabetes with no history of ketoacidosis",
    ],
)
def test_words_that_only_look_like_a_denial_silence_nothing(handbook: Handbook, text: str) -> None:
    assert fact_of(handbook, condition(text, snomed="1")).text == text


def test_an_entry_without_a_code_is_read_by_its_words_and_counted(handbook: Handbook) -> None:
    case = case_of(handbook, condition("Knee pain"))
    assert [fact.text for fact in case.facts] == ["Knee pain"]
    assert account_of(case) == {("Condition", "it has no code: read by its words alone"): 1}


def test_an_entry_with_neither_code_nor_words_is_counted(handbook: Handbook) -> None:
    case = case_of(
        handbook, {"resourceType": "Condition"}, {"resourceType": "Procedure", "status": "completed"}
    )
    assert case.facts == ()
    assert account_of(case) == {
        ("Condition", "it has neither a code nor a text"): 1,
        ("Procedure", "it has neither a code nor a text"): 1,
    }


def test_body_sites_are_kept_as_recorded(handbook: Handbook) -> None:
    site = concept("Right knee", snomed="6757004")
    fact = fact_of(handbook, condition("Osteoarthritis", body_site=site, snomed="396275006"))
    assert fact.place == (Code(CodeSystem.SNOMED, "6757004", "Right knee"),)
    assert fact.place_text == "Right knee"
    assert (fact.site, fact.side) == (None, None)


@pytest.mark.parametrize("status", ["entered-in-error", "not-done", "preparation"])
def test_a_procedure_that_did_not_happen_is_counted(handbook: Handbook, status: str) -> None:
    case = case_of(handbook, procedure("Knee replacement", status=status, snomed="609588000"))
    assert case.facts == ()
    assert account_of(case) == {("Procedure", f"its status is {status}"): 1}


def test_a_procedure_has_its_day_from_a_moment_or_a_period(handbook: Handbook) -> None:
    moment = procedure("Arthroscopy", on="2020-05-01", snomed="1")
    period = procedure(
        "Arthroscopy", on=None, snomed="1", performedPeriod={"start": "2021-05-01", "end": "2021-05-02"}
    )
    first, second = case_of(handbook, moment, period).facts
    assert (first.start, first.end, first.active) == (PartialDate(2020, 5, 1), None, "yes")
    assert (second.start, second.end) == (PartialDate(2021, 5, 1), PartialDate(2021, 5, 2))
