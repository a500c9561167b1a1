"""A handbook small enough to force every tie: three code sets, a few questions, made in the test itself."""

from datetime import date
from typing import Any

import msgspec

from enthesis.knowledge.cards.code_set import Codes, CodeSet
from enthesis.knowledge.cards.question import Question
from enthesis.knowledge.cards.rule import Criterion, Rule
from enthesis.knowledge.handbook import CARD_FOLDERS, Handbook
from enthesis.knowledge.recognise import Recogniser, Target
from enthesis.vocabulary.codes import CodeSystem
from enthesis.vocabulary.evidence import Grade
from enthesis.vocabulary.status import Severity

DUE = date(2027, 11, 20)
HEAD: dict[str, Any] = {"sources": ("proposal",), "grade": Grade.PROPOSAL, "due": DUE}
WORDS = {"en": "words"}

CODE_SETS = {
    "plain": CodeSet(
        id="plain", title="plain", words=("plain word",), together=("far apart",), except_words=("not",),
        except_before=("no",), **HEAD,
        codes=(Codes(system=CodeSystem.SNOMED, exact=("1", "2")),),
    ),
    "prefixed": CodeSet(
        id="prefixed", title="prefixed", **HEAD,
        codes=(
            Codes(
                system=CodeSystem.ICD10CM,
                prefix=("M1", "M17"),
                except_exact=("M17.9",),
                except_prefix=("M18",),
            ),
        ),
    ),
    "sided": CodeSet(
        id="sided", title="sided", site="knee", right=("R",), left=("L",), both=("B",), words=("knee thing",),
        **HEAD,
        codes=(Codes(system=CodeSystem.ICD10CM, exact=("R", "L", "B", "U")),),
    ),
}  # fmt: skip


def question(name: str, good_for: int = 10, **more: Any) -> Question:
    return Question(
        id=name, block="A", order=1, of="patient", asked="first-visit", text=WORDS, answer="yes-no",
        good_for=good_for, **{**HEAD, **more},
    )  # fmt: skip


def rule(name: str, when: tuple[tuple[str, ...], ...], *criteria: Criterion, **more: Any) -> Rule:
    fields: dict[str, Any] = {
        "severity": Severity.STOP,
        "asked": "first-visit",
        "of": "patient",
        **HEAD,
        **more,
    }
    return Rule(
        id=name,
        title=WORDS,
        when=when,
        says=WORDS,
        because=WORDS,
        do_next=WORDS,
        criterion=criteria,
        **fields,
    )


def handbook(base: Handbook, rules: list[Rule], questions: list[Question]) -> Handbook:
    """The real handbook with its rules, questions and code sets replaced by a few of our own."""
    targets = [
        Target(
            id=c.id,
            codes=c.codes,
            words=c.words,
            together=c.together,
            except_words=c.except_words,
            except_before=c.except_before,
        )
        for c in CODE_SETS.values()
    ]
    assert "rules" in CARD_FOLDERS
    return msgspec.structs.replace(
        base,
        rules={r.id: r for r in rules},
        questions={**base.questions, **{q.id: q for q in questions}},
        criteria={c.id: c for r in rules for c in r.criterion},
        code_sets=CODE_SETS,
        code_set_recogniser=Recogniser(targets),
    )
