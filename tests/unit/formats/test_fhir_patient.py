from datetime import date
from decimal import Decimal

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.errors import BadInput
from tests.charts import TODAY, account_of, case_of, height, observation, patient, weight


@pytest.mark.parametrize(
    ("written", "birth"),
    [
        ("1968", PartialDate(1968)),
        ("1968-03", PartialDate(1968, 3)),
        ("1968-03-04", PartialDate(1968, 3, 4)),
        ("1968-03-04T10:00:00Z", PartialDate(1968, 3, 4)),
        (None, None),
    ],
)
def test_a_birth_date_may_be_whole_partial_or_missing(
    handbook: Handbook, written: str | None, birth: PartialDate | None
) -> None:
    assert case_of(handbook, patient(birth=written)).person.birth == birth


@pytest.mark.parametrize("written", ["1968-13-40", "fourth of March", "68-03-04", "1968/03/04"])
def test_an_unreadable_birth_date_is_counted_and_stays_unknown(handbook: Handbook, written: str) -> None:
    case = case_of(handbook, patient(birth=written))
    assert case.person.birth is None
    assert account_of(case) == {("a date", "cannot be read as a date"): 1}


def test_a_person_born_this_very_day_is_read(handbook: Handbook) -> None:
    assert case_of(handbook, patient(birth=str(TODAY))).person.birth == PartialDate.of(TODAY)


@pytest.mark.parametrize("written", ["2026-11-21", "2027", "2026-12", "1899", "1066-10-14"])
def test_a_birth_in_the_future_or_before_1900_is_refused_in_one_line(
    handbook: Handbook, written: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        case_of(handbook, patient(birth=written))
    assert "\n" not in str(refusal.value)
    assert refusal.value.mend


@pytest.mark.parametrize(
    ("gender", "at_birth", "sex"),
    [
        ("female", None, "female"),
        ("male", None, "male"),
        ("other", None, "other"),
        ("unknown", None, None),
        (None, None, None),
        (None, "F", "female"),
        ("male", "M", "male"),
        ("male", "F", "other"),
        ("female", "UNK", "female"),
    ],
)
def test_a_sex_at_birth_that_differs_rules_nothing_out(
    handbook: Handbook, gender: str | None, at_birth: str | None, sex: str | None
) -> None:
    url = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
    more = {"extension": [{"url": url, "valueCode": at_birth}]} if at_birth else {}
    assert case_of(handbook, patient(gender=gender, **more)).person.sex == sex


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (
            [{"use": "old", "text": "A"}, {"use": "official", "family": "Reyes", "given": ["Al", "Ma"]}],
            "Al Ma Reyes",
        ),
        ([{"use": "usual", "text": "Ally"}, {"use": "nickname", "text": "Al"}], "Ally"),
        ([{"given": [None, "Alma"]}], "Alma"),
        ([{"use": "official"}, {"text": "Alma Reyes"}], "Alma Reyes"),
        ([], ""),
    ],
)
def test_the_official_name_comes_first(
    handbook: Handbook, names: list[dict[str, object]], shown: str
) -> None:
    person = {**patient(), "name": names}
    assert case_of(handbook, person).person.name == shown


def test_the_latest_weight_and_height_are_the_persons_with_day_and_record(handbook: Handbook) -> None:
    case = case_of(
        handbook, weight(82, "2026-10-01"), weight(79.5, "2026-11-01"), weight(90, "2020-01-01"), height(170)
    )
    assert case.person.weight_kg == Decimal("79.5")
    assert case.person.weight_on == PartialDate(2026, 11, 1)
    assert case.person.height_cm == 170
    assert case.person.refs == ("Patient/patient-1", "Observation/observation-2", "Observation/observation-4")
    assert [fact.value for fact in case.facts] == [82, Decimal("79.5"), 90, 170]


def test_a_weight_dated_after_today_counts_only_when_there_is_no_other(handbook: Handbook) -> None:
    assert case_of(handbook, weight(80, "2026-11-01"), weight(99, "2027-01-01")).person.weight_kg == 80
    assert case_of(handbook, weight(99, "2027-01-01")).person.weight_kg == 99


@pytest.mark.parametrize(
    ("value", "unit", "kg"),
    [(176.37, "[lb_av]", "80.00"), (80000, "g", "80"), (176.37, "lbs", "80.00"), (80, "kg", "80")],
)
def test_a_weight_is_converted_to_kilograms(handbook: Handbook, value: float, unit: str, kg: str) -> None:
    measured = observation("Body Weight", value, unit, loinc="29463-7")
    assert case_of(handbook, measured).person.weight_kg == Decimal(kg)


def test_a_dozen_decimals_of_an_export_are_cut_off_downwards(handbook: Handbook) -> None:
    assert case_of(handbook, weight(91.1394812165193)).person.weight_kg == Decimal("91.13")


@pytest.mark.parametrize("kg", [1.9, 401, 70000, -70, 0])
def test_a_latest_weight_no_body_has_is_refused(handbook: Handbook, kg: float) -> None:
    with pytest.raises(BadInput, match="cannot be right"):
        case_of(handbook, weight(kg))


def test_an_old_slip_of_the_finger_does_not_sink_the_chart(handbook: Handbook) -> None:
    assert case_of(handbook, weight(700, "2001-01-01"), weight(70, "2026-11-01")).person.weight_kg == 70


@pytest.mark.parametrize("kg", [2, 400])
def test_the_bounds_of_a_weight_belong_to_it(handbook: Handbook, kg: float) -> None:
    assert case_of(handbook, weight(kg)).person.weight_kg == kg


@pytest.mark.parametrize("unit", ["stone", "", "mm[Hg]", "%"])
def test_a_weight_in_an_unknown_unit_is_counted_and_never_guessed(handbook: Handbook, unit: str) -> None:
    case = case_of(handbook, observation("Body Weight", 70, unit, loinc="29463-7"))
    assert case.person.weight_kg is None
    assert [row.why for row in case.not_understood] == [f"{unit or 'no unit'} cannot be read as kg"]
    assert [fact.value for fact in case.facts] == [None]


def test_today_is_the_day_asked_for_not_the_clocks(handbook: Handbook) -> None:
    with pytest.raises(BadInput):
        case_of(handbook, patient(birth="1968-03-04"), today=date(1960, 1, 1))


@pytest.mark.parametrize(
    "death", [{"deceasedBoolean": True}, {"deceasedDateTime": "2020-05-01"}, {"deceasedDateTime": "sometime"}]
)
def test_a_recorded_death_is_a_fact_so_that_a_rule_may_ask(
    handbook: Handbook, death: dict[str, object]
) -> None:
    assert [fact.text for fact in case_of(handbook, patient(**death)).facts] == ["Dead"]


@pytest.mark.parametrize("death", [{}, {"deceasedBoolean": False}, {"deceasedDateTime": "2030-01-01"}])
def test_the_living_have_no_such_fact(handbook: Handbook, death: dict[str, object]) -> None:
    assert case_of(handbook, patient(**death)).facts == ()
