"""Marking on the map without a browser: a target in the middle, both knees, an older examination, a STOP."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from enthesis.actions.record_examination import record_examination
from enthesis.care.values.case import Examined
from enthesis.store.reading.recorded import recorded
from enthesis.vocabulary.anatomy import Side
from enthesis.web.planning import plan_for


def kept(record: str) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    found = recorded(record)
    assert found
    return {(point.enthesis, str(point.side)): (point.tender, point.lax) for point in found.examined}


def test_a_facet_joint_marked_on_the_right_is_chosen_on_the_right_alone(
    clinician: Client, records: dict[str, str]
) -> None:
    record = records["Piet Hallam"]
    sent = {"lumbar-facet-l4-l5.right.tender": "2", "lumbar-spinous-l5.midline.lax": "1"}
    page = clinician.post(f"/patients/{record}/map/examination", sent, follow=True)
    assert page.redirect_chain[-1][0] == f"/patients/{record}/map"
    assert kept(record) == {
        ("lumbar-facet-l4-l5", "right"): (2, None),
        ("lumbar-spinous-l5", "midline"): (None, 1),
    }
    points = plan_for(record).document.injection_map.points
    assert {(point.enthesis, point.side) for point in points} == set(kept(record))
    html = page.content.decode()
    assert 'name="lumbar-facet-l4-l5.left.tender"' in html
    assert "Tender 2 of 3, laxity not examined" in html


def test_an_older_examination_is_told_and_not_entered_again(
    clinician: Client, records: dict[str, str]
) -> None:
    record = records["Yusuf Arden"]
    before = timezone.localdate() - timedelta(days=9)
    found = Examined(enthesis="knee-pes-anserine", side=Side.LEFT, tender=2, lax=0, guidance="ultrasound")
    record_examination(record=record, points=(found,), examined_on=before, by="test")
    html = clinician.get(f"/patients/{record}/map").content.decode()
    row = html[html.index('id="mark-K5"') :].split("</fieldset>")[0]
    assert row.count('value="" checked') == 2
    assert "Tender 2 of 3, not lax." in row
    assert "which replaces it whole" in html


def test_what_was_entered_today_comes_back_ticked_with_its_artery_check_and_guidance(
    clinician: Client, records: dict[str, str]
) -> None:
    record = records["Yusuf Arden"]
    sent = {
        "knee-lcl-fibular.left.tender": "3",
        "knee-lcl-fibular.left.artery": "none-seen",
        "guidance": "ultrasound",
    }
    html = clinician.post(f"/patients/{record}/map/examination", sent, follow=True).content.decode()
    row = html[html.index('id="mark-K4"') :].split("</fieldset>")[0]
    assert 'value="3" checked' in row
    assert 'value="none-seen" selected' in row
    assert 'value="ultrasound" selected' in html


def test_an_answer_the_form_does_not_offer_keeps_nothing(clinician: Client, records: dict[str, str]) -> None:
    record = records["Yusuf Arden"]
    page = clinician.post(f"/patients/{record}/map/examination", {"knee-joint.left.tender": "9"})
    assert page.status_code == 422
    assert kept(record) == {}


def test_while_a_stop_stands_nothing_is_offered_to_mark(clinician: Client, records: dict[str, str]) -> None:
    html = clinician.get(f"/patients/{records['Leo Brandt']}/map").content.decode()
    assert "Save the examination" not in html
    assert "Say first which side it is" not in html
