"""How Django knows this room: it adds one command."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """The fictional clinic."""

    name = "enthesis.demonstration"
    label = "demonstration"
