"""``load_demonstration``: brings the fictional people in, once."""

from typing import Any

from django.core.management.base import BaseCommand

from enthesis.demonstration.load import load_demonstration


class Command(BaseCommand):
    """Bring the fictional people in; those who are there stay as they are."""

    help = __doc__

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Load them and say how many were new."""
        new = load_demonstration()
        if new:
            self.stdout.write(f"     {new} fictional patients brought in")
