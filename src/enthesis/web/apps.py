"""How Django knows this room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The clinic's pages."""

    name = "enthesis.web"
    label = "web"
