import json
import shlex
from decimal import Decimal
from typing import Any

import pytest

from enthesis.__main__ import main

Capsys = pytest.CaptureFixture[str]
LIGAMENTS = shlex.split(
    "mix --final-dextrose 15 --volume 22.5 --stock-dextrose 50 --label hydrous "
    "--lidocaine-stock 1 --lidocaine-final 0.2 --diluent saline --weight 70"
)
PLAIN = shlex.split("mix --final-dextrose 25 --volume 6 --stock-dextrose 50 --label hydrous")
PROMISED = {
    "dextrose_stock_ml", "lidocaine_stock_ml", "diluent_ml", "dextrose_g", "lidocaine_mg",
    "osmolarity_mosm_l", "anaesthetic_fraction", "warnings", "label",
}  # fmt: skip


def mixed(capsys: Capsys, argv: list[str]) -> dict[str, Any]:
    assert main([*argv, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out, parse_float=Decimal)
    return document


def test_the_ligament_syringe_comes_out_to_the_last_digit(capsys: Capsys) -> None:
    recipe = mixed(capsys, LIGAMENTS)
    assert [str(recipe[key]) for key in ("dextrose_stock_ml", "lidocaine_stock_ml", "diluent_ml")] == [
        "6.75",
        "4.5",
        "11.25",
    ]
    assert str(recipe["dextrose_g"]) == "3.375"
    assert recipe["lidocaine_mg"] == 45
    assert recipe["status"] == "made"


def test_the_promised_keys_are_there_with_sources_behind_them(capsys: Capsys) -> None:
    recipe = mixed(capsys, LIGAMENTS)
    assert set(recipe) >= PROMISED
    assert recipe["sources"]
    assert set(recipe["sources"]) <= {source["key"] for source in recipe["bibliography"]}


def test_a_syringe_without_anaesthetic_needs_no_weight(capsys: Capsys) -> None:
    recipe = mixed(capsys, PLAIN)
    assert recipe["status"] == "made"
    assert recipe["dextrose_stock_ml"] == 3
    assert not recipe["lidocaine_mg"]


def test_an_anaesthetic_without_weight_is_a_question_and_no_volume(capsys: Capsys) -> None:
    argv = LIGAMENTS[: LIGAMENTS.index("--weight")]
    recipe = mixed(capsys, argv)
    assert recipe["status"] == "needs-answer"
    assert recipe["question"] == "weight"
    assert recipe["lidocaine_stock_ml"] is None


def test_what_was_given_the_same_day_counts(capsys: Capsys) -> None:
    alone = mixed(capsys, LIGAMENTS)["anaesthetic_fraction"]
    after = mixed(capsys, [*LIGAMENTS, "--already-given", "lidocaine=100"])["anaesthetic_fraction"]
    assert after > alone
    assert mixed(capsys, [*LIGAMENTS, "--already-given", "100mg"])["anaesthetic_fraction"] == after


def test_disease_and_age_lower_the_ceiling(capsys: Capsys) -> None:
    healthy = mixed(capsys, [*LIGAMENTS, "--age", "50", "--reduce", "none"])["lidocaine_ceiling_mg"]
    ill = mixed(capsys, [*LIGAMENTS, "--age", "50", "--reduce", "heart failure"])["lidocaine_ceiling_mg"]
    bare = mixed(capsys, [*LIGAMENTS, "--age", "50", "--reduce"])["lidocaine_ceiling_mg"]
    old = mixed(capsys, [*LIGAMENTS, "--age", "75", "--reduce", "none"])["lidocaine_ceiling_mg"]
    lowered = healthy * Decimal("0.7")
    assert (ill, bare, old) == (lowered, lowered, lowered)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ("--final-dextrose 30 --volume 10 --stock-dextrose 50 --lidocaine-stock 1 --lidocaine-final 0.5 "
         "--weight 70", "Cannot be made from this stock"),
        ("--final-dextrose 60 --volume 10 --stock-dextrose 50", "annot be made"),
        ("--final-dextrose 15 --volume 60 --stock-dextrose 50 --lidocaine-stock 2 --lidocaine-final 1 "
         "--weight 40", "ceiling"),
        ("--final-dextrose 15 --volume 10 --stock-dextrose 50 --weight 7000", "The weight"),
        ("--final-dextrose 15 --volume -1 --stock-dextrose 50", "The volume"),
        ("--final-dextrose 15 --volume 10 --stock-dextrose 50 --lidocaine-final 0.2", "without its stock"),
        ("--final-dextrose 15 --volume 10 --stock-dextrose 50 --diluent beer", "No diluent 'beer'"),
        ("--final-dextrose 15 --volume 10 --stock-dextrose 50 --already-given beer=10", "'beer'"),
        ("--final-dextrose 15 --volume 10", "--stock-dextrose"),
        ("--final-dextrose lots --volume 10 --stock-dextrose 50", "'lots' is not a number"),
        ("--final-dextrose 15 --volume 10 --stock-dextrose 50 --label sugar", "--label"),
    ],
)  # fmt: skip
def test_what_cannot_or_must_not_be_mixed_ends_two_and_says_why(capsys: Capsys, argv: str, says: str) -> None:
    assert main(["mix", *argv.split(), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert says in told.err


def test_the_sheet_fits_eighty_columns_and_names_the_demonstration_once(capsys: Capsys) -> None:
    assert main(LIGAMENTS) == 0
    out = capsys.readouterr().out
    assert "6.75 mL dextrose 50 %" in out
    assert out.count("Demonstration content") == 1
    assert max(len(line) for line in out.splitlines()) <= 80
