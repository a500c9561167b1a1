"""``enthesis papers``: which papers there are for one person now, and each of them as PDF."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from enthesis.cli.arguments import Commands, add_command, add_json, print_json, write_bytes
from enthesis.cli.chart import add_chart, plan_of
from enthesis.cli.progress import working
from enthesis.cli.wish import language_of
from enthesis.formats.plan_json import PlanDocument, plan_document
from enthesis.formats.words import Words
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.errors import BadInput

if TYPE_CHECKING:
    from enthesis.formats.papers.shelf import Shelf


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(
        commands,
        "papers",
        run,
        "List the papers of one person: plan, leaflet, mixing sheet, syringe labels, letters, referrals. "
        "Say why the others are not there, and write them as PDF where a folder is named.",
    )
    add_chart(parser)
    parser.add_argument("--to", metavar="FOLDER", help="write each paper as PDF into this folder")
    parser.add_argument("--record", default="", metavar="NUMBER", help="the record number to print on them")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """List the papers, and write them where a folder is named."""
    from enthesis.formats.papers.shelf import shelf

    handbook = read_handbook()
    language = language_of(arguments, handbook)
    plan = plan_of(arguments, handbook)
    # A referral tells what was asked and answered no as well. English is what clinicians write to each other;
    # the patient's leaflet carries the other language beside it.
    document = plan_document(plan, handbook, all_findings=True)
    words = Words(handbook, document.language, plan.condition)
    listed = shelf(document, words)
    if arguments.to:
        other = plan_document(plan, handbook, language) if language != document.language else None
        _write(listed, document, words, other, arguments)
    if arguments.json:
        print_json(listed)
    else:
        _print(listed)
    return 0


def _write(
    listed: "Shelf",
    document: PlanDocument,
    words: Words,
    other: PlanDocument | None,
    arguments: argparse.Namespace,
) -> None:
    from enthesis.formats.papers.shelf import pdf_named

    place = Path(arguments.to)
    if not place.is_dir():
        raise BadInput(f"There is no folder {arguments.to}.", "Name a folder that is there.")
    with working("Setting the papers"):
        for line in listed.papers:
            if line.name:
                pdf = pdf_named(line.name, document, words, arguments.record, other)
                write_bytes(str(place / f"{line.name}.pdf"), pdf)


def _print(listed: "Shelf") -> None:
    from enthesis.cli.terminal import joined, line, row, show

    show(line(listed.about, "bold"))
    for paper in listed.papers:
        title = paper.title if paper.title != listed.about else ""
        to = ", ".join(part for part in (paper.to, paper.urgency_says) if part)
        about = [line(text) for text in (joined([title, to]), paper.why_not) if text]
        named = line(paper.name or paper.kind_says, "bold" if paper.name else "dim")
        show(row("paper" if paper.name else "not there", named, *about))
    show(line(listed.notice, "dim"))
