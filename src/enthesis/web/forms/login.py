"""Name and password."""

from django import forms


class LoginForm(forms.Form):
    """What the login page takes."""

    username = forms.CharField(max_length=150, error_messages={"required": "Type your name."})
    password = forms.CharField(strip=False, error_messages={"required": "Type your password."})
