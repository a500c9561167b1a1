"""The second half of the document: medicines, dates, points, instructions, claims."""

from enthesis.care.values.clearance import PlannedWay
from enthesis.care.values.course import Course, Milestone, NoRoom
from enthesis.care.values.instruction import Instruction
from enthesis.care.values.pause import Pause
from enthesis.care.values.plan import Plan
from enthesis.care.values.point import InjectionMap, Point
from enthesis.care.values.sentence import Sentence
from enthesis.formats.plan_schema import (
    ClaimLine,
    CoursePart,
    InstructionLine,
    InstructionsPart,
    MapPart,
    MilestoneLine,
    NoRoomLine,
    PauseLine,
    PlannedNeedleLine,
    PointLine,
    QuoteLine,
    SessionLine,
    SpanLine,
)
from enthesis.formats.words import Words, number
from enthesis.knowledge.cards.card import Card
from enthesis.knowledge.cards.medicine_class import MedicineClass


def pause_line(pause: Pause, plan: Plan, words: Words) -> PauseLine:
    """Write what is said of one medicine."""
    card = _behind_pause(pause, plan, words)
    return PauseLine(
        medicine=pause.medicine,
        key=pause.key,
        medicine_class=pause.medicine_class,
        class_title=words.text(getattr(card, "title", "")) if pause.medicine_class else "",
        say=pause.say,
        say_title=words.label("say", pause.say),
        says=words.say(pause.says),
        because=words.say(pause.because),
        must_agree=pause.must_agree,
        must_agree_says=words.label("must-agree", pause.must_agree),
        spans=tuple(SpanLine(session=s.session, start=s.start, until=s.until) for s in pause.spans),
        clearance_note=words.say(pause.clearance_note),
        question=pause.question,
        how=pause.how,
        how_says=words.label("how", pause.how),
        refs=pause.refs,
        **words.standing(card, more=_behind_half_life(pause, card)),
    )


def _behind_pause(pause: Pause, plan: Plan, words: Words) -> Card:
    """Find who stands behind it: the medicine's class, else the question asked, else who says it."""
    if pause.medicine_class:
        return words.card(pause.medicine_class, "medicine_classes")
    asked = next((question.card for question in plan.questions if question.id == pause.question), "")
    return words.card(asked, "questions") if asked else words.card_saying(pause.says)


def _behind_half_life(pause: Pause, card: Card) -> tuple[str, ...]:
    """Find who says how long this ingredient stays, where that is said."""
    if pause.clearance_note is None or not isinstance(card, MedicineClass):
        return ()
    named = {each.clearance_source for each in card.ingredients if each.name in pause.key.split("+")}
    return tuple(sorted(key for key in named if key))


def course_part(course: Course, words: Words) -> CoursePart:
    """Write the dates of one course."""
    card = words.handbook.courses[course.template]
    return CoursePart(
        template=course.template,
        title=words.text(card.title),
        count_stated=course.count_stated,
        adopted=course.adopted,
        not_yet=words.say(course.not_yet),
        not_yet_patient=words.say(Sentence("leaflet.not-yet")) if course.not_yet else "",
        says=words.say_all(course.says),
        no_room=_no_room_line(course.no_room, words) if course.no_room else None,
        repeat_from=course.repeat_from,
        sessions=tuple(
            SessionLine(
                number=session.number,
                earliest=session.earliest,
                planned=session.planned,
                latest=session.latest,
                state=session.state,
                state_says=words.label("state", session.state),
                why=words.say(session.why),
            )
            for session in course.sessions
        ),
        review_points=tuple(_milestone_line(milestone, words) for milestone in course.review_points),
        follow_up=tuple(_milestone_line(milestone, words) for milestone in course.follow_up),
        **words.standing(card),
    )


def _no_room_line(no_room: NoRoom, words: Words) -> NoRoomLine:
    return NoRoomLine(
        number=no_room.number,
        earliest=no_room.earliest,
        latest=no_room.latest,
        next_open=no_room.next_open,
        says=words.say(no_room.says),
    )


