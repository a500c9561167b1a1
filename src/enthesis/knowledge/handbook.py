"""The Handbook: all cards, read once, with the index by which chart entries are recognised."""

import msgspec

from enthesis.knowledge.cards.aftercare import Aftercare
from enthesis.knowledge.cards.anaesthetic import Anaesthetic
from enthesis.knowledge.cards.card import Card, Text
from enthesis.knowledge.cards.checklist import Checklist
from enthesis.knowledge.cards.claim import Claim
from enthesis.knowledge.cards.clinic import Setting
from enthesis.knowledge.cards.code_set import CodeSet
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.cards.contradiction import Contradiction
from enthesis.knowledge.cards.course import CourseTemplate
from enthesis.knowledge.cards.drawing import Drawing
from enthesis.knowledge.cards.enthesis import Enthesis
from enthesis.knowledge.cards.ideal_weight import IdealWeight
from enthesis.knowledge.cards.instrument import Instrument
from enthesis.knowledge.cards.letter import Letter
from enthesis.knowledge.cards.limit import Limit
from enthesis.knowledge.cards.medicine_class import MedicineClass
from enthesis.knowledge.cards.needle import NeedleKind
from enthesis.knowledge.cards.needle_region import NeedleRegion
from enthesis.knowledge.cards.phantom import Phantom
from enthesis.knowledge.cards.preparation import Preparation
from enthesis.knowledge.cards.protocol import Protocol
from enthesis.knowledge.cards.question import Question
from enthesis.knowledge.cards.review_rule import ReviewRule
from enthesis.knowledge.cards.rule import Criterion, Rule
from enthesis.knowledge.cards.sentence import SentenceCard
from enthesis.knowledge.cards.solution import Solution
from enthesis.knowledge.cards.source import Source
from enthesis.knowledge.cards.structure import Structure
from enthesis.knowledge.cards.symptom import Symptom
from enthesis.knowledge.cards.triage import TriageRule
from enthesis.knowledge.cards.word_list import WordList
from enthesis.knowledge.recognise import Recogniser


class Handbook(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Everything Enthesis knows, as data.

    One field per folder of ``knowledge/data``, each card under its id. ``version`` is a hash of all
    cards and the clinic's changes; a plan names the version it was made under.
    """

    version: str
    sources: dict[str, Source]
    conditions: dict[str, Condition]
    rules: dict[str, Rule]
    code_sets: dict[str, CodeSet]
    medicine_classes: dict[str, MedicineClass]
    letters: dict[str, Letter]
    questions: dict[str, Question]
    settings: dict[str, Setting]
    courses: dict[str, CourseTemplate]
    protocols: dict[str, Protocol]
    solutions: dict[str, Solution]
    anaesthetics: dict[str, Anaesthetic]
    ideal_weights: dict[str, IdealWeight]
    limits: dict[str, Limit]
    structures: dict[str, Structure]
    checklists: dict[str, Checklist]
    preparations: dict[str, Preparation]
    entheses: dict[str, Enthesis]
    drawings: dict[str, Drawing]
    needles: dict[str, NeedleKind]
    needle_regions: dict[str, NeedleRegion]
    phantoms: dict[str, Phantom]
    aftercare: dict[str, Aftercare]
    symptoms: dict[str, Symptom]
    triage: dict[str, TriageRule]
    review_rules: dict[str, ReviewRule]
    instruments: dict[str, Instrument]
    claims: dict[str, Claim]
    contradictions: dict[str, Contradiction]
    words: dict[str, WordList]
    sentence_cards: dict[str, SentenceCard]
    criteria: dict[str, Criterion]
    sentences: dict[str, Text]
    code_set_recogniser: Recogniser
    medicine_recogniser: Recogniser

    def __repr__(self) -> str:
        return f"Handbook(version={self.version!r})"

    def cards(self) -> list[tuple[str, Card]]:
        """List every card with the name of its folder."""
        return [(folder, card) for folder in CARD_FOLDERS for card in getattr(self, folder).values()]


CARD_FOLDERS: dict[str, type[Card]] = {
    "conditions": Condition,
    "rules": Rule,
    "code_sets": CodeSet,
    "medicine_classes": MedicineClass,
    "letters": Letter,
    "questions": Question,
    "settings": Setting,
    "courses": CourseTemplate,
    "protocols": Protocol,
    "solutions": Solution,
    "anaesthetics": Anaesthetic,
    "ideal_weights": IdealWeight,
    "limits": Limit,
    "structures": Structure,
    "checklists": Checklist,
    "preparations": Preparation,
    "entheses": Enthesis,
    "drawings": Drawing,
    "needles": NeedleKind,
    "needle_regions": NeedleRegion,
    "phantoms": Phantom,
    "aftercare": Aftercare,
    "symptoms": Symptom,
    "triage": TriageRule,
    "review_rules": ReviewRule,
    "instruments": Instrument,
    "claims": Claim,
    "contradictions": Contradiction,
    "words": WordList,
    "sentence_cards": SentenceCard,
}
