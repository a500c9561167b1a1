"""Charts nobody has seen, in the shapes of real exports: nothing crashes, nothing is missed or vanishes."""

from functools import lru_cache

import msgspec
import pytest

from enthesis.care.derive import know
from enthesis.care.plan import plan
from enthesis.care.values.case import Case, Wish
from enthesis.care.values.plan import Plan
from enthesis.formats.fhir.chart import case_from_fhir
from enthesis.formats.plan_json import PlanDocument, plan_document
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.status import Level, Severity, Status
from tests.road import NORMAL, TODAY, answer
from tests.unseen import Unseen, unseen

SEEDS = range(150)
WISH = Wish(condition="knee-oa", side=Side.RIGHT, sedation="none")
READ = ("Condition", "Procedure", "AllergyIntolerance", "MedicationRequest", "MedicationStatement")


class Made(msgspec.Struct):
    """One chart, planned twice: as it is, and with every question answered as a healthy person would."""

    chart: Unseen
    case: Case
    bare: Plan
    answered: Plan
    document: PlanDocument


@lru_cache(maxsize=len(SEEDS))
def made(seed: int, handbook: Handbook) -> Made:
    chart = unseen(seed, handbook)
    case = case_from_fhir(chart.raw, WISH, TODAY, handbook)
    bare = plan(case, handbook, TODAY)
    said = tuple(answer(question, value) for question, value in {**NORMAL, "pregnancy": "no"}.items())
    answered = plan(msgspec.structs.replace(case, facts=(*case.facts, *said)), handbook, TODAY)
    return Made(chart, case, bare, answered, plan_document(answered, handbook))


def test_the_same_seed_gives_the_same_chart(handbook: Handbook) -> None:
    assert unseen(7, handbook) == unseen(7, handbook)
    assert len({unseen(seed, handbook).raw for seed in SEEDS}) == len(SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_clear_by_a_chart_alone(handbook: Handbook, seed: int) -> None:
    bare = made(seed, handbook).bare
    for verdict in (bare.verdict, bare.ready_today):
        assert verdict.level.rank >= Level.QUESTIONS_OPEN.rank


@pytest.mark.parametrize("seed", SEEDS)
def test_every_planted_danger_speaks_with_its_record_whatever_a_person_denies(
    handbook: Handbook, seed: int
) -> None:
    case = made(seed, handbook)
    findings = {found.rule: found for found in case.answered.findings}
    for danger in case.chart.dangers:
        heard = [findings[rule] for rule in danger.rules]
        assert any(found.status in (Status.MET, Status.NOT_KNOWN) for found in heard), danger
        refs = {evidence.ref for found in heard for evidence in found.evidence}
        assert danger.ref in refs, danger
    grave = [findings[rule] for danger in case.chart.dangers for rule in danger.rules]
    if any(
        found.severity in (Severity.STOP, Severity.HOLD) and found.touches == "verdict" for found in grave
    ):
        assert case.answered.verdict.level.rank >= Level.QUESTIONS_OPEN.rank


@pytest.mark.parametrize("seed", SEEDS)
def test_every_planted_medicine_has_its_row(handbook: Handbook, seed: int) -> None:
    case = made(seed, handbook)
    for taken in case.chart.taken:
        rows = [row for row in case.answered.pauses if taken.ref in row.refs]
        assert rows, taken
        assert all(taken.key in row.key for row in rows), (taken, rows)
        twice = [other for other in case.chart.taken if other.key == taken.key]
        allowed = {say for other in twice for say in other.says}
        assert all(row.say in allowed for row in rows), (taken, [row.say for row in rows])


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_refuted_is_heard_by_nobody_and_counted(handbook: Handbook, seed: int) -> None:
    case = made(seed, handbook)
    for ref in case.chart.refused:
        assert ref not in {each.ref for found in case.answered.findings for each in found.evidence}
        assert any(ref in row.refs for row in case.case.not_understood)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_finding_has_a_source_and_every_entry_lands_somewhere(handbook: Handbook, seed: int) -> None:
    case = made(seed, handbook)
    document = case.document
    listed = {source.key for source in document.bibliography}
    for line in document.findings:
        assert line.sources, line.rule
        assert set(line.sources) <= listed
    known = know(case.case, handbook, TODAY)
    recognised = {ref for group in known.by_set.values() for each in group for ref in each.fact.refs}
    in_rows = {ref for row in case.answered.pauses for ref in row.refs}
    counted = {ref for line in document.not_understood for ref in line.refs}
    facts = {ref for fact in case.case.facts for ref in fact.refs}
    for ref in facts:
        if ref.split("/")[0] in READ:
            assert ref in recognised | in_rows | counted, ref
    for each in known.unrecognised:
        assert any(
            (each.fact.text or each.fact.codes[0].value) in line.what for line in document.not_understood
        )
