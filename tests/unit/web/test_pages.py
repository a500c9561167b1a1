"""The pages say what the document says; the same plan through every face."""

import itertools
import json
import re
from datetime import date, timedelta

import msgspec
import pytest
from django.test import Client

from enthesis.actions.upload_chart import upload_chart
from enthesis.demonstration.load import load_demonstration
from enthesis.demonstration.people import cast, chart
from enthesis.formats.day_words import short_day, whole_day
from enthesis.formats.leaflet import leaflet
from enthesis.formats.page import anchor, follows, group_findings, leads, plan_page
from enthesis.formats.papers.leaflet import leaflet_paper, leaflet_pdf
from enthesis.formats.papers.plan import plan_pdf
from enthesis.formats.plan_schema import FindingLine, PlanDocument
from enthesis.formats.timeline import RIGHT, draw_timeline, list_moments
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook
from enthesis.store.reading.given_answers import given_answers
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Severity, Status
from enthesis.web.handbook import handbook
from enthesis.web.planning import plan_for
from tests.people import LEVEL_OF

NAMES = {
    "alma-reyes": "Alma Reyes",
    "ruth-ellery": "Ruth Ellery",
    "yusuf-arden": "Yusuf Arden",
    "greta-molin": "Greta Molin",
    "leo-brandt": "Leo Brandt",
    "maud-okello": "Maud Okello",
    "sunniva-dahl": "Sunniva Dahl",
    "piet-hallam": "Piet Hallam",
    "nora-falk": "Nora Falk",
    "emil-strand": "Emil Strand",
    "ada-winther": "Ada Winther",
    "tomas-rein": "Tomas Rein",
}
CLEAR_WORDS = re.compile(r"nothing found|rules this out|proceed", re.IGNORECASE)


@pytest.fixture
def ruth(records: dict[str, str]) -> PlanDocument:
    return plan_for(records["Ruth Ellery"]).document


def printed_leaflet(document: PlanDocument) -> bytes:
    return leaflet_pdf(leaflet(document, handbook()), handbook())


def test_each_of_the_cast_reaches_the_level_they_are_there_to_show(records: dict[str, str]) -> None:
    assert set(LEVEL_OF) == set(cast())
    for person, level in LEVEL_OF.items():
        assert plan_for(records[NAMES[person]]).document.verdict.level == level, person


def test_bringing_the_cast_in_twice_brings_nobody_twice(records: dict[str, str]) -> None:
    before = {record: len(given_answers(record)) for record in records.values()}
    assert load_demonstration() == 0
    assert {record: len(given_answers(record)) for record in records.values()} == before


def test_a_charts_days_are_counted_back_from_today() -> None:
    assert b"@-" not in chart("ruth-ellery", date(2026, 11, 20))
    assert b"2026-09-21" in chart("ruth-ellery", date(2026, 11, 20))


def test_the_json_paper_is_the_document(
    clinician: Client, records: dict[str, str], ruth: PlanDocument
) -> None:
    told = json.loads(clinician.get(f"/patients/{records['Ruth Ellery']}/plan.json").content)
    assert told["verdict"]["level"] == ruth.verdict.level
    assert [finding["rule"] for finding in told["findings"]] == [finding.rule for finding in ruth.findings]


def test_the_page_and_the_file_hold_every_finding_source_and_medicine(
    clinician: Client, records: dict[str, str], ruth: PlanDocument
) -> None:
    page = clinician.get(f"/patients/{records['Ruth Ellery']}/plan").content.decode()
    for text in (page, plan_page(ruth)):
        for finding in ruth.findings:
            assert f'id="finding-{finding.rule}"' in text
        for source in ruth.bibliography:
            assert f'id="source-{source.key}"' in text
        for key in set(re.findall(r'href="#source-([^"]+)"', text)):
            assert f'id="source-{key}"' in text
        assert text.count("not for patient care") == 1


def test_the_file_fetches_nothing(ruth: PlanDocument) -> None:
    text = plan_page(ruth)
    assert "default-src 'none'" in text
    assert "<script" not in text
    assert not re.search(r'(?:src|href)="(?!#|data:)', text)


def test_what_a_person_typed_is_never_read_as_markup(ruth: PlanDocument) -> None:
    evil = msgspec.structs.replace(ruth.person, name='<script>alert("x")</script>')
    document = msgspec.structs.replace(ruth, person=evil)
    assert "<script>" not in plan_page(document)
    named = msgspec.structs.replace(ruth.person, name="#emph[x] *y* $z$")
    assert printed_leaflet(msgspec.structs.replace(ruth, person=named)).startswith(b"%PDF")


def test_the_leaflet_never_shows_a_patient_a_verdict(records: dict[str, str]) -> None:
    for record in records.values():
        paper = leaflet_paper(leaflet(plan_for(record).document, handbook()), handbook())
        assert not CLEAR_WORDS.search(msgspec.json.encode(paper).decode())


def test_the_leaflet_holds_every_patient_line_once(ruth: PlanDocument) -> None:
    parts = leaflet(ruth, handbook()).parts
    said = [line.id for part in parts for line in part.lines]
    instructions = ruth.instructions
    meant = [
        line.id
        for line in (*instructions.before, *instructions.day, *instructions.after)
        if line.of == "patient"
    ]
    assert sorted(said) == sorted(meant)
    assert [part.is_call for part in parts] == [*(False for _ in parts[1:]), True]


def test_papers_are_the_same_bytes_each_time(ruth: PlanDocument, handbook: Handbook) -> None:
    words = Words(handbook, ruth.language, ruth.condition.id)
    assert printed_leaflet(ruth) == printed_leaflet(ruth)
    assert plan_pdf(ruth, words) == plan_pdf(ruth, words)


