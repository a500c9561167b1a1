"""From the flags of one command to a plan in words: the chart, the answers, the wish, one walk of care."""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from enthesis.care.plan import plan
from enthesis.care.values.case import Case
from enthesis.care.values.plan import Plan
from enthesis.cli.arguments import STANDARD_STREAM, Parser, read_bytes
from enthesis.cli.progress import working
from enthesis.cli.wish import add_wish, language_of, today_of, wish_of
from enthesis.formats.answers import refuse_other_wish, with_answers
from enthesis.formats.answers_file import answers_from_file
from enthesis.formats.beside import ENGLISH
from enthesis.formats.fhir.chart import case_from_charts
from enthesis.formats.plan_json import PlanDocument, plan_document
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput

_NDJSON = "*.ndjson"


def add_chart(parser: Parser) -> None:
    """Offer the chart, the answers and the wish."""
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="a FHIR R4 bundle, a folder of NDJSON files, or - for a pipe"
    )
    add_wish(parser)
    parser.add_argument(
        "--answers", metavar="FILE", help="answers as TOML or JSON, or a FHIR QuestionnaireResponse"
    )
    parser.add_argument("--all", action="store_true", help="show findings that are not met as well")
    parser.add_argument(
        "--language",
        default=ENGLISH,
        metavar="CODE",
        help="the language of what patients read, as zh-Hant; en unless said",
    )


def document_of(arguments: argparse.Namespace, handbook: Handbook) -> PlanDocument:
    """Make the plan the flags ask for, and put it into words.

    Raises:
        BadInput: chart, answers or wish cannot be used.
    """
    language = language_of(arguments, handbook)
    return plan_document(plan_of(arguments, handbook), handbook, language, all_findings=arguments.all)


def plan_of(arguments: argparse.Namespace, handbook: Handbook) -> Plan:
    """Make the plan the flags ask for.

    Raises:
        BadInput: chart, answers or wish cannot be used.
    """
    today = today_of(arguments)
    with working("Reading the chart"):
        case = _case(arguments, today, handbook)
    return plan(case, handbook, today)


def _case(arguments: argparse.Namespace, today: date, handbook: Handbook) -> Case:
    wish = wish_of(arguments, today, handbook)
    if arguments.file is None:
        raise BadInput("The chart is missing.", "Name a FHIR bundle, a folder of NDJSON, or - for a pipe.")
    if STANDARD_STREAM == arguments.answers == arguments.file:
        raise BadInput("Chart and answers both come by the one pipe.", "Give one of them as a file.")
    case = case_from_charts(_charts(arguments.file), wish, today, handbook)
    if arguments.answers is None:
        return case
    answers = answers_from_file(read_bytes(arguments.answers), arguments.answers, handbook, today)
    refuse_other_wish(wish, answers)
    return with_answers(case, answers, today)


def _charts(path: str) -> Iterator[bytes]:
    """Read one file, or every NDJSON file of a folder."""
    if path == STANDARD_STREAM or not Path(path).is_dir():
        yield read_bytes(path)
        return
    files = sorted(Path(path).glob(_NDJSON))
    if not files:
        raise BadInput(f"No {_NDJSON} file is in {path}.", "Name a folder of NDJSON files, or one bundle.")
    for file in files:
        yield read_bytes(str(file))
