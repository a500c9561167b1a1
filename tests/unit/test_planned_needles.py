"""Needles chosen in an image meet the points of the map: judged, held, or said to lead nowhere."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from enthesis.care.procedure import injection_map
from enthesis.care.values.case import Case, ChosenNeedle, Examined, Person, Wish
from enthesis.care.values.history import PastSession
from enthesis.care.values.point import InjectionMap, Point
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.clearance import Clearance
from enthesis.vocabulary.status import Severity

PLACE = "knee-mcl-femoral"
PLANNED = date(2026, 11, 20)
NEAR = ("superior-medial-genicular-artery", "popliteal-artery", "Popliteal_Vein")


def needle(
    mm: str, *labelled: str, place: str = PLACE, side: Side = Side.RIGHT, **more: object
) -> ChosenNeedle:
    made = ChosenNeedle(
        enthesis=place,
        side=side,
        gauge=27,
        length_mm=Decimal(38),
        way_mm=Decimal("15.8"),
        clearances=tuple(Clearance(name, Decimal(mm), "ultrasound") for name in labelled or NEAR),
        confirmed_by="Dr Reyes",
        planned_on=PLANNED,
        image_on=PLANNED - timedelta(days=30),
    )
    return msgspec.structs.replace(made, **more)


def drawn(
    handbook: Handbook, *needles: ChosenNeedle, examined: bool = True, sessions: tuple[PastSession, ...] = ()
) -> InjectionMap:
    found = Examined(enthesis=PLACE, side=Side.RIGHT, tender=2, lax=0, guidance="ultrasound")
    case = Case(
        person=Person(),
        wish=Wish(condition="knee-oa", side=Side.RIGHT),
        examined=(found,) if examined else (),
        needles=needles,
        sessions=sessions,
    )
    return injection_map(case, handbook.conditions["knee-oa"], handbook)


def point(made: InjectionMap, place: str = PLACE) -> Point:
    return next(each for each in made.points if each.enthesis == place)


def test_without_a_needle_nothing_is_judged(handbook: Handbook) -> None:
    assert point(drawn(handbook)).planned is None
    assert drawn(handbook).warnings == ()


def test_a_needle_far_enough_stands_at_its_point(handbook: Handbook) -> None:
    made = point(drawn(handbook, needle("7.3")))
    assert made.planned is not None
    assert made.planned.judgement.level == "clear"
    assert made.planned.way_mm == Decimal("15.8")
    assert made.hold is None


@pytest.mark.parametrize(
    ("chosen", "level"),
    [
        (needle("2.9"), "too-near"),
        (needle("9", "popliteal-artery"), "not-decidable"),
        (needle("NaN"), "not-decidable"),
    ],
)
def test_a_needle_that_is_not_clear_holds_its_point(
    handbook: Handbook, chosen: ChosenNeedle, level: str
) -> None:
    made = point(drawn(handbook, chosen))
    assert made.planned is not None
    assert made.planned.judgement.level == level
    assert made.planned.judgement.severity is Severity.HOLD
    assert made.hold == made.planned.judgement.says


def test_a_hold_that_stood_before_stays(handbook: Handbook) -> None:
    flagged = msgspec.structs.replace(point(drawn(handbook, needle("2"))), hold=None)
    assert flagged.planned is not None
    held = point(drawn(handbook, needle("2"))).hold
    assert held is not None


def test_the_last_needle_chosen_counts(handbook: Handbook) -> None:
    made = point(drawn(handbook, needle("2"), needle("8")))
    assert made.planned is not None
    assert made.planned.judgement.level == "clear"


@pytest.mark.parametrize(
    "stray",
    [needle("9", place="knee-lcl-femoral"), needle("9", side=Side.LEFT), needle("9", place="elsewhere")],
)
def test_a_needle_never_makes_a_point(handbook: Handbook, stray: ChosenNeedle) -> None:
    without, made = drawn(handbook), drawn(handbook, stray)
    assert [each.enthesis for each in made.points] == [each.enthesis for each in without.points]
    assert [said.id for said in made.warnings] == ["procedure.warn.needle-without-point"]
    assert "no point of this map" in Words(handbook, "en").say(made.warnings[0])


def test_a_template_shows_what_the_image_says_and_stays_a_template(handbook: Handbook) -> None:
    made = drawn(handbook, needle("9"), examined=False)
    assert made.status == "needs-examination"
    assert point(made).planned is not None
    assert point(made).volume_ml is None


def test_more_clearance_never_holds_what_less_did_not(handbook: Handbook) -> None:
    held = [point(drawn(handbook, needle(str(mm)))).hold is not None for mm in range(16)]
    assert held == sorted(held, reverse=True)
    assert held[0]
    assert not held[-1]


def test_tendons_and_fat_need_no_label(handbook: Handbook) -> None:
    """A place of the ankle names the fibular tendons; nothing is ever proved of a tendon."""
    place = "ankle-atfl-fibula"
    assert "fibular-tendons" in handbook.entheses[place].structures
    condition = next(c for c in handbook.conditions.values() if place in c.entheses)
    near = ("superficial-fibular-nerve", "perforating-fibular-artery")
    case = Case(
        person=Person(),
        wish=Wish(condition=condition.id, side=Side.RIGHT),
        examined=(Examined(enthesis=place, side=Side.RIGHT, tender=2, guidance="ultrasound"),),
        needles=(needle("9", *near, place=place),),
    )
    made = point(injection_map(case, condition, handbook), place)
    assert made.planned is not None
    assert made.planned.judgement.level == "clear"


DOUBTFUL: list[tuple[dict[str, object], str]] = [
    ({"schematic": True}, "schematic"),
    ({"confirmed_by": ""}, "not-confirmed"),
    ({"image_on": PLANNED - timedelta(days=366)}, "old-image"),
]


@pytest.mark.parametrize(("changed", "says"), DOUBTFUL)
def test_what_an_image_nobody_may_trust_proves_holds_the_point(
    handbook: Handbook, changed: dict[str, object], says: str
) -> None:
    made = point(drawn(handbook, needle("7.3", **changed)))
    assert made.planned is not None
    assert (made.planned.judgement.level, made.planned.judgement.severity) == (
        "not-decidable",
        Severity.HOLD,
    )
    assert made.planned.judgement.proved_mm is None
    assert made.hold is not None
    assert made.hold.id == f"procedure.clearance.{says}"
    assert Words(handbook, "en").say(made.hold).startswith("Not decidable")


def test_too_near_is_said_before_any_doubt_about_the_image(handbook: Handbook) -> None:
    made = point(drawn(handbook, needle("0.4", schematic=True)))
    assert made.planned is not None
    assert made.planned.judgement.level == "too-near"


@pytest.mark.parametrize(("day", "level"), [(-1, "clear"), (0, "not-decidable"), (14, "not-decidable")])
def test_a_needle_counts_for_the_session_it_was_planned_for_and_no_later_one(
    handbook: Handbook, day: int, level: str
) -> None:
    took_place = PastSession(number=1, day=PLANNED + timedelta(days=day))
    made = point(drawn(handbook, needle("7.3"), sessions=(took_place,)))
    assert made.planned is not None
    assert made.planned.judgement.level == level


@pytest.mark.parametrize("changed", [{"image_on": None}, {"image_on": PLANNED - timedelta(days=365)}])
def test_an_image_of_the_last_year_or_of_no_stated_day_is_no_doubt(
    handbook: Handbook, changed: dict[str, object]
) -> None:
    made = point(drawn(handbook, needle("7.3", **changed)))
    assert made.planned is not None
    assert made.planned.judgement.level == "clear"
