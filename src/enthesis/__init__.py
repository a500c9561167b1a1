"""Enthesis: prolotherapy, from a chart to a cited plan, for a clinician to decide."""

__version__ = "0.1.0"
