"""What is known before a search: what is drawn where, what is missing, who looked, which pose, which cuts."""

from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from enthesis.needle.certificate import boxes_near
from enthesis.needle.cuts import Cut, allowed_needles, cuts, needle_reach_mm
from enthesis.needle.frames import Floats, GridPoints
from enthesis.needle.guards import range_mm, rules_for
from enthesis.needle.request import Expected, NeedleRequest
from enthesis.needle.structures import AVOIDED, LabelMap, Role, Structure, drawn, unnamed
from enthesis.needle.targets import Place
from enthesis.needle.torn import Slices, undrawn
from enthesis.needle.volume import Table, Volume, table_of
from enthesis.needle.walk import Body

_SLICES = 3
"""How many slices before the body's end a label may end and still run through it."""


@dataclass(frozen=True, eq=False)
class Known:
    """What is known before the search.

    ``by_slice`` tells, (Z, 65536), which label values occur on which slice; ``near`` are those within
    ``reach_mm``, the needle reach, of a target. ``drawn`` is the label map without
    structures to avoid that nobody drew.
    """

    volume: Volume
    body: Body | None
    labels: LabelMap
    request: NeedleRequest
    places: tuple[Place, ...]
    by_slice: Table
    near: tuple[int, ...]
    reach_mm: float
    range_mm: float

    @cached_property
    def anywhere(self) -> tuple[int, ...]:
        """The label values that occur in the image, without 0."""
        return tuple(int(value) for value in np.flatnonzero(self.by_slice.any(axis=0)) if value)

    @cached_property
    def drawn(self) -> LabelMap:
        """The label map without those to avoid that are drawn nowhere."""
        present = set(self.anywhere)
        kept = tuple(
            structure
            for structure in self.labels.structures
            if structure.role not in AVOIDED or present.intersection(structure.values)
        )
        return msgspec.structs.replace(self.labels, structures=kept)

    @cached_property
    def missing(self) -> tuple[Expected, ...]:
        """Expected structures that are not labelled, or empty where they ought to be drawn.

        A label counts only in its own role: an artery marked as something else guards nothing.
        """
        return tuple(
            item
            for item in self.request.expected
            if item.id not in self.waived
            and not self._is_drawn(item, self.near if item.within_reach else self.anywhere)
        )

    @cached_property
    def waived(self) -> tuple[str, ...]:
        """What a named person looked for and found to lie out of reach; nobody's look waives nothing."""
        return self.request.looked_none_seen if self.labels.confirmed_by else ()

    @property
    def unnamed(self) -> tuple[int, ...]:
        """Label values anywhere in the image that nobody named."""
        return unnamed(self.anywhere, self.labels)

    @cached_property
    def torn(self) -> tuple[tuple[Structure, int], ...]:
        """The labels that must be whole and leave out slices within reach, and how many slices."""
        gaps = {structure: self._within_reach(undrawn(self.by_slice, structure)) for structure in self._whole}
        return tuple((structure, len(slices)) for structure, slices in gaps.items() if len(slices))

    @cached_property
    def gappy(self) -> tuple[tuple[Structure, int], ...]:
        """The other labels that leave out slices, and how many: far off, or perhaps several vessels."""
        torn = {structure for structure, _ in self.torn}
        gaps = {structure: undrawn(self.by_slice, structure) for structure in self.labels.of(*AVOIDED)}
        return tuple((one, len(slices)) for one, slices in gaps.items() if len(slices) and one not in torn)

    @cached_property
    def ending(self) -> tuple[Structure, ...]:
        """The labels of what runs through the whole region, but whose last slice lies within needle reach.

        The vessel may divide there, or somebody may have stopped drawing.
        """
        meant = [item for item in self.request.expected if item.within_reach]
        found = [one for item in meant for one in self.labels.called(item.id, *item.names)]
        return tuple(one for one in dict.fromkeys(found) if self._ends_within_reach(one))

    def _ends_within_reach(self, structure: Structure) -> bool:
        body = np.flatnonzero(self.by_slice[:, 1:].any(axis=1))
        shown = np.flatnonzero(self.by_slice[:, list(structure.values)].any(axis=1))
        if len(shown) == 0:
            return False
        ends = [
            end for end, last in ((shown[0], body[0]), (shown[-1], body[-1])) if abs(end - last) > _SLICES
        ]
        return len(self._within_reach(np.array(ends, dtype=np.intp))) > 0

    @cached_property
    def _whole(self) -> tuple[Structure, ...]:
        """Labels that stand for one expected structure that must not be missing: drawn in one piece."""
        return tuple(one for one in self.labels.of(*AVOIDED) if self._is_one_piece(one))

    def _is_one_piece(self, structure: Structure) -> bool:
        expected = self.request.expected
        meant = [item for item in expected if structure in self.labels.called(item.id, *item.names)]
        return len(meant) == 1 and meant[0].decides

    def _within_reach(self, slices: Slices) -> Slices:
        step = self.volume.grid.spacing_mm[2]
        heights = [place.tip(self.volume.grid)[2] for place in self.places if place.lps is not None]
        away = np.abs(slices[:, None] * step - np.array(heights)[None, :])
        near: Slices = slices[(away <= self.reach_mm + step).any(axis=1)]
        return near

    @cached_property
    def off_bone(self) -> tuple[Place, ...]:
        """The points given as targets that no labelled bone is near, though some is drawn within reach."""
        bone, most = table_of(self.labels.values_of(Role.BONE)), self.request.limits.touching_bone_mm
        if not drawn(self.near, self.labels, Role.BONE):
            return ()
        given = [place for place in self.places if place.on_bone is None and place.lps is not None]
        tips = [place.tip(self.volume.grid) for place in given]
        return tuple(
            place
            for place, tip in zip(given, tips, strict=True)
            if len(boxes_near(self.volume, bone, tip, tip, most)) == 0
        )

    @property
    def same_pose(self) -> bool:
        """Whether image and treatment pose are known to be one."""
        image, treatment = self.labels.image_pose, self.labels.treatment_pose
        return bool(image) and image.casefold() == treatment.casefold()

    @cached_property
    def moving(self) -> tuple[tuple[Expected, tuple[Structure, ...]], ...]:
        """What may lie elsewhere at treatment, and its labels; nothing if the pose is known or counted."""
        if self.same_pose or self.counts_pose:
            return ()
        return tuple(
            (item, self.labels.called(item.id, *item.names))
            for item in self.request.expected
            if item.moves_with_pose
        )

    @property
    def counts_pose(self) -> bool:
        """Whether every margin carries a term for a pose that differs."""
        return all(choice.margin.pose_error_mm > 0 for choice in self.request.needles)

    def allowed(self, tips: Floats) -> npt.NDArray[np.bool_]:
        """Tell, (T, K), which needles reach nowhere that the image cuts off."""
        return allowed_needles(self.cuts, self.labels, self.request, tips)

    @cached_property
    def cuts(self) -> tuple[Cut, ...]:
        """Where the image cuts the body off."""
        return cuts(self.volume, self.body)

    def is_drawn_somewhere(self, item: Expected) -> bool:
        """Tell whether an expected structure is drawn anywhere."""
        return self._is_drawn(item, self.anywhere)

    def _is_drawn(self, item: Expected, values: tuple[int, ...]) -> bool:
        named = self.labels.called(item.id, *item.names)
        return any(structure in named for structure in drawn(values, self.labels, item.role))


def look(
    volume: Volume,
    body: Body | None,
    labels: LabelMap,
    request: NeedleRequest,
    places: tuple[Place, ...],
) -> Known:
    """See what is drawn, anywhere and within needle reach of the targets."""
    rules = rules_for(labels, request)
    reach = max(needle_reach_mm(choice, rules) for choice in request.needles)
    tips = [place.tip(volume.grid) for place in places if place.lps is not None]
    return Known(
        volume=volume,
        body=body,
        labels=labels,
        request=request,
        places=places,
        by_slice=volume.by_slice(),
        near=volume.values_within(GridPoints(np.array(tips)), reach) if tips else (),
        reach_mm=reach,
        range_mm=range_mm(labels, request, volume.grid.spacing_mm),
    )
