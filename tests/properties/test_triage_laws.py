"""The laws of triage: total, monotone, and the same as its slow, obvious twin (promises P3 and P9)."""

from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enthesis.care.triage import gates, symptom_questions, triage
from enthesis.care.values.triage import SymptomReport
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Region
from enthesis.vocabulary.status import Status
from enthesis.vocabulary.urgency import Urgency

ANSWERS = ("no", "not known", "yes")
SMALL = ("pus", "cannot-bear-weight", "fever", "painful", "hot", "swollen", "worse")
TABLE = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])

regions = st.sampled_from([region.value for region in Region])
days = st.one_of(st.integers(0, 16), st.sampled_from([111, 112, 113, 200]), st.integers(0, 100_000))


@st.composite
def reports(draw: st.DrawFn, handbook: Handbook) -> SymptomReport:
    region, day = draw(regions), draw(days)
    symptoms = st.sampled_from(sorted(handbook.symptoms))
    said = draw(st.dictionaries(symptoms, st.sampled_from(ANSWERS)))
    if draw(st.booleans()):
        said = {question.id: "no" for question in gates(region, day, handbook)} | said
    hours = draw(st.none() | st.integers(max(0, day * 24 - 23), day * 24 + 23))
    return SymptomReport(region=region, days_since_session=day, hours_since_session=hours, symptoms=said)


def slow_urgency(report: SymptomReport, handbook: Handbook) -> Urgency:
    """Try the table in three worlds: what is certain, what may be, and what nobody has asked."""
    day = report.days_since_session
    first, last = max(0, day * 24 - 23), day * 24 + 23
    if report.hours_since_session is not None:
        first = last = report.hours_since_session
    hours = range(first, last + 1)

    def possible(start: int, end: int | None) -> bool:
        return any(start <= hour and (end is None or hour < end) for hour in hours)

    rows = [
        (rule.urgency, set(signs.all_of))
        for rule in handbook.triage.values()
        if not rule.regions or report.region in rule.regions
        for signs in rule.when
        if possible(signs.from_hours, signs.to_hours)
    ]
    asked = {
        card.id
        for card in handbook.symptoms.values()
        if (not card.regions or report.region in card.regions)
        and possible(card.asked_from_hours, card.asked_to_hours)
    }
    said = dict(report.symptoms)
    yes = {symptom for symptom, answer in said.items() if answer == "yes"}
    may_be = yes | {symptom for symptom, answer in said.items() if answer == "not known"}
    open_too = may_be | (asked - said.keys())
    worlds = [Urgency.EXPECTED]
    worlds += [urgency for urgency, signs in rows if signs <= yes]
    worlds += [
        urgency if urgency.rank < Urgency.SAME_DAY.rank else Urgency.SAME_DAY
        for urgency, signs in rows
        if signs <= may_be
    ]
    worlds += [Urgency.ASK for _, signs in rows if signs <= open_too and not signs <= may_be]
    return max(worlds, key=lambda urgency: urgency.rank)


@TABLE
@given(st.data())
def test_every_report_has_an_answer_and_it_is_the_twins(handbook: Handbook, data: st.DataObject) -> None:
    report = data.draw(reports(handbook))
    assert triage(report, handbook).urgency is slow_urgency(report, handbook)


@TABLE
@given(st.data())
def test_a_worse_answer_never_makes_it_milder(handbook: Handbook, data: st.DataObject) -> None:
    report = data.draw(reports(handbook))
    said = dict(report.symptoms)
    answered = sorted(symptom for symptom, answer in said.items() if answer != "yes")
    if not answered:
        return
    symptom = data.draw(st.sampled_from(answered))
    worse = ANSWERS[ANSWERS.index(said[symptom]) + 1]
    after = SymptomReport(
        region=report.region,
        days_since_session=report.days_since_session,
        hours_since_session=report.hours_since_session,
        symptoms={**said, symptom: worse},
    )
    assert triage(after, handbook).urgency.rank >= triage(report, handbook).urgency.rank


@TABLE
@given(st.data())
def test_expected_is_said_only_when_every_gate_was_answered_no(
    handbook: Handbook, data: st.DataObject
) -> None:
    report = data.draw(reports(handbook))
    found = triage(report, handbook)
    if found.urgency is Urgency.EXPECTED:
        asked = gates(report.region, report.days_since_session, handbook, report.hours_since_session)
        assert all(report.symptoms.get(question.id) == "no" for question in asked)
        assert found.asks == ()


@TABLE
@given(st.data())
def test_knowing_the_hour_never_makes_it_graver_than_the_whole_day(
    handbook: Handbook, data: st.DataObject
) -> None:
    report = data.draw(reports(handbook))
    asked = symptom_questions(report.region, report.days_since_session, handbook)
    said = {question.id: "no" for question in asked} | dict(report.symptoms)
    place = {"region": report.region, "days_since_session": report.days_since_session, "symptoms": said}
    whole = triage(SymptomReport(**place), handbook)
    by_hour = triage(SymptomReport(**place, hours_since_session=report.hours_since_session), handbook)
    assert by_hour.urgency.rank <= whole.urgency.rank


@TABLE
@given(st.data())
def test_what_leads_is_the_gravest_and_its_words_exist(handbook: Handbook, data: st.DataObject) -> None:
    report = data.draw(reports(handbook))
    found = triage(report, handbook)
    assert found.urgency.rank == max(rule.urgency.rank for rule in found.rules)
    assert [rule.urgency.rank for rule in found.rules] == sorted(
        (rule.urgency.rank for rule in found.rules), reverse=True
    )
    for sentence in (found.says, found.suspect, found.action, *(question.asks for question in found.asks)):
        assert sentence.id in handbook.sentences
    if found.urgency is Urgency.EMERGENCY:
        assert found.rules[0].status is Status.MET


def test_a_small_domain_is_monotone_and_the_twins_without_exception(handbook: Handbook) -> None:
    """Every answer to seven symptoms on four days: 8,748 reports, each against all that are one worse."""
    for day in (0, 2, 3, 30):
        calm = {question.id: "no" for question in symptom_questions("knee", day, handbook)}
        table: dict[tuple[str, ...], Urgency] = {}
        for answers in product(ANSWERS, repeat=len(SMALL)):
            said = calm | dict(zip(SMALL, answers, strict=True))
            report = SymptomReport(region="knee", days_since_session=day, symptoms=said)
            table[answers] = triage(report, handbook).urgency
            assert table[answers] is slow_urgency(report, handbook)
        for answers, urgency in table.items():
            for at, answer in enumerate(answers):
                if answer != "yes":
                    worse = (*answers[:at], ANSWERS[ANSWERS.index(answer) + 1], *answers[at + 1 :])
                    assert table[worse].rank >= urgency.rank, (day, answers, worse)
