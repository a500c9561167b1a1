"""From the files of one session to its needle plan: the road the command line and the clinic share."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from enthesis.formats.imaging.margin_words import margin_from
from enthesis.formats.imaging.needles_file import needles_from
from enthesis.formats.imaging.session_image import SessionImage, read_session_image
from enthesis.formats.imaging.targets_file import targets_from
from enthesis.formats.needle_plan_json import needle_plan_document
from enthesis.formats.needle_plan_schema import NeedlePlanDocument
from enthesis.knowledge.handbook import Handbook
from enthesis.needle.defaults import request_for
from enthesis.needle.plan_values import NeedlePlan

Working = Callable[[str], AbstractContextManager[None]]


class NeedleSession(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: files, and words as on the command line. An empty region is the label map's own."""

    labels: Path
    label_map: Path
    targets: Sequence[str]
    image: Path | None = None
    region: str = ""
    needles: Sequence[str] = ()
    margin: str = ""
    confirmed_by: str = ""
    image_date: date | None = None
    image_pose: str = ""
    treatment_pose: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class PlannedSession:
    """What came of it. ``handbook`` holds the needles of the session's own catalogue too."""

    plan: NeedlePlan
    document: NeedlePlanDocument
    image: SessionImage
    handbook: Handbook


def plan_session(
    asked: NeedleSession, handbook: Handbook, working: Working = lambda _on: nullcontext()
) -> PlannedSession:
    """Read the files, plan, and put the plan into words; ``working`` is told of what takes its time.

    Raises:
        BadInput: a file or a word cannot be used.
    """
    from enthesis.needle.search import plan_needles

    guidance, errors = margin_from(asked.margin)
    needles, catalogue = needles_from(asked.needles, handbook)
    with working("Reading the image"):
        image = read_session_image(
            asked.labels,
            asked.label_map,
            asked.image,
            confirmed_by=asked.confirmed_by,
            image_date=asked.image_date,
            image_pose=asked.image_pose,
            treatment_pose=asked.treatment_pose,
        )
    request = request_for(
        catalogue,
        targets_from(asked.targets, image.labels, handbook),
        region=asked.region or image.region,
        guidance=guidance,
        needles=needles,
        errors=errors,
        looked_none_seen=image.looked_none_seen,
    )
    with working("Planning the needles; the first time it takes up to a minute"):
        plan = plan_needles(image.volume, image.labels, request, image.body)
    return PlannedSession(
        plan=plan,
        document=needle_plan_document(plan, image.labels, catalogue, image.noticed),
        image=image,
        handbook=catalogue,
    )
