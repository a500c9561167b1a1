"""The needle plan on paper: the answer, one row a needle, every target without one, and what it rests on."""

from enthesis.formats.needle_plan_schema import Lps, NeedleLine, NeedlePlanDocument, TargetLine
from enthesis.formats.paper import Block, Paper, Table, bullets, print_paper


def needle_pdf(document: NeedlePlanDocument) -> bytes:
    """Set the plan as a tagged PDF."""
    return print_paper(needle_paper(document))


def needle_paper(document: NeedlePlanDocument) -> Paper:
    """Give the plan as a paper in words."""
    return Paper(
        title=f"Needle plan, {document.region_title or 'no region named'}",
        heading=f"Needle plan, {document.region_title.lower() or 'no region named'}",
        for_whom=f"{document.confirmed_says} Handbook {document.handbook_version}.",
        notice=document.notice,
        foot="Enthesis shows what follows from labels and an image; a clinician decides.",
        language=document.language,
        size_pt=9.5,
        blocks=(*_answer(document), *_needles(document), *_unreached(document), *_rests_on(document)),
    )


def _answer(document: NeedlePlanDocument) -> tuple[Block | Table, ...]:
    kind = "note" if document.verdict == "feasible" else "warning"
    return (
        *((Block(kind="warning", text=document.schematic_says),) if document.schematic else ()),
        Block(kind=kind, text=f"{document.verdict_says}. {document.says}"),
        *((bullets(document.reasons),) if document.reasons else ()),
        Block(kind="note", text=document.decision_support),
    )


def _needles(document: NeedlePlanDocument) -> tuple[Block | Table, ...]:
    if not document.needles:
        return ()
    overview = Table(
        head=("Puncture", "Target", "Needle", "Way", "Clear by", "Nearest labelled"),
        columns=("auto", "wide", "auto", "auto", "auto", "wide"),
        rows=tuple(_row(needle) for needle in document.needles),
    )
    details: list[Block | Table] = []
    for needle in document.needles:
        details.append(Block(kind="subheading", text=needle.title))
        details.append(bullets((*needle.says, *_numbers(needle))))
    return (
        Block(kind="heading", text=f"Needles through {document.punctures} skin punctures"),
        overview,
        *details,
    )


def _row(needle: NeedleLine) -> tuple[str, ...]:
    nearest = needle.nearest
    proved = f"{int(nearest.proved_mm * 10) / 10:g} mm"
    return (
        str(needle.puncture + 1),
        needle.title,
        needle.needle_title,
        f"{needle.length_mm:.1f} mm",
        f"at least {proved}" if nearest.beyond_range else proved,
        nearest.title or "none in range",
    )


def _numbers(needle: NeedleLine) -> tuple[str, ...]:
    lean = needle.angles
    marks = ", ".join(
        f"{mark.kind} at {mark.depth_mm:.0f} mm" for mark in needle.depth_marks if mark.kind != "ten"
    )
    return (
        f"From straight in {lean.to_skin_normal:g}°; {lean.in_plane:g}° in the slice, "
        f"{lean.out_of_plane:g}° out of it; {marks}.",
        f"Entry {_point(needle.entry_lps)}; tip {_point(needle.target_lps)} (LPS mm).",
        needle.margin_model.says,
    )


def _unreached(document: NeedlePlanDocument) -> tuple[Block | Table, ...]:
    reached = {needle.target for needle in document.needles}
    left = [target for target in document.targets if target.target not in reached]
    if not left:
        return ()
    return (
        Block(kind="heading", text="Targets without a needle"),
        bullets([_why(target) for target in left]),
    )


def _why(target: TargetLine) -> str:
    told = " ".join((*target.reasons, *(change.says for change in target.changes)))
    return f"{target.title}: {target.verdict_says.lower()}. {told}"


def _rests_on(document: NeedlePlanDocument) -> tuple[Block | Table, ...]:
    kept = "; ".join(one.title for one in document.labelled) or "nothing"
    nothing = (
        "nothing that the checklist names" if document.region else "no region was named to have a checklist"
    )
    missing = "; ".join(one.title for one in document.missing) or nothing
    return (
        Block(kind="heading", text="What it rests on"),
        Block(kind="text", text=f"Kept away from: {kept}."),
        Block(kind="strong" if document.missing else "text", text=f"Expected and not labelled: {missing}."),
        bullets(document.assumptions),
        Block(kind="heading", text="Sources"),
        bullets(
            [f"{one.key}: {one.title}. {one.caution} [{one.mark_says}]" for one in document.bibliography]
        ),
    )


def _point(lps: Lps) -> str:
    return ", ".join(f"{number:.1f}" for number in lps)
