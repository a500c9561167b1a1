"""What is wished for: the same fields for a patient typed in and a chart uploaded."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone

from enthesis.care.values.case import Sedation, Wish
from enthesis.formats.day_words import whole_day
from enthesis.vocabulary.anatomy import Side
from enthesis.web.handbook import handbook

# A course may have begun already; none is planned further ahead.
EARLIEST_START = timedelta(days=365)
LATEST_START = timedelta(days=730)
SIDES = (("right", "Right"), ("left", "Left"), ("", "Not decided yet"))
SEDATIONS = (
    ("none", "None"),
    ("minimal", "Minimal: awake and answering"),
    ("moderate", "Moderate"),
    ("deep", "Deep"),
    ("", "Not decided yet"),
)


class WishForm(forms.Form):
    """Condition, side, wished start, sedation, course. Nothing but the course is chosen beforehand."""

    condition = forms.ChoiceField(error_messages={"required": "Choose a condition."})
    side = forms.ChoiceField(choices=SIDES, required=False)
    start = forms.DateField(required=False, error_messages={"invalid": "Give the wished start as a date."})
    sedation = forms.ChoiceField(choices=SEDATIONS, required=False)
    course = forms.ChoiceField(error_messages={"required": "Choose a course."})

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        written = [(card.id, card.title["en"]) for card in handbook().conditions.values() if card.authored]
        # The only one there is may stand chosen; among several none does.
        self._field("condition").choices = written if len(written) == 1 else [("", "Choose one"), *written]
        self._field("course").choices = [(card.id, card.title["en"]) for card in handbook().courses.values()]

    def _field(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])

    def clean(self) -> dict[str, Any]:
        """Hold side and course to the condition: a midline target has no side, and not every course fits."""
        said = super().clean() or {}
        self._hold_start(said.get("start"))
        card = handbook().conditions.get(said.get("condition", ""))
        if card is None:
            return said
        if said.get("side") and not card.sides:
            self.add_error("side", f"{card.title['en']} has no side. Leave it not decided.")
        if said.get("course") and said["course"] not in card.courses:
            self.add_error("course", f"This course is not one for {card.title['en']}. Choose another.")
        return said

    def _hold_start(self, start: date | None) -> None:
        """Refuse a slip of the finger in the year, which no plan could be made for."""
        today = timezone.localdate()
        first, last = today - EARLIEST_START, today + LATEST_START
        if start is not None and not first <= start <= last:
            self.add_error("start", f"Give a wished start from {whole_day(first)} to {whole_day(last)}.")

    def wish(self) -> Wish:
        """Give the wish; what was left open stays not known."""
        said = self.cleaned_data
        return Wish(
            condition=said["condition"],
            side=Side(said["side"]) if said["side"] else None,
            start=said["start"],
            sedation=cast(Sedation, said["sedation"]) if said["sedation"] else None,
            course=said["course"],
        )
