"""A stranger follows docs/how-to/add-a-condition.md to the letter, writes no Python, and plans a patient."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from enthesis.formats.plan_json import plan_document
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import DATA, read_handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadCard
from enthesis.vocabulary.status import Level, Severity, Status
from tests import charts
from tests.road import NORMAL, finding, planned

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-condition.md"
CARD = re.compile(r"^```toml\n# (?P<path>\S+\.toml)\n(?P<card>.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = "golfers-elbow"
WELL = {**NORMAL, "imaging": ("not-needed",), "ulnar-numbness": "no"}


def cards() -> dict[str, str]:
    """The cards of the page, by where it says they go."""
    return {found["path"]: found["card"] for found in CARD.finditer(HOW_TO.read_text())}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("cards") / "data"
    shutil.copytree(DATA, copy)
    for path, card in cards().items():
        assert not (copy / path).exists(), f"{path} is there already: the page adds nothing"
        (copy / path).write_text(card)
    return copy


@pytest.fixture(scope="module")
def grown(folder: Path) -> Handbook:
    return read_handbook(folder)


def elbow(handbook: Handbook, *resources: Any, answers: dict[str, Any] | None = None) -> Any:
    weighed = (charts.weight(70), charts.height(168))
    return planned(handbook, *weighed, *resources, answers=answers, condition=NAME, side=Side.RIGHT)


def test_the_page_holds_every_kind_of_card_a_condition_needs() -> None:
    folders = {path.split("/")[0] for path in cards()}
    assert folders == {
        "code_sets", "structures", "sentence_cards", "entheses", "protocols", "questions", "rules", "conditions",
    }  # fmt: skip


def test_the_shipped_handbook_does_not_know_it(handbook: Handbook) -> None:
    assert NAME not in handbook.conditions


def test_a_normal_person_reaches_clear_and_an_empty_chart_does_not(grown: Handbook) -> None:
    assert elbow(grown, answers=WELL).verdict.level is Level.CLEAR
    empty = elbow(grown)
    assert empty.verdict.level is Level.QUESTIONS_OPEN
    assert 18 <= len(empty.questions) <= 22


@pytest.mark.parametrize("left_out", sorted(WELL))
def test_one_answer_left_out_names_itself_and_nothing_else(grown: Handbook, left_out: str) -> None:
    made = elbow(grown, answers={question: value for question, value in WELL.items() if question != left_out})
    assert [question.id for question in made.questions] == [left_out]


def test_its_own_rule_fires_and_those_of_its_region_and_tissue_do(grown: Handbook) -> None:
    numb = finding(elbow(grown, answers={**WELL, "ulnar-numbness": "yes"}), "ulnar-numbness")
    assert (numb.status, numb.severity) == (Status.MET, Severity.HOLD)
    broken = charts.condition("Fracture of right elbow", onset="2026-11-01")
    assert finding(elbow(grown, broken, answers=WELL), "con-a2-fracture").recorded
    antibiotic = charts.medicine("Ciprofloxacin 500 MG Oral Tablet")
    assert finding(elbow(grown, antibiotic, answers=WELL), "con-r14-fluoroquinolone").status is Status.MET


def test_every_question_is_asked_in_its_own_words(grown: Handbook) -> None:
    document = plan_document(elbow(grown), grown, all_findings=True)
    said = " ".join(f"{line.text} {line.patient_text} {line.hint}" for line in document.questions)
    assert "this elbow" in said
    assert "{" not in said
    assert "knee" not in said


def test_the_map_shows_its_place(grown: Handbook) -> None:
    assert [point.enthesis for point in elbow(grown, answers=WELL).injection_map.points] == [
        "golfers-epicondyle"
    ]


def test_a_word_that_is_missing_is_named(folder: Path, tmp_path: Path) -> None:
    spoiled = tmp_path / "data"
    shutil.copytree(folder, spoiled)
    card = spoiled / "conditions" / f"{NAME}.toml"
    card.write_text(card.read_text().replace('joint.en = "elbow"\n', ""))
    with pytest.raises(
        BadCard, match=r"conditions/golfers-elbow\.toml: .* wants \{joint\}\. Add words\.joint"
    ):
        read_handbook(spoiled)
