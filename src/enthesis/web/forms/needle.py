"""The files and words of one needle plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from enthesis.vocabulary.anatomy import Side
from enthesis.web.handbook import handbook

File: TypeAlias = "UploadedFile[bytes]"
SIDES = (("right", "Right"), ("left", "Left"))
GUIDANCES = (
    ("ultrasound", "Ultrasound, watched in real time"),
    ("landmark", "By the landmark"),
)


# A labelled scan with its picture, uncompressed; beyond that a clinic has a faster road than a form.
MOST_IMAGE_BYTES = 384 * 1024 * 1024


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """One or several files: the slices of a DICOM series come as many."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=_ManyFiles(), **options)

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        """Check each file by itself."""
        given = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        one = super().clean
        return [one(each, initial) for each in given] or ([one(None, initial)] if self.required else [])


class NeedleForm(forms.Form):
    """What a needle plan is made from. Which side the image shows is never chosen beforehand."""

    labels = _Files(error_messages={"required": "Choose the file with the labels."})
    label_map = forms.FileField(error_messages={"required": "Choose the TOML file that names the labels."})
    targets = forms.FileField(error_messages={"required": "Choose the TOML file with the targets."})
    image = _Files(required=False)
    side = forms.ChoiceField(choices=SIDES, error_messages={"required": "Say which side the image shows."})
    region = forms.ChoiceField(error_messages={"required": "Choose a region."})
    guidance = forms.ChoiceField(
        choices=GUIDANCES, error_messages={"required": "Say how the needle is guided."}
    )
    margin = forms.CharField(required=False, max_length=120)
    confirmed_by = forms.CharField(required=False, max_length=120)
    image_date = forms.DateField(
        required=False, error_messages={"invalid": "Give the day of the image as a date."}
    )
    image_pose = forms.CharField(required=False, max_length=60)
    treatment_pose = forms.CharField(required=False, max_length=60)

    def __init__(self, *arguments: Any, wished: Side | None, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._wished, self._today = wished, today
        regions = [(card.id, card.title["en"]) for card in handbook().needle_regions.values()]
        cast(forms.ChoiceField, self.fields["region"]).choices = [("", "Choose one"), *regions]

    def clean_side(self) -> Side:
        """Refuse an image of the other side than the one that is to be treated."""
        side = Side(self.cleaned_data["side"])
        if self._wished not in (None, Side.BOTH, side):
            raise forms.ValidationError(
                f"The image shows the {side} side, and the {self._wished} side is to be treated."
            )
        return side

    def clean_image_date(self) -> date | None:
        """Refuse an image that is not taken yet."""
        day: date | None = self.cleaned_data["image_date"]
        if day and day > self._today:
            raise forms.ValidationError("The day of the image lies in the future.")
        return day

    def margin_words(self) -> str:
        """Give the guidance and what is stated by hand, as on the command line."""
        said = (self.cleaned_data["guidance"], self.cleaned_data["margin"])
        return ",".join(part for part in said if part)

    def many(self, name: str) -> Sequence[File]:
        """Give the files of one field."""
        found: list[File] = self.cleaned_data[name]
        return found
