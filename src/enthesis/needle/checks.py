"""What must be known before anything may be called clear, for the session and for each target.

Whatever is not known here makes the answer "not decidable": an expected artery without its label, labels
nobody named within reach, an image cut off within reach, a pose that is not the image's.
"""

from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from enthesis.needle.cuts import Cut, allowed_needles, cuts, needle_reach_mm, room_mm
from enthesis.needle.frames import Floats, GridPoints
from enthesis.needle.guards import range_mm, rules_for
from enthesis.needle.plan_values import Change
from enthesis.needle.request import Expected, NeedleRequest
from enthesis.needle.said import Said, figure
from enthesis.needle.structures import AVOIDED, LabelMap, Role, drawn, unnamed
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


def session_doubts(known: Known) -> tuple[Said, ...]:
    """List why nothing can be decided for the whole session; empty when it can."""
    doubts = [_not_labelled(known, item) for item in known.missing if item.decides]
    reach = figure(known.reach_mm)
    if not drawn(known.near, known.labels, Role.ARTERY) and not doubts and not known.waived:
        doubts.append(Said("needle.doubt.no-artery", {"reach": reach}))
    strange = unnamed(known.near, known.labels)
    if strange:
        doubts.append(Said("needle.doubt.unnamed", {"values": ", ".join(map(str, strange)), "reach": reach}))
    if known.body is None and not drawn(known.near, known.labels, Role.SKIN):
        doubts.append(Said("needle.doubt.no-skin", {"reach": reach}))
    return tuple(doubts)


def _not_labelled(known: Known, item: Expected) -> Said:
    name: Said | str = Said(item.says) if item.says else item.id
    if known.is_drawn_somewhere(item):
        reach = figure(known.reach_mm)
        return Said("needle.doubt.empty-in-reach", {"structure": name, "reach": reach})
    return Said("needle.doubt.not-labelled", {"structure": name})


def target_doubts(known: Known, place: Place) -> tuple[Said, ...]:
    """List why one target cannot be decided; empty when it can."""
    return tuple(said for said, _ in _target_doubts(known, place))


def target_changes(known: Known, place: Place) -> tuple[Change, ...]:
    """List what would make one target decidable."""
    return tuple(change for _, change in _target_doubts(known, place) if change is not None)


def _target_doubts(known: Known, place: Place) -> list[tuple[Said, Change | None]]:
    if place.lps is None:
        return [(Said("needle.doubt.target-empty", {"target": place.name}), None)]
    tip = place.tip(known.volume.grid)
    size = np.asarray(known.volume.grid.size) * np.asarray(known.volume.grid.spacing_mm)
    half = np.asarray(known.volume.grid.spacing_mm) / 2
    if (tip < -half).any() or (tip > size - half).any():
        return [(Said("needle.doubt.outside", {"target": place.name}), None)]
    doubts: list[tuple[Said, Change | None]] = []
    if not known.allowed(tip[None, :]).any():
        doubts.append(_cropped(known, place, tip))
    moving = _moving_near(known, tip)
    if moving is not None:
        name: Said | str = Said(moving.says) if moving.says else moving.id
        change = Change(kind="pose", amount=None, says=Said("needle.change.pose"))
        doubts.append((Said("needle.doubt.pose", {"target": place.name, "structure": name}), change))
    return doubts


def _cropped(known: Known, place: Place, tip: Floats) -> tuple[Said, Change]:
    room, rules = room_mm(known.cuts, tip), rules_for(known.labels, known.request)
    reach = min(needle_reach_mm(choice, rules) for choice in known.request.needles)
    more = Said("needle.change.crop", {"more": figure(reach - room)})
    says = Said("needle.doubt.cropped", {"target": place.name, "room": figure(room), "reach": figure(reach)})
    return says, Change(kind="crop", amount=round(reach - room, 1), says=more)


def _moving_near(known: Known, tip: Floats) -> Expected | None:
    """Find a structure near a tip that another pose would move; none where the pose is counted with."""
    if known.same_pose or known.counts_pose:
        return None
    near = set(known.volume.values_within(GridPoints(tip[None, :]), known.request.limits.pose_near_mm))
    for item in known.request.expected:
        named = known.labels.called(item.id, *item.names)
        if item.moves_with_pose and any(near.intersection(structure.values) for structure in named):
            return item
    return None
