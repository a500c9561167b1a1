"""What is known better later: the newest counts, the older stays, and nothing else is touched."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from enthesis.store.models import PersonDetail, WishRow
from enthesis.web.planning import plan_for
from tests.unit.web.test_intruder import new_patient

STOOD = {
    "weight_kg": "70",
    "height_cm": "170",
    "side": "right",
    "start": "",
    "sedation": "none",
    "course": "usual",
}


@pytest.fixture
def record(clinician: Client) -> str:
    return new_patient(clinician, weight_kg="70", height_cm="170", sedation="none")


def _send(clinician: Client, record: str, **changed: str) -> Any:
    return clinician.post(f"/patients/{record}/details", STOOD | changed)


def test_what_stands_is_shown(clinician: Client, record: str) -> None:
    page = clinician.get(f"/patients/{record}/details").content.decode()
    assert 'value="70"' in page
    assert page.count(" checked") == 2


def test_a_new_weight_counts_from_today(clinician: Client, record: str) -> None:
    assert _send(clinician, record, weight_kg="82.5").status_code == 302
    person = plan_for(record).plan.case.person
    assert (person.weight_kg, person.height_cm) == (Decimal("82.5"), Decimal(170))
    assert str(person.weight_on) == str(timezone.localdate())
    assert PersonDetail.objects.count() == 2
    assert WishRow.objects.count() == 1


def test_a_weight_given_as_an_answer_does_not_outlive_its_mend(clinician: Client) -> None:
    record = new_patient(clinician)
    clinician.post(f"/patients/{record}/questions/D", {"weight": "60"})
    assert plan_for(record).plan.case.person.weight_kg == 60
    _send(clinician, record, weight_kg="66", height_cm="", sedation="")
    assert plan_for(record).plan.case.person.weight_kg == 66


def test_another_side_and_sedation_make_another_plan(clinician: Client, record: str) -> None:
    _send(clinician, record, side="left", sedation="moderate")
    wish = plan_for(record).plan.case.wish
    assert (wish.side, wish.sedation, wish.condition) == ("left", "moderate", "knee-oa")
    assert WishRow.objects.count() == 2
    assert PersonDetail.objects.count() == 1


def test_what_is_not_changed_is_not_written_again(clinician: Client, record: str) -> None:
    assert _send(clinician, record).status_code == 302
    assert (PersonDetail.objects.count(), WishRow.objects.count()) == (1, 1)


@pytest.mark.parametrize("wrong", [{"weight_kg": "7000"}, {"start": "9999-12-31"}, {"side": "up"}])
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    clinician: Client, record: str, wrong: dict[str, str]
) -> None:
    assert _send(clinician, record, **wrong).status_code == 422
    assert (PersonDetail.objects.count(), WishRow.objects.count()) == (1, 1)
