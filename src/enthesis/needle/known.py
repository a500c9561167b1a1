"""What is known before a search: what is drawn where, what is missing, who looked, which pose, which cuts."""

from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from enthesis.needle.cuts import Cut, allowed_needles, cuts, needle_reach_mm
from enthesis.needle.frames import Floats, GridPoints
from enthesis.needle.guards import range_mm, rules_for
from enthesis.needle.request import Expected, NeedleRequest
from enthesis.needle.structures import AVOIDED, LabelMap, Structure, drawn, unnamed
from enthesis.needle.targets import Place
from enthesis.needle.volume import Volume
from enthesis.needle.walk import Body


@dataclass(frozen=True, eq=False)
class Known:
    """What is known before the search.

    ``anywhere`` are the label values that occur in the image, ``near`` those within ``reach_mm``, the needle
    reach, of a target. ``drawn`` is the label map without structures to avoid that nobody drew.
    """

    volume: Volume
    body: Body | None
    labels: LabelMap
    request: NeedleRequest
    places: tuple[Place, ...]
    anywhere: tuple[int, ...]
    near: tuple[int, ...]
    reach_mm: float
    range_mm: float

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
        anywhere=volume.values(),
        near=volume.values_within(GridPoints(np.array(tips)), reach) if tips else (),
        reach_mm=reach,
        range_mm=range_mm(labels, request, volume.grid.spacing_mm),
    )
