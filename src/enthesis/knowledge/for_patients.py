"""Which sentences a patient reads: the one list behind every translation and every check of patients' words.

A patient reads the leaflet, the questions of blocks A to C, the triage of a report, and how healing is
thought to work. Findings, rules, points, mixtures and block D are the clinician's and stay in English.

So do, on purpose, a leaflet's own words, for a translated quotation is no quotation; and questionnaires, for
a score counts only in a version whose translation was tested.
"""

from collections.abc import Iterator

from enthesis.knowledge.cards.card import Card
from enthesis.knowledge.cards.claim import Claim
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.contradiction import Contradiction
from enthesis.knowledge.cards.question import Question
from enthesis.knowledge.handbook import CARD_FOLDERS, Handbook
from enthesis.knowledge.sentences import placeholders
from enthesis.knowledge.words import is_quote

_FIELDS: dict[str, tuple[str, ...]] = {
    "aftercare": ("says",),
    "preparations": ("says",),
    "symptoms": ("asks",),
    "triage": ("suspect", "action", "leaflet"),
    "questions": ("text", "patient_text", "hint", "choices"),
    "medicine_classes": ("says",),
    "claims": ("title", "says"),
    "courses": ("look",),
    "contradictions": ("title", "followed", "because"),
}
_LOOSE = (
    "answer-form.",
    "course.not-yet.patient",
    "label.answer.",
    "label.block.A",
    "label.block.B",
    "label.block.C",
    "label.grade.",
    "label.notice.",
    "label.say.",
    "label.side.",
    "label.state.",
    "leaflet.",
    "manual.healing.",
    "manual.standing.",
    "pause.",
    "translation.",
    "triage.",
)


def patient_sentences(handbook: Handbook) -> tuple[str, ...]:
    """List the ids of all sentences that a patient may read, in the order of the handbook."""
    asked = [f"questions.{card.id}" for card in handbook.questions.values() if is_asked_of_patients(card)]
    words = tuple(_wanted_words(handbook, asked))
    return tuple(
        sentence_id
        for sentence_id in handbook.sentences
        if not is_quote(sentence_id) and _is_read(sentence_id, words, handbook)
    )


def is_asked_of_patients(card: Question) -> bool:
    """Tell whether a question belongs to the patient's blocks, whoever settles it in the end."""
    return card.block != "D"


def _is_read(sentence_id: str, words: tuple[str, ...], handbook: Handbook) -> bool:
    folder, _, rest = sentence_id.partition(".")
    name, _, field = rest.partition(".")
    card = getattr(handbook, folder).get(name) if folder in CARD_FOLDERS else None
    if card is None:
        return sentence_id.startswith(_LOOSE)
    if isinstance(card, Condition):
        return card.authored and field in words
    if isinstance(card, Claim) and card.about == "healing" and field == "shown":
        return True
    return _is_for_patients(card) and field.partition(".")[0] in _FIELDS.get(folder, ())


def _is_for_patients(card: Card) -> bool:
    if isinstance(card, Question):
        return is_asked_of_patients(card)
    if isinstance(card, Contradiction):
        return card.topic == "healing"
    if isinstance(card, Claim):
        return card.audience == "patient"
    return getattr(card, "of", "patient") == "patient"


def _wanted_words(handbook: Handbook, asked: list[str]) -> Iterator[str]:
    """Name the words of a condition that fill what a patient reads: its title, and each placeholder."""
    yield "title"
    for card in asked:
        for sentence_id, text in handbook.sentences.items():
            if sentence_id.startswith(f"{card}."):
                yield from (f"words.{name}" for name in sorted(placeholders(text["en"])))
