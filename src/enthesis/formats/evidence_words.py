"""What an entry of the record says to a reader: question, symptom and instrument by name, never by id."""

from enthesis.care.values.finding import Evidence
from enthesis.formats.words import Words


def evidence_says(evidence: Evidence, words: Words) -> str:
    """Say what an entry states; one that holds only that it is there is named by its place."""
    what, value = evidence.text, evidence.value
    if evidence.how == "answer":
        what, value = _answer(what, value, words)
    elif what in words.handbook.instruments:
        what = words.text(words.handbook.instruments[what].title)
    between = " " if what.endswith("?") else ": "
    said = between.join(part for part in (what, value) if part)
    return said or evidence.ref.replace("/", " ")


def _answer(text: str, value: str, words: Words) -> tuple[str, str]:
    """Name a question and the choice that was given, or the symptoms of a report without words of its own."""
    card = words.handbook.questions.get(text.partition(":")[0])
    if card is None:
        return _symptoms(text, words), value
    asked = words.text(card.text)
    chosen = {choice.id: words.text(choice.text) for choice in card.choices}
    # A question that is asked about one entry at a time names it itself; here that name is not at hand.
    return text if "{" in asked else asked, chosen.get(value, value)


def _symptoms(text: str, words: Words) -> str:
    """Name every symptom of a list of ids; anything else stays as it was written."""
    names = text.split(", ")
    known = words.handbook.symptoms
    if not all(name in known for name in names):
        return text
    return ", ".join(words.text(known[name].title) for name in names)
