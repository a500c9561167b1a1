"""Names that care speaks to cards by: each must be there, or a plan would fail for everybody."""

import re
from pathlib import Path

import enthesis.care.plan
from enthesis.knowledge.handbook import Handbook

CARE = Path(enthesis.care.plan.__file__).parent


def test_every_criterion_the_plan_asks_for_stands_on_a_card(handbook: Handbook) -> None:
    asked = set(re.findall(r'status\("([^"]+)"\)', (CARE / "plan.py").read_text()))
    assert asked
    assert asked <= set(handbook.criteria)


def test_every_sentence_named_in_care_stands_on_a_card(handbook: Handbook) -> None:
    named: set[str] = set()
    for path in CARE.glob("*.py"):
        named |= set(re.findall(r'Sentence\(\s*"([^"{]+)"', path.read_text()))
    assert len(named) > 20
    assert named <= set(handbook.sentences)


def test_every_medicine_class_named_in_care_stands_on_a_card(handbook: Handbook) -> None:
    source = (CARE / "medicines.py").read_text()
    named = set(re.findall(r'^_(?:NSAID|ASPIRIN)\w* = "([^"]+)"', source, re.MULTILINE))
    assert len(named) >= 5
    assert named <= set(handbook.medicine_classes)
