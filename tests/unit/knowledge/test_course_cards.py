"""Cards of course, protocol, review and instrument: what they hold and refuse, and the papers' traps."""

import tomllib
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from enthesis.knowledge.cards.course import CourseTemplate
from enthesis.knowledge.cards.instrument import Instrument
from enthesis.knowledge.cards.protocol import Result
from enthesis.knowledge.cards.review_rule import ReviewRule
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import DATA
from enthesis.vocabulary.errors import BadCard

KNEE = ("prt-koa-1", "prt-koa-2", "prt-koa-3", "prt-koa-4", "prt-koa-5")
RESULT = {
    "id": "a", "outcome": "Pain", "direction": "lower-better", "scale_min": 0, "scale_max": 100,
    "measures": "difference", "arm": "dextrose", "estimate": -10, "sources": ["S04"],
}  # fmt: skip


def result(handbook: Handbook, protocol: str, name: str) -> Result:
    return next(each for each in handbook.protocols[protocol].result if each.id == name)


def altered(folder: str, name: str, **changes: object) -> dict[str, object]:
    table = tomllib.loads(Path(DATA, folder, f"{name}.toml").read_text())
    return {**table, **changes}


# Protocols


def test_all_five_knee_protocols_stand_here(handbook: Handbook) -> None:
    assert {p.id for p in handbook.protocols.values() if p.condition == "knee-oa"} == set(KNEE)


@pytest.mark.parametrize(
    ("protocol", "strengths"),
    [
        ("prt-koa-1", ["25", "15"]), ("prt-koa-2", ["25"]), ("prt-koa-3", ["20", "15"]),
        ("prt-koa-4", ["10"]), ("prt-koa-5", ["16", "12"]),
    ],
)  # fmt: skip
def test_strengths_are_those_that_reach_the_tissue(
    handbook: Handbook, protocol: str, strengths: list[str]
) -> None:
    found = [each.final_dextrose_percent for each in handbook.protocols[protocol].injection]
    assert found == [Decimal(each) for each in strengths]


def test_the_default_protocol_keeps_what_was_read_apart_from_what_was_remembered(handbook: Handbook) -> None:
    joint, attachments = handbook.protocols["prt-koa-1"].injection
    assert (joint.volume_ml, joint.said_by["volume_ml"]) == (6, ("S06",))
    assert (joint.needle_gauge, joint.said_by["needle_gauge"]) == (25, ("M03",))
    assert (attachments.per_point_ml, attachments.said_by["per_point_ml"]) == (Decimal("0.5"), ("S06",))
    assert (attachments.syringe_ml, attachments.said_by["syringe_ml"]) == (Decimal("22.5"), ("M03",))
    assert (attachments.punctures_max, attachments.said_by["punctures_max"]) == (15, ("M03",))


@pytest.mark.parametrize("protocol", ["prt-koa-2", "prt-koa-3", "prt-koa-4", "prt-koa-5"])
def test_a_needle_nobody_confirmed_stays_empty(handbook: Handbook, protocol: str) -> None:
    assert all(each.needle_gauge is None for each in handbook.protocols[protocol].injection)
    assert all(each.needle_mm is None for each in handbook.protocols[protocol].injection)


def test_volumes_are_exact(handbook: Handbook) -> None:
    around = handbook.protocols["prt-koa-5"].injection[1]
    assert (around.per_point_ml, around.points_exact) == (Decimal("2.5"), 4)
    assert isinstance(around.per_point_ml, Decimal)


# Traps


def test_bimonthly_is_every_two_months(handbook: Handbook) -> None:
    assert handbook.protocols["prt-koa-4"].schedule.interval_days == 61


def test_rabago_counts_higher_as_better_so_his_change_is_a_gain(handbook: Handbook) -> None:
    found = result(handbook, "prt-koa-1", "rab-composite-52-dextrose")
    assert (found.direction, found.estimate) == ("higher-better", Decimal("15.3"))
    assert found.improvement > 0


def test_sit_counts_lower_as_better_so_a_minus_favours_dextrose(handbook: Handbook) -> None:
    found = result(handbook, "prt-koa-2", "sit-womac-pain-52")
    assert (found.direction, found.estimate) == ("lower-better", Decimal("-10.34"))
    assert found.improvement == Decimal("10.34")
    assert found.favours == "this-arm"


@pytest.mark.parametrize("protocol", [*KNEE, "prt-te-1"])
def test_what_favours_an_arm_never_contradicts_the_sign(handbook: Handbook, protocol: str) -> None:
    for each in handbook.protocols[protocol].result:
        if each.measures != "level" and each.favours:
            assert (each.improvement > 0) == (each.favours == "this-arm")


