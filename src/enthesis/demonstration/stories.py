"""``enthesis demo --stories`` and ``--json``: who is in the fictional clinic, and where each stands today.

Worked out afresh from the charts and answers that ``enthesis plan`` reads; ``--write DIR`` lays them down.
"""

import argparse
from datetime import date
from pathlib import Path

import msgspec

from enthesis.care.plan import plan
from enthesis.care.values.after import StageId
from enthesis.cli.arguments import print_json, write_bytes
from enthesis.demonstration.people import answers, cast, chart
from enthesis.formats.answers import with_answers
from enthesis.formats.answers_file import answers_from_file
from enthesis.formats.fhir.chart import case_from_fhir
from enthesis.formats.plan_json import plan_document
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.status import Level


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One fictional person today, and the command that makes their plan from the files written down."""

    id: str
    name: str
    stage: StageId
    stage_title: str
    story: str
    condition: str
    verdict: Level
    ready_today: Level
    next: str
    command: str


def tell(words: list[str]) -> int:
    """Tell the stories as text or JSON, and write charts and answers down where that is asked."""
    parser = argparse.ArgumentParser(
        prog="enthesis demo",
        description="Serve the clinic's pages with fictional patients, or tell who they are.",
    )
    parser.add_argument("--port", type=int, help="serve at this port; otherwise 8000 or the next free one")
    parser.add_argument("--stories", action="store_true", help="serve nothing: tell each story in a line")
    parser.add_argument("--json", action="store_true", help="tell them as JSON for another program")
    parser.add_argument("--write", metavar="DIR", help="write their charts and answers into this folder")
    asked = parser.parse_args(words)
    handbook, today = read_handbook(), date.today()
    folder = asked.write or "."
    stories = [story(person, handbook, today, folder) for person in cast()]
    if asked.write:
        _write(Path(asked.write), today)
    if asked.json:
        print_json(stories)
    else:
        _print(stories)
    return 0


def story(person: str, handbook: Handbook, today: date, folder: str = ".") -> Story:
    """Work out where one fictional person stands today."""
    told = cast()[person]
    wish = told.wish(today)
    case = case_from_fhir(chart(person, today), wish, today, handbook)
    raw = answers(person, today)
    if raw is not None:
        case = with_answers(case, answers_from_file(raw, f"{person}.toml", handbook, today), today)
    made = plan(case, handbook, today)
    document = plan_document(made, handbook)
    flags = [f"--condition {wish.condition}"]
    flags += [f"--{name} {value}" for name in ("side", "sedation", "start") if (value := getattr(wish, name))]
    flags += [f"--answers {folder}/{person}.toml"] if raw is not None else []
    return Story(
        id=person,
        name=document.person.name,
        stage=made.stage.id,
        stage_title=document.stage.title,
        story=told.story,
        condition=wish.condition,
        verdict=document.verdict.level,
        ready_today=document.ready_today.level,
        next=document.next_thing.says,
        command=f"enthesis plan {folder}/{person}.json {' '.join(flags)}",
    )


def _write(folder: Path, today: date) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{folder} cannot be made: {error.strerror}.", "Name a folder.") from error
    for person in cast():
        write_bytes(str(folder / f"{person}.json"), chart(person, today))
        raw = answers(person, today)
        if raw is not None:
            write_bytes(str(folder / f"{person}.toml"), raw)


def _print(stories: list[Story]) -> None:
    from enthesis.cli.terminal import line, row, show

    for each in stories:
        show(row(each.name, line(each.stage_title, "bold"), line(each.story), line(each.command, "dim")))
