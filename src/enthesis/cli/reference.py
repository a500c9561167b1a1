"""The page ``docs/reference/command-line.md``, written from the parsers so that it cannot drift from them.

``python -m tests.golden.write`` writes it; a test compares the two.
"""

import argparse
from collections.abc import Iterator, Mapping

from enthesis.cli.arguments import Parser
from enthesis.cli.program import build_parser

_HEAD = """# Command line

Written from the program itself; do not edit. `enthesis COMMAND --help` says the same.

Every verdict ends with status 0. Wrong use ends with status 2 and one line that says what is wrong and how
to mend it; nothing is written then. `FILE` may be `-` for a pipe. Colour shows on a terminal only, and never
with `NO_COLOR`.
"""


def reference(also: Mapping[str, str]) -> str:
    """Write the whole page; ``also`` are the commands the program hands on, with what they do."""
    return "\n".join([_HEAD, *_commands(build_parser(also))]).rstrip() + "\n"


def _commands(parser: Parser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, command in action.choices.items():
                yield from _command(command, command.description or helps.get(name, ""))


def _command(parser: Parser, says: str) -> Iterator[str]:
    yield f"## `{parser.prog}`\n"
    yield f"{says}\n"
    rows = [_row(action) for action in parser._actions if action.help not in (None, argparse.SUPPRESS)]
    rows = [row for row in rows if row]
    if rows:
        yield "| argument | meaning |"
        yield "|---|---|"
        yield from rows
        yield ""
    yield from _commands(parser)


def _row(action: argparse.Action) -> str:
    if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
        return ""
    value = _value(action)
    names = [f"{name} {value}".strip() for name in action.option_strings] or [value]
    written = ", ".join(f"`{name}`" for name in names)
    return f"| {_escaped(written)} | {_escaped(action.help or '')} |"


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if isinstance(action.metavar, str):
        return action.metavar
    if action.choices is not None:
        return "|".join(str(choice) for choice in action.choices)
    return action.dest.upper()


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("%%", "%")
