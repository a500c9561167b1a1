"""How Django knows this room."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The clinic's records."""

    name = "enthesis.store"
    label = "store"
