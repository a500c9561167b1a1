"""Django's own commands, for developers: ``python -m enthesis.project makemigrations``."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enthesis.project.settings")
execute_from_command_line(sys.argv)
