"""The rule and question cards: what each must hold, and what no card may ever say."""

import re
from collections.abc import Iterator
from decimal import Decimal
from string import Formatter

import msgspec
import pytest

from enthesis.knowledge.cards.rule import Criterion, Rule
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Severity

GRAVE = (Severity.STOP, Severity.HOLD)
CHART_KINDS = ("condition", "procedure", "allergy", "imaging")
# Rulings of the house on how loud a trial exclusion may be (CARE 5).
ONLY_INFO = (
    "con-r7-injection", "con-r8-opioid", "con-r9-bmi", "con-r10-poor-predictors", "con-r11-hypermobility",
    "con-r15-short-pain", "today-fainting", "clotting-tendency", "con-a7-crystal-disease",
)  # fmt: skip
SEVERITIES = {
    "con-a1-joint-infection": Severity.STOP,
    "con-a2-fracture": Severity.STOP,
    "con-a3-cancer-here": Severity.STOP,
    "con-a3-cancer-anywhere": Severity.HOLD,
    "con-a4-corn": Severity.HOLD,
    "con-a4-corn-severe": Severity.STOP,
    "con-a4-anaesthetic": Severity.HOLD,
    "con-a5-bleeding": Severity.STOP,
    "con-a7-crystal-flare": Severity.STOP,
    "con-a8-prosthesis": Severity.STOP,
    "con-a9-consent": Severity.HOLD,
    "con-r2-diabetes": Severity.WARN,
    "con-r3-pregnancy": Severity.HOLD,
    "con-r4-r5-immune": Severity.HOLD,
    "con-r6-steroid-injection": Severity.WARN,
    "con-r12-age": Severity.HOLD,
    "con-r14-fluoroquinolone": Severity.HOLD,
    "con-r16-exercise": Severity.WARN,
    "con-r17-serious-disease": Severity.HOLD,
    "med-anticoagulant": Severity.WARN,
    "med-antiplatelet": Severity.WARN,
    "med-low-dose-aspirin": Severity.WARN,
    "med-r5-steroid": Severity.HOLD,
    "med-r9-immunosuppressant": Severity.HOLD,
    "allergy-skin-agents": Severity.WARN,
    "imaging-kl-4": Severity.WARN,
    "imaging-old": Severity.WARN,
    "imaging-fracture": Severity.STOP,
    "imaging-osteonecrosis": Severity.STOP,
    "imaging-bone-lesion": Severity.STOP,
    "imaging-infection": Severity.STOP,
    "imaging-ligament-rupture": Severity.STOP,
    "imaging-effusion": Severity.HOLD,
    "today-fever": Severity.STOP,
    "today-infection-there": Severity.STOP,
    "today-passing-illness": Severity.HOLD,
    "today-antibiotic": Severity.HOLD,
    "today-glucose": Severity.HOLD,
    "today-inr": Severity.HOLD,
    "today-blood-pressure": Severity.HOLD,
}
# They speak once something is there: a value measured today, a purpose told, a death, new pain, an entry
# nobody knows.
SPEAK_ONLY_OF_WHAT_IS_THERE = (
    "today-blood-pressure", "med-r3-prescribed-nsaid", "med-r1-nsaid-today", "recorded-death",
    "spine-new-pain", "unread-entry",
)  # fmt: skip
# The ids the other floors know these questions by.
BLOCKS = {
    "A": (
        "fever", "infection-there", "hot-or-fall", "cancer", "joint-surgery", "bleeding", "diabetes-immune",
        "pregnancy", "injection-there", "fainting",
    ),
    "B": ("other-medicines",),
    "C": ("allergy-anaesthetic", "allergy-skin", "allergy-corn", "allergy-other"),
    "D": ("diagnosis", "months", "pain", "exercise", "imaging", "examination"),
}  # fmt: skip
CONDITIONAL = ("side", "weight", "height", "sedation", "inr", "glucose", "antibiotic")
MADE = {
    "agreed": {"title", "who"},
    "confirm": {"what", "when"},
    "given": {"medicine"},
    "taking": {"medicine"},
    "why": {"medicine"},
    "what": {"medicine"},
}
BANNED = re.compile(r"\b(permanent\w*|cure\w*|all-natural|guarantee\w*)\b", re.IGNORECASE)
# "Stop", "pause" and their kin, near a medicine that must go on (promise P1).
TELLS_TO_STOP = re.compile(
    r"\b(stop|stopped|stopping|discontinue\w*|withhold|omit|skip|hold off)\b", re.IGNORECASE
)


