"""Letters and referrals: each speaks for its rule, stays silent otherwise, and stops no medicine (P1)."""

from typing import Any

import msgspec
import pytest

from enthesis.care.values.plan import Plan
from enthesis.formats.papers.asked import Asked
from enthesis.formats.papers.held import letters
from enthesis.formats.papers.letter import letter_paper
from enthesis.formats.papers.referrals import referrals
from enthesis.formats.papers.shelf import Shelf, paper_named, pdf_named, shelf
from enthesis.formats.plan_json import plan_document
from enthesis.formats.plan_schema import FindingLine, PauseLine, PlanDocument
from enthesis.formats.words import Words
from enthesis.knowledge.cards.letter import Letter
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.words import Wording
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Level, Severity, Status
from tests import charts
from tests.paper_text import texts
from tests.spine import spine

WARFARIN = charts.medicine("warfarin sodium 5 MG Oral Tablet", rxnorm="11289")
RHEUMATOID = charts.condition("Rheumatoid arthritis", icd10="M06.9")


def told(plan: Plan, handbook: Handbook) -> tuple[PlanDocument, Words]:
    return plan_document(plan, handbook, all_findings=True), Words(handbook, "en", plan.condition)


@pytest.fixture(scope="module")
def well(handbook: Handbook) -> tuple[PlanDocument, Words]:
    """A low back with nothing to report."""
    return told(spine(handbook, "low-back"), handbook)


@pytest.fixture(scope="module")
def warfarin(handbook: Handbook) -> tuple[PlanDocument, Words]:
    """A neck, and warfarin."""
    return told(spine(handbook, "cervical", WARFARIN), handbook)


def with_finding(document: PlanDocument, rule: str, **more: Any) -> PlanDocument:
    """The document with one finding of this rule and no other."""
    fields = {"rule": rule, "status": Status.MET, "severity": Severity.HOLD, "recorded": False, **more}
    found: FindingLine = msgspec.structs.replace(document.findings[0], **fields)
    return msgspec.structs.replace(document, findings=(found,), pauses=())


def answered_outside(handbook: Handbook) -> list[str]:
    asked = [name for card in handbook.letters.values() if card.kind == "question" for name in card.rules]
    sent = {name for card in handbook.letters.values() if card.kind == "referral" for name in card.rules}
    agreed = [rule.id for rule in handbook.rules.values() if rule.agreed_by and rule.id not in sent]
    return sorted({*asked, *agreed})


def referred(handbook: Handbook) -> list[str]:
    return sorted(
        name for card in handbook.letters.values() if card.kind == "referral" for name in card.rules
    )


def written(document: PlanDocument, words: Words) -> tuple[Asked, ...]:
    return (*letters(document, words), *referrals(document, words))


def test_every_rule_somebody_outside_answers_has_its_letter(
    handbook: Handbook, well: tuple[PlanDocument, Words]
) -> None:
    document, words = well
    assert len(answered_outside(handbook)) > 15
    for rule in answered_outside(handbook):
        (letter,) = letters(with_finding(document, rule, questions=("inr",)), words)
        assert letter.id == rule
        assert letter.to
        agreed = handbook.rules[rule].agreed_by is not None
        assert letter.answers == ((f"agreed:{rule}",) if agreed else ("inr",))
        assert letter.agrees is agreed


@pytest.mark.parametrize(
    "silent",
    [
        {"status": Status.NOT_MET},
        {"status": Status.NOT_KNOWN},
        {"severity": Severity.WARN},  # somebody agreed
        {"recorded": True},  # nobody has said that the record is so
    ],
)
def test_no_letter_where_nothing_is_on_hold(
    handbook: Handbook, well: tuple[PlanDocument, Words], silent: dict[str, Any]
) -> None:
    document, words = well
    for rule in answered_outside(handbook):
        assert letters(with_finding(document, rule, **silent), words) == ()


def test_nobody_is_asked_to_agree_while_a_stop_stands(
    handbook: Handbook, well: tuple[PlanDocument, Words]
) -> None:
    document, words = well
    held = with_finding(document, "med-r5-steroid")
    stopped = msgspec.structs.replace(held.verdict, level=Level.CANNOT_PROCEED)
    assert letters(held, words)
    assert letters(msgspec.structs.replace(held, verdict=stopped), words) == ()


