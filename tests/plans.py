"""A plan made by hand in which every part of a document is filled, for those who read documents.

``every_part(handbook)`` gives the plan and the handbook it leans on; nothing in it is medicine.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from enthesis.care.values.after import Stage
from enthesis.care.values.case import Case, NotUnderstood, Person, Wish
from enthesis.care.values.course import Course, Milestone, NoRoom, Session
from enthesis.care.values.finding import Evidence, Finding
from enthesis.care.values.instruction import Instruction
from enthesis.care.values.pause import Pause, PauseSpan
from enthesis.care.values.plan import NextThing, Plan
from enthesis.care.values.point import InjectionMap, Point
from enthesis.care.values.question import OpenQuestion
from enthesis.care.values.recipe import AnaestheticShare, AnaestheticVolume, Drawn, Recipe
from enthesis.care.values.sentence import Sentence
from enthesis.care.values.verdict import Change, Verdict
from enthesis.knowledge.cards.card import Reviewed
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.status import Level, Severity, Status
from tests import tiny

TODAY = date(2026, 11, 20)
SAYS = Sentence("test.says", {"what": "this"})
WHY = Sentence("test.why")
SENTENCES = {"test.says": {"en": "It says {what}.", "de": "Es sagt {what}."}, "test.why": {"en": "Because."}}


def every_part(base: Handbook) -> tuple[Plan, Handbook]:
    """Fill every part once."""
    handbook = _handbook(base)
    plan = Plan(
        handbook_version=handbook.version,
        made_on=TODAY,
        case=_case(),
        condition="knee-oa",
        verdict=_verdict(Level.PROCEED_WITH_CARE),
        ready_today=_verdict(Level.ON_HOLD),
        next_thing=NextThing(says=SAYS, why=WHY, by=date(2026, 11, 30), question="asked"),
        questions=(_question(),),
        findings=(
            _finding("met", Status.MET, Severity.HOLD),
            _finding("open", Status.NOT_KNOWN, Severity.STOP),
            _finding("silent", Status.NOT_MET, Severity.WARN),
        ),
        pauses=_pauses(handbook),
        course=_course(),
        recipes=(_recipe(handbook),),
        injection_map=_map(handbook),
        before=(_instruction(handbook, "before"),),
        day=(_instruction(handbook, "day"),),
        after=(_instruction(handbook, "after"),),
        claims=(next(iter(handbook.claims)),),
        sources=("A",),
        stage=Stage(id="clear", says=SAYS),
    )
    return plan, handbook


def _handbook(base: Handbook) -> Handbook:
    signed = {"reviewed": Reviewed(by="Dr Amara Lind", on=date(2026, 10, 1)), "sources": ("S03", "M17")}
    rules: list[Any] = [
        tiny.rule("met", (), **signed),
        tiny.rule("open", (), sources=("B",)),
        tiny.rule("silent", (), sources=("derived",)),
    ]
    tiny_one = tiny.handbook(base, rules, [tiny.question("asked", sources=("CARE",))])
    return msgspec.structs.replace(tiny_one, sentences={**base.sentences, **SENTENCES})


def _case() -> Case:
    return Case(
        person=Person(
            name="Ruth Ellery",
            birth=PartialDate(1968),
            sex="female",
            weight_kg=Decimal("78.0"),
            weight_on=PartialDate(2026, 11),
            height_cm=Decimal("1.64E+2"),
        ),
        wish=Wish(
            condition="knee-oa",
            side=Side.RIGHT,
            start=date(2026, 12, 1),
            away=((date(2026, 12, 20), date(2027, 1, 3)),),
        ),
        not_understood=(NotUnderstood(what="Claim", count=3, why="not read here", refs=("Claim/1",)),),
    )


def _verdict(level: Level) -> Verdict:
    change = Change(rule="open", question="asked", to=Level.CLEAR, says=SAYS)
    return Verdict(level=level, says=SAYS, would_change=(change,))


def _question() -> OpenQuestion:
    return OpenQuestion(
        id="asked",
        card="asked",
        block="A",
        text=SAYS,
        of="patient",
        answer="yes-no",
        choices=(),
        good_for=10,
        settles=("open",),
        opens="verdict",
        refs=("Condition/1",),
    )


def _finding(rule: str, status: Status, severity: Severity) -> Finding:
    evidence = Evidence(
        ref="Condition/1",
        text="Gout [\x1b[2J]",
        date=PartialDate(1994, 5),
        value="7 mmol/L",
        window="90 days",
        how="name",
        by="Dr Lind",
    )
    return Finding(
        rule=rule,
        status=status,
        severity=severity,
        title=SAYS,
        says=SAYS,
        because=WHY,
        do_next=SAYS,
        touches="verdict",
        evidence=() if status is Status.NOT_MET else (evidence,),
        questions=("asked",),
    )


def _pauses(handbook: Handbook) -> tuple[Pause, ...]:
    classes = list(handbook.medicine_classes)
    return (
        Pause(
            medicine="Naproxen 500 mg",
            key="naproxen",
            medicine_class=classes[0],
            say="pause",
            says=SAYS,
            because=WHY,
            must_agree="patient",
            spans=(PauseSpan(session=1, start=date(2026, 11, 28), until=date(2026, 12, 8)),),
            clearance_note=SAYS,
            refs=("MedicationRequest/1",),
        ),
        Pause(
            medicine="Aspirin 81 mg",
            key="aspirin",
            medicine_class=classes[1],
            say="do-not-stop",
            says=SAYS,
            because=WHY,
        ),
        Pause(
            medicine="Blue pills",
            key="blue pills",
            medicine_class="",
            say="ask",
            says=SAYS,
            because=WHY,
            question="asked",
            how="name",
        ),
    )


def _course() -> Course:
    first = date(2026, 12, 1)
    return Course(
        template="usual",
        sessions=(
            Session(number=1, earliest=first, planned=first, latest=None, state="planned", why=WHY),
            Session(
                number=2,
                earliest=date(2026, 12, 15),
                planned=date(2026, 12, 29),
                latest=date(2027, 1, 12),
                state="provisional",
                why=WHY,
            ),
        ),
        review_points=(Milestone(what="week-5", day=date(2027, 1, 5), says=SAYS),),
        follow_up=(Milestone(what="weeks-12-16", day=date(2027, 2, 23), until=date(2027, 3, 23), says=SAYS),),
        says=(SAYS,),
        no_room=NoRoom(number=3, earliest=first, latest=first, next_open=None, says=SAYS),
    )


def _recipe(handbook: Handbook) -> Recipe:
    return Recipe(
        name="ligament syringe",
        status="made",
        says=SAYS,
        volume_ml=Decimal("22.50"),
        final_dextrose_percent=Decimal(15),
        stock_dextrose_percent=Decimal("5E+1"),
        side=Side.RIGHT,
        basis="hydrous",
        diluent="saline",
        dextrose_stock_ml=Decimal("6.750"),
        lidocaine_stock_percent=Decimal(1),
        lidocaine_stock_ml=Decimal("4.50"),
        lidocaine_final_percent=Decimal("0.20"),
        other_anaesthetics=(
            AnaestheticVolume(
                drug="ropivacaine",
                stock_percent=Decimal("0.75"),
                stock_ml=Decimal(1),
                final_percent=Decimal("0.1"),
                mg=Decimal("7.5"),
            ),
        ),
        diluent_ml=Decimal("11.25"),
        drawn=Drawn(
            mark_ml=Decimal("0.2"),
            dextrose_stock_ml=Decimal("6.8"),
            lidocaine_stock_ml=Decimal("4.4"),
            diluent_ml=Decimal("11.3"),
            final_dextrose_percent=Decimal("15.1"),
            says=SAYS,
        ),
        dextrose_g=Decimal("3.375"),
        lidocaine_mg=Decimal(45),
        lidocaine_ceiling_mg=Decimal(210),
        osmolarity_mosm_l=Decimal("972.0"),
        shares=(
            AnaestheticShare(
                drug="lidocaine", counts_as="lidocaine", mg=Decimal(45), ceiling_mg=Decimal(210), here=True
            ),
        ),
        warnings=(SAYS,),
        label=(SAYS,),
        handling=(SAYS,),
        cards=(f"solutions/{next(iter(handbook.solutions))}",),
    )


def _map(handbook: Handbook) -> InjectionMap:
    enthesis = next(iter(handbook.entheses))
    point = Point(
        enthesis=enthesis,
        title=SAYS,
        side=Side.RIGHT,
        compartment="extra-articular",
        why=WHY,
        volume_ml=Decimal("0.50"),
        needle="25 G, 38 mm",
        guidance="landmark",
        structures_at_risk=(SAYS,),
        safe_approach=(SAYS,),
        artery_check="not-looked",
        hold=SAYS,
        tender=3,
        lax=1,
        needle_longest_mm=Decimal(38),
    )
    return InjectionMap(
        status="examined",
        says=SAYS,
        points=(point,),
        time_out=(SAYS,),
        rules=(SAYS,),
        rescue=(SAYS,),
        warnings=(SAYS,),
    )


def _instruction(handbook: Handbook, moment: str) -> Instruction:
    card = next(iter(handbook.aftercare))
    fields: dict[str, Any] = {"moment": moment}
    return Instruction(
        id=card,
        says=SAYS,
        of="nurse",
        card=f"aftercare/{card}",
        day_from=-1 if moment == "before" else 0,
        day_to=0,
        gate="drawing-up" if moment == "day" else "",
        **fields,
    )
