"""The plan as a page: one template for the clinic's pages and for a file of its own.

No server, no request: a document goes in, HTML comes out. What stands where is decided here, how it
looks in ``templates/plan.css``, and what it says in the document.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

import jinja2
import msgspec

from enthesis.formats.day_words import capitalise, short_day, whole_day
from enthesis.formats.map_drawing import SideMap
from enthesis.formats.plan_schema import ChangeLine, FindingLine, PauseLine, PlanDocument
from enthesis.formats.timeline import draw_timeline, list_moments, steady
from enthesis.vocabulary.status import Severity, Status

Filter = Callable[..., Any]
_WARNINGS_SHOWN = 3
_QUESTIONS_SHOWN = 5
_GRAVE = ("STOP", "HOLD")


class Groups(msgspec.Struct, frozen=True, kw_only=True):
    """The findings in the order a reader needs them; ``folded`` holds (findings, mark, title)."""

    shown: tuple[FindingLine, ...]
    folded: tuple[tuple[tuple[FindingLine, ...], str, str], ...]


def plan_page(document: PlanDocument, maps: tuple[SideMap, ...] = ()) -> str:
    """Give the plan as one whole HTML file that fetches nothing; ``maps`` are drawn at its end."""
    templates = resources.files("enthesis.formats").joinpath("templates")
    style = "".join(templates.joinpath(name).read_text(encoding="utf-8") for name in ("plan.css", "map.css"))
    values = plan_values(document) | {"maps": maps, "style": style}
    return _environment().get_template("plan_file.jinja").render(values)


def plan_values(document: PlanDocument, links: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Give what the plan's template needs; only a page of the clinic has ``links`` to others."""
    return {
        "document": document,
        "links": links,
        "groups": group_findings(document.findings),
        "timeline": draw_timeline(document),
        "moments": list_moments(document),
        "steady": steady(document.pauses),
        "words": {
            "changes": _changes(document),
            "asked": {question.id: question.text for question in document.questions},
            "ask": links["questions"] if links else "",
        },
    }


def plan_filters() -> dict[str, Filter]:
    """Give the filters the plan's templates use."""
    return {
        "day": whole_day,
        "short": short_day,
        "plain": plain_number,
        "capitalise": capitalise,
        "anchor": anchor,
        "leads": leads,
        "follows": follows,
        "touches": touches,
    }


def plain_number(value: Decimal) -> str:
    """Write a number as people do, thousands apart: ``1,416``."""
    return f"{value:,}"


def leads(pause: PauseLine) -> str:
    """Give what a medicine's row must open with, said aloud: the medicine that must go on."""
    return pause.say_title if pause.say == "do-not-stop" else ""


def follows(pause: PauseLine) -> str:
    """Give what is said of a medicine after its opening words, which are not said twice."""
    opening = leads(pause)
    if opening and pause.says.casefold().startswith(opening.casefold()):
        return capitalise(pause.says[len(opening) :].lstrip(" .,:;。，：；"))
    return pause.says


def touches(finding: FindingLine) -> str:
    """Name the verdict a finding belongs to, as short as the row allows."""
    return {"verdict": "Candidate", "ready-today": "Ready today"}.get(finding.touches, "After")


def anchor(question: str) -> str:
    """Give the place of a question on its page: letters, digits and dashes."""
    return "q-" + re.sub(r"[^a-zA-Z0-9]+", "-", question).strip("-")


def group_findings(findings: Iterable[FindingLine]) -> Groups:
    """Put what stands in the way first, then what must be asked, then what to keep in mind.

    Three warnings are shown and the rest folded (CARE 5); so are more than five open questions, what is
    for information, and what was looked for and not found.
    """
    rows = list(findings)
    met = [row for row in rows if row.status is Status.MET]
    grave = sorted((row for row in met if row.shown_as in _GRAVE), key=lambda row: -row.severity.rank)
    warned = [row for row in met if row.severity is Severity.WARN]
    asked = [row for row in rows if row.shown_as == "ASK"]
    minor = [row for row in rows if row.status is Status.NOT_KNOWN and row.shown_as != "ASK"]
    informed = [row for row in met if row.severity is Severity.INFO]
    settled = [row for row in rows if row.status is Status.NOT_MET]
    return Groups(
        shown=(*grave, *asked[:_QUESTIONS_SHOWN], *warned[:_WARNINGS_SHOWN]),
        folded=(
            (tuple(asked[_QUESTIONS_SHOWN:]), "ASK", "More to ask"),
            (tuple(warned[_WARNINGS_SHOWN:]), "WARN", "More to keep in mind"),
            (tuple(informed), "INFO", "For information"),
            (tuple(minor), "INFO", "Not recorded, and outside the verdict"),
            (tuple(settled), "ok", "Looked for and not found"),
        ),
    )


def _changes(document: PlanDocument) -> dict[str, tuple[ChangeLine, ...]]:
    """Give what would change each rule's part in the two verdicts."""
    changes: dict[str, tuple[ChangeLine, ...]] = {}
    for change in (*document.verdict.would_change, *document.ready_today.would_change):
        changes[change.rule] = (*changes.get(change.rule, ()), change)
    return changes


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("enthesis.formats"),
        undefined=jinja2.ChainableUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= plan_filters()
    return made
