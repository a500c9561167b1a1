"""One needle and one target of a plan, in words."""

from enthesis.formats.needle_names import NeedleNames
from enthesis.formats.needle_plan_schema import (
    AnglesLine,
    ChangeLine,
    MarginLine,
    MarkLine,
    NearestLine,
    NeedleLine,
    TargetLine,
)
from enthesis.needle.margin import MarginModel
from enthesis.needle.plan_values import PlannedNeedle, TargetVerdict
from enthesis.needle.said import Said, figure


def needle_line(needle: PlannedNeedle, range_mm: float, names: NeedleNames) -> NeedleLine:
    """Put one needle into words."""
    nearest = _nearest(needle, range_mm, names)
    return NeedleLine(
        target=needle.target,
        title=names.target(needle.target),
        puncture=needle.puncture,
        entry_lps=needle.entry_lps,
        target_lps=needle.target_lps,
        length_mm=needle.length_mm,
        needle=needle.needle,
        needle_title=names.needle(needle.needle),
        gauge=needle.gauge,
        needle_length_mm=needle.needle_length_mm,
        angles=AnglesLine(
            to_skin_normal=needle.angles.to_skin_normal,
            in_plane=needle.angles.in_plane,
            out_of_plane=needle.angles.out_of_plane,
        ),
        clearance_proved_mm=dict(needle.clearance_proved_mm),
        nearest=nearest,
        limiting_structure=needle.limiting_structure,
        limiting_title=names.structure(needle.limiting_structure),
        limiting_point_lps=needle.limiting_point_lps,
        limiting_depth_mm=needle.limiting_depth_mm,
        spare_mm=needle.spare_mm,
        margin_model=_margin(needle.margin_model, needle.length_mm, names),
        safe_disc_mm=needle.safe_disc_mm,
        safe_cone_deg=needle.safe_cone_deg,
        depth_marks=tuple(
            MarkLine(kind=mark.kind, depth_mm=mark.depth_mm, lps=mark.lps) for mark in needle.depth_marks
        ),
        says=tuple(names.say(said) for said in _says(needle, nearest)),
    )


def target_line(target: TargetVerdict, names: NeedleNames) -> TargetLine:
    """Put the answer for one target into words."""
    return TargetLine(
        target=target.target,
        title=names.target(target.target),
        target_lps=target.target_lps,
        verdict=target.verdict.value,
        verdict_says=names.say(Said(f"label.needle-verdict.{target.verdict.value}")),
        reasons=tuple(names.say(reason) for reason in target.reasons),
        limiting_structure=target.limiting_structure,
        limiting_title=names.structure(target.limiting_structure),
        limiting_point_lps=target.limiting_point_lps,
        changes=tuple(
            ChangeLine(kind=change.kind, amount=change.amount, says=names.say(change.says))
            for change in target.changes
        ),
    )


def _nearest(needle: PlannedNeedle, range_mm: float, names: NeedleNames) -> NearestLine:
    """Find the structure the axis comes nearest to; beyond R nothing is measured, so nothing is named."""
    proved = needle.clearance_proved_mm
    name = min(proved, key=lambda one: proved[one], default="")
    if not name or proved[name] >= range_mm:
        return NearestLine(structure="", title="", proved_mm=range_mm, beyond_range=True)
    return NearestLine(
        structure=name, title=names.structure(name), proved_mm=proved[name], beyond_range=False
    )


def _says(needle: PlannedNeedle, nearest: NearestLine) -> tuple[Said, ...]:
    values = {"proved": _down(nearest.proved_mm), "structure": nearest.structure}
    clear = Said("needle.says.clear-beyond" if nearest.beyond_range else "needle.says.clear", values)
    spare = Said("needle.says.spare", {"spare": _down(needle.spare_mm)})
    if needle.limiting_structure and needle.limiting_depth_mm is not None:
        past = needle.limiting_depth_mm - needle.length_mm
        told = {
            "spare": _down(needle.spare_mm),
            "depth": figure(needle.limiting_depth_mm, 0),
            "past": figure(past, 0),
            "structure": needle.limiting_structure,
        }
        spare = Said("needle.says.narrowest-past" if past >= 0.5 else "needle.says.narrowest", told)
    hand = {"disc": _down(needle.safe_disc_mm), "cone": _down(needle.safe_cone_deg)}
    return (clear, spare, Said("needle.says.hand", hand))


def _down(value: float) -> str:
    """Write a proved length: rounded down, never up."""
    return figure(int(value * 10) / 10)


def _margin(margin: MarginModel, length_mm: float, names: NeedleNames) -> MarginLine:
    told = {
        "model": margin.name,
        "radius": figure(margin.needle_radius_mm, 2),
        "entry": figure(margin.entry_error_mm),
        "image": figure(margin.image_error_mm),
        "labels": figure(margin.segmentation_error_mm),
        "pose": figure(margin.pose_error_mm),
        "growth": figure(margin.per_mm * 10, 2),
    }
    return MarginLine(
        name=margin.name,
        says=names.say(Said("needle.says.margin", told)),
        needle_radius_mm=margin.needle_radius_mm,
        entry_error_mm=margin.entry_error_mm,
        image_error_mm=margin.image_error_mm,
        segmentation_error_mm=margin.segmentation_error_mm,
        pose_error_mm=margin.pose_error_mm,
        base_mm=margin.base_mm,
        per_mm=margin.per_mm,
        at_tip_mm=margin.at(length_mm),
    )
