"""A needle plan as a person reads it in a terminal: the answer, every target, and what all of it rests on."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from enthesis.cli.sources_text import bibliography_text
from enthesis.cli.terminal import labelled, line, row, section
from enthesis.formats.needle_plan_schema import Lps, NeedleLine, NeedlePlanDocument, TargetLine

_MARKS = {"feasible": "needle", "not-feasible": "STOP", "not-decidable": "ASK"}


def needle_text(document: NeedlePlanDocument) -> Iterator[RenderableType]:
    """Give the whole plan, part by part."""
    yield from _head(document)
    yield section(f"Targets ({len(document.targets)})")
    needles = {needle.target: needle for needle in document.needles}
    for target in document.targets:
        needle = needles.get(target.target)
        yield _needle(needle) if needle else _unreached(target)
    yield from _rests_on(document)
    yield section("Sources")
    yield from bibliography_text(document.bibliography)


def _head(document: NeedlePlanDocument) -> Iterator[RenderableType]:
    region = document.region_title or "no region named"
    yield Text.assemble(("Enthesis", "bold"), f"  Needle plan, {region}.  ", (document.verdict_says, "bold"))
    yield line(f"Handbook {document.handbook_version}. {document.review_state.says}", "dim")
    yield line(document.notice, "dim")
    if document.schematic:
        yield line(document.schematic_says, "bold")
    yield Group(Text(), line(document.says, "bold"), *(line(f"- {reason}") for reason in document.reasons))


def _needle(needle: NeedleLine) -> RenderableType:
    lean = needle.angles
    return row(
        f"puncture {needle.puncture + 1}",
        line(needle.title, "bold"),
        *(line(said) for said in needle.says),
        labelled("needle", f"{needle.needle_title}; {needle.length_mm:.1f} mm from skin to tip"),
        labelled("entry", f"{_point(needle.entry_lps)}; tip {_point(needle.target_lps)} (LPS mm)"),
        labelled(
            "angles",
            f"{lean.to_skin_normal:g}° from straight in, {lean.in_plane:g}° in the slice, "
            f"{lean.out_of_plane:g}° out of it",
        ),
    )


def _unreached(target: TargetLine) -> RenderableType:
    return row(
        _MARKS[target.verdict],
        line(f"{target.title}: {target.verdict_says.lower()}", "bold"),
        *(line(reason) for reason in target.reasons),
        *(labelled("would change it", change.says) for change in target.changes),
    )


def _rests_on(document: NeedlePlanDocument) -> Iterator[RenderableType]:
    labelled_ones = ", ".join(one.title for one in document.labelled) or "none"
    nothing = "none" if document.region else "no region was named, so there is no checklist"
    missing = ", ".join(one.title for one in document.missing) or nothing
    yield section(
        "What it rests on",
        line(document.confirmed_says),
        labelled("kept away from", labelled_ones),
        labelled("expected and not labelled", missing),
        *(line(f"- {assumption}") for assumption in document.assumptions),
        line(document.decision_support, "bold"),
    )


def _point(lps: Lps) -> str:
    return ", ".join(f"{number:.1f}" for number in lps)
