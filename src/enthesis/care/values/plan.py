"""The Plan: everything that follows from one case, on one day, under one handbook."""

from datetime import date

import msgspec

from enthesis.care.values.after import After, Stage
from enthesis.care.values.case import Case
from enthesis.care.values.course import Course
from enthesis.care.values.fact import Fact
from enthesis.care.values.finding import Finding
from enthesis.care.values.instruction import Instruction
from enthesis.care.values.pause import Pause
from enthesis.care.values.point import InjectionMap
from enthesis.care.values.question import OpenQuestion
from enthesis.care.values.recipe import Recipe
from enthesis.care.values.sentence import Sentence
from enthesis.care.values.verdict import Verdict


class NextThing(msgspec.Struct, frozen=True, kw_only=True):
    """The one next thing to do, and by when.

    ``question`` is what would be answered; ``act`` what would be recorded: ``session``, ``score``, ``review``
    or ``report:`` with its number.
    """

    says: Sentence
    why: Sentence
    by: date | None = None
    question: str = ""
    act: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a clinician is shown. Serialised by ``formats/plan_json``; stored as decided.

    ``unrecognised`` are the entries of the chart that no card knows: read, and named, but not judged.
    """

    handbook_version: str
    made_on: date
    case: Case
    condition: str
    verdict: Verdict
    ready_today: Verdict
    next_thing: NextThing
    questions: tuple[OpenQuestion, ...]
    findings: tuple[Finding, ...]
    pauses: tuple[Pause, ...]
    course: Course
    recipes: tuple[Recipe, ...]
    injection_map: InjectionMap
    before: tuple[Instruction, ...]
    day: tuple[Instruction, ...]
    after: tuple[Instruction, ...]
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    unrecognised: tuple[Fact, ...] = ()
    after_sessions: After = After()
    stage: Stage
