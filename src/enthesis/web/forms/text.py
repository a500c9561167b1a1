"""A line somebody types."""

from typing import Any

from django import forms

from enthesis.vocabulary.visible import visible

MOST_SIGNS = 200


class LineField(forms.CharField):
    """One line, kept as it reads: control signs and direction marks are dropped."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"max_length": MOST_SIGNS} | options))

    def to_python(self, value: object) -> str:
        """Clean the text before it is measured."""
        return visible(super().to_python(value) or "").strip()
