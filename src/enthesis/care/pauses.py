"""What to do with each medicine around the sessions.

Only an anti-inflammatory taken for the target pain, or bought, is ever paused. Whatever must go on is
said out loud, as firmly as what pauses (promise P1). Source: CARE:4.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

import msgspec

from enthesis.care.medicines import last_taken
from enthesis.care.values.course import Session
from enthesis.care.values.known import Known, KnownMedicine
from enthesis.care.values.pause import Pause, PauseSpan, Say
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.cards.medicine_class import MedicineClass
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.settings import whole
from enthesis.vocabulary.dates import written_partly
from enthesis.vocabulary.status import Status

_ORDER: dict[Say, int] = {
    "pause": 0, "do-not-stop": 1, "ask-prescriber": 2, "ask": 3, "note": 4, "goes-on": 5, "ended": 6,
}  # fmt: skip


_IN_WASHOUT = "nsaid-in-washout"


class _Window(msgspec.Struct, frozen=True):
    """The clinic's pause, in whole days before and after a session."""

    before: int
    after: int


def plan_pauses(known: Known, sessions: Iterable[Session], handbook: Handbook) -> tuple[Pause, ...]:
    """Say of every medicine what to do with it, with the dates of each pause."""
    window = _window(handbook)
    sessions = tuple(session for session in sessions if session.state != "done")
    rows = [_row(medicine, sessions, window, handbook) for medicine in known.medicines]
    return tuple(sorted(rows, key=lambda row: (_ORDER[row.say], row.medicine)))


def earliest_session(known: Known, handbook: Handbook) -> date:
    """Give the first day a needle may go in, as far as pauses decide it.

    An anti-inflammatory whose last dose nobody knows counts as taken today.
    """
    window = _window(handbook)
    clear_days = [
        _last_taken(medicine, known.today) + timedelta(days=window.before)
        for medicine in known.medicines
        if (medicine.taking is not Status.NOT_MET or _IN_WASHOUT in medicine.classes)
        and _is_pausable(medicine, handbook)
    ]
    return max([known.today, *clear_days])


def washout_days(known: Known, handbook: Handbook) -> int:
    """Give the days a session must leave before it for a pause; zero when nothing is paused."""
    paused = any(m.taking is not Status.NOT_MET and _is_pausable(m, handbook) for m in known.medicines)
    return _window(handbook).before if paused else 0


def _window(handbook: Handbook) -> _Window:
    return _Window(whole(handbook, "nsaid-days-before"), whole(handbook, "nsaid-days-after"))


def _last_taken(medicine: KnownMedicine, today: date) -> date:
    last = last_taken(medicine)
    return min(last.latest, today) if last else today


def _is_pausable(medicine: KnownMedicine, handbook: Handbook) -> bool:
    policies = {handbook.medicine_classes[name].policy for name in medicine.classes}
    return "pause" in policies and not policies & {"never-stop", "prescriber"}


def _row(
    medicine: KnownMedicine, sessions: tuple[Session, ...], window: _Window, handbook: Handbook
) -> Pause:
    """Decide one row; the first line that fits wins.

    ============================  ==============
    medicine                      say
    ============================  ==============
    not recognised, ended         ended
    not recognised                ask what it is
    ended                         ended
    any class never stops         do not stop
    any class for the prescriber  ask prescriber
    pausable, taking doubtful     ask
    pausable, purpose not known   ask why
    pausable                      pause, dated
    note                          note
    otherwise                     goes on
    ============================  ==============
    """
    if medicine.taking is Status.NOT_MET:
        row = _said(medicine, "ended", _ended(medicine))
        how = next(iter(medicine.classes.values()), "name")
        return msgspec.structs.replace(row, because=Sentence("pause.ended-because"), how=how)
    if not medicine.classes:
        return _unrecognised(medicine)
    cards = [handbook.medicine_classes[name] for name in medicine.classes]
    for policy in ("never-stop", "prescriber", "pause", "note"):
        card = next((card for card in cards if card.policy == policy), None)
        if card is not None:
            return _by_policy(medicine, card, sessions, window, handbook)
    return _said(medicine, "goes-on", Sentence("pause.goes-on"), cards[0])