def texts(handbook: Handbook, *folders: str) -> Iterator[tuple[str, str]]:
    for name, text in handbook.sentences.items():
        if name.split(".")[0] in folders:
            yield name, text["en"]


def named(rule: Rule) -> Iterator[tuple[str, bool]]:
    """Each criterion a rule names, and whether it stands alone in an alternative."""
    for alternative in rule.when:
        for name in alternative:
            yield name.removeprefix("not "), len(alternative) == 1


def is_settled_by_somebody(criterion: Criterion) -> bool:
    """Whether silence about a criterion leads to a person who can break it."""
    select = criterion.select
    return bool(criterion.question or select.question) or select.kind in ("person", "medicine")


@pytest.mark.parametrize(("name", "severity"), SEVERITIES.items())
def test_a_rule_is_as_grave_as_the_rulings_say(handbook: Handbook, name: str, severity: Severity) -> None:
    assert handbook.rules[name].severity is severity


@pytest.mark.parametrize("name", ONLY_INFO)
def test_what_trials_merely_left_out_never_warns(handbook: Handbook, name: str) -> None:
    assert handbook.rules[name].severity is Severity.INFO


def test_every_grave_rule_can_be_settled_by_somebody(handbook: Handbook) -> None:
    """Silence is not known, so each leads to a question, a medicine list or a birth date."""
    for rule in handbook.rules.values():
        if rule.severity in GRAVE and rule.id not in SPEAK_ONLY_OF_WHAT_IS_THERE:
            criteria = [handbook.criteria[name] for name, _ in named(rule)]
            assert any(is_settled_by_somebody(criterion) for criterion in criteria), rule.id


def test_a_grave_rule_of_the_first_visit_is_not_known_while_everybody_is_silent(handbook: Handbook) -> None:
    for rule in handbook.rules.values():
        if (
            rule.severity not in GRAVE
            or rule.asked != "first-visit"
            or rule.id in SPEAK_ONLY_OF_WHAT_IS_THERE
        ):
            continue
        alone = [handbook.criteria[name] for name, is_alone in named(rule) if is_alone]
        assert any(criterion.missing == "not-known" for criterion in alone), rule.id


def test_a_chart_entry_speaks_alone_only_of_an_artificial_joint(handbook: Handbook) -> None:
    certain = {c.id for c in handbook.criteria.values() if c.chart == "certain"}
    joints = ("knee", "shoulder", "elbow", "hand", "ankle")
    assert certain == {f"{joint}-{what}" for joint in joints for what in ("prosthesis", "replaced")}
    assert all(handbook.criteria[name].select.where == "target" for name in certain)


@pytest.mark.parametrize("name", ["cancer-anywhere", "bleeding-disorder", "knee-prosthesis"])
def test_a_patients_yes_to_a_hard_word_goes_to_a_clinician(handbook: Handbook, name: str) -> None:
    assert handbook.criteria[name].answered == "ask"


def test_every_criterion_is_named_by_a_rule(handbook: Handbook) -> None:
    used = {name for rule in handbook.rules.values() for name, _ in named(rule)}
    assert used == set(handbook.criteria)


@pytest.mark.parametrize(
    "name", ["liver-disease", "alcohol", "paracetamol-allergy", "no-cold-packs", "diabetes"]
)
def test_what_the_aftercare_asks_by_name_is_there(handbook: Handbook, name: str) -> None:
    assert name in handbook.criteria