def test_every_place_a_card_sends_to_has_its_referral(
    handbook: Handbook, well: tuple[PlanDocument, Words]
) -> None:
    document, words = well
    assert len(referred(handbook)) > 20
    for rule in referred(handbook):
        for recorded in (False, True):
            (sent,) = referrals(with_finding(document, rule, recorded=recorded), words)
            assert sent.id == rule
            assert sent.recorded is recorded
        for silent in (Status.NOT_MET, Status.NOT_KNOWN):
            assert referrals(with_finding(document, rule, status=silent), words) == ()


def test_a_hold_that_refers_and_may_be_agreed_to_is_one_paper_with_a_reply(
    handbook: Handbook,
) -> None:
    document, words = told(spine(handbook, "disc-herniation"), handbook)
    assert letters(document, words) == ()
    (sent,) = referrals(document, words)
    assert sent.answers == ("agreed:disc-specialist",)
    said = list(texts(letter_paper(sent, document, words)))
    assert "I agree to the injections." in said


def test_the_gravest_referral_stands_first(well: tuple[PlanDocument, Words]) -> None:
    document, words = well
    both = (
        *with_finding(document, "con-a8-prosthesis", severity=Severity.STOP).findings,
        *with_finding(document, "spine-bladder", severity=Severity.STOP).findings,
    )
    sent = referrals(msgspec.structs.replace(document, findings=both), words)
    assert [each.urgency for each in sent] == ["now", "not-stated"]


def test_a_letter_says_who_what_when_and_that_the_medicine_goes_on(
    warfarin: tuple[PlanDocument, Words],
) -> None:
    document, words = warfarin
    (letter,) = letters(document, words)
    said = list(texts(letter_paper(letter, document, words, "EN-0007")))
    whole = "\n".join(said)
    assert "Name: Alma Reyes" in said
    assert "Born: 1968-03-04" in said
    assert "Record: EN-0007" in said
    assert "warfarin sodium 5 MG Oral Tablet" in said
    assert letter.evidence[0].date in said
    assert letter.asks in said
    assert words.text(words.handbook.sentences["paper.letter.goes-on"]) in said
    assert "agreed:med-anticoagulant-deep" in whole
    assert "M25 [memory]" in whole
    assert "[proposal]" in whole
    assert any(document.course.sessions[0].state_says in line for line in said)


def test_a_referral_says_what_is_only_recorded_and_what_nobody_answered(handbook: Handbook) -> None:
    infected = charts.condition("Osteomyelitis of vertebra", icd10="M46.2")
    document, words = told(spine(handbook, "low-back", infected, answers={"spine-bladder": None}), handbook)
    sent = next(each for each in referrals(document, words) if each.id == "con-a1-joint-infection")
    said = list(texts(letter_paper(sent, document, words)))
    assert words.text(words.handbook.sentences["paper.referral.recorded"]) in said
    assert "The same day." in said
    title = {finding.rule: finding.title for finding in document.findings}
    unknown = said[said.index("Asked, and not known") + 1]
    denied = said[said.index("Asked, and answered no") + 1]
    assert title["spine-bladder"] in unknown
    assert title["spine-injury"] in denied
    assert title["spine-bladder"] not in denied


def all_papers(handbook: Handbook, document: PlanDocument, words: Words, pause: PauseLine) -> list[str]:
    """Every letter and referral there can be, and what is said of a medicine no rule speaks of."""
    documents = [with_finding(document, rule) for rule in (*answered_outside(handbook), *referred(handbook))]
    classes = [card for card in handbook.medicine_classes.values() if card.policy == "prescriber"]
    for card in classes:
        row = msgspec.structs.replace(
            pause,
            say="ask-prescriber",
            medicine=card.title["en"],
            says=card.says["en"],
            because=card.because["en"],
            must_agree_says="the prescriber",
        )
        documents.append(msgspec.structs.replace(document, findings=(), pauses=(row,)))
    papers = [letter_paper(each, made, words) for made in documents for each in written(made, words)]
    assert len(papers) == len(documents)
    return ["\n".join(texts(paper)) for paper in papers]


