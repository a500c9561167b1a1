"""The first half of the document: who, the two verdicts, what is open, what was found."""

from datetime import date

from enthesis.care.values.case import Case, NotUnderstood, Person, Wish
from enthesis.care.values.fact import Fact
from enthesis.care.values.finding import Evidence, Finding
from enthesis.care.values.plan import NextThing
from enthesis.care.values.question import OpenQuestion
from enthesis.care.values.verdict import Verdict
from enthesis.formats.evidence_words import evidence_says
from enthesis.formats.plan_schema import (
    AwaySpan,
    ChangeLine,
    ChoiceLine,
    ConditionLine,
    EvidenceLine,
    FindingLine,
    NextThingLine,
    NotUnderstoodLine,
    PersonLine,
    QuestionLine,
    VerdictPart,
    WishLine,
)
from enthesis.formats.words import Words, number, partly
from enthesis.knowledge.cards.question import Question
from enthesis.vocabulary.dates import age_range
from enthesis.vocabulary.status import Severity, Status

_YES_NO = ("yes", "no", "not known")
_MOST_SHOWN = 300  # a report may run to pages
_REFS_SHOWN = 5


def person_line(person: Person, today: date, words: Words) -> PersonLine:
    """Write who the plan is for."""
    return PersonLine(
        name=person.name,
        birth=partly(person.birth),
        age=_age(person, today),
        sex=person.sex,
        sex_says=words.label("sex", person.sex),
        weight_kg=number(person.weight_kg),
        weight_on=partly(person.weight_on),
        height_cm=number(person.height_cm),
    )


def _age(person: Person, today: date) -> str | None:
    if person.birth is None:
        return None
    youngest, oldest = age_range(person.birth, today)
    return str(youngest) if youngest == oldest else f"{youngest}-{oldest}"


def wish_line(wish: Wish, words: Words) -> WishLine:
    """Write what was asked for."""
    return WishLine(
        condition=wish.condition,
        side=wish.side,
        side_says=words.label("side", wish.side),
        start=wish.start,
        sedation=wish.sedation,
        sedation_says=words.label("sedation", wish.sedation),
        course=wish.course,
        away=tuple(AwaySpan(start=start, until=until) for start, until in wish.away),
    )


def condition_line(condition: str, words: Words) -> ConditionLine:
    """Write what is treated, with the evidence label that always stands beside the verdict."""
    card = words.handbook.conditions[condition]
    return ConditionLine(
        id=card.id,
        title=words.text(card.title),
        region=card.region,
        evidence_label=words.text(card.evidence_label),
        evidence=words.text(card.evidence),
        **words.standing(card),
    )


def verdict_part(verdict: Verdict, which: str, words: Words) -> VerdictPart:
    """Write one of the two verdicts."""
    return VerdictPart(
        asks=words.label("asks", which),
        level=verdict.level,
        title=words.label("level", verdict.level),
        says=words.say(verdict.says),
        would_change=tuple(
            ChangeLine(
                rule=change.rule,
                question=change.question,
                to=change.to,
                to_title=words.label("level", change.to),
                says=words.say(change.says),
            )
            for change in verdict.would_change
        ),
    )


def next_thing_line(next_thing: NextThing, words: Words) -> NextThingLine:
    """Write the one next thing to do."""
    return NextThingLine(
        says=words.say(next_thing.says),
        why=words.say(next_thing.why),
        by=next_thing.by,
        question=next_thing.question,
        act=next_thing.act,
    )


def question_line(question: OpenQuestion, words: Words) -> QuestionLine:
    """Write one open question with the words, bounds and choices of its card."""
    card = words.handbook.questions[question.card]
    return QuestionLine(
        id=question.id,
        card=question.card,
        block=question.block,
        block_title=words.label("block", question.block),
        text=words.say(question.text),
        patient_text=words.text(card.patient_text) if question.id == question.card else "",
        hint=words.text(card.hint),
        of=question.of,
        answer=question.answer,
        choices=_choices(question, card, words),
        minimum=card.minimum,
        maximum=card.maximum,
        unit=card.unit,
        good_for=question.good_for,
        settles=question.settles,
        opens=question.opens,
        none_applies=card.none_applies,
        refs=question.refs,
        **words.standing(card),
    )


def _choices(question: OpenQuestion, card: Question, words: Words) -> tuple[ChoiceLine, ...]:
    """Word the choices; yes, no and not sure are the same three everywhere."""
    texts = {choice.id: words.text(choice.text) for choice in card.choices}
    ids = question.choices or (_YES_NO if question.answer == "yes-no" else ())
    return tuple(
        ChoiceLine(id=choice, text=texts.get(choice) or words.label("answer", choice)) for choice in ids
    )


def finding_line(finding: Finding, words: Words) -> FindingLine:
    """Write what one rule says, with the records it stands on."""
    card = words.card(finding.rule, "rules", "review_rules")
    return FindingLine(
        rule=finding.rule,
        title=words.say(finding.title),
        status=finding.status,
        severity=finding.severity,
        shown_as=_shown_as(finding),
        recorded=finding.recorded,
        touches=finding.touches,
        touches_says=words.label("touches", finding.touches),
        says=words.say(finding.says),
        because=words.say(finding.because),
        do_next=words.say(finding.do_next),
        evidence=tuple(_evidence_line(evidence, words) for evidence in finding.evidence),
        questions=finding.questions,
        **words.standing(card),
    )


def _shown_as(finding: Finding) -> str:
    """ASK is never on a card: it is what a STOP or HOLD becomes when not known."""
    asks = finding.status is Status.NOT_KNOWN and finding.severity in (Severity.STOP, Severity.HOLD)
    return "ASK" if asks else finding.severity


def _evidence_line(evidence: Evidence, words: Words) -> EvidenceLine:
    return EvidenceLine(
        ref=evidence.ref,
        text=evidence.text,
        says=evidence_says(evidence, words),
        date=partly(evidence.date),
        value=evidence.value,
        window=evidence.window,
        how=evidence.how,
        how_says=words.label("how", evidence.how),
        by=evidence.by,
    )


def not_understood_lines(
    case: Case, unrecognised: tuple[Fact, ...], words: Words
) -> tuple[NotUnderstoodLine, ...]:
    """Write what the input held that nobody could use, and by name what no card knows."""
    named: dict[tuple[str, str], list[str]] = {}
    for fact in unrecognised:
        said = fact.text or ", ".join(code.value for code in fact.codes)
        concludes = f" ({fact.value})" if fact.kind == "imaging" and fact.value else ""
        named.setdefault((fact.kind, said + concludes), []).append(fact.refs[0] if fact.refs else "")
    unread = (
        NotUnderstoodLine(
            what=f"{words.label('entry', kind)}: {said[:_MOST_SHOWN]}",
            count=len(refs),
            why=words.label("unread", "imaging" if kind == "imaging" else "entry"),
            refs=tuple(ref for ref in refs if ref)[:_REFS_SHOWN],
        )
        for (kind, said), refs in named.items()
    )
    return (*unread, *(_not_understood_line(entry) for entry in case.not_understood))


def _not_understood_line(entry: NotUnderstood) -> NotUnderstoodLine:
    return NotUnderstoodLine(what=entry.what, count=entry.count, why=entry.why, refs=entry.refs)
