"""The reader of cards refuses what is wrong with file, line and mend, and takes what is right."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.errors import BadCard

SOURCES = """
[S01]
mark = "searched"
title = "A trial"
where = "somewhere"
"""
HEAD = 'sources = ["S01"]\ngrade = "safety"\ndue = 2027-11-20\n'
CODE_SET = f"""id = "gout"
{HEAD}title = "Gout"
words = ["gout"]

[[codes]]
system = "icd10cm"
prefix = ["M10"]
"""
QUESTION = f"""id = "fever"
{HEAD}block = "A"
order = 1
of = "patient"
asked = "each-session"
answer = "yes-no"
good_for = 1
text.en = "Fever?"
"""
RULE = f"""id = "gout-flare"
{HEAD}severity = "STOP"
asked = "first-visit"
of = "chart"
when = [["gouty"]]

title.en = "Gout"
says.en = "There is a flare."
because.en = "It looks like an infection."
do_next.en = "Wait."

[[criterion]]
id = "gouty"
select = {{ kind = "condition", code_set = "gout", where = "target" }}
question = "fever"
"""
Cards = Callable[..., Path]


@pytest.fixture
def cards(tmp_path: Path) -> Cards:
    """Write a handbook of four cards, each of which a test may spoil; give its folder."""

    def write(
        *, sources: str = SOURCES, code_set: str = CODE_SET, question: str = QUESTION, rule: str = RULE,
        more: dict[str, str] | None = None,
    ) -> Path:  # fmt: skip
        files = {
            "sources.toml": sources,
            "code_sets/gout.toml": code_set,
            "questions/fever.toml": question,
            "rules/gout-flare.toml": rule,
            **(more or {}),
        }
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return write


def refusal(folder: Path) -> str:
    with pytest.raises(BadCard) as refused:
        read_handbook(folder)
    says = str(refused.value)
    assert "\n" not in says
    assert refused.value.mend or "fault" in says
    return says


SETTING = f"""id = "many"
{HEAD}title.en = "How many"
value = 3
unit = "d"
"""
SWITCH = SETTING.replace('"many"', '"open"').replace("value = 3", "value = true")


def test_a_right_handbook_is_taken(cards: Cards) -> None:
    handbook = read_handbook(cards())
    assert handbook.rules["gout-flare"].criterion[0].select.code_set == "gout"
    assert handbook.criteria["gouty"].question == "fever"
    assert handbook.sources["S01"].id == "S01"


def test_the_cards_of_the_house_are_taken_and_agree(handbook: Handbook) -> None:
    assert handbook.conditions["knee-oa"].id == "knee-oa"


@pytest.mark.parametrize(
    ("field", "wrong", "line"),
    [
        ("code_set", CODE_SET.replace('title = "Gout"', 'titel = "Gout"'), 5),
        ("question", QUESTION.replace("good_for = 1", "good_for_days = 1"), 10),
        ("rule", RULE.replace("[[criterion]]\n", "[[criterion]]\nsurprise = true\n"), 16),
    ],
)
def test_an_unknown_key_is_refused_with_its_file_and_line(
    cards: Cards, field: str, wrong: str, line: int
) -> None:
    says = refusal(cards(**{field: wrong}))
    assert f".toml:{line}: " in says
    assert "unknown field" in says
    assert "for the keys" in says


def test_a_misspelt_value_is_refused(cards: Cards) -> None:
    says = refusal(cards(rule=RULE.replace('"STOP"', '"HALT"')))
    assert "gout-flare.toml:5: " in says
    assert "HALT" in says


def test_a_missing_field_is_refused(cards: Cards) -> None:
    says = refusal(cards(rule=RULE.replace('because.en = "It looks like an infection."\n', "")))
    assert "gout-flare.toml:" in says
    assert "`because`" in says


def test_what_is_not_toml_is_refused_with_its_line(cards: Cards) -> None:
    says = refusal(cards(question=QUESTION.replace('"yes-no"', "yes-no")))
    assert "fever.toml:9: not TOML" in says
    assert "Mend the line" in says


def test_a_card_whose_name_is_not_its_file_is_refused(cards: Cards) -> None:
    says = refusal(cards(question=QUESTION.replace('id = "fever"', 'id = "feever"')))
    assert "fever.toml" in says
    assert "'feever'" in says
    assert "Name file and id alike" in says


def test_a_missing_register_of_sources_is_refused(cards: Cards) -> None:
    folder = cards()
    (folder / "sources.toml").unlink()
    assert "sources.toml cannot be read" in refusal(folder)


def test_a_card_without_a_source_is_refused(cards: Cards) -> None:
    says = refusal(cards(question=QUESTION.replace('["S01"]', "[]")))
    assert "questions/fever.toml: no source" in says
    assert "Name one of sources.toml" in says


def test_a_source_nobody_registered_is_refused(cards: Cards) -> None:
    says = refusal(cards(code_set=CODE_SET.replace("S01", "S99")))
    assert "code_sets/gout.toml: no source 'S99'" in says
    assert "Add it or mend the key" in says


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ("no code set 'goat'", RULE.replace('code_set = "gout"', 'code_set = "goat"')),
        ("no question 'feever'", RULE.replace('question = "fever"', 'question = "feever"')),
        (
            "no medicine class 'tea'",
            RULE.replace(
                'kind = "condition", code_set = "gout"', 'kind = "medicine", medicine_class = "tea"'
            ),
        ),
        ("no criterion 'gowty'", RULE.replace('[["gouty"]]', '[["gowty"]]')),
        ("no criterion 'gowty'", RULE.replace('[["gouty"]]', '[["gouty", "not gowty"]]')),
        ("no alternative in when", RULE.replace('[["gouty"]]', "[]")),
    ],
)
def test_a_rule_that_names_what_is_not_there_is_refused(cards: Cards, told: str, wrong: str) -> None:
    says = refusal(cards(rule=wrong))
    assert "rules/gout-flare.toml" in says
    assert told in says


def test_a_criterion_cannot_be_certain_away_from_the_target(cards: Cards) -> None:
    """Contradictory options are refused: a code alone is a STOP only at the same joint and side."""
    certain = RULE.replace(', where = "target" }', ' }\nchart = "certain"')
    says = refusal(cards(rule=certain))
    assert "gouty is certain without where" in says
    assert 'Say "ask" instead' in says


def test_a_certain_criterion_at_the_target_is_taken(cards: Cards) -> None:
    folder = cards(rule=RULE + 'chart = "certain"\n')
    assert read_handbook(folder).criteria["gouty"].chart == "certain"


def test_a_criterion_has_one_home(cards: Cards) -> None:
    second = RULE.replace('id = "gout-flare"', 'id = "gout-again"')
    says = refusal(cards(more={"rules/gout-again.toml": second}))
    assert "'gouty' stands in another rule too" in says
    assert "one home" in says


def test_a_pause_that_must_not_be_is_refused(cards: Cards) -> None:
    """P1 begins in the cards: what must go on may hold no pause."""
    heart = f"""id = "heart"
{HEAD}policy = "never-stop"
title.en = "Heart medicine"
says.en = "Goes on."
because.en = "It protects."