def _milestone_line(milestone: Milestone, words: Words) -> MilestoneLine:
    return MilestoneLine(
        what=milestone.what, day=milestone.day, until=milestone.until, says=words.say(milestone.says)
    )


def map_part(injection_map: InjectionMap, words: Words) -> MapPart:
    """Write the points of one session."""
    return MapPart(
        status=injection_map.status,
        says=words.say(injection_map.says),
        points=tuple(_point_line(point, words) for point in injection_map.points),
        rules=words.say_all(injection_map.rules),
        time_out=words.say_all(injection_map.time_out),
        rescue=words.say_all(injection_map.rescue),
        warnings=words.say_all(injection_map.warnings),
    )


def _point_line(point: Point, words: Words) -> PointLine:
    return PointLine(
        enthesis=point.enthesis,
        title=words.say(point.title),
        side=point.side,
        side_says=words.label("side", point.side),
        compartment=point.compartment,
        why=words.say(point.why),
        tender=point.tender,
        lax=point.lax,
        volume_ml=number(point.volume_ml),
        needle=point.needle,
        needle_longest_mm=number(point.needle_longest_mm),
        guidance=point.guidance,
        structures_at_risk=words.say_all(point.structures_at_risk),
        safe_approach=words.say_all(point.safe_approach),
        artery_check=point.artery_check,
        artery_check_says=words.label("artery-check", point.artery_check),
        hold=words.say(point.hold),
        planned=_planned_line(point.planned, words) if point.planned else None,
        **words.standing(words.card(point.card or point.enthesis, "entheses")),
    )


def _planned_line(planned: PlannedWay, words: Words) -> PlannedNeedleLine:
    judged = planned.judgement
    return PlannedNeedleLine(
        gauge=planned.gauge,
        needle_length_mm=number(planned.needle_length_mm),
        way_mm=number(planned.way_mm),
        margin_model=planned.margin_model,
        level=judged.level,
        level_says=words.label("clearance", judged.level),
        says=words.say(judged.says),
        needed_mm=number(judged.needed_mm),
        structure=judged.structure,
        proved_mm=number(judged.proved_mm),
        confirmed_by=planned.confirmed_by,
        planned_on=planned.planned_on,
        image_on=planned.image_on,
    )


def instructions_part(plan: Plan, words: Words) -> InstructionsPart:
    """Write what to do before, on and after the day."""
    return InstructionsPart(
        before=tuple(_instruction_line(instruction, words) for instruction in plan.before),
        day=tuple(_instruction_line(instruction, words) for instruction in plan.day),
        after=tuple(_instruction_line(instruction, words) for instruction in plan.after),
    )


def _instruction_line(instruction: Instruction, words: Words) -> InstructionLine:
    return InstructionLine(
        id=instruction.id,
        says=words.say(instruction.says),
        of=instruction.of,
        of_says=words.label("of", instruction.of),
        day_from=instruction.day_from,
        day_to=instruction.day_to,
        on=instruction.on,
        gate=instruction.gate,
        gate_says=words.label("gate", instruction.gate),
        question=instruction.question,
        **words.standing(words.card(instruction.card, "preparations", "aftercare", "medicine_classes")),
    )


def claim_line(claim: str, words: Words) -> ClaimLine:
    """Write one statement about the treatment with how far it may be believed."""
    card = words.handbook.claims[claim]
    return ClaimLine(
        id=card.id,
        title=words.text(card.title),
        about=card.about,
        audience=card.audience,
        says=words.text(card.says),
        shown=words.text(card.shown),
        favours=card.favours,
        standing=card.standing,
        leaflet=tuple(
            QuoteLine(leaflet=quote.leaflet, quote=words.text(quote.quote)) for quote in card.leaflet
        ),
        **words.standing(card),
    )
