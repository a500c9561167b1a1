"""Joins a sentence id and its values with the words of the handbook."""

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadCard


def say(handbook: Handbook, sentence_id: str, values: dict[str, str | int], language: str = "en") -> str:
    """Put a sentence into words; English where the language has no words yet.

    Raises:
        BadCard: the handbook has no such sentence, or the sentence wants a value nobody gave.
    """
    text = handbook.sentences.get(sentence_id)
    if text is None:
        raise BadCard(f"No card holds the sentence {sentence_id!r}.", "Add it to sentence_cards.")
    words = text.get(language) or text["en"]
    try:
        return words.format_map(values)
    except KeyError as missing:
        raise BadCard(
            f"The sentence {sentence_id!r} wants a value for {missing}.", "Give it or reword the card."
        ) from missing
