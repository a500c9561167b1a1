"""A letter to whoever may agree, and a referral: one paper each, from the sentences of the plan.

Each says who it is about, what is planned, what the record holds with its days, the exact question, and that
no medicine is to be stopped or changed on its word (promise P1).
"""

from collections.abc import Iterator

from enthesis.formats.day_words import capitalise, whole_day
from enthesis.formats.leaflet import medicine_says
from enthesis.formats.paper import Block, Paper, Table, bullets
from enthesis.formats.papers.asked import Asked
from enthesis.formats.papers.parts import (
    evidence_table,
    heading,
    made,
    sources_list,
    target,
    told,
    who,
)
from enthesis.formats.plan_schema import PauseLine, PlanDocument
from enthesis.formats.words import Words

Blocks = Iterator[Block | Table]
_REPLIES = ("agree", "not-agree", "other")
_SIGNED = ("name", "date", "signature")


def letter_paper(asked: Asked, document: PlanDocument, words: Words, record: str = "") -> Paper:
    """Put one letter or referral together."""
    title = told(words, f"title.{asked.kind}", title=asked.title)
    parts = _referral if asked.kind == "referral" else _letter
    return Paper(
        title=title,
        heading=title,
        for_whom=f"{told(words, 'to', who=asked.to)} {made(document, words)}",
        notice=document.notice,
        foot=f"{told(words, 'foot', version=document.handbook_version)} {document.review_state.says}",
        language=document.language,
        size_pt=10.5,
        blocks=(
            *_about(document, words, record),
            *parts(asked, document, words),
            *_reply(asked, words, record, document),
            *sources_list(asked.sources, words),
        ),
    )


def _about(document: PlanDocument, words: Words, record: str) -> Blocks:
    yield heading(words, "about")
    yield bullets(who(document.person, words, record))
    yield Block(kind="blanks", items=(told(words, "blank.clinic"),))


def _letter(asked: Asked, document: PlanDocument, words: Words) -> Blocks:
    yield heading(words, "asks")
    yield Block(kind="strong", text=asked.asks)
    yield Block(kind="text", text=f"{asked.says} {asked.because}")
    yield from _medicines_go_on(asked, document, words)
    yield from _planned(document, words)
    yield from _on_record(asked, words)
    yield heading(words, "without")
    yield Block(kind="text", text=told(words, "letter.without"))


def _referral(asked: Asked, document: PlanDocument, words: Words) -> Blocks:
    yield heading(words, "send-to")
    yield Block(kind="strong", text=told(words, f"urgency.{asked.urgency}"))
    yield heading(words, "reason")
    if asked.recorded:
        yield Block(kind="warning", text=told(words, "referral.recorded"))
    yield Block(kind="strong", text=asked.says)
    yield Block(kind="text", text=asked.because)
    yield Block(kind="text", text=told(words, "referral.plan-says", says=asked.do_next))
    yield heading(words, "asks")
    yield Block(kind="strong", text=asked.asks)
    yield from _on_record(asked, words)
    yield from _medicines_go_on(asked, document, words)
    yield from _asked_before(asked, words)


def _planned(document: PlanDocument, words: Words) -> Blocks:
    yield heading(words, "planned")
    yield Block(kind="text", text=told(words, "letter.planned", target=target(document)))
    coming = [session for session in document.course.sessions if session.state != "done"]
    if document.course.not_yet:
        yield Block(kind="text", text=document.course.not_yet)
    if coming:
        yield bullets(
            [
                f"{told(words, 'session', number=str(s.number))}: {whole_day(s.planned)}, {s.state_says}"
                for s in coming
            ]
        )
    else:
        yield Block(kind="text", text=told(words, "letter.no-dates"))


def _on_record(asked: Asked, words: Words) -> Blocks:
    yield heading(words, "record")
    if asked.evidence:
        yield evidence_table(asked.evidence, words)
    for pause in asked.medicines if not asked.evidence else ():
        yield bullets(
            [told(words, "letter.medicine-record", medicine=pause.medicine, refs=", ".join(pause.refs))]
        )
    if not asked.evidence and not asked.medicines:
        yield Block(kind="text", text=told(words, "nothing-recorded"))


def _medicines_go_on(asked: Asked, document: PlanDocument, words: Words) -> Blocks:
    """Say out loud that nothing is stopped on this paper's word, and what the patient is told of each."""
    yield heading(words, "goes-on")
    yield Block(kind="note", text=told(words, "letter.goes-on"))
    listed = tuple(_taken(document)) if asked.kind == "referral" else asked.medicines
    if listed:
        head = (told(words, "column.medicine"), told(words, "column.said"))
        rows = tuple((capitalise(pause.medicine), medicine_says(pause)) for pause in listed)
        yield Table(head=head, columns=("half", "wide"), rows=rows)


def _taken(document: PlanDocument) -> Iterator[PauseLine]:
    return (pause for pause in document.pauses if pause.say != "ended")


def _asked_before(asked: Asked, words: Words) -> Blocks:
    """Say which grave reasons were asked about: those answered no, and those nobody has answered."""
    for key, found in (("answered-no", asked.denied), ("not-known", asked.unknown)):
        if found:
            yield heading(words, key)
            yield Block(kind="text", text=f"{'; '.join(found)}.")


def _reply(asked: Asked, words: Words, record: str, document: PlanDocument) -> Blocks:
    """Give the slip that comes back: what it says is the answer to a question of the plan."""
    if asked.kind == "referral" and not asked.agrees:
        return
    yield heading(words, "reply")
    about = ", ".join(part for part in (document.person.name, record) if part)
    yield Block(kind="text", text=told(words, "reply.about", title=asked.title, who=about))
    if asked.agrees:
        yield Block(kind="ticks", items=tuple(told(words, f"reply.{key}") for key in _REPLIES))
    yield Block(kind="blanks", items=(told(words, "blank.answer"),))
    yield Block(kind="blanks", items=tuple(told(words, f"blank.{key}") for key in _SIGNED))
    if asked.answers:
        yield Block(kind="text", text=told(words, "reply.record", answers=", ".join(asked.answers)))
