import pytest

from enthesis.knowledge.handbook import Handbook
from tests.charts import account_of, allergy, case_of, concept, fact_of


@pytest.mark.parametrize(
    ("clinical", "active"), [("active", "yes"), ("inactive", "no"), ("resolved", "no"), (None, "not-known")]
)
def test_the_clinical_status_says_whether_it_stands(
    handbook: Handbook, clinical: str | None, active: str
) -> None:
    assert fact_of(handbook, allergy("Corn", clinical=clinical, snomed="1")).active == active


@pytest.mark.parametrize(
    ("criticality", "severity", "grade"),
    [
        (None, None, ""),
        (None, "mild", "mild"),
        ("low", "moderate", "moderate"),
        (None, "severe", "severe"),
        ("high", "mild", "severe"),
        ("high", None, "severe"),
        ("low", None, ""),
        ("unable-to-assess", None, ""),
        (None, "dreadful", ""),
    ],
)
def test_the_gravest_word_is_its_severity(
    handbook: Handbook, criticality: str | None, severity: str | None, grade: str
) -> None:
    entry = allergy("Corn", criticality=criticality, severity=severity, snomed="1")
    assert fact_of(handbook, entry).severity == grade


def test_of_several_reactions_the_gravest_counts(handbook: Handbook) -> None:
    entry = allergy("Corn", snomed="1", reaction=[{"severity": "severe"}, {"severity": "mild"}, {}])
    assert fact_of(handbook, entry).severity == "severe"


@pytest.mark.parametrize(
    "entry",
    [
        allergy("No known allergy", snomed="716186003"),
        allergy("No known drug allergy", snomed="409137002"),
        allergy("Something printed oddly", snomed="716186003"),
        allergy("NKDA"),
        allergy("No Known Allergies"),
    ],
)
def test_a_record_that_none_is_known_is_not_an_allergy(handbook: Handbook, entry: dict[str, object]) -> None:
    case = case_of(handbook, entry)
    assert case.facts == ()
    assert account_of(case) == {
        ("AllergyIntolerance", "it says that no allergy is known; that answers no question here"): 1
    }


def test_an_allergy_to_something_known_is_kept(handbook: Handbook) -> None:
    assert fact_of(handbook, allergy("Known allergy to corn", snomed="1")).text == "Known allergy to corn"


@pytest.mark.parametrize("verification", ["refuted", "entered-in-error"])
def test_a_refuted_allergy_is_counted(handbook: Handbook, verification: str) -> None:
    case = case_of(handbook, allergy("Latex", verification=verification, snomed="300916003"))
    assert case.facts == ()
    assert account_of(case) == {("AllergyIntolerance", f"it is marked {verification}"): 1}


def test_the_substance_of_a_reaction_names_the_allergy_too(handbook: Handbook) -> None:
    lidocaine = concept("Lidocaine", rxnorm="6387")
    fact = fact_of(handbook, {"resourceType": "AllergyIntolerance", "reaction": [{"substance": lidocaine}]})
    assert (fact.text, [code.value for code in fact.codes]) == ("Lidocaine", ["6387"])


def test_an_allergy_to_nothing_is_counted(handbook: Handbook) -> None:
    case = case_of(handbook, {"resourceType": "AllergyIntolerance"})
    assert account_of(case) == {("AllergyIntolerance", "it does not say to what"): 1}
