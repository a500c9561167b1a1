"""The pages of the time between and after sessions, without a browser."""

import re
from datetime import timedelta

import msgspec
import pytest
from django.test import Client
from django.utils import timezone

from enthesis.actions.change_wish import change_wish
from enthesis.actions.record_answers import SaidAnswer, record_answers
from enthesis.actions.record_session import correct_session
from enthesis.care.clinic_days import open_days
from enthesis.demonstration.people import cast
from enthesis.formats.paper import Table
from enthesis.formats.papers.plan import plan_paper
from enthesis.store.models import ReportRow, ReviewRow, ScoreRow, SessionRow
from enthesis.store.reading.history import session_versions
from enthesis.vocabulary.anatomy import Side
from enthesis.web.handbook import handbook
from enthesis.web.pages.patients import ROAD
from enthesis.web.planning import plan_for
from tests.paper_text import texts

pytestmark = pytest.mark.django_db


def page(client: Client, record: str, path: str) -> str:
    answer = client.get(f"/patients/{record}/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def given(**changes: str) -> dict[str, str]:
    """A session of the right knee as the form sends it."""
    sent = {
        "day": timezone.localdate().isoformat(),
        "by": "Dr Osei",
        "point-knee-joint-right": "6",
        "point-knee-mcl-femoral-right": "0,5",
        "guidance": "ultrasound",
        "aspiration": "none",
        "grade": "0",
    }
    return {**sent, **{name.replace("__", "-"): value for name, value in changes.items()}}


def test_every_stage_has_its_place_on_the_list() -> None:
    placed = [stage for _, _, stages in ROAD for stage in stages]
    assert len(placed) == len(set(placed))
    assert {person.stage for person in cast().values()} <= set(placed)


def test_the_list_tells_every_story_and_leads_with_the_red_flag(
    clinician: Client, records: dict[str, str]
) -> None:
    text = clinician.get("/").content.decode()
    for person in cast().values():
        assert person.story in text
    assert text.index("Nora Falk") < text.index("Maud Okello")
    assert text.count(f"/patients/{records['Nora Falk']}/reports/1") == 1


def test_no_tab_of_anybody_fails(clinician: Client, records: dict[str, str]) -> None:
    for record in records.values():
        for path in ("sessions", "sessions/record", "reports", "scores"):
            page(clinician, record, path)


def test_the_form_begins_with_the_plans_volumes_and_ticks_nothing(
    clinician: Client, records: dict[str, str]
) -> None:
    text = page(clinician, records["Maud Okello"], "sessions/record")
    assert 'name="point-knee-joint-right"' in text
    assert 'value="6"' in text
    assert " checked" not in text


def test_places_without_a_stated_volume_stand_open_and_empty(
    clinician: Client, records: dict[str, str]
) -> None:
    text = page(clinician, records["Piet Hallam"], "sessions/record")
    before = text.partition("Another place")[0]
    assert 'name="point-lumbar-spinous-l4-midline" inputmode="decimal"' in before
    assert 'aria-label="Spinous process of L4, midline, mL" value=""' in before


def test_a_session_is_recorded_and_the_course_goes_on_from_it(
    clinician: Client, records: dict[str, str]
) -> None:
    record = records["Maud Okello"]
    closed = open_days(handbook()).first(timezone.localdate(), timezone.localdate()) is None
    answer = clinician.post(
        f"/patients/{record}/sessions/record", given(reason="On a closed day." if closed else "")
    )
    assert answer.status_code == 302
    made = plan_for(record)
    assert [session.number for session in made.document.history] == [1, 2]
    assert str(made.document.history[1].volume_ml) == "6.5"
    ahead = made.document.course.sessions[2]
    assert ahead.planned >= timezone.localdate() + timedelta(days=14)
    assert "Session 2" in page(clinician, record, "sessions")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"day": "2999-01-01"}, "cannot be right"),
        ({"day": ""}, "day is missing"),
        ({"by": " "}, "Nobody is named"),
        ({"point__knee__joint__right": "600"}, "cannot be right"),
        ({"point__knee__joint__right": "much"}, "cannot be right"),
        ({"point__knee__joint__right": "", "point__knee__mcl__femoral__right": "0"}, "Nothing was injected"),
        ({"grade": "3"}, "nobody says what"),
        ({"point__knee__lcl__fibular__right": "0.5"}, "Doppler"),
    ],
)
def test_what_cannot_be_right_is_asked_again_and_nothing_is_lost(
    clinician: Client, records: dict[str, str], changes: dict[str, str], says: str
) -> None:
    before = SessionRow.objects.count()
    record = records["Maud Okello"]
    answer = clinician.post(
        f"/patients/{record}/sessions/record", given(**changes, complications="", reason="x")
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert SessionRow.objects.count() == before
    assert 'value="0,5"' in answer.content.decode() or "point__knee__mcl__femoral__right" in changes


def test_a_session_against_the_plan_wants_its_reason(clinician: Client, records: dict[str, str]) -> None:
    record = records["Leo Brandt"]
    assert clinician.post(f"/patients/{record}/sessions/record", given()).status_code == 422
    said = given(reason="Given elsewhere, before the chart was read.")
    assert clinician.post(f"/patients/{record}/sessions/record", said).status_code == 302


def test_a_correction_is_shown_with_what_it_corrects(clinician: Client, records: dict[str, str]) -> None:
    record = records["Emil Strand"]
    day = plan_for(record).document.history[2].day - timedelta(days=1)
    sent = given(day=day.isoformat(), reason="The day was a day earlier.")
    assert clinician.post(f"/patients/{record}/sessions/3", sent).status_code == 302
    assert plan_for(record).document.history[2].day == day
    assert len([each for each in session_versions(record) if each.number == 3]) == 2
    assert "Recorded 2 times" in page(clinician, record, "sessions")


def test_a_correction_loses_no_place_and_no_list_that_the_plan_no_longer_shows(
    clinician: Client, records: dict[str, str]
) -> None:
    record = records["Maud Okello"]
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    sent = given(day=day, reason="Before the other side was wished for.")
    assert clinician.post(f"/patients/{record}/sessions/record", sent).status_code == 302
    first = plan_for(record).plan.case.sessions[-1]
    ticked = msgspec.structs.replace(first, checks=("time-out",), reason="The list was ticked on paper.")
    correct_session(record=record, session=ticked, by="Dr Osei")
    wish = msgspec.structs.replace(plan_for(record).plan.case.wish, side=Side.LEFT)
    change_wish(record=record, wish=wish, by="Dr Osei")
    sick = SaidAnswer(question="hot-or-fall", wording="Hot, swollen, or a fall?", value="yes")
    record_answers(record=record, answers=[sick], given_on=timezone.localdate(), by="Dr Osei")
    address = f"/patients/{record}/sessions/{first.number}"
    assert 'name="point-knee-joint-right"' in clinician.get(address).content.decode()
    mended = given(day=day, reason="The joint took more.", point__knee__joint__right="6,5")
    assert clinician.post(address, mended).status_code == 302
    kept = plan_for(record).plan.case.sessions[-1]
    assert {(each.enthesis, str(each.side)) for each in kept.points} == {
        ("knee-joint", "right"),
        ("knee-mcl-femoral", "right"),
    }
    assert kept.checks == ("time-out",)


def test_a_session_that_never_was_is_taken_back(clinician: Client, records: dict[str, str]) -> None:
    record = records["Nora Falk"]
    sent = {"act": "withdraw", "reason": "Recorded for the wrong person."}
    assert clinician.post(f"/patients/{record}/sessions/2", sent).status_code == 302
    assert [session.number for session in plan_for(record).document.history] == [1]
    assert "taken back" in page(clinician, record, "sessions")


def test_an_emergency_stands_above_everything_until_somebody_saw_to_it(
    clinician: Client, records: dict[str, str]
) -> None:
    record = records["Nora Falk"]
    text = page(clinician, record, "plan")
    assert text.index("Call the emergency number now") < text.index("e-verdicts")
    sent = {"found": "no-red-flag", "done": "Seen at once; the joint is dry and cool."}
    address = f"/patients/{record}/reports/1"
    assert clinician.post(f"{address}/dealt", {"found": "no-red-flag"}).status_code == 422
    assert clinician.post(f"{address}/dealt", sent).status_code == 302
    assert "e-alert" not in page(clinician, record, "plan")
    assert "Seen at once" in page(clinician, record, "reports/1")
    assert ReportRow.objects.filter(patient__record_number=record).count() == 1


def test_a_report_is_judged_at_once_and_an_empty_one_is_asked_again(
    clinician: Client, records: dict[str, str]
) -> None:
    record = records["Sunniva Dahl"]
    address = f"/patients/{record}/reports/new"
    assert clinician.post(address, {"told_by": "patient"}).status_code == 422
    answer = clinician.post(address, {"symptom-pus": "yes", "told_by": "patient"}, follow=True)
    assert "Call the emergency number now" in answer.content.decode()
    assert plan_for(record).document.stage.id == "red-flag"


def test_words_alone_are_a_report_that_stays_open(clinician: Client, records: dict[str, str]) -> None:
    record = records["Sunniva Dahl"]
    clinician.post(f"/patients/{record}/reports/new", {"words": "It feels odd."})
    made = plan_for(record).document
    assert made.reports[0].open
    assert made.next_thing.act == "report:2"


def test_too_few_items_give_no_score_and_say_so(clinician: Client, records: dict[str, str]) -> None:
    record = records["Emil Strand"]
    day = timezone.localdate() - timedelta(days=3)
    sent = {"day": day.isoformat(), "item-pain-1": "2"}
    answer = clinician.post(f"/patients/{record}/scores/womac", sent, follow=True)
    assert "No total" in answer.content.decode()


@pytest.mark.parametrize("item", ["5", "-1", "1.5", "a lot"])
def test_an_item_out_of_range_is_asked_again(clinician: Client, records: dict[str, str], item: str) -> None:
    record, before = records["Emil Strand"], ScoreRow.objects.count()
    sent = {"day": timezone.localdate().isoformat(), "item-pain-1": item}
    answer = clinician.post(f"/patients/{record}/scores/womac", sent)
    assert answer.status_code == 422
    assert ScoreRow.objects.count() == before
    said = answer.content.decode()
    assert f'value="{item}"' in said
    assert 'href="#f-item-pain-1"' in said, "the summary leads to the item"
    assert 'aria-describedby="e-item-pain-1"' in said, "the item says what is wrong with it"
    assert "pain-1 cannot be" not in said, "an item is told by its place, not by its id"


def test_a_day_that_cannot_be_is_told_at_the_day(clinician: Client, records: dict[str, str]) -> None:
    answer = clinician.post(
        f"/patients/{records['Emil Strand']}/scores/womac", {"day": "2001-01-01", "item-pain-1": "2"}
    )
    assert answer.status_code == 422
    assert 'href="#f-day"' in answer.content.decode()


def test_what_the_record_holds_is_told_in_words(clinician: Client, records: dict[str, str]) -> None:
    """No id of a question, a choice or an instrument stands where a person reads what was recorded."""
    for record in records.values():
        document = plan_for(record).document
        pieces = [piece for finding in document.findings for piece in finding.evidence]
        assert pieces
        for piece in pieces:
            assert piece.says
            assert piece.says.partition(": ")[0] not in handbook().instruments
            assert piece.says.partition(": ")[0] not in handbook().questions
    emil = page(clinician, records["Emil Strand"], "plan")
    assert "WOMAC, for the knee and hip: 52" in emil
    assert "52.0000" not in emil
    assert ">Session/2<" in page(clinician, records["Nora Falk"], "plan"), "the number people know"


@pytest.mark.parametrize("name", ["Nora Falk", "Maud Okello", "Emil Strand", "Tomas Rein", "Greta Molin"])
def test_no_sentence_of_a_plan_on_paper_ends_twice(
    clinician: Client, records: dict[str, str], name: str
) -> None:
    planned = plan_for(records[name])
    paper = plan_paper(planned.document, planned.words)
    for said in texts(paper):
        assert not re.search(r"(?<!\.)\.[.;](?!\.)|: \.|Done\. Done", said), said
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert all(row[0] for table in tables for row in table.rows), "a row is named by its first cell"


def test_no_item_of_a_licensed_instrument_is_shown(clinician: Client, records: dict[str, str]) -> None:
    text = page(clinician, records["Emil Strand"], "scores/womac")
    assert "clinic&#39;s own licensed copy" in text
    assert text.count("Item ") == 24


def test_a_decision_without_its_reason_is_asked_again(clinician: Client, records: dict[str, str]) -> None:
    record, before = records["Emil Strand"], ReviewRow.objects.count()
    assert clinician.post(f"/patients/{record}/review", {"decision": "refer"}).status_code == 422
    assert ReviewRow.objects.count() == before
    sent = {"decision": "refer", "reason": "No gain; to orthopaedics."}
    assert clinician.post(f"/patients/{record}/review", sent).status_code == 302
    assert plan_for(record).document.stage.id == "referred-on"


def test_a_decision_alone_stands_on_what_was_answered_the_same_day(
    clinician: Client, records: dict[str, str]
) -> None:
    record = records["Maud Okello"]
    clinician.post(f"/patients/{record}/review", {"decision": "continue"})
    review = plan_for(record).document.review
    assert review is not None
    assert "rsp-1" not in {row.rule for row in review.rows}


def test_whoever_was_never_injected_has_no_review(clinician: Client, records: dict[str, str]) -> None:
    answer = clinician.get(f"/patients/{records['Alma Reyes']}/review")
    assert answer.status_code == 302


@pytest.mark.parametrize("ago", [0, 1, 9, 10, 11, 13, 40, 400])
def test_a_course_stopped_at_any_age_is_still_drawn(
    clinician: Client, records: dict[str, str], ago: int
) -> None:
    record = records["Alma Reyes"]
    day = timezone.localdate() - timedelta(days=ago)
    assert (
        clinician.post(f"/patients/{record}/sessions/record", given(day=day.isoformat())).status_code == 302
    )
    clinician.post(f"/patients/{record}/reports/new", {"symptom-pus": "yes", "told_by": "patient"})
    assert plan_for(record).document.stage.id == "red-flag"
    assert "Call the emergency number now" in page(clinician, record, "plan")
    assert "Call the emergency number now" in page(clinician, record, "plan.html")
