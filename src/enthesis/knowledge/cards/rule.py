"""Rules and the criteria they combine. Six forms of test, three values, two levels, never code."""

from decimal import Decimal
from typing import Literal

import msgspec

from enthesis.knowledge.cards.card import Card, Text
from enthesis.knowledge.cards.condition import Condition
from enthesis.vocabulary.status import Severity

Kind = Literal[
    "condition", "medicine", "allergy", "observation", "procedure", "imaging", "answer", "person", "wish"
]
Asked = Literal["first-visit", "each-session", "at-the-needle", "after"]
Of = Literal["chart", "patient", "clinician"]


class Select(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which facts a criterion looks at.

    ``code_set`` names a code-set card; ``medicine_class`` a medicine-class card; ``question`` a
    question whose recorded answer is the fact. Exactly one of the three is given, except for
    kind ``person`` (age and sex) and ``wish``. ``also`` names further kinds whose entries count: an infection
    may stand in a chart as the operation that drained it.
    """

    kind: Kind
    also: tuple[Kind, ...] = ()
    code_set: str = ""
    medicine_class: str = ""
    question: str = ""
    field: str = ""
    where: Literal["anywhere", "target", "target-region"] = "anywhere"


class Window(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How recent a fact must be: at most ``days`` before the day named by ``since``."""

    days: int
    since: Literal["today", "first-session", "each-session"] = "today"
    on: Literal["start", "end", "overlap"] = "start"


class Test(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of six forms.

    ``any``, ``none``, ``count`` (op, value), ``latest`` (op, value, unit; or ``values`` for a choice),
    ``age`` (op, value in years), ``sex`` (values).
    """

    form: Literal["any", "none", "count", "latest", "age", "sex"] = "any"
    op: Literal["<", "<=", "=", ">=", ">"] | None = None
    value: Decimal | None = None
    unit: str = ""
    values: tuple[str, ...] = ()


class Criterion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row: which facts, how recent, what is tested, and who settles it when the chart is silent.

    ``chart`` says how far a coded entry may go alone: ``certain`` only where code, joint and side need
    no judgement; ``ask`` makes every match "recorded: is it so, here, now?"; ``unknown`` leaves it open what
    the entry means, until a clinician has read it.
    ``missing`` is the answer to silence where no question settles it.
    ``yes`` lists the answers to ``question`` that make it met, ``no`` those that make it not met; any other
    answer leaves it not known. ``answered`` says how far a patient's yes goes: ``certain`` makes it met,
    ``ask`` makes it recorded, for a clinician to confirm. ``regions`` are those it is asked in; treated
    elsewhere, a person has it not met. ``near`` are places so near the target that an entry there may be
    meant: it is asked about, as one that names no place. ``even_resolved`` lets an entry speak (as
    recorded) although the chart calls it over: a cancer, a prosthesis, a rheumatoid disease leave traces.
    """

    id: str
    select: Select
    window: Window | None = None
    test: Test = Test()
    chart: Literal["certain", "ask", "unknown"] = "ask"
    missing: Literal["not-known", "not-met"] = "not-known"
    question: str = ""
    yes: tuple[str, ...] = ("yes",)
    no: tuple[str, ...] = ("no",)
    answered: Literal["certain", "ask"] = "certain"
    even_resolved: bool = False
    regions: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


class Rule(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What follows when criteria hold.

    ``when`` is a list of alternatives; each is a list of criterion ids, "not " before one negates it.
    The rule is met if any alternative is wholly met, in three-valued logic.
    ``conditions``, ``regions``, ``tissues`` and ``pictures`` (the imaging policies) narrow whom it speaks of.
    ``agreed_by`` names who may settle a met HOLD by agreeing ("the prescriber"); it then counts as a WARN,
    with the name and day of whoever recorded the agreement.
    """

    title: Text
    severity: Severity
    asked: Asked
    of: Of
    good_for: int | None = None
    conditions: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    tissues: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    except_conditions: tuple[str, ...] = ()
    when: tuple[tuple[str, ...], ...]
    says: Text
    recorded: Text | None = None
    not_known: Text | None = None
    because: Text
    do_next: Text
    change: Text | None = None
    agreed_by: Text | None = None
    criterion: tuple[Criterion, ...] = ()

    def speaks_of(self, condition: Condition) -> bool:
        """Tell whether it holds for this condition, its region, tissue and pictures; empty means all."""
        return (
            (not self.conditions or condition.id in self.conditions)
            and condition.id not in self.except_conditions
            and (not self.regions or condition.region in self.regions)
            and (not self.tissues or condition.tissue in self.tissues)
            and (not self.pictures or condition.imaging.policy in self.pictures)
        )
