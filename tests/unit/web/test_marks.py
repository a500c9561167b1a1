"""What the hand found, laid on the map: letters and words, and a form that loses nothing it shows."""

from typing import Any

import pytest
from django.http import QueryDict

from enthesis.care.values.case import Examined
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput
from enthesis.web.examining import mark_key, mark_letters
from enthesis.web.forms.examination import exam_rows, guidance_now, guidance_offered, read_examination


def hand(place: str = "pes-anserine", **found: Any) -> Examined:
    return Examined(enthesis=f"knee-{place}", side=Side.RIGHT, **found)


@pytest.mark.parametrize(
    ("tender", "lax", "letters"),
    [
        (2, 1, "TL"),
        (1, 0, "T"),
        (1, None, "T"),
        (0, 3, "L"),
        (None, 3, "L"),
        (0, 0, "0"),
        (None, None, ""),
        (0, None, "?"),
        (None, 0, "?"),
    ],
)
def test_the_letters_never_take_a_grade_nobody_gave_for_a_no(
    tender: int | None, lax: int | None, letters: str
) -> None:
    assert mark_letters(mark_key(hand(tender=tender, lax=lax))) == letters


def test_a_place_nobody_looked_at_has_no_letters() -> None:
    assert mark_letters(mark_key(None)) == ""


def test_what_was_found_before_is_shown_and_not_entered(handbook: Handbook) -> None:
    (row,) = (
        row
        for row in exam_rows(handbook, "knee-oa", Side.RIGHT, (), before=(hand(tender=2, lax=0),))
        if row.enthesis == "knee-pes-anserine"
    )
    assert row.now is None
    assert row.found == hand(tender=2, lax=0)


@pytest.mark.parametrize(
    ("guidances", "shown"),
    [
        ((), ""),
        ((None,), ""),
        (("ultrasound", "ultrasound"), "ultrasound"),
        (("ultrasound", None), "as-recorded"),
    ],
)
def test_the_guidance_shown_is_what_was_recorded_for_all(
    handbook: Handbook, guidances: tuple[Any, ...], shown: str
) -> None:
    places = ("pes-anserine", "joint")
    found = tuple(
        hand(place, tender=1, guidance=said) for place, said in zip(places, guidances, strict=False)
    )
    assert guidance_now(exam_rows(handbook, "knee-oa", Side.RIGHT, found)) == shown


def test_guidance_that_differs_from_place_to_place_is_kept_place_by_place(handbook: Handbook) -> None:
    found = (hand(tender=1, guidance="landmark"), hand("joint", tender=2, guidance="ultrasound"))
    rows = exam_rows(handbook, "knee-oa", Side.RIGHT, found)
    sent = QueryDict(mutable=True)
    sent["guidance"] = guidance_now(rows)
    for row in rows:
        if row.now:
            sent[f"{row.name}.tender"] = str(row.now.tender)
    sent["knee-mcl-femoral.right.tender"] = "1"
    kept = {point.enthesis: point.guidance for point in read_examination(rows, sent)}
    assert kept == {
        "knee-pes-anserine": "landmark",
        "knee-joint": "ultrasound",
        "knee-mcl-femoral": None,
    }


def test_fluoroscopy_is_offered_where_a_place_asks_for_it_alone(handbook: Handbook) -> None:
    assert "fluoroscopy" in guidance_offered(exam_rows(handbook, "cervical", None, ()))
    assert "fluoroscopy" not in guidance_offered(exam_rows(handbook, "knee-oa", Side.RIGHT, ()))


@pytest.mark.parametrize("sent", ["4", "-1", "yes"])
def test_a_grade_the_form_does_not_offer_is_refused(handbook: Handbook, sent: str) -> None:
    rows = exam_rows(handbook, "knee-oa", Side.RIGHT, ())
    form = QueryDict(mutable=True)
    form["knee-pes-anserine.right.tender"] = sent
    with pytest.raises(BadInput, match="not a grade"):
        read_examination(rows, form)
