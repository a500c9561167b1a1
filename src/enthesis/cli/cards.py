"""``enthesis cards``: what the handbook says, who says it, what is overdue and what nobody has signed."""

import argparse
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

import msgspec

from enthesis.cli.arguments import Commands, a_day, add_command, add_json, one_of, print_json
from enthesis.knowledge.cards.card import Card
from enthesis.knowledge.cards.source import Source
from enthesis.knowledge.handbook import CARD_FOLDERS, Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.evidence import Grade, Mark

Entry = tuple[str, Card]


def add_to(commands: Commands) -> None:
    """Register the command and its one verb, ``show``."""
    parser = add_command(
        commands, "cards", _list, "List the cards of the handbook, with their sources and who reviewed them."
    )
    parser.add_argument(
        "--folder",
        choices=tuple(CARD_FOLDERS),
        metavar="NAME",
        help="only this kind of card: " + one_of(tuple(CARD_FOLDERS)),
    )
    parser.add_argument(
        "--grade",
        choices=tuple(Grade),
        metavar="GRADE",
        help="only cards of this grade: " + one_of(tuple(Grade)),
    )
    parser.add_argument(
        "--mark",
        choices=tuple(Mark),
        metavar="MARK",
        help="only cards that lean on a source seen this way: " + one_of(tuple(Mark)),
    )
    parser.add_argument("--source", metavar="KEY", help="only cards that name this source")
    parser.add_argument("--unreviewed", action="store_true", help="only cards no clinician has signed")
    parser.add_argument("--overdue", action="store_true", help="only cards whose day to look again has come")
    parser.add_argument(
        "--today", type=a_day, metavar="DATE", help="the day to judge overdue by; today unless said"
    )
    parser.add_argument(
        "--check", action="store_true", help="read and check every card, and say only how many there are"
    )
    parser.add_argument(
        "--bibliography", action="store_true", help="print the sources of these cards instead"
    )
    add_json(parser)
    verbs = parser.add_subparsers(title="verbs", metavar="")
    show = add_command(verbs, "show", _show, "Show one card whole.")
    show.add_argument("card", metavar="ID", help="the card's id, or folder/id where two share one")
    add_json(show)


def _list(arguments: argparse.Namespace) -> int:
    handbook = read_handbook()
    if arguments.source and arguments.source not in handbook.sources:
        raise BadInput(f"There is no source {arguments.source!r}.", "See: enthesis cards --bibliography")
    if arguments.check:
        return _checked(handbook, arguments.json)
    chosen = [entry for entry in handbook.cards() if _wanted(arguments, handbook)(entry)]
    if arguments.bibliography:
        return _print_sources(_sources_of(chosen, handbook), arguments.json)
    return _print_cards(chosen, handbook, arguments.json)


def _checked(handbook: Handbook, as_json: bool) -> int:
    """Reading has already refused every fault; what is left is to say how much was read."""
    cards, sources = len(handbook.cards()), len(handbook.sources)
    if as_json:
        print_json({"handbook_version": handbook.version, "cards": cards, "sources": sources})
    else:
        print(f"Handbook {handbook.version}: {cards} cards, {sources} sources, no fault.")
    return 0


def _wanted(arguments: argparse.Namespace, handbook: Handbook) -> Callable[[Entry], bool]:
    today = arguments.today or date.today()

    def wanted(entry: Entry) -> bool:
        folder, card = entry
        return (
            arguments.folder in (None, folder)
            and arguments.grade in (None, card.grade)
            and (arguments.source is None or arguments.source in card.sources)
            and (arguments.mark is None or arguments.mark in _marks(card, handbook))
            and not (arguments.unreviewed and card.reviewed)
            and not (arguments.overdue and card.due > today)
        )

    return wanted


def _marks(card: Card, handbook: Handbook) -> list[Mark]:
    return [handbook.sources[key].mark for key in card.sources]


def _sources_of(entries: Iterable[Entry], handbook: Handbook) -> list[Source]:
    named = {key for _, card in entries for key in card.sources}
    return [source for key, source in handbook.sources.items() if key in named]


def _print_cards(entries: list[Entry], handbook: Handbook, as_json: bool) -> int:
    if as_json:
        print_json([_row(folder, card, handbook) for folder, card in entries])
        return 0
    from enthesis.cli.terminal import line, show, table

    reviewed = sum(card.reviewed is not None for _, card in entries)
    rows = (
        (
            f"{folder}/{card.id}",
            card.grade,
            ", ".join(_with_mark(key, handbook) for key in card.sources),
            str(card.due),
        )
        for folder, card in entries
    )
    show(table(("card", "grade", "sources", "look again"), rows, keep=("card", "look again")))
    show(line(f"{len(entries)} cards, {reviewed} reviewed by a clinician. Handbook {handbook.version}."))
    return 0


def _with_mark(key: str, handbook: Handbook) -> str:
    return f"{key} [{handbook.sources[key].mark}]"


def _row(folder: str, card: Card, handbook: Handbook) -> dict[str, object]:
    return {
        "folder": folder,
        "id": card.id,
        "title": _title(card),
        "grade": card.grade,
        "sources": card.sources,
        "marks": sorted(set(_marks(card, handbook))),
        "reviewed": card.reviewed,
        "due": card.due,
    }


def _title(card: Card) -> str:
    title = getattr(card, "title", "")
    return title["en"] if isinstance(title, dict) else title


def _print_sources(sources: list[Source], as_json: bool) -> int:
    if as_json:
        print_json(sources)
        return 0
    from enthesis.cli.terminal import joined, line, row, show

    for source in sources:
        says = joined((source.title, source.where, source.caution))
        show(row(source.id, line(f"{says} [{source.mark}, {source.kind}]"), space=0))
    show(line(f"{len(sources)} sources."))
    return 0


def _show(arguments: argparse.Namespace) -> int:
    handbook = read_handbook()
    folder, card = _find(arguments.card, handbook)
    sources = [handbook.sources[key] for key in card.sources]
    if arguments.json:
        print_json({"folder": folder, "card": card, "sources": sources})
        return 0
    from enthesis.cli.terminal import line, section, show

    show(
        section(
            f"{folder}/{card.id}",
            *(line(text) for text in _lines(msgspec.to_builtins(card, builtin_types=(Decimal, date)))),
        )
    )
    show(section("Sources"))
    return _print_sources(sources, as_json=False)


def _find(name: str, handbook: Handbook) -> Entry:
    folder, _, card_id = name.rpartition("/")
    found = [(at, card) for at, card in handbook.cards() if card.id == card_id and folder in ("", at)]
    if not found:
        raise BadInput(f"There is no card {name!r}.", "See: enthesis cards")
    if len(found) > 1:
        raise BadInput(
            f"{len(found)} cards are called {name!r}.",
            "Say which: " + one_of([f"{at}/{card_id}" for at, _ in found]),
        )
    return found[0]


def _lines(value: object, depth: int = 0) -> Iterable[str]:
    """Write a card's keys and values, one a line, indented by depth; what is empty is left out."""
    indent = "  " * depth
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict | list | tuple):
                if inner:
                    yield f"{indent}{key}:"
                    yield from _lines(inner, depth + 1)
            elif inner not in (None, ""):
                yield f"{indent}{key}: {inner}"
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _lines(inner, depth + 1) if isinstance(inner, dict) else (f"{indent}- {inner}",)
    else:
        yield f"{indent}{value}"
