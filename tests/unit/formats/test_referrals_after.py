"""After a session: an urgent report refers until somebody saw to it, and so does a review that says so."""

from datetime import date
from typing import Any

import msgspec
import pytest

from enthesis.formats.history_schema import (
    DealtLine,
    DoneSessionLine,
    HeldReviewLine,
    ReportLine,
    ReviewPart,
    ReviewRow,
)
from enthesis.formats.papers.letter import letter_paper
from enthesis.formats.papers.plan import plan_paper
from enthesis.formats.papers.referrals import referrals
from enthesis.formats.plan_json import plan_document
from enthesis.formats.plan_schema import PlanDocument
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.status import Severity, Status
from enthesis.vocabulary.urgency import Urgency
from tests.paper_text import texts
from tests.spine import spine

DAY = date(2026, 11, 19)


@pytest.fixture(scope="module")
def well(handbook: Handbook) -> tuple[PlanDocument, Words]:
    made = spine(handbook, "low-back")
    return plan_document(made, handbook, all_findings=True), Words(handbook, "en", made.condition)


def report(**more: Any) -> ReportLine:
    fields: dict[str, Any] = {
        "number": 1, "day": DAY, "session": 2, "days_since_session": 4, "told_by": "patient",
        "told_by_says": "the patient", "words": "It burns", "yes": ("Fever",), "not_known": ("Swollen",),
        "urgency": Urgency.EMERGENCY, "says": "Emergency.", "suspect": "An infection.", "action": "Call now.",
        "clinician": "Septic arthritis.", "rules": ("bleeding",), "open": True, "dealt": None, "by": "",
        "refs": ("Report/1",),
    }  # fmt: skip
    return ReportLine(**(fields | more))


def with_report(document: PlanDocument, **more: Any) -> PlanDocument:
    return msgspec.structs.replace(document, reports=(report(**more),))


@pytest.mark.parametrize(("urgency", "soon"), [(Urgency.EMERGENCY, "now"), (Urgency.SAME_DAY, "same-day")])
def test_an_urgent_report_refers_with_what_was_told(
    well: tuple[PlanDocument, Words], urgency: Urgency, soon: str
) -> None:
    document, words = with_report(well[0], urgency=urgency), well[1]
    (sent,) = referrals(document, words)
    assert (sent.id, sent.urgency, sent.agrees) == ("report-1", soon, False)
    said = list(texts(letter_paper(sent, document, words, "EN-0007")))
    for text in ("An infection.", "It burns", "Fever", "Report/1", DAY.isoformat()):
        assert text in said
    assert any("Told 4 days after session 2." in line for line in said)
    assert said[said.index("Asked, and not known") + 1] == "Swollen."
    assert any(line.startswith("M35 [memory]") for line in said)


@pytest.mark.parametrize(
    "silent",
    [
        {"open": False},
        {"urgency": Urgency.WITHIN_72H},
        {"urgency": Urgency.ASK},
        {"urgency": Urgency.EXPECTED},
    ],
)
def test_a_report_seen_to_or_not_urgent_refers_nobody(
    well: tuple[PlanDocument, Words], silent: dict[str, Any]
) -> None:
    assert referrals(with_report(well[0], **silent), well[1]) == ()


def reviewed(document: PlanDocument, decision: str) -> PlanDocument:
    row = ReviewRow(
        rule="rsp-6", title="No gain", status=Status.MET, severity=Severity.STOP, decision=decision,
        says="Three sessions brought nothing.", because="Series stopped.", do_next="End the course.",
        sources=("CARE",), grade="custom", grade_says="clinical custom", reviewed=None, reviewed_says="",
    )  # fmt: skip
    unknown = msgspec.structs.replace(
        row, rule="rsp-1", title="Red flag", status=Status.NOT_KNOWN, decision=""
    )
    review = ReviewPart(
        decision=decision, says="End the course; refer.", decided_by=("rsp-6",), due=None, is_due=True,
        rows=(row, unknown), held=(),
    )  # fmt: skip
    return msgspec.structs.replace(document, review=review)


def test_a_review_that_refers_says_why_and_what_is_not_known(well: tuple[PlanDocument, Words]) -> None:
    document, words = reviewed(well[0], "refer"), well[1]
    (sent,) = referrals(document, words)
    said = "\n".join(texts(letter_paper(sent, document, words)))
    assert sent.id == "review"
    for text in (
        "Three sessions brought nothing.",
        "Series stopped.",
        "End the course.",
        "Red flag",
        "CARE [ruling]",
    ):
        assert text in said
    assert "No source says how soon" in said


def test_a_persons_decision_to_refer_gives_their_reason_and_claims_no_failed_course(
    well: tuple[PlanDocument, Words],
) -> None:
    document, words = reviewed(well[0], "refer"), well[1]
    assert document.review is not None
    held = HeldReviewLine(
        day=DAY, decision="refer", decision_says="Refer", reason="A lump that grows.", by="Dr Lind"
    )
    review = msgspec.structs.replace(document.review, rows=(), decided_by=(), held=(held,))
    document = msgspec.structs.replace(document, review=review)
    (sent,) = referrals(document, words)
    said = "\n".join(texts(letter_paper(sent, document, words)))
    assert "A lump that grows." in said
    assert "Dr Lind" in said
    assert "without a gain" not in said


@pytest.mark.parametrize("decision", ["hold", "continue", "stop", "finish"])
def test_a_review_that_decides_otherwise_refers_nobody(
    well: tuple[PlanDocument, Words], decision: str
) -> None:
    assert referrals(reviewed(well[0], decision), well[1]) == ()


def test_the_plan_on_paper_tells_what_took_place(well: tuple[PlanDocument, Words]) -> None:
    document, words = reviewed(well[0], "hold"), well[1]
    done = DoneSessionLine(
        number=1, day=date(2026, 10, 1), by="Dr Lind", guidance="", aspiration="", points=(), syringes=(),
        volume_ml=None, checks=(), checks_says=(), complications="", adverse_grade=None, reason="", refs=(),
    )  # fmt: skip
    dealt = DealtLine(day=DAY, found="no-red-flag", found_says="No red flag", done="Advice.", by="Nurse Ode")
    told = report(open=False, dealt=dealt)
    full = msgspec.structs.replace(document, history=(done,), reports=(told,))
    said = "\n".join(texts(plan_paper(full, words)))
    for text in (
        "only the day is known",
        "It burns",
        "Nurse Ode",
        "No red flag",
        "Three sessions brought nothing.",
    ):
        assert text in said
    assert document.stage.says in said
    assert "Since the first session" not in "\n".join(texts(plan_paper(well[0], words)))
