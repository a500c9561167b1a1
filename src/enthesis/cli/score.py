"""``enthesis score``: the score of one questionnaire, and whether its change matters."""

import argparse
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from enthesis.care.changes import change
from enthesis.care.outcomes import score
from enthesis.care.values.outcome import Change, Outcome
from enthesis.cli.arguments import (
    STANDARD_STREAM,
    Commands,
    add_command,
    add_json,
    one_of,
    print_json,
    read_bytes,
)
from enthesis.formats.score_json import Answers, ScoreDocument, read_item, read_items, score_document
from enthesis.knowledge.cards.instrument import Instrument
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.errors import BadInput

if TYPE_CHECKING:
    from rich.text import Text


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(
        commands, "score", run, "Score one questionnaire. Too few answers give no score, never a zero."
    )
    parser.add_argument(
        "instrument", nargs="?", metavar="INSTRUMENT", help="its id; left out, all are listed"
    )
    parser.add_argument(
        "items", nargs="*", metavar="ITEM=NUMBER", help="answered items, or a JSON FILE of them, or -"
    )
    parser.add_argument(
        "--before",
        action="append",
        default=[],
        metavar="ITEM=NUMBER",
        help="the same items on an earlier day, or a JSON FILE of them; may be repeated",
    )
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print a score, or the instruments there are."""
    handbook = read_handbook()
    if arguments.instrument is None:
        return _list(handbook, arguments.json)
    instrument = _instrument(arguments.instrument, handbook)
    after = score(instrument, _answers(arguments.items, instrument))
    changes: tuple[Change, ...] = ()
    if arguments.before:
        before = score(instrument, _answers(arguments.before, instrument))
        changes = tuple(_changes(instrument, before, after))
    document = score_document(instrument, after, changes, handbook)
    if arguments.json:
        print_json(document)
    else:
        _print(document)
    return 0


def _instrument(name: str, handbook: Handbook) -> Instrument:
    found = handbook.instruments.get(name)
    if found is None:
        raise BadInput(
            f"There is no instrument {name!r}.", f"There is: {one_of(list(handbook.instruments))}."
        )
    return found


def _answers(given: Iterable[str], instrument: Instrument) -> Answers:
    """Join what came as ``item=number`` and by file; one item may not be answered twice."""
    answers: Answers = {}
    for each in given:
        is_file = each == STANDARD_STREAM or ("=" not in each) or Path(each).is_file()
        for name, value in read_items(read_bytes(each)).items() if is_file else [read_item(each)]:
            if name in answers and answers[name] != value:
                raise BadInput(f"{name} is answered twice and differently.", "Keep one of them.")
            answers[name] = value
    if not answers:
        names = [name for scale in instrument.scale for name in scale.item_ids]
        raise BadInput(f"Nothing of {instrument.id} is answered.", f"Its items are {one_of(names)}.")
    return answers


def _changes(instrument: Instrument, before: Outcome, after: Outcome) -> Iterator[Change]:
    """Compare the whole where there is one, otherwise part by part."""
    if instrument.total != "none":
        yield change(instrument, before, after)
        return
    for scale in instrument.scale:
        compared = change(instrument, before, after, scale=scale.id)
        if (compared.before, compared.after) != (None, None):
            yield compared


def _list(handbook: Handbook, as_json: bool) -> int:
    rows = [
        {
            "instrument": card.id,
            "title": card.title["en"],
            "items": [name for scale in card.scale for name in scale.item_ids],
            "direction": card.direction,
            "licence": card.licence,
        }
        for card in handbook.instruments.values()
    ]
    if as_json:
        print_json(rows)
        return 0
    from enthesis.cli.terminal import show, table

    cells = ([str(row["instrument"]), str(row["title"]), _first_and_last(row["items"])] for row in rows)
    show(table(("instrument", "title", "items"), cells, keep=("instrument",)))
    return 0


def _first_and_last(items: object) -> str:
    names = [str(item) for item in items] if isinstance(items, list) else []
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def _print(document: ScoreDocument) -> None:
    from enthesis.cli.sources_text import Sources
    from enthesis.cli.terminal import labelled, line, row, show

    sources = Sources(document.bibliography)
    best = "higher is better" if document.direction == "higher-better" else "lower is better"
    value = _value(document.score)
    scale = f"{document.minimum:f} to {document.maximum:f}" if document.maximum is not None else "open"
    show(row(value, line(document.title, "bold"), line(f"{scale}, {best}"), *_reason(document.reason)))
    for part in document.scales if len(document.scales) > 1 else ():
        show(row(_value(part.score), line(part.title), *_reason(part.reason)))
    for each in document.changes:
        who = labelled("who says so", sources.named(each.mcid_sources))
        show(row("change", line(each.says), *([who] if each.mcid_sources else [])))
    show(row("", line(document.licence_says, "dim"), sources.line(document)))
    show(line(document.notice, "dim"))


def _value(score: Decimal | None) -> str:
    return "no score" if score is None else f"{score:f}"


def _reason(reason: str) -> list["Text"]:
    from enthesis.cli.terminal import line

    return [line(reason)] if reason else []