def test_the_misprinted_interval_of_euroqol_is_not_written_down(handbook: Handbook) -> None:
    found = result(handbook, "prt-koa-2", "sit-euroqol-vas-52")
    assert (found.estimate, found.ci_low, found.ci_high) == (Decimal("8.64"), None, None)
    assert "5.92" not in Path(DATA, "protocols", "prt-koa-2.toml").read_text()


def test_an_interval_that_cannot_hold_its_estimate_is_refused() -> None:
    misprint = {**RESULT, "direction": "higher-better", "estimate": 8.64, "ci_low": 1.36, "ci_high": 5.92}
    with pytest.raises(msgspec.ValidationError, match="misprint"):
        msgspec.convert(misprint, Result, strict=False)


def test_an_interval_that_holds_its_estimate_is_not_refused() -> None:
    fine = {**RESULT, "estimate": -10.34, "ci_low": -19.2, "ci_high": -1.49}
    assert msgspec.convert(fine, Result, strict=False).ci_high == Decimal("-1.49")


def test_dumais_is_raw_womac_of_96(handbook: Handbook) -> None:
    found = result(handbook, "prt-koa-3", "dum-womac-16-injected")
    assert found.scale_max == 96
    assert found.improvement == Decimal("21.8")
    assert found.improvement_of_100 is not None
    assert round(found.improvement_of_100, 1) == Decimal("22.7")


def test_rabagos_adjusted_change_carries_an_error_and_his_visits_a_deviation(handbook: Handbook) -> None:
    assert result(handbook, "prt-koa-1", "rab-composite-52-dextrose").dispersion_type == "SE"
    assert result(handbook, "prt-koa-1", "rab-pain-52-dextrose").dispersion_type == "SD"


@pytest.mark.parametrize("given", [{"dispersion": 3}, {"dispersion_type": "SE"}])
def test_a_dispersion_without_its_type_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError, match="dispersion"):
        msgspec.convert(RESULT | given, Result, strict=False)


def test_scarpones_control_group_is_not_swapped_with_the_treated_one(handbook: Handbook) -> None:
    card = handbook.protocols["prt-te-1"]
    by_arm = {
        arm: [each.estimate for each in card.result if each.arm == arm] for arm in ("control", "prolotherapy")
    }
    assert by_arm["control"] == [Decimal("4.5"), Decimal("3.6"), Decimal("3.5")]
    assert by_arm["prolotherapy"] == [Decimal("5.1"), Decimal("3.3"), Decimal("0.5")]


def test_a_percent_is_not_mistaken_for_points(handbook: Handbook) -> None:
    assert result(handbook, "prt-koa-4", "ree-pain-12-months").improvement_of_100 is None
    with pytest.raises(msgspec.ValidationError, match="points need"):
        msgspec.convert({**RESULT, "unit": "degrees"}, Result, strict=False)


# Courses


def test_the_three_templates_have_their_bounds(handbook: Handbook) -> None:
    usual, a, b = (handbook.courses[name] for name in ("usual", "leaflet-a", "leaflet-b"))
    assert (usual.interval.minimum_days, usual.interval.default_days, usual.interval.maximum_days) == (
        14,
        28,
        42,
    )
    assert (usual.firm_sessions, usual.cap) == (3, 5)
    assert (a.interval.minimum_days, a.interval.maximum_days) == (7, 14)
    assert b.span is not None
    assert (b.span.minimum_days, b.span.maximum_days, b.count_stated) == (84, 182, False)


@pytest.mark.parametrize("name", ["usual", "leaflet-a", "leaflet-b"])
def test_the_count_by_pain_is_marked_as_a_proposal(handbook: Handbook, name: str) -> None:
    card = handbook.courses[name]
    assert card.said_by["count_as" if card.count_as else "count_by_pain"] == ("proposal",)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"interval": {"minimum_days": 20, "default_days": 14, "maximum_days": 42}}, "minimum_days"),
        ({"interval": {"minimum_days": 14, "default_days": 50, "maximum_days": 42}}, "default_days"),
        ({"interval": {"minimum_days": 14, "maximum_days": 42}}, "span"),
        ({"cap": 4}, "more sessions than cap"),
        ({"count_as": "leaflet-a"}, "count_as"),
        ({"look_as": "leaflet-a"}, "look_as"),
    ],
)
def test_a_template_that_contradicts_itself_is_refused(change: dict[str, object], fault: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=fault):
        msgspec.convert(altered("courses", "usual", **change), CourseTemplate, strict=False)


def test_templates_named_by_others_exist(handbook: Handbook) -> None:
    for card in handbook.courses.values():
        assert not card.count_as or handbook.courses[card.count_as].count_by_pain
        assert not card.look_as or handbook.courses[card.look_as].look
        assert card.adoption is None or card.adoption.setting in handbook.settings
        assert card.adoption is None or card.adoption.rule in handbook.review_rules


