"""A criterion in words: which records, where, how recent, what is tested, and what silence means."""

from collections.abc import Iterator

from enthesis.formats.manual.phrases import phrase, shown
from enthesis.formats.words import Words
from enthesis.knowledge.cards.rule import Criterion, Window

_SIGNS = {"<": "below", "<=": "at most", "=": "exactly", ">=": "at least", ">": "above"}


def term_words(term: str, words: Words) -> str:
    """Put one term of an alternative into words; "not " before it turns it round."""
    said = criterion_words(words.handbook.criteria[term.removeprefix("not ")], words)
    return phrase(words, "criterion.not", criterion=said) if term.startswith("not ") else said


def criterion_words(criterion: Criterion, words: Words) -> str:
    """Put one criterion into words."""
    return "; ".join((_tested(criterion, words), *_narrowed(criterion, words)))


def _tested(criterion: Criterion, words: Words) -> str:
    kind = criterion.select.kind
    if kind == "answer":
        asked = criterion.select.question
        return phrase(words, "criterion.answer", question=asked, what=_wanted(criterion, words))
    if kind == "person":
        return _of_person(criterion, words)
    if kind == "wish":
        return _of_wish(criterion, words)
    if kind == "medicine":
        what = words.text(words.handbook.medicine_classes[criterion.select.medicine_class].title)
        return phrase(words, "criterion.medicine", what=what)
    return _of_chart(criterion, words)


def _of_chart(criterion: Criterion, words: Words) -> str:
    test = criterion.test
    values: dict[str, str | int] = {
        "kind": phrase(words, f"kind.{criterion.select.kind}"),
        "what": words.handbook.code_sets[criterion.select.code_set].title,
        "op": _SIGNS.get(test.op or "", ""),
        "value": str(test.value),
        "unit": test.unit,
    }
    form = test.form if test.form in ("none", "count", "latest") else "chart"
    return phrase(words, f"criterion.{form}", **values).strip()


def _of_person(criterion: Criterion, words: Words) -> str:
    test = criterion.test
    if test.form == "sex":
        return phrase(words, "criterion.sex", what=_joined(test.values))
    return phrase(words, "criterion.age", op=_SIGNS[test.op or "="], value=str(test.value))


def _of_wish(criterion: Criterion, words: Words) -> str:
    test, what = criterion.test, criterion.select.field
    if test.form in ("none", "any"):
        return phrase(words, f"criterion.wish-{test.form}", what=what)
    return phrase(words, "criterion.wish", what=what, value=_joined(test.values))


def _wanted(criterion: Criterion, words: Words) -> str:
    """Name the answers that meet it: a bound, or the choices in their own words."""
    test = criterion.test
    if test.values:
        choices = {each.id: each for each in words.handbook.questions[criterion.select.question].choices}
        return _joined(
            tuple(shown(words, choices[value].text) if value in choices else value for value in test.values)
        )
    return f"{_SIGNS[test.op or '=']} {test.value}"


def _narrowed(criterion: Criterion, words: Words) -> Iterator[str]:
    """Say where, when, and what a record, an answer or silence does."""
    select = criterion.select
    if select.where != "anywhere":
        yield phrase(words, f"where.{select.where}")
    if criterion.window is not None:
        yield from _when(criterion.window, words)
    if criterion.chart == "certain":
        yield phrase(words, "certain")
    if criterion.even_resolved:
        yield phrase(words, "even-resolved")
    if criterion.question:
        yield _answered(criterion, words)
    if select.kind not in ("person", "wish"):
        yield phrase(words, f"silent.{criterion.missing}")


def _answered(criterion: Criterion, words: Words) -> str:
    """Say which answers meet it, and whether a clinician has to confirm them; or which only settle it."""
    asked, asks = criterion.question, criterion.answered == "ask"
    if not criterion.yes:
        return phrase(words, "settled-by", question=asked, answers=_joined(criterion.no))
    key = "or-answer-asks" if asks else "or-answer"
    return phrase(words, key, question=asked, answers=_joined(criterion.yes))


def _when(window: Window, words: Words) -> Iterator[str]:
    yield phrase(words, f"window.{window.on}" if window.days else "window.today", days=window.days)
    if window.since == "first-session":
        yield phrase(words, "window.first-session")


def _joined(values: tuple[str, ...]) -> str:
    return " or ".join(values)
