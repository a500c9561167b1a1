"""From a labelled image and a request to a plan of needles: the road through the room."""

import numpy as np

from enthesis.needle.checks import session_doubts, target_doubts, way_doubts
from enthesis.needle.choose import Choice, Search, choose
from enthesis.needle.explain import why_not
from enthesis.needle.ground import survey
from enthesis.needle.known import Known, look
from enthesis.needle.offer import numbered, offered
from enthesis.needle.paths import searched_paths
from enthesis.needle.plan_values import NeedlePlan, PlannedNeedle, TargetVerdict
from enthesis.needle.request import NeedleRequest
from enthesis.needle.structures import LabelMap
from enthesis.needle.targets import Place, places_of
from enthesis.needle.verdict import blocked_target, doubted_target, plan_of, reached_target
from enthesis.needle.volume import Volume
from enthesis.needle.walk import Body
from enthesis.vocabulary.errors import BadQuantity


def plan_needles(
    volume: Volume,
    labels: LabelMap,
    request: NeedleRequest,
    body: Body | None = None,
    *,
    crop: bool = True,
) -> NeedlePlan:
    """Plan the fewest punctures that reach the targets, or say why not.

    Args:
        volume: labels on a grid.
        labels: what the values mean, who confirmed them, and how the limb lay.
        request: targets, needles, margins and limits.
        body: (Z, Y, X), what is body and what is air, from the image; without it, the labels of role skin
            tell: skin is where they end towards label 0.
        crop: work on a region round the targets only; the answer is the same.

    Raises:
        BadInput: a target names a label the map does not hold.
        BadQuantity: ``body`` is not on the labels' grid.
    """
    if body is not None and body.shape != volume.labels.shape:
        raise BadQuantity("The body is not on the labels' grid.", "Resample one to the other.")
    known = look(volume, body, labels, request, places_of(volume, labels, request.targets))
    session = session_doubts(known)
    doubts = {place: session or target_doubts(known, place) for place in known.places}
    verdicts = {place.name: doubted_target(place, found) for place, found in doubts.items() if found}
    decidable = tuple(place for place, found in doubts.items() if not found)
    if not decidable:
        return plan_of(known, verdicts)
    search = _search(known, decidable, whole=not crop)
    paths = searched_paths(search.ground, request, search.allowed)
    choice = choose(search, paths)
    needles = _judged(known, search, choice, verdicts)
    for row, obstacle in why_not(search, paths, choice.unreached).items():
        verdicts[decidable[row].name] = blocked_target(decidable[row], obstacle)
    return plan_of(known, verdicts, needles, choice.gap)


def _judged(
    known: Known, search: Search, choice: Choice, verdicts: dict[str, TargetVerdict]
) -> tuple[PlannedNeedle, ...]:
    """Offer the chosen needles, but withdraw those whose way another pose would put in doubt."""
    kept = []
    for needle in offered(search, choice):
        doubts = way_doubts(known, needle.target, needle.clearance_proved_mm)
        if doubts:
            verdicts[needle.target] = doubted_target(Place(needle.target, needle.target_lps), doubts)
        else:
            verdicts[needle.target] = reached_target(needle)
            kept.append(needle)
    return numbered(kept)


def _search(known: Known, places: tuple[Place, ...], *, whole: bool) -> Search:
    """Survey the region round the targets that can be decided."""
    volume, request = known.volume, known.request
    tips = np.array([place.tip(volume.grid) for place in places])
    ground = survey(volume, known.drawn, request, known.body, tips, known.range_mm, whole=whole)
    return Search(
        volume=volume,
        body=known.body,
        cuts=known.cuts,
        labels=known.drawn,
        request=request,
        ground=ground,
        places=places,
        allowed=known.allowed(tips),
    )