def _ended(medicine: KnownMedicine) -> Sentence:
    day = medicine.ended or medicine.since
    return Sentence("pause.ended", {"day": written_partly(day)}) if day else Sentence("pause.ended-undated")


def _doubtful(medicine: KnownMedicine) -> Sentence:
    if medicine.doubtful_end:
        return Sentence("pause.ended-recently", _values(medicine))
    if medicine.since is None:
        return Sentence("pause.taking-unknown-undated", _values(medicine))
    return Sentence("pause.taking-unknown", _values(medicine))


def _by_policy(
    medicine: KnownMedicine,
    card: MedicineClass,
    sessions: tuple[Session, ...],
    window: _Window,
    handbook: Handbook,
) -> Pause:
    says = Sentence(f"medicine_classes.{card.id}.says", _values(medicine))
    if card.policy == "never-stop":
        why = f"why:{medicine.key}"
        if why in medicine.questions:
            says = Sentence("pause.do-not-stop.aspirin-unknown", _values(medicine))
        return _said(medicine, "do-not-stop", says, card)
    if card.policy == "prescriber":
        return _said(medicine, "ask-prescriber", says, card, must_agree="prescriber")
    if card.policy == "note":
        return _said(medicine, "note", says, card)
    return _paused(medicine, card, sessions, window, handbook)


def _paused(
    medicine: KnownMedicine,
    card: MedicineClass,
    sessions: tuple[Session, ...],
    window: _Window,
    handbook: Handbook,
) -> Pause:
    if medicine.taking is Status.NOT_KNOWN:
        return _said(medicine, "ask", _doubtful(medicine), card)
    if medicine.purpose == "not-known":
        return _said(medicine, "ask", Sentence("pause.why-question", _values(medicine)), card)
    days: dict[str, str | int] = {"days": window.before, "after": window.after}
    sentence = "pause.topical" if card.routes else "pause.nsaid.plain"
    row = _said(medicine, "pause", Sentence(sentence, {**_values(medicine), **days}), card, "patient")
    return msgspec.structs.replace(
        row,
        spans=tuple(_span(session, window) for session in sessions),
        clearance_note=_clearance(medicine, card, window.before),
    )


def _span(session: Session, window: _Window) -> PauseSpan:
    return PauseSpan(
        session=session.number,
        start=session.planned - timedelta(days=window.before),
        until=session.planned + timedelta(days=window.after),
    )


def _clearance(medicine: KnownMedicine, card: MedicineClass, days: int) -> Sentence | None:
    """Say when five half-lives are longer than the clinic's pause; never lengthen it silently."""
    for ingredient in card.ingredients:
        needed = ingredient.clearance_days
        if ingredient.name in medicine.ingredients and needed is not None and needed > days:
            return Sentence("pause.clearance", {"days": days, "medicine": ingredient.name, "needed": needed})
    return None


def _unrecognised(medicine: KnownMedicine) -> Pause:
    if medicine.questions:
        return _said(medicine, "ask", Sentence("pause.not-recognised", _values(medicine)))
    return _said(medicine, "goes-on", Sentence("pause.goes-on"))


def _values(medicine: KnownMedicine) -> dict[str, str | int]:
    return {"medicine": medicine.text, "day": written_partly(medicine.since) if medicine.since else ""}


def _said(
    medicine: KnownMedicine,
    say: Say,
    says: Sentence,
    card: MedicineClass | None = None,
    must_agree: Literal["", "patient", "prescriber"] = "",
) -> Pause:
    return Pause(
        medicine=medicine.text,
        key=medicine.key,
        medicine_class=card.id if card else "",
        say=say,
        says=says,
        because=Sentence(f"medicine_classes.{card.id}.because") if card else Sentence("pause.no-card"),
        must_agree=must_agree,
        refs=medicine.refs,
        question=medicine.questions[0] if medicine.questions else "",
        how=medicine.classes.get(card.id, "code") if card else "name",
    )
