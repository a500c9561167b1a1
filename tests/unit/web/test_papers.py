"""The papers of one patient: page and PDF are one value, and nothing is printed that nobody should have."""

from html import unescape

import pytest
from django.test import Client

from enthesis.formats.paper import Paper
from enthesis.formats.papers.shelf import paper_named, shelf
from enthesis.web.planning import plan_for
from tests.paper_text import texts

LETTER = "letter-med-r3-prescribed-nsaid"


def page(clinician: Client, record: str, name: str) -> str:
    answer = clinician.get(f"/patients/{record}/papers/{name}", follow=True)
    assert answer.status_code == 200, name
    return unescape(answer.content.decode())


def test_every_paper_listed_opens_as_page_and_as_pdf(clinician: Client, records: dict[str, str]) -> None:
    for record in records.values():
        planned = plan_for(record)
        listed = unescape(clinician.get(f"/patients/{record}/papers").content.decode())
        for line in shelf(planned.document, planned.words).papers:
            if line.name:
                assert f"/papers/{line.name}.pdf" in listed
                page(clinician, record, line.name)
                pdf = clinician.get(f"/patients/{record}/papers/{line.name}.pdf", follow=True)
                assert pdf.status_code == 200
                assert pdf.content.startswith(b"%PDF")
                assert f"{record}-{line.name}.pdf" in pdf["Content-Disposition"]
            else:
                assert line.why_not in listed


@pytest.mark.parametrize("name", ["plan", LETTER])
def test_the_page_says_every_sentence_of_the_paper(
    clinician: Client, records: dict[str, str], name: str
) -> None:
    record = records["Yusuf Arden"]
    planned = plan_for(record)
    paper = paper_named(name, planned.document, planned.words, record)
    assert isinstance(paper, Paper)
    shown = page(clinician, record, name)
    assert [text for text in texts(paper) if text not in shown] == []


def test_the_reply_to_a_letter_leads_to_its_question(clinician: Client, records: dict[str, str]) -> None:
    shown = page(clinician, records["Yusuf Arden"], LETTER)
    assert "questions#q-agreed-med-r3-prescribed-nsaid" in shown


def test_a_label_carries_the_persons_name_birth_date_and_record(
    clinician: Client, records: dict[str, str]
) -> None:
    record = records["Maud Okello"]
    shown = page(clinician, record, "labels")
    person = plan_for(record).document.person
    for text in (person.name, f"Born: {person.birth}", f"Record: {record}", "Dextrose 25 % (250 mg/mL)"):
        assert text in shown


@pytest.mark.parametrize("name", ["labels", "leaflet", "mixing", "letter-med-r5-steroid", "anything"])
@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_a_paper_that_does_not_exist_says_why(
    clinician: Client, records: dict[str, str], name: str, ending: str
) -> None:
    answer = clinician.get(f"/patients/{records['Leo Brandt']}/papers/{name}{ending}")
    assert answer.status_code == 404
    assert b"This paper does not exist now" in answer.content
    if name != "anything":
        assert b"Artificial joint in this knee" in answer.content


def test_the_mixing_page_shows_a_label_only_where_labels_may_be_printed(
    clinician: Client, records: dict[str, str]
) -> None:
    assert "e-label" in page(clinician, records["Maud Okello"], "mixing")
    held = page(clinician, records["Ada Winther"], "mixing")
    assert "e-label" not in held
    assert "so labels wait" in held