def test_every_set_with_a_bearing_is_looked_for(handbook: Handbook) -> None:
    looked_for = {
        word
        for folder, card in handbook.cards()
        if folder != "code_sets"
        for word in strings_of(msgspec.to_builtins(card))
    }
    bearing = {name for name, card in handbook.code_sets.items() if card.bearing}
    assert bearing <= looked_for


def strings_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (word for each in value.values() for word in strings_of(each))
    elif isinstance(value, list | tuple):
        yield from (word for each in value for word in strings_of(each))


def test_no_rule_looks_for_a_harmless_set(handbook: Handbook) -> None:
    for criterion in handbook.criteria.values():
        name = criterion.select.code_set
        assert not name or handbook.code_sets[name].bearing, criterion.id


def test_a_recorded_entry_has_words_that_name_it(handbook: Handbook) -> None:
    for rule in handbook.rules.values():
        criteria = [handbook.criteria[name] for name, _ in named(rule)]
        kinds = {criterion.select.kind for criterion in criteria if criterion.chart != "unknown"}
        if rule.severity in GRAVE and kinds & set(CHART_KINDS) and rule.id != "today-glucose":
            assert rule.recorded is not None, rule.id
            assert "when" in placeholders(rule.recorded["en"]), rule.id
            assert rule.recorded["en"].rstrip().endswith(("?", "here.")), rule.id


def test_what_may_be_not_known_has_words_for_it(handbook: Handbook) -> None:
    for rule in handbook.rules.values():
        criteria = [handbook.criteria[name] for name, _ in named(rule)]
        if any(c.select.kind not in CHART_KINDS or c.question or c.select.question for c in criteria):
            assert rule.not_known is not None, rule.id


def test_a_grave_rule_says_what_would_change_it(handbook: Handbook) -> None:
    for rule in handbook.rules.values():
        if rule.severity in GRAVE:
            assert rule.change is not None, rule.id


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def named_of_the_target(handbook: Handbook) -> set[str]:
    """What the cards of conditions fill in; that each fills in what is asked of it, the check holds."""
    return {"condition"}.union(*(card.words for card in handbook.conditions.values()))


def test_a_rule_asks_only_for_values_a_finding_has(handbook: Handbook) -> None:
    for name, text in texts(handbook, "rules"):
        assert placeholders(text) <= {"what", "when", "value", "all", *named_of_the_target(handbook)}, name


def test_only_made_questions_name_an_entry(handbook: Handbook) -> None:
    for name, text in texts(handbook, "questions"):
        card = name.split(".")[1]
        assert placeholders(text) <= MADE.get(card, set()) | named_of_the_target(handbook), name


def test_no_card_promises_what_nobody_can_promise(handbook: Handbook) -> None:
    for name, text in texts(
        handbook, "rules", "questions", "conditions", "verdict", "ready", "next", "change"
    ):
        assert not BANNED.search(text), (name, text)


def test_no_rule_tells_anybody_to_stop_what_must_go_on(handbook: Handbook) -> None:
    must_go_on = [
        "med-anticoagulant", "med-antiplatelet", "med-low-dose-aspirin", "med-r5-steroid",
        "med-r9-immunosuppressant", "med-antirheumatic", "med-bleeding-medicine", "med-long-term-antiviral",
        "today-inr", "con-r4-r5-immune",
    ]  # fmt: skip
    for name in must_go_on:
        rule = handbook.rules[name]
        for text in (rule.title, rule.says, rule.because, rule.do_next, rule.change, rule.recorded):
            assert text is None or not TELLS_TO_STOP.search(text["en"]), name


@pytest.mark.parametrize(
    "name",
    [
        "med-anticoagulant",
        "med-antiplatelet",
        "med-low-dose-aspirin",
        "med-r5-steroid",
        "med-r9-immunosuppressant",
    ],
)
def test_what_must_go_on_is_said_to_go_on(handbook: Handbook, name: str) -> None:
    assert "goes on" in handbook.rules[name].says["en"]


