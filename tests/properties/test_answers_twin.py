"""The fast answers and their slow twin never disagree, over worlds small enough to force every tie."""

from datetime import date, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from enthesis.care.answers import Answering
from enthesis.care.derive import know
from enthesis.care.rulebook import rules_of
from enthesis.care.slow_screening import slow_rule
from enthesis.care.values.case import Case, Person, Wish
from enthesis.care.values.fact import Fact
from enthesis.knowledge.cards.rule import Criterion, Select, Window
from enthesis.knowledge.cards.rule import Test as Asked
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.recognise import Recogniser, Target, slow_recognise
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.codes import Code, CodeSystem
from enthesis.vocabulary.dates import PartialDate
from tests import tiny

TODAY = date(2026, 11, 20)
CODES = [
    Code(CodeSystem.SNOMED, "1"), Code(CodeSystem.SNOMED, "9"), Code(CodeSystem.ICD10CM, "M17.1"),
    Code(CodeSystem.ICD10CM, "M17.9"), Code(CodeSystem.ICD10CM, "M18.0"), Code(CodeSystem.ICD10CM, "R"),
    Code(CodeSystem.ICD10CM, "L"), Code(CodeSystem.ICD10CM, "B"), Code(CodeSystem.ICD10CM, "U"),
    Code(CodeSystem.RXNORM, "1"),
]  # fmt: skip
TEXTS = [
    "",
    "plain word",
    "no plain words",
    "not a plain word",
    "knee thing right",
    "knee thing",
    "plainword",
    "no plain word",
    "plain word, no more",
    "no fever, plain word",
    "plain right word",
    "apart and right far",
    "no far, apart",
    "knee, right, thing",
]
near = st.sampled_from(
    [
        None,
        *(PartialDate.of(TODAY - timedelta(days=d)) for d in (-1, 0, 9, 10, 11)),
        *(PartialDate(2026), PartialDate(2026, 11), PartialDate(2025), PartialDate(1900)),
    ]
)


def answer(question: str, value: str, on: PartialDate | None) -> Fact:
    return Fact(kind="answer", codes=(Code(CodeSystem.ENTHESIS, question),), value=value, start=on)


facts = st.one_of(
    st.builds(
        Fact,
        kind=st.sampled_from(["condition", "procedure"]),
        codes=st.lists(st.sampled_from(CODES), max_size=2).map(tuple),
        text=st.sampled_from(TEXTS),
        site=st.sampled_from([None, "knee", "hip"]),
        side=st.sampled_from([None, Side.LEFT, Side.RIGHT, Side.BOTH]),
        start=near,
        end=near,
        recorded=near,
        active=st.sampled_from(["yes", "no", "not-known"]),
    ),
    st.builds(
        answer,
        st.sampled_from(["asked", "confirm:one", "confirm:two"]),
        st.sampled_from(["yes", "no", "not known"]),
        near,
    ),
)
criteria = st.builds(
    Criterion,
    id=st.just("one"),
    select=st.builds(
        Select,
        kind=st.sampled_from(["condition", "procedure"]),
        code_set=st.sampled_from(sorted(tiny.CODE_SETS)),
        where=st.sampled_from(["anywhere", "target", "target-region"]),
        also=st.sampled_from([(), ("procedure",)]),
    ),
    window=st.one_of(
        st.none(),
        st.builds(
            Window,
            days=st.sampled_from([0, 9, 10]),
            since=st.sampled_from(["today", "first-session"]),
            on=st.sampled_from(["start", "end", "overlap"]),
        ),
    ),
    test=st.just(Asked()),
    chart=st.sampled_from(["certain", "ask", "unknown"]),
    missing=st.sampled_from(["not-known", "not-met"]),
    question=st.sampled_from(["", "asked"]),
    answered=st.sampled_from(["certain", "ask"]),
    even_resolved=st.booleans(),
)
whens = st.sampled_from(
    [(("one",),), (("not one",),), (("one", "two"),), (("one",), ("not two",)), (("two", "not one"),)]
)
cases = st.builds(
    Case,
    person=st.builds(
        Person,
        birth=st.sampled_from([None, PartialDate(1968, 3, 14), PartialDate(1971), PartialDate(1996)]),
        sex=st.sampled_from([None, "female", "male"]),
    ),
    wish=st.builds(
        Wish,
        condition=st.just("knee-oa"),
        side=st.sampled_from([None, Side.RIGHT]),
        start=st.sampled_from([None, TODAY + timedelta(days=5)]),
    ),
    facts=st.lists(facts, max_size=6).map(tuple),
)


@settings(max_examples=1500, deadline=None)
@given(case=cases, one=criteria, two=criteria, when=whens, sides=st.booleans())
def test_the_fast_answers_agree_with_their_slow_twin(
    handbook: Handbook,
    case: Case,
    one: Criterion,
    two: Criterion,
    when: tuple[tuple[str, ...], ...],
    sides: bool,
) -> None:
    rule = tiny.rule("rule", when, one, msgspec.structs.replace(two, id="two"))
    book = tiny.handbook(handbook, [rule], [tiny.question("asked", sex="female", age_from=12, age_to=55)])
    condition = msgspec.structs.replace(handbook.conditions["knee-oa"], sides=sides)
    known = know(case, book, TODAY)
    (prepared,) = rules_of(book, condition.id)
    assert Answering(known, book, condition).rule(prepared).state is slow_rule(rule, known, book, condition)


targets = [
    Target(
        id=c.id,
        codes=c.codes,
        words=c.words,
        together=c.together,
        except_words=c.except_words,
        except_before=c.except_before,
    )
    for c in tiny.CODE_SETS.values()
]


@settings(max_examples=500, deadline=None)
@given(codes=st.lists(st.sampled_from(CODES), max_size=3), text=st.sampled_from(TEXTS))
def test_the_index_recognises_what_asking_every_target_recognises(codes: list[Code], text: str) -> None:
    assert Recogniser(targets).recognise(codes, text) == slow_recognise(targets, codes, text)
