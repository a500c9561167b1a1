"""A patient's pages in two languages: the translation beside the English, each run marked as its own."""

import re

import pytest
from django.test import Client

from enthesis.formats.healing import healing
from enthesis.formats.leaflet import leaflet
from enthesis.formats.words import Words
from enthesis.store.models import Answer
from enthesis.web.handbook import handbook
from enthesis.web.planning import plan_for

CHINESE = "zh-Hant"
HAN = re.compile("[\u3400-\u9fff]")
MARKED = re.compile(r'<(\w+)[^>]* lang="zh-Hant"[^>]*>(?:(?!</\1>).)*</\1>', re.DOTALL)
UNREVIEWED = ("未經審閱的翻譯", "Unreviewed translation")


def page(clinician: Client, address: str) -> str:
    return clinician.get(address).content.decode()


PAGES = pytest.mark.parametrize(
    "address",
    [
        "/patients/{record}/leaflet",
        "/patients/{record}/questions",
        "/patients/{red_flag}/reports/new",
        "/patients/{red_flag}/reports/1",
        "/healing",
    ],
)


def filled(address: str, records: dict[str, str]) -> str:
    return address.format(record=records["Ruth Ellery"], red_flag=records["Nora Falk"])


@PAGES
def test_every_chinese_word_is_marked_as_chinese(
    clinician: Client, records: dict[str, str], address: str
) -> None:
    text = page(clinician, f"{filled(address, records)}?language={CHINESE}")
    assert HAN.search(text)
    assert not HAN.search(MARKED.sub("", text))


@PAGES
def test_a_page_says_once_in_both_languages_that_nobody_reviewed_it(
    clinician: Client, records: dict[str, str], address: str
) -> None:
    address = filled(address, records)
    text = page(clinician, f"{address}?language={CHINESE}")
    for words in UNREVIEWED:
        assert text.count(words) == 1
    english = page(clinician, address)
    assert UNREVIEWED[1] not in english
    assert HAN.findall(MARKED.sub("", english)) == []


def test_the_page_of_healing_is_whole_in_both_languages(clinician: Client, db: None) -> None:
    english = page(clinician, "/healing")
    text = page(clinician, f"/healing?language={CHINESE}")
    told = healing(Words(handbook(), CHINESE))
    for words in (told.title, told.lead, *told.repair, *told.soreness, *told.reviews):
        assert words in text
        assert words not in english
    for stage in told.stages:
        assert HAN.search(stage.claim.says)
        assert stage.claim.shown in text
    assert len(told.meanings) == len(healing(Words(handbook(), "en")).meanings)
    for line in told.meanings:
        assert f"{line.followed}{line.because}" in text


@pytest.mark.parametrize("person", ["Ruth Ellery", "Alma Reyes", "Greta Molin", "Yusuf Arden"])
def test_every_line_of_the_leaflet_stands_in_both_languages(records: dict[str, str], person: str) -> None:
    planned = plan_for(records[person])
    told = leaflet(planned.document, handbook(), planned.told_in(CHINESE))
    said = [line.says for part in told.parts for line in part.lines]
    said += [part.title for part in told.parts]
    said += [text for row in told.medicines for text in (row.says, *row.spans)]
    said += [text for row in told.sessions for text in (row.name, row.day, row.state)]
    assert len(said) > 40
    for text in (*said, told.heading, told.for_whom, told.notice, *told.words.values()):
        assert HAN.search(text.other), text.english
        assert not HAN.search(text.english)
        assert text.language == CHINESE


def test_the_two_languages_of_a_leaflet_hold_the_same_figures(records: dict[str, str]) -> None:
    planned = plan_for(records["Ruth Ellery"])
    told = leaflet(planned.document, handbook(), planned.told_in(CHINESE))
    for part in told.parts:
        for line in part.lines:
            said = (line.says.english, line.says.other)
            english, chinese = (sorted(re.findall(r"\d[\d,.]*\b", text)) for text in said)
            assert english == chinese, line.id


def test_a_medicine_that_goes_on_says_so_first_in_chinese_too(records: dict[str, str]) -> None:
    planned = plan_for(records["Ruth Ellery"])
    told = leaflet(planned.document, handbook(), planned.told_in(CHINESE))
    aspirin = next(row for row in told.medicines if "Aspirin" in row.medicine)
    assert aspirin.opening is not None
    assert aspirin.opening.other == "請勿停用"
    assert not aspirin.says.other.startswith(("請勿停用", "。"))
    assert "繼續" in aspirin.says.other


def test_a_language_nobody_wrote_is_refused_with_its_mend(clinician: Client, records: dict[str, str]) -> None:
    answer = clinician.get(f"/patients/{records['Ruth Ellery']}/leaflet?language=fr")
    assert answer.status_code == 422
    assert "There is: en, zh-Hant." in answer.content.decode()


def test_answering_in_chinese_stays_in_chinese_and_keeps_the_english_wording(
    clinician: Client, records: dict[str, str]
) -> None:
    record = records["Greta Molin"]
    text = page(clinician, f"/patients/{record}/questions?language={CHINESE}")
    address = f"/patients/{record}/questions/A?language={CHINESE}"
    assert f'action="{address}"' in text
    onward = clinician.post(address, {"act": "none-applies"})
    assert onward["Location"].startswith(f"/patients/{record}/questions?language={CHINESE}#block-")
    kept = Answer.objects.filter(question="fever").latest("id").wording
    assert kept == "Fever, or feeling ill, in the last two days"
    again = page(clinician, f"/patients/{record}/questions?language={CHINESE}")
    assert "最近兩天發燒或覺得生病" in again


def test_what_clinicians_are_asked_stays_in_english(clinician: Client, records: dict[str, str]) -> None:
    text = page(clinician, f"/patients/{records['Greta Molin']}/questions?language={CHINESE}")
    clinicians = text.partition('id="block-D"')[2].partition("</section>")[0]
    questions = re.findall(r"<legend>(.*?)</legend>", clinicians, re.DOTALL)
    assert questions
    assert not any(HAN.search(question) for question in questions)


@pytest.mark.parametrize("name", ["plan", "mixing", "map"])
def test_a_clinicians_page_has_no_chinese(clinician: Client, records: dict[str, str], name: str) -> None:
    assert not HAN.search(page(clinician, f"/patients/{records['Ruth Ellery']}/{name}?language={CHINESE}"))


def test_a_report_asks_and_advises_in_both_languages(clinician: Client, records: dict[str, str]) -> None:
    record = records["Nora Falk"]
    form = page(clinician, f"/patients/{record}/reports/new?language={CHINESE}")
    assert "針孔處有膿" in form
    assert "Is there pus" in form
    sent = clinician.post(f"/patients/{record}/reports/new?language={CHINESE}", {"symptom-pus": "yes"})
    assert sent["Location"].endswith(f"?language={CHINESE}")
    told = page(clinician, sent["Location"])
    assert "請立即撥打緊急救護電話" in told
    assert "Call the emergency number now" in told


def test_a_report_in_english_has_no_chinese(clinician: Client, records: dict[str, str]) -> None:
    text = page(clinician, f"/patients/{records['Nora Falk']}/reports/1")
    assert not HAN.search(MARKED.sub("", text))
    assert "請立即撥打緊急救護電話" not in text