def test_each_rule_that_names_anti_inflammatories_spares_low_dose_aspirin(handbook: Handbook) -> None:
    for rule in handbook.rules.values():
        said = " ".join(t["en"] for t in (rule.says, rule.because, rule.do_next))
        if "anti-inflammatory medicine" in said:
            assert "low-dose aspirin" in said.casefold(), rule.id


def test_the_questions_of_the_knee_stand_in_their_blocks(handbook: Handbook) -> None:
    condition = handbook.conditions["knee-oa"]
    assert set(condition.questions) == {name for names in BLOCKS.values() for name in names}
    for block, names in BLOCKS.items():
        for name in names:
            assert handbook.questions[name].block == block
    assert len(condition.questions) <= 21  # about twenty, of which pregnancy is asked of few


@pytest.mark.parametrize("name", [*CONDITIONAL, *MADE])
def test_a_question_that_only_matters_sometimes_is_not_asked_of_everybody(
    handbook: Handbook, name: str
) -> None:
    assert name in handbook.questions
    assert name not in handbook.conditions["knee-oa"].questions


def test_no_two_questions_stand_on_the_same_place_of_a_block(handbook: Handbook) -> None:
    places = [(card.block, card.order) for card in handbook.questions.values()]
    assert len(places) == len(set(places))


def test_one_act_may_answer_what_the_patient_reads_and_nothing_else(handbook: Handbook) -> None:
    for name in handbook.conditions["knee-oa"].questions:
        card = handbook.questions[name]
        assert card.none_applies is (card.block in ("A", "C")), name
        assert not card.none_applies or card.answer == "yes-no", name


def test_what_the_patient_is_asked_is_worded_for_the_patient(handbook: Handbook) -> None:
    for name in handbook.conditions["knee-oa"].questions:
        card = handbook.questions[name]
        assert (card.patient_text is not None) is (card.of == "patient"), name


@pytest.mark.parametrize(
    ("name", "days"),
    [("fever", 1), ("infection-there", 1), ("hot-or-fall", 7), ("pregnancy", 28), ("inr", 7)],
)
def test_an_answer_that_ages_quickly_is_good_for_few_days(handbook: Handbook, name: str, days: int) -> None:
    assert handbook.questions[name].good_for == days


def test_only_passing_things_open_today_and_never_the_course(handbook: Handbook) -> None:
    today = {
        n for n in handbook.conditions["knee-oa"].questions if handbook.questions[n].opens == "ready-today"
    }
    assert today == {"fever", "infection-there", "fainting"}


def test_what_a_question_settles_belongs_to_the_moment_it_opens(handbook: Handbook) -> None:
    """A fever question never blocks planning: no rule of the first visit waits for a question of the day."""
    for rule in handbook.rules.values():
        for name, _ in named(rule):
            criterion = handbook.criteria[name]
            question = criterion.question or criterion.select.question
            if rule.asked == "first-visit" and rule.severity in GRAVE and question:
                assert handbook.questions[question].opens == "verdict", (rule.id, question)


def test_an_answer_a_rule_waits_for_can_be_given(handbook: Handbook) -> None:
    for criterion in handbook.criteria.values():
        if criterion.select.kind != "answer":
            continue
        card = handbook.questions[criterion.select.question]
        if card.answer in ("choice", "choices"):
            assert set(criterion.test.values) <= {choice.id for choice in card.choices}, criterion.id
        elif card.answer == "yes-no":
            assert set(criterion.test.values) <= {"yes", "no"}, criterion.id
        else:
            assert criterion.test.op is not None, criterion.id
            assert criterion.test.value is not None, criterion.id


def test_every_picture_that_rules_something_out_has_its_rule(handbook: Handbook) -> None:
    asked = {
        value
        for criterion in handbook.criteria.values()
        if criterion.select.question == "imaging"
        for value in criterion.test.values
    }
    choices = {choice.id for choice in handbook.questions["imaging"].choices}
    assert choices - asked == {
        "normal", "kl-1", "kl-2", "kl-3", "tendon-changes", "tendon-partial-tear", "not-needed",
        "degeneration", "disc-bulge",
    }  # fmt: skip


