"""``enthesis plan``: from a chart and a wish to the whole cited plan."""

import argparse

from enthesis.cli.arguments import Commands, add_command, print_json, write_bytes
from enthesis.cli.chart import add_chart, document_of
from enthesis.cli.progress import working
from enthesis.formats.beside import ENGLISH
from enthesis.formats.plan_json import PlanDocument, schema
from enthesis.formats.words import Words
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.errors import BadInput


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(
        commands,
        "plan",
        run,
        "Plan one patient's course from a chart: verdicts, questions, medicines, dates, syringes, points.",
    )
    add_chart(parser)
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="print the plan as JSON for another program")
    output.add_argument(
        "--html", metavar="OUT", help="write the plan as one page to this file, or - to a pipe"
    )
    output.add_argument("--pdf", metavar="OUT", help="write the plan as PDF to this file, or - to a pipe")
    output.add_argument("--schema", action="store_true", help="print the JSON Schema of a plan, and no plan")


def run(arguments: argparse.Namespace) -> int:
    """Print or write one plan."""
    if arguments.schema:
        print_json(schema())
        return 0
    handbook = read_handbook()
    document = document_of(arguments, handbook)
    if document.language != ENGLISH and (arguments.html or arguments.pdf):
        raise BadInput(
            "The plan as page and as paper is for clinicians and speaks English.",
            "Leave --language out, or write the patient's leaflet by: enthesis papers --to FOLDER.",
        )
    if arguments.json:
        print_json(document)
    elif arguments.html:
        _write_page(document, arguments.html, handbook)
    elif arguments.pdf:
        _write_pdf(document, arguments.pdf, handbook)
    else:
        _print(document, handbook)
    return 0


def _write_page(document: PlanDocument, path: str, handbook: Handbook) -> None:
    from enthesis.formats.map_drawing import draw_maps
    from enthesis.formats.page import plan_page

    maps = draw_maps(document, Words(handbook, document.language))
    write_bytes(path, plan_page(document, maps).encode())


def _write_pdf(document: PlanDocument, path: str, handbook: Handbook) -> None:
    from enthesis.formats.papers.plan import plan_pdf

    words = Words(handbook, document.language, document.condition.id)
    with working("Setting the pages"):
        content = plan_pdf(document, words)
    write_bytes(path, content)


def _print(document: PlanDocument, handbook: Handbook) -> None:
    from enthesis.cli.plan_text import plan_text
    from enthesis.cli.terminal import show
    from enthesis.cli.translated import unreviewed

    show(*unreviewed(document.language, handbook), *plan_text(document))
