"""What people type: a slip is refused at its field, and what is left open stays not known."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.dates import PartialDate
from enthesis.web.forms.new_patient import NewPatientForm

TODAY = date(2026, 11, 20)


def form(**typed: Any) -> NewPatientForm:
    data = QueryDict(mutable=True)
    data.update({"name": "Nora Falk", "condition": "knee-oa", "course": "usual", **typed})
    return NewPatientForm(data, today=TODAY)


def test_name_and_condition_are_enough_and_the_rest_is_not_known() -> None:
    made = form()
    assert made.is_valid(), made.errors
    person, wish = made.person(), made.wish()
    assert (person.birth, person.sex, person.weight_kg, person.height_cm) == (None, None, None, None)
    assert (wish.side, wish.start, wish.sedation) == (None, None, None)
    assert made.medicines() == ()
    assert made.allergies() == ()


@pytest.mark.parametrize(
    ("typed", "birth"),
    [
        ({"birth_year": "1968"}, PartialDate(1968)),
        ({"birth_year": "1968", "birth_month": "3"}, PartialDate(1968, 3)),
        ({"birth_year": "1968", "birth_month": "02", "birth_day": "29"}, PartialDate(1968, 2, 29)),
    ],
)
def test_a_birth_date_may_be_known_in_part(typed: dict[str, str], birth: PartialDate) -> None:
    made = form(**typed)
    assert made.is_valid(), made.errors
    assert made.person().birth == birth


@pytest.mark.parametrize(
    "typed",
    [
        {"birth_day": "14"},
        {"birth_year": "1868"},
        {"birth_year": "2027"},
        {"birth_year": "2026", "birth_month": "12"},
        {"birth_year": "1968", "birth_month": "13"},
        {"birth_year": "1967", "birth_month": "2", "birth_day": "29"},
        {"birth_year": "1968", "birth_day": "3"},
        {"birth_year": "sixty-eight"},
        {"weight_kg": "5"},
        {"weight_kg": "4000"},
        {"weight_kg": "NaN"},
        {"height_cm": "1.68"},
        {"medicine-0-dose": "500"},
        {"medicine-0-text": "naproxen", "medicine-0-dose": "-1"},
        {"medicine-0-text": "naproxen", "medicine-0-times": "twice"},
        {"side": "up"},
        {"sedation": "some"},
        {"start": "soon"},
        {"name": ""},
        {"name": "x" * 201},
    ],
)
def test_a_slip_is_refused(typed: dict[str, str]) -> None:
    assert not form(**typed).is_valid()


def test_a_weight_carries_the_day_it_was_typed() -> None:
    made = form(weight_kg="78.5")
    assert made.is_valid()
    assert (made.person().weight_kg, made.person().weight_on) == (Decimal("78.5"), PartialDate.of(TODAY))


def test_medicines_and_allergies_keep_their_order_and_empty_rows_are_nothing() -> None:
    typed = {
        "medicine-0-text": "",
        "medicine-1-text": "Aspirin",
        "medicine-1-dose": "81",
        "allergy-1": "latex",
    }
    made = form(**typed)
    assert made.is_valid(), made.errors
    assert [(medicine.text, medicine.dose_mg) for medicine in made.medicines()] == [("Aspirin", Decimal(81))]
    assert made.allergies() == ("latex",)


def test_the_wish_is_read_as_it_was_chosen() -> None:
    made = form(side="left", sedation="none", start="2026-12-07", course="leaflet-a")
    assert made.is_valid(), made.errors
    wish = made.wish()
    assert (wish.side, wish.sedation, wish.start, wish.course) == (
        Side.LEFT,
        "none",
        date(2026, 12, 7),
        "leaflet-a",
    )


def test_no_condition_stands_chosen_among_several() -> None:
    made = NewPatientForm(None, today=TODAY)
    assert made.fields["condition"].choices[0][0] == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "typed", [{"condition": "low-back", "side": "left"}, {"condition": "nobody-knows"}, {"condition": ""}]
)
def test_a_wish_that_contradicts_its_condition_is_refused(typed: dict[str, str]) -> None:
    assert not form(**typed).is_valid()
