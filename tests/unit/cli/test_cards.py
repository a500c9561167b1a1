import json
import re
from datetime import date

import pytest

from enthesis.__main__ import main
from enthesis.knowledge.handbook import Handbook

Capsys = pytest.CaptureFixture[str]


def listed(capsys: Capsys, *flags: str) -> list[dict[str, object]]:
    assert main(["cards", *flags, "--json"]) == 0
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return rows


def test_every_card_is_listed_with_sources_marks_and_due_day(capsys: Capsys, handbook: Handbook) -> None:
    rows = listed(capsys)
    assert {(row["folder"], row["id"]) for row in rows} == {
        (folder, card.id) for folder, card in handbook.cards()
    }
    assert all(row["sources"] and row["marks"] and row["due"] for row in rows)


def test_a_card_nobody_signed_says_so(capsys: Capsys) -> None:
    assert all(row["reviewed"] is None for row in listed(capsys, "--unreviewed"))


def test_a_folder_narrows_the_list(capsys: Capsys) -> None:
    rows = listed(capsys, "--folder", "sentence_cards")
    assert rows
    assert {row["folder"] for row in rows} == {"sentence_cards"}


def test_a_mark_finds_what_leans_on_it(capsys: Capsys) -> None:
    rows = listed(capsys, "--mark", "proposal")
    assert rows
    assert all("proposal" in str(row["marks"]) for row in rows)


def test_a_grade_narrows_the_list(capsys: Capsys) -> None:
    rows = listed(capsys, "--grade", "safety")
    assert rows
    assert {row["grade"] for row in rows} == {"safety"}


def test_a_source_finds_the_cards_that_name_it(capsys: Capsys) -> None:
    rows = listed(capsys, "--source", "CARE")
    assert rows
    assert all("CARE" in str(row["sources"]) for row in rows)


def test_nothing_is_overdue_the_day_before_the_earliest_is_due(capsys: Capsys, handbook: Handbook) -> None:
    earliest = min(card.due for _, card in handbook.cards())
    before = date.fromordinal(earliest.toordinal() - 1)
    assert listed(capsys, "--overdue", "--today", before.isoformat()) == []
    assert listed(capsys, "--overdue", "--today", earliest.isoformat())


def test_the_bibliography_holds_the_sources_of_the_cards_asked_for_and_no_other(
    capsys: Capsys, handbook: Handbook
) -> None:
    wanted = {key for card in handbook.questions.values() for key in card.sources}
    rows = listed(capsys, "--folder", "questions", "--bibliography")
    assert {row["id"] for row in rows} == wanted
    assert all(row["mark"] for row in rows)


def test_checking_counts_what_was_read(capsys: Capsys, handbook: Handbook) -> None:
    assert main(["cards", "--check"]) == 0
    assert f"{len(handbook.cards())} cards" in capsys.readouterr().out


def test_one_card_is_shown_whole_with_its_sources(capsys: Capsys) -> None:
    assert main(["cards", "show", "sentence_cards/labels", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["card"]["sentences"]["label.level.clear"]["en"] == "Nothing found that rules this out"
    assert [source["id"] for source in shown["sources"]] == shown["card"]["sources"]


def test_one_card_is_shown_to_a_person_within_eighty_columns(capsys: Capsys) -> None:
    assert main(["cards", "show", "labels"]) == 0
    out = capsys.readouterr().out
    assert "Nothing found that rules this out" in out
    assert max(len(line) for line in out.splitlines()) <= 80


def test_the_list_for_a_person_shows_each_mark(capsys: Capsys) -> None:
    assert main(["cards", "--folder", "sentence_cards"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"sentence_cards/labels\s+custom\s+CARE \[ruling\]", out)


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["show", "no-such-card"], "There is no card 'no-such-card'."),
        (["--source", "S999"], "There is no source 'S999'."),
        (["--folder", "drawer"], "--folder"),
        (["--today", "tomorrow"], "'tomorrow' is not a day"),
    ],
)
def test_what_is_not_there_is_refused_in_one_line(capsys: Capsys, flags: list[str], says: str) -> None:
    assert main(["cards", *flags]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert says in told.err
