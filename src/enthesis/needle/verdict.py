"""Puts the answer together: per target, and for the session, with what it rests on."""

from collections.abc import Mapping
from datetime import date

from enthesis.needle.checks import Doubt
from enthesis.needle.explain import Obstacle
from enthesis.needle.known import Known
from enthesis.needle.plan_values import Feasible, NeedlePlan, PlannedNeedle, TargetVerdict
from enthesis.needle.said import Said, figure
from enthesis.needle.structures import AVOIDED, Role, drawn
from enthesis.needle.targets import Place
from enthesis.vocabulary.dates import written


def doubted_target(place: Place, doubts: list[Doubt]) -> TargetVerdict:
    """Say that nothing can be decided for a target, and why."""
    return TargetVerdict(
        target=place.name,
        target_lps=place.lps,
        verdict=Feasible.NOT_DECIDABLE,
        reasons=tuple(said for said, _ in doubts),
        changes=tuple(change for _, change in doubts if change is not None),
    )


def reached_target(needle: PlannedNeedle) -> TargetVerdict:
    """Say that a needle is offered, and what is nearest to it."""
    return TargetVerdict(
        target=needle.target,
        target_lps=needle.target_lps,
        verdict=Feasible.FEASIBLE,
        limiting_structure=needle.limiting_structure,
        limiting_point_lps=needle.limiting_point_lps,
    )


def blocked_target(place: Place, obstacle: Obstacle) -> TargetVerdict:
    """Say that no needle reaches a target, what stands in the way, and what would help."""
    return TargetVerdict(
        target=place.name,
        target_lps=place.lps,
        verdict=Feasible.NOT_FEASIBLE,
        reasons=(obstacle.reason,),
        limiting_structure=obstacle.structure,
        limiting_point_lps=obstacle.point_lps,
        changes=obstacle.changes,
    )


def session_verdict(targets: tuple[TargetVerdict, ...]) -> Feasible:
    """Merge the targets' answers.

    ==============================  ==============
    any target                      the session
    ==============================  ==============
    not decidable                   not decidable
    else: not feasible              not feasible
    else                            feasible
    ==============================  ==============
    """
    answers = {target.verdict for target in targets}
    for grave in (Feasible.NOT_DECIDABLE, Feasible.NOT_FEASIBLE):
        if grave in answers:
            return grave
    return Feasible.FEASIBLE


def plan_of(
    known: Known,
    verdicts: Mapping[str, TargetVerdict],
    needles: tuple[PlannedNeedle, ...] = (),
    gap: float = 0.0,
) -> NeedlePlan:
    """Put the plan together, its targets in the order they were asked for."""
    targets = tuple(verdicts[place.name] for place in known.places)
    verdict = session_verdict(targets)
    punctures = len({needle.puncture for needle in needles})
    return NeedlePlan(
        verdict=verdict,
        says=_says(verdict, targets, punctures),
        needles=needles,
        targets=targets,
        punctures=punctures,
        optimality_gap=gap,
        missing_structures=tuple(item.id for item in known.missing),
        labelled_structures=tuple(structure.name for structure in known.drawn.of(*AVOIDED)),
        unnamed_values=known.unnamed,
        assumptions=_assumptions(known, bool(needles)),
        region=known.request.region,
        range_mm=known.range_mm,
        confirmed_by=known.labels.confirmed_by,
        schematic=known.labels.schematic,
        image_date=known.labels.image_date,
        image_pose=known.labels.image_pose,
        treatment_pose=known.labels.treatment_pose,
    )


def _says(verdict: Feasible, targets: tuple[TargetVerdict, ...], punctures: int) -> tuple[Said, ...]:
    """Give the headline, then every reason once."""
    reached = sum(target.verdict is Feasible.FEASIBLE for target in targets)
    headline = Said(
        f"needle.verdict.{verdict.value}",
        {"reached": reached, "targets": len(targets), "punctures": punctures},
    )
    seen: list[Said] = []
    for target in targets:
        seen.extend(reason for reason in target.reasons if reason not in seen)
    return (headline, *seen)


def _assumptions(known: Known, needles: bool) -> tuple[Said, ...]:
    """List what was taken for granted."""
    said = [*_about_labels(known), *_about_pose(known), *_about_errors(known)]
    if needles:
        said.append(Said("needle.assume.one-by-one"))
        said.append(Said("needle.assume.entries", {"entries": known.request.limits.most_entries}))
    return tuple(said)


def _about_labels(known: Known) -> list[Said]:
    who = known.labels.confirmed_by
    said = [Said("needle.assume.confirmed", {"who": who}) if who else Said("needle.assume.not-confirmed")]
    said.append(_when(known.labels.image_date))
    if not known.request.expected:
        said.append(Said("needle.assume.no-region"))
    if not drawn(known.near, known.labels, Role.BONE):
        said.append(Said("needle.assume.no-bone"))
    for item in known.missing:
        if not item.decides:
            name: Said | str = Said(item.says) if item.says else item.id
            said.append(Said("needle.assume.missing", {"structure": name}))
    for name in known.waived:
        said.append(Said("needle.assume.looked-none-seen", {"structure": name, "who": who}))
    if known.unnamed:
        said.append(Said("needle.assume.unnamed", {"values": ", ".join(map(str, known.unnamed))}))
    for structure, slices in known.gappy:
        said.append(Said("needle.assume.torn", {"structure": structure.name, "slices": slices}))
    for structure in known.ending:
        said.append(Said("needle.assume.ending", {"structure": structure.name}))
    for place in known.off_bone:
        most = figure(known.request.limits.touching_bone_mm)
        said.append(Said("needle.assume.off-bone", {"target": place.name, "most": most}))
    for place in known.places:
        if place.on_bone is False:
            said.append(Said("needle.assume.not-on-bone", {"target": place.name}))
    return said


def _when(taken: date | None) -> Said:
    return (
        Said("needle.assume.image-date", {"day": written(taken)})
        if taken
        else Said("needle.assume.no-image-date")
    )


def _about_pose(known: Known) -> list[Said]:
    image, treatment = known.labels.image_pose, known.labels.treatment_pose
    if not image or not treatment:
        return [Said("needle.assume.pose-unknown")]
    if not known.same_pose:
        return [Said("needle.assume.pose-differs", {"image": image, "treatment": treatment})]
    return []


def _about_errors(known: Known) -> list[Said]:
    """State the error model of every needle asked for, one sentence for each different one."""
    said: list[Said] = []
    for choice in known.request.needles:
        margin = choice.margin
        sentence = Said(
            "needle.assume.margin",
            {
                "model": margin.name,
                "entry": figure(margin.entry_error_mm),
                "image": figure(margin.image_error_mm),
                "labels": figure(margin.segmentation_error_mm),
                "pose": figure(margin.pose_error_mm),
                "growth": figure(margin.per_mm * 10, 2),
            },
        )
        if sentence not in said:
            said.append(sentence)
    return [*said, Said("needle.assume.straight")]
