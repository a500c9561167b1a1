"""A person's row, and back."""

from decimal import Decimal
from typing import Any, Literal, cast

from enthesis.care.values.case import Person
from enthesis.store.tables.person_detail import PersonDetail
from enthesis.vocabulary.dates import PartialDate

Sex = Literal["female", "male", "other"]


def partial_date(written: str) -> PartialDate | None:
    """Read ``1968``, ``1968-03`` or ``1968-03-14``; an empty text is not known."""
    return PartialDate(*(int(part) for part in written.split("-"))) if written else None


def person_of(row: PersonDetail) -> Person:
    """Make a person of their row; what is empty stays not known."""
    return Person(
        name=row.name,
        birth=partial_date(row.birth),
        sex=cast(Sex, row.sex) if row.sex else None,
        weight_kg=_number(row.weight_kg),
        weight_on=PartialDate.of(row.weight_on) if row.weight_on else None,
        height_cm=_number(row.height_cm),
        refs=(f"PersonDetail/{row.pk}",),
    )


def columns_of(person: Person) -> dict[str, Any]:
    """Give the columns a person is kept in."""
    return {
        "name": person.name,
        "birth": str(person.birth or ""),
        "sex": person.sex or "",
        "weight_kg": person.weight_kg,
        "weight_on": person.weight_on.latest if person.weight_on else None,
        "height_cm": person.height_cm,
    }


def _number(kept: Decimal | None) -> Decimal | None:
    """Drop the zeros the column's scale added: 78.00 kg was recorded as 78."""
    return None if kept is None else Decimal(f"{kept.normalize():f}")
