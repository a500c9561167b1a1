"""``enthesis screen``: the two verdicts, what is open and what was found; no dates, no syringe."""

import argparse

from enthesis.cli.arguments import Commands, add_command, add_json, print_json
from enthesis.cli.chart import add_chart, document_of
from enthesis.formats.screening_json import screening_document
from enthesis.knowledge.read import read_handbook


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(
        commands,
        "screen",
        run,
        "Screen one patient from a chart: the two verdicts, questions and findings only.",
    )
    add_chart(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print one screening."""
    document = document_of(arguments, read_handbook())
    if arguments.json:
        print_json(screening_document(document))
        return 0
    from enthesis.cli.plan_text import screening_text
    from enthesis.cli.terminal import show

    show(*screening_text(document))
    return 0
