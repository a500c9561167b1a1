"""A chart from another system."""

from django import forms

from enthesis.web.forms.wish import WishForm

MOST_BYTES = 40 * 1024 * 1024


class UploadForm(WishForm):
    """One FHIR file and the wish; who it is about stands in the chart."""

    chart = forms.FileField(
        allow_empty_file=False,
        error_messages={"required": "Choose a FHIR file.", "empty": "The file is empty. Choose another one."},
    )
