"""How sure a statement is, and on whose word it stands."""

from enum import StrEnum


class Grade(StrEnum):
    """Strength of the evidence behind a card."""

    MODERATE = "moderate"
    LOW_TO_MODERATE = "low-to-moderate"
    LOW = "low"
    VERY_LOW = "very-low"
    CONFLICTING = "conflicting"
    LABEL = "label"
    GUIDELINE = "guideline"
    CUSTOM = "custom"
    SAFETY = "safety"
    PROPOSAL = "proposal"
    NONE = "none"


class Mark(StrEnum):
    """How a source was seen; shown beside every number so nobody mistakes memory for reading."""

    SEARCHED = "searched"
    MEMORY = "memory"
    LEAFLET = "leaflet"
    DERIVED = "derived"
    PROPOSAL = "proposal"
    RULING = "ruling"
