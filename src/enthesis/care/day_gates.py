"""Gates that turn on a clock: fasting before sedation, and the numbing cream. The clock is an argument."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from enthesis.care.values.case import Sedation
from enthesis.care.values.gate import Food, GateCheck, Intake
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.settings import word
from enthesis.vocabulary.quantities import figures
from enthesis.vocabulary.status import Severity

# What nobody can name is taken for the heaviest meal.
_HOURS: dict[Food, str] = {
    "clear-liquid": "fasting-clear-liquid",
    "breast-milk": "fasting-breast-milk",
    "light-meal": "fasting-light-meal",
    "fatty-meal": "fasting-fatty-meal",
    "not-known": "fasting-fatty-meal",
}


def fasts(sedation: Sedation | None, handbook: Handbook) -> bool | None:
    """Tell whether a sedation plan asks for fasting; ``None`` while the plan is not known.

    ===============  =====================================
    sedation         fasting
    ===============  =====================================
    not known        not known
    none             no
    minimal          as the clinic's setting says
    moderate, deep   yes, whatever anybody set
    ===============  =====================================

    Source: CARE:10, DAY-3.
    """
    if sedation is None:
        return None
    if sedation == "minimal":
        return word(handbook, "minimal-sedation-meal") == "fasting"
    return sedation in ("moderate", "deep")


def judge_fasting(
    sedation: Sedation | None, intakes: Sequence[Intake], start: datetime, handbook: Handbook
) -> GateCheck:
    """Hold a sedation plan, perhaps changed on the day, against what was eaten and drunk last.

    Nothing recorded, or an hour nobody remembers, keeps the gate closed: somebody asks, or it is done
    without sedation, or on another day.

    Args:
        sedation: the plan as it stands now.
        intakes: everything recorded as eaten or drunk since the evening before.
        start: when sedation would begin; naive or aware alike with the intakes.
        handbook: the cards.
    """
    needed = fasts(sedation, handbook)
    if needed is None:
        return _closed(Sentence("preparation.gate.sedation-not-known"))
    if not needed:
        return GateCheck(is_open=True, severity=None, says=Sentence("preparation.gate.no-fasting"))
    ready = [_ready_after(intake, handbook) for intake in intakes]
    known = [each for each in ready if each is not None]
    if not ready or len(known) < len(ready):
        return _closed(Sentence("preparation.gate.intake-not-known"))
    opens = max(known)
    if opens <= start:
        says = Sentence("preparation.gate.fasted")
        return GateCheck(is_open=True, severity=None, says=says, open_from=opens)
    return _closed(Sentence("preparation.gate.not-fasted", {"time": f"{opens:%H:%M}"}), opens)


def _ready_after(intake: Intake, handbook: Handbook) -> datetime | None:
    if intake.at is None:
        return None
    return intake.at + timedelta(minutes=int(handbook.limits[_HOURS[intake.what]].value * 60))


def judge_cream(on_at: datetime | None, now: datetime, handbook: Handbook) -> GateCheck:
    """Hold the first needle until the numbing cream has lain long enough; a timer never started is closed."""
    limit = handbook.limits["cream-minutes"].value
    if on_at is None:
        return _closed(Sentence("preparation.gate.cream-not-timed"))
    opens = on_at + timedelta(minutes=int(limit))
    if opens <= now:
        says = Sentence("preparation.gate.cream-ready")
        return GateCheck(is_open=True, severity=None, says=says, open_from=opens)
    values = {"minutes": figures(limit), "time": f"{opens:%H:%M}"}
    return _closed(Sentence("preparation.gate.cream-early", values), opens)


def _closed(says: Sentence, opens: datetime | None = None) -> GateCheck:
    return GateCheck(is_open=False, severity=Severity.HOLD, says=says, open_from=opens)
