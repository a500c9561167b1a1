"""Puts what care says into the words of one language, and keeps account of every source it used."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypedDict, overload

from enthesis.care.values.sentence import Sentence
from enthesis.formats.plan_schema import BibliographyLine
from enthesis.formats.shapes import Signature
from enthesis.knowledge.cards.card import Card, Reviewed
from enthesis.knowledge.handbook import CARD_FOLDERS, Handbook
from enthesis.knowledge.sentences import say
from enthesis.vocabulary.dates import PartialDate
from enthesis.vocabulary.errors import BadCard
from enthesis.vocabulary.evidence import Grade


class Standing(TypedDict):
    """The keys of ``plan_schema.Standing``, to be spread into a line of the document."""

    sources: tuple[str, ...]
    grade: Grade | None
    grade_says: str
    reviewed: Signature | None
    reviewed_says: str


class Words:
    """The words of one language for one document. What is quoted is remembered for the bibliography."""

    def __init__(self, handbook: Handbook, language: str, condition: str = "") -> None:
        self.handbook = handbook
        self.language = language
        self.condition = condition
        self._names = {spoken: self._of_target(spoken) for spoken in {language, "en"}}
        self._cited: set[str] = set()

    def say(self, sentence: Sentence | None) -> str:
        """Word a sentence; nothing to say is an empty text."""
        if sentence is None:
            return ""
        return say(self.handbook, sentence.id, sentence.values, self.language)

    def say_all(self, sentences: Iterable[Sentence]) -> tuple[str, ...]:
        """Word several sentences, in their order."""
        return tuple(self.say(sentence) for sentence in sentences)

    def label(self, group: str, key: str | None) -> str:
        """Word one entry of a closed list, as ``level`` and ``on-hold``; no entry is an empty text."""
        return say(self.handbook, f"label.{group}.{key}", {}, self.language) if key else ""

    def text(self, words: dict[str, str] | str | None) -> str:
        """Pick the language of a card's own text, English where it has no other words; name the target."""
        if isinstance(words, dict):
            spoken = self.language if words.get(self.language) else "en"
            words = words[spoken]
            for key, name in self._names[spoken].items():
                words = words.replace(key, name)
        return words or ""

    def _of_target(self, spoken: str) -> dict[str, str]:
        """Give what a placeholder of a shared card stands for where this condition is treated."""
        if not self.condition:
            return {}
        card = self.handbook.conditions[self.condition]
        texts = {"condition": card.title, **card.words}
        return {f"{{{key}}}": text.get(spoken) or text["en"] for key, text in texts.items()}

    def card(self, reference: str, *folders: str) -> Card:
        """Find a card by ``folder/id``, or by its id, looking first in the folders named.

        Raises:
            BadCard: nobody stands behind what is about to be said.
        """
        folder, _, name = reference.rpartition("/")
        for place in (folder,) if folder else (*folders, *CARD_FOLDERS):
            card: Card | None = getattr(self.handbook, place, {}).get(name)
            if card is not None:
                return card
        raise BadCard(f"No card {reference!r} stands behind this part of the plan.", "Name one that exists.")

    def card_saying(self, sentence: Sentence) -> Card:
        """Find the card that holds a sentence.

        Raises:
            BadCard: no card holds it.
        """
        folder, _, rest = sentence.id.partition(".")
        if folder in CARD_FOLDERS:
            return self.card(f"{folder}/{rest.partition('.')[0]}")
        for card in self.handbook.sentence_cards.values():
            if sentence.id in card.sentences:
                return card
        raise BadCard(f"No card holds the sentence {sentence.id!r}.", "Add it to sentence_cards.")

    def standing(self, *cards: Card, more: tuple[str, ...] = ()) -> Standing:
        """Tell on whose word the cards stand, and remember their sources and ``more``.

        Several cards count as reviewed only when each of them is.
        """
        keys = tuple(dict.fromkeys((*(key for card in cards for key in card.sources), *more)))
        self.cite(keys)
        grade = cards[0].grade if cards else None
        signatures = [card.reviewed for card in cards]
        signed = signatures[0] if signatures and all(signatures) else None
        return Standing(
            sources=keys,
            grade=grade,
            grade_says=self.label("grade", grade),
            reviewed=Signature(by=signed.by, on=signed.on) if signed else None,
            reviewed_says=self._checked(signed),
        )

    def _checked(self, signed: Reviewed | None) -> str:
        if signed is None:
            return self.label("reviewed", "no")
        values = {"by": signed.by, "on": str(signed.on)}
        return say(self.handbook, "label.reviewed.yes", values, self.language)

    def cite(self, keys: Iterable[str]) -> None:
        """Remember sources that must end in the bibliography."""
        self._cited.update(keys)

    def bibliography(self) -> tuple[BibliographyLine, ...]:
        """List every source remembered so far, in the order of the register."""
        return tuple(
            BibliographyLine(
                key=source.id,
                mark=source.mark,
                mark_says=self.label("mark", source.mark),
                title=source.title,
                where=source.where,
                caution=source.caution,
                kind=source.kind,
            )
            for key, source in self.handbook.sources.items()
            if key in self._cited
        )


@overload
def number(value: Decimal) -> Decimal: ...
@overload
def number(value: None) -> None: ...
def number(value: Decimal | None) -> Decimal | None:
    """Write a number as people do: no exponent, and no trailing zero that could be read as tenfold."""
    if value is None:
        return None
    plain = format(value, "f")
    return Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain)


def partly(day: PartialDate | date | None) -> str | None:
    """Write a date that may be known in part."""
    return None if day is None else str(day)
