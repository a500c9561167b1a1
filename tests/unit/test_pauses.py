"""Pauses at their edges: what never stops is never moved, dated or shortened by another class beside it."""

from datetime import date, timedelta

import msgspec
import pytest

from enthesis.care.pauses import earliest_session, plan_pauses, washout_days
from enthesis.care.values.case import Case, Person, Wish
from enthesis.care.values.course import Session
from enthesis.care.values.known import Known, KnownMedicine
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.status import Status

TODAY = date(2026, 11, 20)
SESSION = Session(
    number=1, earliest=TODAY, planned=date(2026, 12, 7), latest=None, state="planned", why=Sentence("test")
)


def medicine(*classes: str, **more: object) -> KnownMedicine:
    plain = KnownMedicine(
        key="it",
        text="It",
        classes=dict.fromkeys(classes, "code"),  # type: ignore[arg-type]
        ingredients=(),
        taking=Status.MET,
        purpose="target-pain",
        since=None,
        ended=None,
        last_dose=None,
        per_day_mg=None,
        as_needed=None,
        refs=(),
    )
    return msgspec.structs.replace(plain, **more)


def known(*medicines: KnownMedicine) -> Known:
    return Known(
        case=Case(person=Person(), wish=Wish(condition="knee-oa")),
        today=TODAY,
        ages=None,
        bmi=None,
        by_set={},
        medicines=medicines,
        answers={},
        unrecognised=(),
    )


NEVER = [
    "anticoagulant",
    "antiplatelet",
    "aspirin-antiplatelet",
    "glucocorticoid-systemic",
    "immunosuppressant",
]


@pytest.mark.parametrize("never", NEVER)
def test_a_medicine_that_never_stops_is_not_paused_by_a_class_beside_it(
    handbook: Handbook, never: str
) -> None:
    for classes in ((never, "nsaid-systemic"), ("nsaid-systemic", never)):
        person = known(medicine(*classes))
        row = plan_pauses(person, (SESSION,), handbook)[0]
        assert (row.say, row.spans) == ("do-not-stop", ())
        assert earliest_session(person, handbook) == TODAY
        assert washout_days(person, handbook) == 0


def test_an_anti_inflammatory_taken_today_moves_the_first_session_by_the_whole_pause(
    handbook: Handbook,
) -> None:
    before = int(handbook.settings["nsaid-days-before"].number)
    assert earliest_session(known(medicine("nsaid-systemic")), handbook) == TODAY + timedelta(days=before)


@pytest.mark.parametrize("days_ago", [0, 1, 2, 3, 30])
def test_the_first_session_is_counted_from_the_last_dose_and_never_lies_before_today(
    handbook: Handbook, days_ago: int
) -> None:
    before = int(handbook.settings["nsaid-days-before"].number)
    last = TODAY - timedelta(days=days_ago)
    person = known(medicine("nsaid-systemic", last_dose=PartialDate.of(last)))
    assert earliest_session(person, handbook) == max(TODAY, last + timedelta(days=before))


def test_a_pause_reaches_from_the_days_before_to_the_days_after(handbook: Handbook) -> None:
    row = plan_pauses(known(medicine("nsaid-systemic")), (SESSION,), handbook)[0]
    before, after = (int(handbook.settings[f"nsaid-days-{end}"].number) for end in ("before", "after"))
    assert (row.say, row.must_agree) == ("pause", "patient")
    assert [(span.start, span.until) for span in row.spans] == [
        (SESSION.planned - timedelta(days=before), SESSION.planned + timedelta(days=after))
    ]


def test_a_session_that_was_done_is_not_paused_for(handbook: Handbook) -> None:
    done = msgspec.structs.replace(SESSION, state="done")
    assert plan_pauses(known(medicine("nsaid-systemic")), (done,), handbook)[0].spans == ()


@pytest.mark.parametrize(
    ("more", "say"),
    [
        ({"taking": Status.NOT_KNOWN}, "ask"),
        ({"purpose": "not-known"}, "ask"),
        ({"taking": Status.NOT_MET}, "ended"),
        ({"purpose": "bought"}, "pause"),
    ],
)
def test_what_is_doubtful_is_asked_and_never_dated(
    handbook: Handbook, more: dict[str, object], say: str
) -> None:
    row = plan_pauses(known(medicine("nsaid-systemic", **more)), (SESSION,), handbook)[0]
    assert row.say == say
    assert bool(row.spans) == (say == "pause")


def test_what_ended_says_so_and_how_it_was_recognised(handbook: Handbook) -> None:
    row = plan_pauses(known(medicine("nsaid-systemic", taking=Status.NOT_MET)), (SESSION,), handbook)[0]
    assert (row.because.id, row.how) == ("pause.ended-because", "code")