def test_a_medicine_nobody_recognised_can_be_named_as_any_class_that_matters(handbook: Handbook) -> None:
    choices = {choice.id for choice in handbook.questions["what"].choices}
    assert choices - set(handbook.medicine_classes) == {"none-of-these"}
    waited_for = {
        criterion.select.medicine_class
        for rule in handbook.rules.values()
        for name, _ in named(rule)
        if (criterion := handbook.criteria[name]).select.kind == "medicine" and rule.severity in GRAVE
    }
    # Two are read from dose, intent and last dose; the tendon rule asks of antibiotics; one is of hospitals.
    read_elsewhere = {"nsaid-other-disease", "nsaid-in-washout", "fluoroquinolone", "thrombolytic"}
    assert waited_for - choices <= read_elsewhere


@pytest.mark.parametrize(
    ("setting", "criterion"),
    [
        ("glucose-hold", "glucose-high-measured"), ("inr-limit", "inr-high-measured"),
        ("bp-hold-systolic", "systolic-high"), ("bp-hold-diastolic", "diastolic-high"),
        ("temperature-hold", "fever-measured"),
    ],
)  # fmt: skip
def test_a_threshold_of_a_rule_is_the_one_the_clinic_sees(
    handbook: Handbook, setting: str, criterion: str
) -> None:
    assert handbook.settings[setting].number == handbook.criteria[criterion].test.value


@pytest.mark.parametrize(
    ("fine", "high"),
    [
        ("glucose-fine-measured", "glucose-high-measured"), ("glucose-fine-said", "glucose-high-said"),
        ("inr-fine-measured", "inr-high-measured"), ("inr-fine-said", "inr-high-said"),
    ],
)  # fmt: skip
def test_fine_and_high_leave_no_value_between_them(handbook: Handbook, fine: str, high: str) -> None:
    lower, upper = handbook.criteria[fine].test, handbook.criteria[high].test
    assert lower.value == upper.value
    assert (lower.op, upper.op) in (("<", ">="), ("<=", ">"))
    assert handbook.criteria[fine].window == handbook.criteria[high].window


def test_the_inr_and_the_window_are_those_of_the_ruling(handbook: Handbook) -> None:
    criterion = handbook.criteria["inr-fine-measured"]
    assert criterion.test.value == Decimal("3.0")
    assert criterion.window is not None
    assert criterion.window.days == 7
    assert "proposal" in handbook.rules["today-inr"].sources


def test_a_number_without_a_source_is_marked_as_a_proposal(handbook: Handbook) -> None:
    """Windows in days are ours unless the clinical paper names them: three months there means 90 days."""
    for rule in handbook.rules.values():
        for criterion in rule.criterion:
            if criterion.window is not None and criterion.window.days not in (0, 90):
                assert "proposal" in rule.sources, criterion.id


def test_a_joint_is_silent_about_fluoroquinolones(handbook: Handbook) -> None:
    assert handbook.rules["con-r14-fluoroquinolone"].tissues == ("tendon",)
    assert handbook.conditions["knee-oa"].tissue != "tendon"


def test_the_evidence_of_the_knee_is_worded_as_it_was_ruled(handbook: Handbook) -> None:
    assert handbook.conditions["knee-oa"].evidence["en"] == (
        "In a 76-person trial, about 10 points better out of 100 than salt water at one year; "
        "a US rheumatology guideline (2019) advises against it."
    )
    assert handbook.conditions["knee-oa"].evidence_label["en"] == (
        "Low-to-moderate certainty; guideline disagrees"
    )


def test_the_verdicts_have_words_for_every_level(handbook: Handbook) -> None:
    for prefix in ("verdict", "ready"):
        for level in ("cannot-proceed", "on-hold", "questions-open", "proceed-with-care", "clear"):
            assert f"{prefix}.{level}" in handbook.sentences
            assert placeholders(handbook.sentences[f"{prefix}.{level}"]["en"]) <= {"count", "titles"}
    assert handbook.sentences["verdict.clear"]["en"] == "Nothing found that rules this out."
