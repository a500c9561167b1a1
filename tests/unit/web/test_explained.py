"""The pages behind every plan: healing without dates, and each disagreement whole."""

import re

import pytest
from django.test import Client

from enthesis.formats.contradictions import contradiction_lines
from enthesis.formats.healing import healing
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook

A_DAY = re.compile(r"\b(?:days?|weeks?|months?|hours?)\b|\d{4}", re.IGNORECASE)


@pytest.fixture
def words(handbook: Handbook) -> Words:
    return Words(handbook, "en")


def page(clinician: Client, address: str) -> str:
    answer = clinician.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def told(text: str) -> str:
    """What a page shows, without its marks, as one line of plain text."""
    plain = re.sub(r"<[^>]+>", " ", text)
    for sign, mark in (("&#39;", "'"), ("&#34;", '"'), ("&amp;", "&")):
        plain = plain.replace(sign, mark)
    return " ".join(plain.split())


def test_every_disagreement_shows_both_leaflets_the_trials_and_what_is_followed(
    clinician: Client, words: Words
) -> None:
    shown = told(page(clinician, "/contradictions"))
    lines = contradiction_lines(words)
    assert len(lines) >= 28
    for line in lines:
        for part in (
            line.title,
            line.leaflet_a,
            line.leaflet_b,
            line.literature,
            line.followed,
            line.because,
        ):
            assert part in shown, line.id
        if line.switch is not None:
            assert line.switch.title in shown


def test_a_leaflet_that_is_silent_is_said_to_be(clinician: Client, words: Words) -> None:
    silent = sum((line.leaflet_a == "") + (line.leaflet_b == "") for line in contradiction_lines(words))
    assert silent > 0
    assert page(clinician, "/contradictions").count("Says nothing of it.") == silent


def test_the_switch_shows_where_it_stands_and_may_go(words: Words) -> None:
    switches = {line.id: line.switch for line in contradiction_lines(words) if line.switch is not None}
    days = switches["ctr-11"]
    assert (days.setting, days.value, days.bounds) == ("nsaid-days-before", "3 d", "2 to 14")
    assert (switches["ctr-9"].value, switches["ctr-9"].bounds) == ("off", "on or off")


def test_no_stage_of_healing_carries_a_day(words: Words) -> None:
    stages = healing(words).stages
    assert len(stages) >= 3
    for stage in stages:
        if stage.claim.standing == "proposed":
            assert "proposed" in f"{stage.claim.says} {stage.claim.shown}".casefold()
        if stage.claim.id != "healing-inflammation":  # its soreness may have days, which CARE 14 allows
            assert not A_DAY.search(stage.claim.says), stage.claim.id
    assert not any(A_DAY.search(line) for line in healing(words).repair if "no dates" not in line)


def test_the_healing_page_shows_every_part_with_its_grade(clinician: Client, words: Words) -> None:
    shown = told(page(clinician, "/healing"))
    known = healing(words)
    for stage in known.stages:
        assert stage.claim.says in shown
        assert stage.claim.shown in shown
        assert stage.standing_says in shown
    for line in (*known.repair, *known.soreness, *known.reviews):
        assert line in shown
    assert {line.id for line in known.meanings} >= {"ctr-13", "ctr-14", "ctr-15"}
    assert "you are here" not in shown.casefold()


@pytest.mark.parametrize("address", ["/contradictions", "/healing"])
def test_every_source_named_on_the_page_stands_at_its_end(clinician: Client, address: str) -> None:
    text = page(clinician, address)
    named = set(re.findall(r'href="#source-([^"]+)"', text))
    assert named
    assert all(f'id="source-{key}"' in text for key in named)


def test_both_pages_are_reached_from_the_plan_and_from_every_foot(
    clinician: Client, records: dict[str, str]
) -> None:
    plan = page(clinician, f"/patients/{records['Ruth Ellery']}/plan")
    start = page(clinician, "/")
    for address in ("/contradictions", "/healing"):
        assert plan.count(f'href="{address}"') == 2
        assert start.count(f'href="{address}"') == 1
