"""The handbook this server works with: read once, since it is frozen."""

from functools import cache

from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.knowledge.sentences import say


@cache
def handbook() -> Handbook:
    """Give the handbook."""
    return read_handbook()


@cache
def review_state() -> str:
    """Say how many of its cards a clinician has signed."""
    cards = [card for _folder, card in handbook().cards()]
    signed = sum(card.reviewed is not None for card in cards)
    return say(handbook(), "label.review-state", {"reviewed": signed, "cards": len(cards)})
