"""The same danger in another kind of record: an operation, a problem, an allergy on the problem list."""

from typing import Any

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Status
from tests import charts
from tests.road import NORMAL, finding, planned

LATELY = "2026-11-10"
SPEAKS: list[tuple[str, dict[str, Any], str]] = [
    ("a washed-out knee", charts.procedure("Arthrotomy and washout of septic right knee"), "con-a1-joint-infection"),
    ("a joint replaced, which nobody says", charts.procedure("Joint replacement"), "con-a8-prosthesis"),
    ("a tumour cut out", charts.procedure("Excision of malignant melanoma"), "con-a3-cancer-anywhere"),
    ("chemotherapy as a problem", charts.condition("Antineoplastic chemotherapy", icd10="Z51.11"),
     "con-a3-cancer-anywhere"),
    ("a fracture set lately", charts.procedure("Closed reduction of fracture of right patella", on=LATELY),
     "con-a2-fracture"),
    ("an abscess drained lately", charts.procedure("Incision and drainage of abscess", on=LATELY),
     "today-passing-illness"),
    ("a leg abscess drained lately", charts.procedure("Drainage of abscess of right leg", on=LATELY),
     "today-infection-there"),
    ("an allergy to anaesthetics as a problem",
     charts.condition("Allergy status to anesthetic agent", icd10="Z88.4"), "con-a4-anaesthetic"),
    ("an allergy to corn as a problem", charts.condition("Allergy to corn"), "con-a4-corn-severe"),
    ("an allergy to latex as a problem", charts.condition("Latex allergy", icd10="Z91.040"), "allergy-skin-agents"),
]  # fmt: skip

SILENT: list[tuple[str, dict[str, Any], str]] = [
    ("a fracture set long ago", charts.procedure("Closed reduction of fracture of right patella", on="2010-01-01"),
     "con-a2-fracture"),
    ("an abscess drained long ago", charts.procedure("Incision and drainage of abscess", on="2010-01-01"),
     "today-passing-illness"),
    ("corns are no corn", charts.condition("Corn of toe", icd10="L84"), "con-a4-corn"),
    ("a corn without its place", charts.condition("Corn", icd10="L84"), "con-a4-corn-severe"),
    ("adhesive capsulitis is no plaster", charts.condition("Adhesive capsulitis of shoulder"), "allergy-skin-agents"),
    ("glucose intolerance is no allergy", charts.condition("Glucose intolerance"), "con-a4-corn-severe"),
    ("a hip replaced", charts.procedure("Hip joint replacement"), "con-a8-prosthesis"),
    ("a family's allergy", charts.condition("Family history of allergy to lidocaine"), "con-a4-anaesthetic"),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "entry", "rule"), SPEAKS, ids=[row[0] for row in SPEAKS])
def test_a_danger_speaks_from_whatever_record_holds_it(
    handbook: Handbook, _name: str, entry: dict[str, Any], rule: str
) -> None:
    found = finding(planned(handbook, entry, answers=NORMAL), rule)
    assert found.status is Status.MET
    assert found.evidence


@pytest.mark.parametrize(("_name", "entry", "rule"), SILENT, ids=[row[0] for row in SILENT])
def test_what_only_sounds_like_it_stays_silent(
    handbook: Handbook, _name: str, entry: dict[str, Any], rule: str
) -> None:
    assert finding(planned(handbook, entry, answers=NORMAL), rule).status is Status.NOT_MET


DENIALS = [
    ("No history of diabetes. Breast cancer 2015", True),
    ("Family history of breast cancer. Patient has ovarian cancer", True),
    ("No history of cancer", False),
    ("Family history of breast cancer, colon cancer", False),
    ("No evidence of cancer.", False),
]


@pytest.mark.parametrize(("text", "speaks"), DENIALS)
def test_a_denial_reaches_to_the_end_of_its_own_thought(handbook: Handbook, text: str, speaks: bool) -> None:
    found = finding(planned(handbook, charts.condition(text), answers=NORMAL), "con-a3-cancer-anywhere")
    assert (found.status is Status.MET) is speaks


@pytest.mark.parametrize(("on", "used"), [("2026-11-20", True), ("2026-11-21", True), ("2026-11-22", False)])
def test_a_measurement_dated_after_tomorrow_is_counted_and_not_used(
    handbook: Handbook, on: str, used: bool
) -> None:
    hot = charts.observation("Body temperature", 39.4, "Cel", on=on, loinc="8310-5")
    made = planned(handbook, hot, answers=NORMAL)
    assert (finding(made, "today-fever").status is Status.MET) is used
    assert any("after today" in row.why for row in made.case.not_understood) is not used