def test_a_sign_the_fonts_lack_stops_the_paper_in_one_line(ruth: PlanDocument) -> None:
    person = msgspec.structs.replace(ruth.person, name="王小明")
    with pytest.raises(BadInput, match="fonts lack 王"):
        printed_leaflet(msgspec.structs.replace(ruth, person=person))


def test_the_medicine_that_must_go_on_opens_its_row_and_is_not_said_twice(ruth: PlanDocument) -> None:
    by_say = {pause.say: pause for pause in ruth.pauses}
    aspirin = by_say["do-not-stop"]
    assert leads(aspirin)
    assert not follows(aspirin).casefold().startswith(leads(aspirin).casefold())
    assert leads(by_say["pause"]) == ""


def finding(rule: str, severity: Severity, status: Status, ruth: PlanDocument) -> FindingLine:
    shown = "ASK" if status is Status.NOT_KNOWN and severity.rank >= 2 else severity.value
    return msgspec.structs.replace(
        ruth.findings[0], rule=rule, severity=severity, status=status, shown_as=shown
    )


def test_findings_stand_gravest_first_and_only_three_warnings_unfolded(ruth: PlanDocument) -> None:
    rows = [finding(f"warn-{n}", Severity.WARN, Status.MET, ruth) for n in range(5)]
    rows += [
        finding("ask", Severity.STOP, Status.NOT_KNOWN, ruth),
        finding("hold", Severity.HOLD, Status.MET, ruth),
    ]
    rows += [
        finding("stop", Severity.STOP, Status.MET, ruth),
        finding("no", Severity.STOP, Status.NOT_MET, ruth),
    ]
    groups = group_findings(rows)
    assert [row.rule for row in groups.shown] == ["stop", "hold", "ask", "warn-0", "warn-1", "warn-2"]
    folded = {title: [row.rule for row in group] for group, _, title in groups.folded if group}
    assert folded == {"More to keep in mind": ["warn-3", "warn-4"], "Looked for and not found": ["no"]}


def test_no_finding_is_lost_between_the_groups(records: dict[str, str]) -> None:
    for record in records.values():
        document = plan_for(record).document
        groups = group_findings(document.findings)
        shown = [row.rule for row in groups.shown] + [
            row.rule for group, _, _ in groups.folded for row in group
        ]
        assert sorted(shown) == sorted(row.rule for row in document.findings)


def test_the_drawing_stays_inside_its_frame_and_keeps_the_order_of_days(records: dict[str, str]) -> None:
    for record in records.values():
        document = plan_for(record).document
        drawing = draw_timeline(document)
        if drawing is None:
            assert document.course.sessions == ()
            continue
        for lane in drawing.lanes:
            places = [spot.x for spot in lane.spots]
            assert places == sorted(places)
            assert all(spot.x > 0 and spot.x + spot.width <= RIGHT for spot in lane.spots)


@pytest.mark.parametrize("day", range(1, 31))
def test_the_flag_of_today_covers_no_name_of_a_month(ruth: PlanDocument, day: int) -> None:
    course = msgspec.structs.replace(
        ruth.course,
        sessions=tuple(
            msgspec.structs.replace(session, planned=date(2026, 9, 4) + timedelta(days=28 * at))
            for at, session in enumerate(ruth.course.sessions)
        ),
    )
    drawing = draw_timeline(msgspec.structs.replace(ruth, made_on=date(2026, 11, day), course=course))
    assert drawing is not None
    named = [tick.x for tick in drawing.ticks if tick.title and not tick.is_far]
    assert named
    assert not [x for x in named if drawing.today_x - 103 - 60 < x < drawing.today_x]


def test_labels_of_one_row_do_not_touch(ruth: PlanDocument) -> None:
    close = [
        msgspec.structs.replace(session, planned=date(2026, 12, 1 + 7 * at))
        for at, session in enumerate(ruth.course.sessions[:4])
    ]
    document = msgspec.structs.replace(
        ruth, course=msgspec.structs.replace(ruth.course, sessions=tuple(close))
    )
    drawing = draw_timeline(document)
    assert drawing is not None
    for row in (0, 1):
        places = [spot.x for spot in drawing.lanes[0].spots if spot.row == row]
        assert all(after - before >= 78 for before, after in itertools.pairwise(places))


def test_the_list_says_all_that_the_drawing_shows(ruth: PlanDocument) -> None:
    titles = [moment.title for moment in list_moments(ruth)]
    assert sum(title.startswith("Session") for title in titles) == len(ruth.course.sessions)
    assert sum("Naproxen" in title for title in titles) == len(ruth.course.sessions)
    days = [moment.day for moment in list_moments(ruth)]
    assert days == sorted(days)


def test_days_are_written_as_people_write_them() -> None:
    assert whole_day(date(2026, 12, 1)) == "Tue 1 December 2026"
    assert short_day(date(2026, 12, 1)) == "Tue 1 Dec"


def test_a_question_has_a_place_on_its_page_whatever_its_name() -> None:
    assert anchor("what:fish oil (omega-3)") == "q-what-fish-oil-omega-3"


def test_a_chart_that_cannot_be_read_later_is_told_and_hides_nobody_else(
    clinician: Client, records: dict[str, str]
) -> None:
    upload_chart(record=records["Ruth Ellery"], file_name="broken.json", content=b"{", by="test")
    page = clinician.get("/")
    assert page.status_code == 200
    assert b"Alma Reyes" in page.content
    assert b"No plan" in page.content
    assert clinician.get(f"/patients/{records['Ruth Ellery']}/plan").status_code == 422
