"""``enthesis questions``: a blank answers file for one condition."""

import argparse
import sys

from enthesis.cli.arguments import Commands, add_command, add_json, print_json
from enthesis.cli.wish import add_condition, condition_of, language_of
from enthesis.formats.blank_answers import blank_json, blank_toml
from enthesis.formats.words import Words
from enthesis.knowledge.read import read_handbook


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(
        commands,
        "questions",
        run,
        "Write a blank answers file for one condition, to be given back by --answers.",
    )
    add_condition(parser)
    parser.add_argument("--language", default="en", metavar="CODE", help="the language; en unless said")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the blank file."""
    handbook = read_handbook()
    condition = handbook.conditions[condition_of(arguments, handbook)]
    words = Words(handbook, language_of(arguments, handbook), condition.id)
    if arguments.json:
        print_json(blank_json(condition, words))
    else:
        sys.stdout.write(blank_toml(condition, words))
    return 0
