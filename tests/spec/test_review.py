"""The review between sessions, rule by rule. Every fact given is as it would be on a quiet, good day."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from enthesis.care.outcomes import score
from enthesis.care.review import is_own_session, review
from enthesis.care.values.fact import Fact
from enthesis.care.values.history import PastSession
from enthesis.care.values.outcome import Measured
from enthesis.care.values.review import Checkup, Review, ReviewLine
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.errors import BadCard, BadInput
from enthesis.vocabulary.status import Severity, Status

FIRST = date(2026, 9, 7)
QUIET = Checkup(
    red_flag=False, back_to_baseline=True, satisfied=False, function_goal_met=False, adverse_grade=0,
    over_limit=False,
)  # fmt: skip


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def pains(handbook: Handbook, scores: dict[int, int | None]) -> list[Measured]:
    card = handbook.instruments["nrs"]
    return [
        Measured(day=on(day), outcome=score(card, {"pain": None if value is None else Decimal(value)}))
        for day, value in scores.items()
    ]


def reviewed(
    handbook: Handbook,
    *,
    day: int,
    sessions: tuple[int, ...] = (0,),
    scores: dict[int, int | None] | None = None,
    planned: int = 3,
    pain: int | None = None,
    adopted: bool = False,
    **found: object,
) -> Review:
    return review(
        today=on(day),
        sessions=[PastSession(number=n, day=on(at)) for n, at in enumerate(sessions, start=1)],
        planned=planned,
        instrument=handbook.instruments["nrs"],
        scores=pains(handbook, {0: 7} if scores is None else scores),
        checkup=msgspec.structs.replace(QUIET, **found),
        handbook=handbook,
        pain=None if pain is None else Decimal(pain),
        adopted=adopted,
    )


def line(found: Review, rule: str) -> ReviewLine:
    return next(each for each in found.lines if each.rule == rule)


def statuses(found: Review) -> dict[str, Status]:
    return {each.rule: each.status for each in found.lines}


# The whole


def test_a_course_that_goes_well_goes_on(handbook: Handbook) -> None:
    found = reviewed(handbook, day=28, scores={0: 7, 28: 5})
    assert found.decision == "continue"
    assert found.decided_by == ("rsp-4",)
    assert found.counted == 1


def test_every_row_can_be_put_into_words(handbook: Handbook) -> None:
    for found in (
        reviewed(handbook, day=28, scores={0: 7, 28: 5}),
        reviewed(
            handbook, day=90, sessions=(0, 28, 56, 57, 58), scores={}, red_flag=True, adverse_grade=None
        ),
        reviewed(handbook, day=90, sessions=(0, 28, 56), scores={0: 7, 84: 7}, reason_to_go_on="new film"),
    ):
        assert len(found.lines) == 11
        for sentence in (
            found.says,
            *(s for each in found.lines for s in (each.says, each.because, each.do_next)),
        ):
            assert "{" not in say(handbook, sentence.id, sentence.values)


def test_before_the_first_session_only_what_must_be_known_is_asked(handbook: Handbook) -> None:
    found = reviewed(handbook, day=0, sessions=(), scores={})
    assert found.decision == "continue"
    assert Status.NOT_KNOWN not in {
        each.status for each in found.lines if each.severity in (Severity.STOP, Severity.HOLD)
    }


def test_a_review_without_its_card_is_refused(handbook: Handbook) -> None:
    rules = {name: card for name, card in handbook.review_rules.items() if name != "rsp-7"}
    with pytest.raises(BadCard, match="rsp-7"):
        reviewed(msgspec.structs.replace(handbook, review_rules=rules), day=28)


def test_scores_of_another_instrument_are_refused(handbook: Handbook) -> None:
    with pytest.raises(BadInput, match="cannot be reviewed with psfs"):
        review(
            today=on(28), sessions=[], planned=3, instrument=handbook.instruments["psfs"],
            scores=pains(handbook, {0: 7}), checkup=QUIET, handbook=handbook,
        )  # fmt: skip


def test_an_instrument_without_a_total_wants_its_scale(handbook: Handbook) -> None:
    with pytest.raises(BadInput, match="no total"):
        review(
            today=on(28), sessions=[], planned=3, instrument=handbook.instruments["koos"], scores=[],
            checkup=QUIET, handbook=handbook,
        )  # fmt: skip


# Precedence


@pytest.mark.parametrize(
    ("found", "decision"),
    [
        ({"red_flag": True}, "stop"),
        ({"adverse_grade": 3}, "stop"),
        ({"over_limit": True}, "hold"),
        ({"wished_interval_days": 13}, "hold"),
        ({"back_to_baseline": False}, "defer"),
        ({"red_flag": None}, "ask"),
        ({"satisfied": True, "function_goal_met": True, "pain": 2}, "finish"),
    ],
)
def test_each_finding_alone_asks_for_its_own_decision(
    handbook: Handbook, found: dict[str, object], decision: str
) -> None:
    assert reviewed(handbook, day=28, scores={0: 7, 28: 5}, **found).decision == decision  # type: ignore[arg-type]


def test_the_gravest_decides_and_is_named(handbook: Handbook) -> None:
    found = reviewed(
        handbook, day=28, scores={0: 7, 28: 5}, red_flag=True, over_limit=True, back_to_baseline=False,
        adverse_grade=None, satisfied=True,
    )  # fmt: skip
    assert (found.decision, found.decided_by) == ("stop", ("rsp-1",))


def test_a_red_flag_outranks_a_happy_patient(handbook: Handbook) -> None:
    assert (
        reviewed(handbook, day=28, pain=0, satisfied=True, function_goal_met=True, red_flag=True).decision
        == "stop"
    )


def test_an_unknown_red_flag_outranks_a_happy_patient(handbook: Handbook) -> None:
    found = reviewed(
        handbook, day=28, scores={0: 7, 28: 1}, pain=0, satisfied=True, function_goal_met=True, red_flag=None
    )
    assert (found.decision, found.decided_by) == ("ask", ("rsp-1",))


# RSP-1, RSP-10, RSP-11


@pytest.mark.parametrize(
    ("rule", "field", "met", "not_met"),
    [
        ("rsp-1", "red_flag", True, False),
        ("rsp-10", "adverse_grade", 3, 2),
        ("rsp-11", "over_limit", True, False),
    ],
)
def test_what_was_asked_speaks_keeps_silent_or_is_not_known(
    handbook: Handbook, rule: str, field: str, met: object, not_met: object
) -> None:
    for value, status in ((met, Status.MET), (not_met, Status.NOT_MET), (None, Status.NOT_KNOWN)):
        assert line(reviewed(handbook, day=28, **{field: value}), rule).status is status  # type: ignore[arg-type]


# RSP-2


@pytest.mark.parametrize(
    ("day", "back", "status"),
    [
        (28, False, Status.MET), (28, True, Status.NOT_MET), (28, None, Status.NOT_KNOWN),
        (11, False, Status.MET), (10, False, Status.NOT_MET), (10, None, Status.NOT_MET),
    ],
)  # fmt: skip
def test_a_flare_is_pain_that_outlasts_ten_days(
    handbook: Handbook, day: int, back: bool | None, status: Status
) -> None:
    assert line(reviewed(handbook, day=day, back_to_baseline=back), "rsp-2").status is status


# RSP-3


@pytest.mark.parametrize(
    ("scores", "pain", "goal", "satisfied", "status"),
    [
        ({0: 7, 28: 3}, 3, False, True, Status.MET),  # the acceptable state
        ({0: 7, 28: 3}, 3, False, False, Status.NOT_MET),
        ({0: 7, 28: 3}, 3, False, None, Status.NOT_KNOWN),
        ({0: 7, 28: 4}, 4, True, True, Status.NOT_MET),
        ({0: 7}, 2, True, True, Status.MET),  # little pain, goal met
        ({0: 7}, 2, None, True, Status.NOT_KNOWN),
        ({0: 7}, None, True, True, Status.NOT_KNOWN),
        ({0: 2}, None, None, True, Status.NOT_KNOWN),  # an acceptable baseline is no result
        ({}, None, None, False, Status.NOT_MET),
    ],
)
def test_good_enough_needs_the_state_and_the_patients_word(
    handbook: Handbook,
    scores: dict[int, int | None],
    pain: int | None,
    goal: bool | None,
    satisfied: bool | None,
    status: Status,
) -> None:
    found = reviewed(handbook, day=28, scores=scores, pain=pain, function_goal_met=goal, satisfied=satisfied)
    assert line(found, "rsp-3").status is status


# RSP-4


@pytest.mark.parametrize(
    ("scores", "status"),
    [
        ({0: 7, 28: 5}, Status.MET),
        ({0: 7, 28: 6}, Status.NOT_MET),
        ({0: 7, 28: 3}, Status.NOT_MET),  # good enough already
        ({0: 7}, Status.NOT_KNOWN),
        ({0: 7, 28: None}, Status.NOT_KNOWN),
        ({28: 3}, Status.NOT_KNOWN),  # no baseline
        ({0: 7, 14: 4}, Status.NOT_KNOWN),  # taken after two weeks
    ],
)
def test_better_but_not_done_needs_a_score_that_is_old_enough(
    handbook: Handbook, scores: dict[int, int | None], status: Status
) -> None:
    assert line(reviewed(handbook, day=28, scores=scores), "rsp-4").status is status


# RSP-5


@pytest.mark.parametrize(
    ("day", "sessions", "scores", "status"),
    [
        (56, (0, 28), {0: 7, 56: 6}, Status.MET),
        (56, (0, 28), {0: 7, 56: 5}, Status.NOT_MET),
        (56, (0, 28), {0: 7, 56: None}, Status.NOT_KNOWN),
        (56, (0, 28), {0: 7, 48: 6}, Status.NOT_KNOWN),  # 20 days after the second session
        (56, (0, 28), {0: 7, 49: 6}, Status.MET),
        (56, (0, 28), {56: 6}, Status.NOT_KNOWN),
        (48, (0, 28), {0: 7, 48: 7}, Status.NOT_MET),  # the second session is 20 days old
        (49, (0, 28), {0: 7, 49: 7}, Status.MET),
        (56, (0,), {0: 7, 56: 7}, Status.NOT_MET),
        (56, (), {}, Status.NOT_MET),
    ],
)
def test_two_sessions_without_a_change_that_matters(
    handbook: Handbook, day: int, sessions: tuple[int, ...], scores: dict[int, int | None], status: Status
) -> None:
    assert line(reviewed(handbook, day=day, sessions=sessions, scores=scores), "rsp-5").status is status


def test_no_change_after_two_asks_for_a_reason_and_a_reason_lets_it_go_on(handbook: Handbook) -> None:
    scores: dict[int, int | None] = {0: 7, 28: 6, 56: 6}
    without = reviewed(handbook, day=56, sessions=(0, 28), scores=scores)
    assert (without.decision, without.decided_by) == ("ask", ("rsp-5",))
    recorded = reviewed(
        handbook, day=56, sessions=(0, 28), scores=scores, reason_to_go_on="target was missed"
    )
    assert recorded.decision == "continue"
    assert line(recorded, "rsp-5").severity is Severity.WARN


# RSP-6


@pytest.mark.parametrize(
    ("day", "sessions", "scores", "status"),
    [
        # three sessions, no change that matters
        (77, (0, 28, 56), {0: 7, 28: 6, 56: 7, 77: 6}, Status.MET),
        (77, (0, 28, 56), {0: 7, 28: 6, 56: 6, 77: 5}, Status.NOT_MET),
        # two in a row without any gain
        (56, (0, 28), {0: 7, 28: 7, 56: 7}, Status.MET),
        (56, (0, 28), {0: 7, 28: 8, 56: 8}, Status.MET),
        (56, (0, 28), {0: 7, 28: 6, 56: 7}, Status.NOT_MET),  # the first brought something
        (56, (0, 28), {0: 7, 28: 8, 56: 7}, Status.NOT_MET),  # the second brought something
        (56, (0, 28), {0: 7, 28: 6, 56: 6}, Status.NOT_MET),
        (84, (0, 28, 56), {0: 7, 28: 4, 56: 4, 84: 4}, Status.MET),  # better, but nothing more since
        # not known is never no gain
        (56, (0, 28), {0: 7, 56: 7}, Status.NOT_KNOWN),
        (56, (0, 28), {0: 7, 56: 6}, Status.NOT_MET),  # better over both: one of them helped
        (56, (0, 28), {0: 7, 28: 7}, Status.NOT_KNOWN),
        (77, (0, 28, 56), {0: 7, 28: 6, 56: 6}, Status.NOT_KNOWN),
        (77, (0, 28, 56), {}, Status.NOT_KNOWN),
        # too early
        (48, (0, 28), {0: 7, 28: 7, 48: 7}, Status.NOT_MET),
        (28, (0,), {0: 7, 28: 7}, Status.NOT_MET),
    ],
)
def test_sessions_without_gain(
    handbook: Handbook, day: int, sessions: tuple[int, ...], scores: dict[int, int | None], status: Status
) -> None:
    assert line(reviewed(handbook, day=day, sessions=sessions, scores=scores), "rsp-6").status is status


@pytest.mark.parametrize(
    ("day", "severity", "decision"),
    [(77, Severity.HOLD, "hold"), (83, Severity.HOLD, "hold"), (84, Severity.STOP, "refer"), (120, Severity.STOP, "refer")],
)  # fmt: skip
def test_no_gain_holds_until_week_12_and_ends_the_course_only_there(
    handbook: Handbook, day: int, severity: Severity, decision: str
) -> None:
    found = reviewed(handbook, day=day, sessions=(0, 28, 56), scores={0: 7, 28: 7, 56: 7, day: 7})
    assert (line(found, "rsp-6").severity, found.decision) == (severity, decision)


def test_a_score_of_week_11_does_not_end_a_course_in_week_13(handbook: Handbook) -> None:
    found = reviewed(handbook, day=91, sessions=(0, 28, 56), scores={0: 7, 28: 7, 56: 7, 77: 7})
    assert (line(found, "rsp-6").severity, found.decision) == (Severity.HOLD, "hold")


def test_a_young_session_does_not_count(handbook: Handbook) -> None:
    found = reviewed(handbook, day=76, sessions=(0, 28, 56), scores={0: 7, 28: 6, 56: 6, 76: 6})
    assert found.counted == 2
    assert line(found, "rsp-6").status is Status.NOT_MET


# RSP-7


@pytest.mark.parametrize(
    ("day", "sessions", "scores", "status"),
    [
        (28, (0,), {0: 5, 28: 7}, Status.MET),
        (28, (0,), {0: 5, 28: 6}, Status.NOT_MET),
        (28, (0,), {0: 5, 28: 3}, Status.NOT_MET),
        (28, (0,), {0: 5, 8: 9}, Status.NOT_KNOWN),  # soreness only
        (28, (0,), {0: 5, 10: 9}, Status.NOT_KNOWN),
        (28, (0,), {0: 5, 11: 9}, Status.MET),
        (10, (0,), {0: 5, 10: 9}, Status.NOT_MET),  # too early to tell
        (28, (0,), {0: 5}, Status.NOT_KNOWN),
        (28, (0,), {28: 9}, Status.NOT_KNOWN),
        (28, (), {}, Status.NOT_MET),
        # the score before the second session still speaks in the days of soreness after it
        (35, (0, 28), {0: 5, 28: 7, 35: 9}, Status.MET),
        (35, (0, 28), {0: 5, 28: 5, 35: 9}, Status.NOT_MET),
        # an old good score does not answer for the second session
        (56, (0, 28), {0: 5, 28: 5}, Status.NOT_KNOWN),
        (56, (0, 28), {0: 5, 28: 8}, Status.MET),
    ],
)
def test_a_lasting_worsening(
    handbook: Handbook, day: int, sessions: tuple[int, ...], scores: dict[int, int | None], status: Status
) -> None:
    assert line(reviewed(handbook, day=day, sessions=sessions, scores=scores), "rsp-7").status is status


# RSP-8


@pytest.mark.parametrize(
    ("done", "planned", "status", "decision"),
    [
        (2, 3, Status.NOT_MET, ""), (3, 3, Status.MET, "finish"), (3, 5, Status.NOT_MET, ""),
        (4, 4, Status.MET, "finish"), (5, 5, Status.MET, "hold"), (5, 7, Status.MET, "hold"),
    ],
)  # fmt: skip
def test_the_count_closes_a_course_and_holds_a_sixth_session(
    handbook: Handbook, done: int, planned: int, status: Status, decision: str
) -> None:
    sessions = tuple(28 * n for n in range(done))
    found = line(reviewed(handbook, day=200, sessions=sessions, planned=planned), "rsp-8")
    assert (found.status, found.decision) == (status, decision)


# RSP-9


@pytest.mark.parametrize(
    ("days", "adopted", "status"),
    [
        (13, False, Status.MET), (14, False, Status.NOT_MET), (None, False, Status.NOT_MET),
        (7, True, Status.NOT_MET),
    ],
)  # fmt: skip
def test_a_session_sooner_than_two_weeks_needs_an_adopted_template(
    handbook: Handbook, days: int | None, adopted: bool, status: Status
) -> None:
    found = reviewed(handbook, day=28, wished_interval_days=days, adopted=adopted)
    assert line(found, "rsp-9").status is status


# The course's own sessions


def procedure(day: PartialDate | None, kind: str = "procedure") -> Fact:
    return Fact(kind=kind, text="Injection of knee joint", start=day)  # type: ignore[arg-type]


def test_the_courses_own_session_is_no_prior_injection() -> None:
    sessions = [PastSession(number=1, day=FIRST)]
    assert is_own_session(procedure(PartialDate.of(FIRST)), sessions)


@pytest.mark.parametrize(
    "fact",
    [
        procedure(PartialDate.of(FIRST - timedelta(days=1))),
        procedure(PartialDate(FIRST.year, FIRST.month)),
        procedure(None),
        procedure(PartialDate.of(FIRST), kind="answer"),
        procedure(PartialDate.of(FIRST), kind="medicine"),
    ],
)
def test_any_other_injection_still_counts(fact: Fact) -> None:
    assert not is_own_session(fact, [PastSession(number=1, day=FIRST)])