def test_no_letter_stops_a_medicine_or_promises_too_much(
    handbook: Handbook, warfarin: tuple[PlanDocument, Words]
) -> None:
    document, words = warfarin
    wording = Wording(handbook, "en")
    goes_on = words.text(handbook.sentences["paper.letter.goes-on"])
    papers = all_papers(handbook, document, words, document.pauses[0])
    for said in papers:
        assert goes_on in said
        for line in said.split("\n"):
            assert wording.stops_protected(line) == [], line
            assert wording.forbidden(line) == [], line
        assert not (wording.pauses_anti_inflammatory(said) and wording.lacks_carve_out(said)), said


def test_a_planted_order_in_a_letter_would_be_caught(handbook: Handbook) -> None:
    asks = handbook.letters["antithrombotic-deep"].asks["en"]
    planted = asks.replace("The medicine goes on as prescribed.", "Please stop warfarin for five days.")
    assert planted != asks
    assert Wording(handbook, "en").stops_protected(planted)


def test_a_medicine_is_asked_about_once(handbook: Handbook) -> None:
    tamoxifen = charts.medicine("tamoxifen 20 MG Oral Tablet")
    document, words = told(spine(handbook, "low-back", tamoxifen), handbook)
    (letter,) = letters(document, words)
    assert letter.id.startswith("med-"), "the rule asks; the medicine does not ask again"
    alone = msgspec.structs.replace(document, findings=())
    (by_itself,) = letters(alone, words)
    assert by_itself.id == "medicine-tamoxifen"
    agreed = with_finding(document, letter.id, severity=Severity.WARN, evidence=letter.evidence)
    assert letters(msgspec.structs.replace(agreed, pauses=document.pauses), words) == ()


def test_a_medicine_nobody_knows_to_be_taken_is_first_asked_of_the_patient(handbook: Handbook) -> None:
    old = charts.medicine("tamoxifen 20 MG Oral Tablet", on="2018-05-01")
    document, words = told(spine(handbook, "low-back", old), handbook)
    assert any(question.id == "taking:tamoxifen" for question in document.questions)
    assert letters(document, words) == ()


def names(papers: Shelf) -> dict[str, str]:
    return {line.kind: line.name for line in papers.papers}


def test_the_shelf_says_what_is_there_and_why_the_rest_is_not(
    handbook: Handbook, well: tuple[PlanDocument, Words]
) -> None:
    listed = shelf(*well)
    assert names(listed)["leaflet"] == "leaflet"
    for line in listed.papers:
        assert bool(line.name) != bool(line.why_not), line
    assert {line.kind for line in listed.papers if not line.name} == {"labels", "letter", "referral"}
    empty = shelf(*told(spine(handbook, "low-back", empty=True), handbook))
    open_ones = [line.why_not for line in empty.papers if line.kind in ("letter", "referral")]
    assert all("not all is known" in why for why in open_ones), "silence about the unknown would reassure"


def test_a_recorded_hold_says_on_the_shelf_what_its_letter_waits_for(handbook: Handbook) -> None:
    listed = shelf(*told(spine(handbook, "low-back", RHEUMATOID), handbook))
    (letter,) = [line for line in listed.papers if line.kind == "letter"]
    assert letter.name == ""
    assert "Immune or inflammatory disease" in letter.why_not


def test_while_a_stop_stands_only_the_plan_and_the_referral_are_there(handbook: Handbook) -> None:
    document, words = told(spine(handbook, "low-back", answers={"spine-bladder": "yes"}), handbook)
    there = [line.name for line in shelf(document, words).papers if line.name]
    assert there == ["plan", "referral-spine-bladder"]
    assert paper_named("leaflet", document, words) is None
    with pytest.raises(BadInput, match="no paper 'leaflet'"):
        pdf_named("leaflet", document, words)


def test_a_letter_card_that_speaks_to_nobody_is_refused(handbook: Handbook) -> None:
    card = msgspec.to_builtins(handbook.letters["bleeding"])
    with pytest.raises(msgspec.ValidationError, match="who is to see"):
        msgspec.convert({**card, "to": None}, Letter)
    with pytest.raises(msgspec.ValidationError, match="only a referral"):
        msgspec.convert({**card, "kind": "question", "urgency": "now"}, Letter)
