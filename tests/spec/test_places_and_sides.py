"""Which knee an entry speaks of: code, body site and words together; where they contradict, it is asked."""

from typing import Any

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Severity, Status
from tests import charts
from tests.road import NORMAL, finding, planned

STOP, HOLD = Severity.STOP, Severity.HOLD
RIGHT = {"coding": [{"system": charts.SNOMED, "code": "6757004"}], "text": "Right knee"}
LEFT = {"coding": [{"system": charts.SNOMED, "code": "82169009"}], "text": "Left knee"}
HERE = {"text": "Knee"}

ROWS: list[tuple[str, dict[str, Any], Severity | None]] = [
    ("code and site agree", charts.condition("", icd10="Z96.651", body_site=RIGHT), STOP),
    ("code right, words left", charts.condition("Left artificial knee", icd10="Z96.651"), HOLD),
    ("code left, site right", charts.condition("", icd10="Z96.652", body_site=RIGHT), HOLD),
    ("code left, words right", charts.condition("Right artificial knee", icd10="Z96.652"), HOLD),
    ("code of no side, site right", charts.condition("", icd10="Z96.659", body_site=RIGHT), STOP),
    ("code of no side, site left", charts.condition("", icd10="Z96.659", body_site=LEFT), None),
    ("code of no side, words left", charts.condition("Left artificial knee", icd10="Z96.659"), None),
    ("code of no side, both knees", charts.condition("Both knees replaced", icd10="Z96.659"), STOP),
    ("words Rt", charts.procedure("Rt total knee replacement"), HOLD),
    ("words Lt", charts.procedure("Lt total knee replacement"), None),
    ("words bilat", charts.procedure("Bilat total knee replacement"), HOLD),
    ("one letter is no side", charts.procedure("L TKR"), HOLD),
    ("no side at all", charts.procedure("TKR", body_site=HERE), HOLD),
    ("two sides in one text", charts.procedure("Left TKR 2010, right TKR 2014"), HOLD),
    ("two joints in one text", charts.procedure("Arthroplasty of hip and knee"), HOLD),
]


@pytest.mark.parametrize(("_name", "entry", "severity"), ROWS, ids=[row[0] for row in ROWS])
def test_a_joint_speaks_for_the_knee_it_names(
    handbook: Handbook, _name: str, entry: dict[str, Any], severity: Severity | None
) -> None:
    found = finding(planned(handbook, entry, answers=NORMAL), "con-a8-prosthesis")
    assert (found.severity if found.status is Status.MET else None) is severity


def test_every_record_of_a_met_rule_stands_in_its_evidence(handbook: Handbook) -> None:
    sure = charts.condition("Right artificial knee joint", icd10="Z96.651")
    found = finding(planned(handbook, sure, charts.procedure("TKR"), answers=NORMAL), "con-a8-prosthesis")
    assert [each.ref.split("/")[0] for each in found.evidence] == ["Condition", "Procedure"]
