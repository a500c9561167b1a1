"""``enthesis triage``: how soon somebody must be seen after a session."""

import argparse
from typing import TYPE_CHECKING

from enthesis.care.triage import symptom_questions, triage
from enthesis.care.values.triage import SymptomReport
from enthesis.cli.arguments import Commands, add_command, add_json, print_json, read_bytes, some_words
from enthesis.cli.wish import language_of
from enthesis.formats.beside import ENGLISH
from enthesis.formats.triage_json import (
    AskDocument,
    AskLine,
    TriageDocument,
    ask_document,
    read_report,
    triage_document,
)
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.anatomy import Region
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Status

if TYPE_CHECKING:
    from enthesis.cli.terminal import Row

_ANSWERS = {"yes": "yes", "no": "no", "not_known": "not known"}


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(
        commands, "triage", run, "Tell how soon somebody must be seen after a session, and what to do."
    )
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="a symptom report as JSON, or -; instead of the flags",
    )
    parser.add_argument("--region", metavar="REGION", help="where the injection was: " + ", ".join(Region))
    parser.add_argument("--days", type=int, metavar="N", help="whole days since the session, which is day 0")
    parser.add_argument("--hours", type=int, metavar="N", help="hours since the session, where known")
    for flag, says in (("yes", "there"), ("no", "not there"), ("not-known", "not known")):
        parser.add_argument(
            f"--{flag}", type=some_words, default=(), metavar="A,B", help=f"symptoms that are {says}"
        )
    parser.add_argument("--ask", action="store_true", help="list what to ask in this region on this day")
    parser.add_argument(
        "--language", default=ENGLISH, metavar="CODE", help="the language, as zh-Hant; en unless said"
    )
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print a triage, or the questions it needs."""
    handbook = read_handbook()
    if arguments.ask:
        return _ask(arguments, handbook)
    report = _report(arguments)
    language = language_of(arguments, handbook)
    found = triage(report, handbook)
    document = triage_document(report, found, handbook, language)
    if arguments.json:
        print_json(document)
        return 0
    if language != ENGLISH:
        _mark(language, handbook)
        _print(document)
        document = triage_document(report, found, handbook)
    _print(document)
    return 0


def _mark(language: str, handbook: Handbook) -> None:
    """Say first that nobody reviewed the translation; the English follows it."""
    from enthesis.cli.terminal import show
    from enthesis.cli.translated import unreviewed

    show(*unreviewed(language, handbook))


def _report(arguments: argparse.Namespace) -> SymptomReport:
    """Take the report from the file or from the flags, never from both."""
    told = [arguments.region, arguments.days, arguments.hours]
    if arguments.file is None:
        region, day = _where_and_when(arguments)
        return SymptomReport(
            region=region,
            days_since_session=day,
            hours_since_session=arguments.hours,
            symptoms=_symptoms(arguments),
        )
    if any(each is not None for each in told) or _symptoms(arguments):
        raise BadInput("A report came by file and by flags.", "Give one of the two.")
    return read_report(read_bytes(arguments.file))


def _where_and_when(arguments: argparse.Namespace) -> tuple[str, int]:
    if arguments.region is None or arguments.days is None:
        raise BadInput("Where and when are missing.", "Give --region and --days, or a FILE.")
    return arguments.region, arguments.days


def _symptoms(arguments: argparse.Namespace) -> dict[str, str]:
    said: dict[str, str] = {}
    for flag, answer in _ANSWERS.items():
        for symptom in getattr(arguments, flag):
            if said.get(symptom, answer) != answer:
                raise BadInput(f"{symptom}: both {said[symptom]!r} and {answer!r}.", "Give one answer.")
            said[symptom] = answer
    return said


def _ask(arguments: argparse.Namespace, handbook: Handbook) -> int:
    region, day = _where_and_when(arguments)
    questions = symptom_questions(region, day, handbook, arguments.hours)
    language = language_of(arguments, handbook)
    document = ask_document(region, day, questions, handbook, language)
    if arguments.json:
        print_json(document)
        return 0
    if language != ENGLISH:
        _mark(language, handbook)
        _print_questions(document)
        document = ask_document(region, day, questions, handbook)
    _print_questions(document)
    return 0


def _print(document: TriageDocument) -> None:
    from enthesis.cli.sources_text import Sources
    from enthesis.cli.terminal import labelled, line, row, section, show

    sources = Sources(document.bibliography)
    show(line(f"{document.region}, day {document.days_since_session}", "dim"))
    show(row(document.urgency, line(document.says, "bold"), line(document.suspect), line(document.action)))
    if document.clinician:
        show(row("clinician", line(document.clinician)))
    for rule in document.rules:
        reported = ", ".join(each for each in rule.symptoms if each not in rule.unanswered)
        if rule.status is Status.MET or not rule.unanswered:
            about = [labelled("from", reported)] if reported else []
            show(row(rule.urgency, line(rule.title, "bold"), *about, sources.line(rule)))
    if document.asks:
        show(section("Still to ask"), *(_question(question) for question in document.asks))
    show(line(document.notice, "dim"))


def _print_questions(document: AskDocument) -> None:
    from enthesis.cli.terminal import line, section, show

    show(line(f"{document.region}, day {document.days_since_session}", "dim"))
    for title, gate in (("Each must be no before anything is expected", True), ("Beside these", False)):
        asked = [question for question in document.asks if question.gate is gate]
        if asked:
            show(section(title), *(_question(question) for question in asked))


def _question(question: AskLine) -> "Row":
    from enthesis.cli.terminal import line, row

    return row("ASK", line(f"{question.asks} ({question.id})"), space=0)