[pausing]
before_days = 3
before_min = 2
before_max = 14
after_days = 7
after_min = 2
after_max = 84
"""
    says = refusal(cards(more={"medicine_classes/heart.toml": heart}))
    assert "medicine_classes/heart.toml" in says
    assert "contradict" in says


def test_every_fault_is_counted_and_the_first_is_told(cards: Cards) -> None:
    says = refusal(cards(code_set=CODE_SET.replace("S01", "S98"), question=QUESTION.replace("S01", "S99")))
    assert says.startswith("2 fault(s)")


def test_every_sentence_of_a_card_has_an_id(cards: Cards) -> None:
    handbook = read_handbook(cards())
    assert say(handbook, "rules.gout-flare.says", {}) == "There is a flare."
    assert say(handbook, "questions.fever.text", {}) == "Fever?"


def test_another_word_in_a_card_is_another_handbook(cards: Cards) -> None:
    before = read_handbook(cards()).version
    assert read_handbook(cards()).version == before
    after = read_handbook(cards(rule=RULE.replace("There is a flare.", "A flare is there."))).version
    assert after != before


def test_a_renamed_card_is_another_handbook(cards: Cards) -> None:
    folder = cards()
    before = read_handbook(folder).version
    shutil.move(folder / "questions/fever.toml", folder / "questions/heat.toml")
    (folder / "questions/heat.toml").write_text(QUESTION.replace('id = "fever"', 'id = "heat"'))
    (folder / "rules/gout-flare.toml").write_text(RULE.replace('question = "fever"', 'question = "heat"'))
    assert read_handbook(folder).version != before


@pytest.mark.parametrize(
    ("words_over_codes", "speaks"), [("except_words_over_codes = true\n", False), ("", True)]
)
def test_words_silence_a_code_only_where_the_card_says_so(
    cards: Cards, words_over_codes: str, speaks: bool
) -> None:
    """Z91.018 says "other foods": with peanut beside it, it is peanut. Elsewhere the code knows better."""
    excepting = CODE_SET.replace(
        'words = ["gout"]\n', f'words = ["gout"]\nexcept_words = ["peanut"]\n{words_over_codes}'
    )
    handbook = read_handbook(cards(code_set=excepting))
    found = handbook.code_set_recogniser.recognise((Code(CodeSystem.ICD10CM, "M10.9"),), "Peanut")
    assert ("gout" in found) is speaks


def test_a_setting_named_in_a_card_is_its_number_there(cards: Cards) -> None:
    named = RULE.replace("There is a flare.", "A flare of {setting:many} days.")
    named += (
        'window = { days = "setting:many" }\ntest = { form = "count", op = ">", value = "setting:many" }\n'
    )
    handbook = read_handbook(cards(rule=named, more={"settings/many.toml": SETTING}))
    criterion = handbook.criteria["gouty"]
    assert criterion.window is not None
    assert (criterion.window.days, criterion.test.value) == (3, 3)
    assert handbook.sentences["rules.gout-flare.says"]["en"] == "A flare of 3 days."


@pytest.mark.parametrize(
    ("told", "mend", "line", "named"),
    [
        ("names no setting", "Add settings/money.toml", 19, 'window = { days = "setting:money" }'),
        ("is True, no number", "Name a setting that is one", 19, 'window = { days = "setting:open" }'),
        ("stands beside the unit 'kg'", "in one unit", 19,
         'test = { form = "latest", op = ">", value = "setting:many", unit = "kg" }'),
        ("3 d cannot be read as kg", "Give it in kg", 19, 'note = "{setting:many kg}"'),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_stand_in_a_card_is_refused(
    cards: Cards, told: str, mend: str, line: int, named: str
) -> None:
    settings = {"settings/many.toml": SETTING, "settings/open.toml": SWITCH}
    says = refusal(cards(rule=RULE + named + "\n", more=settings))
    assert f"rules/gout-flare.toml:{line}: " in says
    assert told in says
    assert mend in says
