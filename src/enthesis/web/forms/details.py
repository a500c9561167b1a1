"""What is known better of somebody under care: weight, height, side, start, sedation, course."""

from decimal import Decimal
from typing import Any

from enthesis.care.values.case import Case, Wish
from enthesis.web.forms.new_patient import measures
from enthesis.web.forms.wish import WishForm

MEASURES = ("weight_kg", "height_cm")
WISHES = ("side", "start", "sedation", "course")


class DetailsForm(WishForm):
    """The wish without its condition, and the measures; each shown as it stands now."""

    def __init__(self, *arguments: Any, case: Case, **options: Any) -> None:
        now = {name: getattr(case.wish, name) or "" for name in WISHES}
        now |= {name: getattr(case.person, name) for name in MEASURES}
        super().__init__(*arguments, initial=now, **options)
        del self.fields["condition"]
        self.fields |= measures()
        self._case = case

    def clean(self) -> dict[str, Any]:
        """Hold side and course to the condition that stands."""
        self.cleaned_data["condition"] = self._case.wish.condition
        return super().clean()

    def new_measures(self) -> dict[str, Decimal | None]:
        """Give the measures that are not as they stood."""
        said = self.cleaned_data
        return {name: said[name] for name in MEASURES if said[name] != getattr(self._case.person, name)}

    def new_wish(self) -> Wish | None:
        """Give the wish where anything in it is not as it stood."""
        wish = self.wish()
        return None if all(getattr(wish, n) == getattr(self._case.wish, n) for n in WISHES) else wish
