"""A patient typed in by hand."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from django import forms

from enthesis.care.values.case import Person
from enthesis.vocabulary.dates import PartialDate
from enthesis.web.forms.text import LineField
from enthesis.web.forms.wish import WishForm
from enthesis.web.handbook import handbook

SEXES = (("female", "Female"), ("male", "Male"), ("other", "Other"), ("", "Not known"))
FIRST_YEAR = 1900
ROWS_AT_FIRST = 2
MOST_ROWS = 40


class TypedMedicine(msgspec.Struct, frozen=True, kw_only=True):
    """A medicine as it was typed."""

    text: str
    dose_mg: Decimal | None
    per_day: Decimal | None
    reason: str


class NewPatientForm(WishForm):
    """Name, birth, sex, weight, height, medicines and allergies by name, and the wish.

    Only the name and the condition must be given: what is not known becomes a question.
    """

    name = LineField(error_messages={"required": "Type the patient's name."})
    birth_day = forms.IntegerField(required=False, error_messages={"invalid": "Give the day as a number."})
    birth_month = forms.IntegerField(
        required=False, error_messages={"invalid": "Give the month as a number."}
    )
    birth_year = forms.IntegerField(required=False, error_messages={"invalid": "Give the year as a number."})
    sex = forms.ChoiceField(choices=SEXES, required=False)

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.today = today
        self.fields |= measures()
        self.medicine_rows = self._rows("medicine-{}-text")
        self.allergy_rows = self._rows("allergy-{}")
        for row in range(self.medicine_rows):
            self._add_medicine_row(row)
        for row in range(self.allergy_rows):
            self.fields[f"allergy-{row}"] = LineField(required=False)

    def _rows(self, name: str) -> int:
        """Show as many rows as were sent, and one more when one more was asked for."""
        sent = sum(name.format(row) in self.data for row in range(MOST_ROWS))
        wanted = self.data.get("more") == name.partition("-")[0]
        return min(max(sent + wanted, ROWS_AT_FIRST), MOST_ROWS)

    def _add_medicine_row(self, row: int) -> None:
        number = f"Give the numbers of medicine {row + 1} as digits, above 0."
        said = {"invalid": number, "min_value": number}
        least = Decimal("0.01")
        self.fields[f"medicine-{row}-text"] = LineField(required=False)
        self.fields[f"medicine-{row}-dose"] = forms.DecimalField(
            required=False, min_value=least, max_digits=8, decimal_places=2, error_messages=said
        )
        self.fields[f"medicine-{row}-times"] = forms.DecimalField(
            required=False, min_value=least, max_digits=4, decimal_places=1, error_messages=said
        )
        self.fields[f"medicine-{row}-reason"] = LineField(required=False)

    def clean(self) -> dict[str, Any]:
        """Hold the parts of the birth date together, and each medicine's numbers to a name."""
        said = super().clean() or {}
        try:
            self.birth = self._birth(said)
        except ValueError as fault:
            self.add_error("birth_day" if not said.get("birth_year") else "birth_year", str(fault))
        for row in range(self.medicine_rows):
            more = (said.get(f"medicine-{row}-{part}") for part in ("dose", "times", "reason"))
            if not said.get(f"medicine-{row}-text") and any(more):
                self.add_error(
                    f"medicine-{row}-text", f"Type the name of medicine {row + 1}, or empty its row."
                )
        return said

    def _birth(self, said: dict[str, Any]) -> PartialDate | None:
        day, month, year = (said.get(f"birth_{part}") for part in ("day", "month", "year"))
        if year is None:
            if day or month:
                raise ValueError("Give the year of birth as well.")
            return None
        if not FIRST_YEAR <= year <= self.today.year:
            raise ValueError(f"Give a year of birth from {FIRST_YEAR} to {self.today.year}.")
        if month is not None and not 1 <= month <= 12:
            raise ValueError("Give a month of birth from 1 to 12.")
        if day is not None and (month is None or not 1 <= day <= monthrange(year, month)[1]):
            raise ValueError("Give a day that this month of birth has.")
        birth = PartialDate(year, month, day)
        if birth.earliest > self.today:
            raise ValueError("Give a birth date that is not after today.")
        return birth

    def person(self) -> Person:
        """Give the person; what was left empty stays not known."""
        said = self.cleaned_data
        weight = said["weight_kg"]
        return Person(
            name=said["name"],
            birth=self.birth,
            sex=said["sex"] or None,
            weight_kg=weight,
            weight_on=PartialDate.of(self.today) if weight is not None else None,
            height_cm=said["height_cm"],
        )

    def medicines(self) -> tuple[TypedMedicine, ...]:
        """Give the medicines in the order they were typed."""
        said = self.cleaned_data
        return tuple(
            TypedMedicine(
                text=said[f"medicine-{row}-text"],
                dose_mg=said[f"medicine-{row}-dose"],
                per_day=said[f"medicine-{row}-times"],
                reason=said[f"medicine-{row}-reason"],
            )
            for row in range(self.medicine_rows)
            if said[f"medicine-{row}-text"]
        )

    def allergies(self) -> tuple[str, ...]:
        """Give the allergies in the order they were typed."""
        said = (self.cleaned_data[f"allergy-{row}"] for row in range(self.allergy_rows))
        return tuple(text for text in said if text)


def measures() -> dict[str, forms.Field]:
    """Make the fields of a body's weight and height."""
    return {
        "weight_kg": _measure("weight", "kilograms", 2),
        "height_cm": _measure("height", "centimetres", 1),
    }


def _measure(what: str, unit: str, places: int) -> forms.DecimalField:
    """Make the field of a body's measure, within the limits the handbook holds for a slip of the finger."""
    least = handbook().limits[f"body-{what}-least"].value
    most = handbook().limits[f"body-{what}-most"].value
    said = f"Give the {what} in {unit}, {least} to {most}."
    keys = ("invalid", "min_value", "max_value", "max_decimal_places")
    return forms.DecimalField(
        required=False,
        min_value=least,
        max_value=most,
        decimal_places=places,
        error_messages=dict.fromkeys(keys, said),
    )
