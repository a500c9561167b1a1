"""The program's commands, all in one parser, and how a refusal is told."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence

import enthesis
from enthesis.cli import cards, mix, needle, papers, plan, questions, score, screen, triage
from enthesis.cli.arguments import Parser, in_a_list
from enthesis.vocabulary.errors import EnthesisError

_BAD_INPUT = 2
COMMANDS = (plan, papers, screen, questions, mix, triage, score, needle, cards)
COMMAND_NAMES = tuple(command.__name__.rpartition(".")[2] for command in COMMANDS)


def build_parser(also: Mapping[str, str] | None = None) -> Parser:
    """Build the parser of every command.

    ``also`` are commands of the floor above, by name with what they do; they are listed here and run there.
    """
    parser = Parser(
        prog="enthesis",
        description="From a patient's chart to a cited plan for prolotherapy, for a clinician to decide.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"enthesis {enthesis.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for command in COMMANDS:
        command.add_to(commands)
    for name, says in (also or {}).items():
        commands.add_parser(name, help=in_a_list(says), description=says, add_help=False)
    return parser


def run(argv: Sequence[str], also: Mapping[str, str] | None = None) -> int:
    """Run one command. Every verdict ends 0; wrong use ends 2 with one line on stderr."""

    def work() -> int:
        arguments = build_parser(also).parse_args(argv)
        status: int = arguments.run(arguments)
        return status

    return ended(work)


def ended(work: Callable[[], int]) -> int:
    """Do the work of a command and give its exit status, whatever became of it."""
    try:
        status = work()
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_left()
    except EnthesisError as error:
        print(f"enthesis: {' '.join(str(error).split())}", file=sys.stderr)
        return _BAD_INPUT
    return status


def _reader_left() -> int:
    """End quietly when whoever read the pipe has seen enough, as ``| head`` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