# Review rules


def test_every_row_of_the_review_has_its_card(handbook: Handbook) -> None:
    assert {f"rsp-{number}" for number in range(1, 12)} <= set(handbook.review_rules)


def test_a_limit_nobody_wrote_down_is_refused(handbook: Handbook) -> None:
    with pytest.raises(BadCard, match=r"rsp-1\.toml"):
        handbook.review_rules["rsp-1"].limit("days")


def test_half_a_turning_point_is_refused() -> None:
    table = altered("review_rules", "rsp-1", later_decision="hold")
    with pytest.raises(msgspec.ValidationError, match="stand together"):
        msgspec.convert(table, ReviewRule, strict=False)


# Instruments


@pytest.mark.parametrize("name", ["womac", "koos", "koos12", "ndi", "rmdq"])
def test_words_that_may_not_or_need_not_be_shipped_are_not_here(handbook: Handbook, name: str) -> None:
    card = handbook.instruments[name]
    assert card.words == "clinic-copy"
    assert not any(scale.item for scale in card.scale)


def test_only_a_shippable_instrument_holds_words(handbook: Handbook) -> None:
    for card in handbook.instruments.values():
        assert card.licence == "ship" or not any(scale.item for scale in card.scale)


def test_words_of_a_licensed_instrument_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="licence is not ship"):
        msgspec.convert(altered("instruments", "nrs", licence="link"), Instrument, strict=False)


def test_womac_and_koos_have_their_items_counted(handbook: Handbook) -> None:
    counts = {
        name: [s.count for s in handbook.instruments[name].scale] for name in ("womac", "koos", "koos12")
    }
    assert counts == {"womac": [5, 2, 17], "koos": [9, 7, 17, 5, 4], "koos12": [4, 4, 4]}


def test_koos_needs_at_least_half_of_every_part_and_no_more(handbook: Handbook) -> None:
    for name in ("koos", "koos12"):
        for scale in handbook.instruments[name].scale:
            assert scale.needed == -(-scale.count // 2)


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("nrs", "lower-better"), ("psfs", "higher-better"), ("pgic", "higher-better"),
        ("rmdq", "lower-better"),
        ("womac", "lower-better"), ("koos", "higher-better"), ("koos12", "higher-better"),
        ("ndi", "lower-better"), ("goniometer", "higher-better"), ("laxity", "lower-better"),
        ("giving-way", "lower-better"), ("single-leg-stand", "higher-better"), ("grip", "higher-better"),
    ],
)  # fmt: skip
def test_every_instrument_says_which_way_is_better(handbook: Handbook, name: str, direction: str) -> None:
    assert handbook.instruments[name].direction == direction


def test_a_change_that_matters_keeps_the_scale_it_was_quoted_on(handbook: Handbook) -> None:
    [followed] = [each for each in handbook.instruments["ndi"].mcid if each.followed]
    assert (followed.value, followed.of) == (7, 50)


def test_two_followed_changes_for_one_scale_are_refused() -> None:
    table = altered("instruments", "nrs")
    table["mcid"] = [{**each, "followed": True} for each in table["mcid"]]  # type: ignore[attr-defined]
    with pytest.raises(msgspec.ValidationError, match="exactly one is followed"):
        msgspec.convert(table, Instrument, strict=False)


def test_a_sum_over_missing_items_must_say_that_it_prorates() -> None:
    table = altered("instruments", "rmdq")
    table["scale"] = [{**table["scale"][0], "needed": 20}]  # type: ignore[index]
    with pytest.raises(msgspec.ValidationError, match="prorate"):
        msgspec.convert(table, Instrument, strict=False)


@pytest.mark.parametrize("folder", ["protocols", "instruments", "courses", "review_rules"])
def test_every_single_source_stands_in_the_register_and_on_its_card(handbook: Handbook, folder: str) -> None:
    for card in getattr(handbook, folder).values():
        for keys in _named_sources(card):
            assert set(keys) <= set(handbook.sources), card.id
            assert set(keys) <= set(card.sources), f"{card.id}: {keys}"


def _named_sources(holder: msgspec.Struct) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for field in holder.__struct_fields__:
        value = getattr(holder, field)
        if field == "sources":
            found.append(value)
        elif field == "said_by":
            assert set(value) <= {*holder.__struct_fields__, *getattr(holder, "limits", {})}
            found.extend(value.values())
        elif isinstance(value, tuple):
            for each in value:
                if isinstance(each, msgspec.Struct):
                    found.extend(_named_sources(each))
    return found
