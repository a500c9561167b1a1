"""From the flags of ``enthesis needle plan`` to a plan and what is written of it."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from enthesis.cli.progress import working
from enthesis.formats.imaging.margin_words import margin_from
from enthesis.formats.imaging.needles_file import needles_from
from enthesis.formats.imaging.session_image import SessionImage, read_session_image
from enthesis.formats.imaging.targets_file import targets_from
from enthesis.formats.needle_plan_json import needle_plan_document
from enthesis.formats.needle_plan_schema import NeedlePlanDocument
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.read import read_handbook
from enthesis.needle.defaults import request_for


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """One plan in words, with the image it was made in."""

    document: NeedlePlanDocument
    image: SessionImage
    handbook: Handbook

    def files(self, arguments: argparse.Namespace) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Give every file that was asked for, with what makes its content."""
        if arguments.glb:
            yield arguments.glb, self._scene
        if arguments.html:
            yield arguments.html, self._page
        if arguments.pdf:
            yield arguments.pdf, self._paper

    def _scene(self) -> bytes:
        from enthesis.formats.needle_glb import scene_glb

        return scene_glb(self.image.volume, self.image.labels, self.document)

    def _page(self) -> bytes:
        from enthesis.formats.needle_page import needle_page

        return needle_page(self.document, self.image, self.handbook).encode()

    def _paper(self) -> bytes:
        from enthesis.formats.needle_paper import needle_pdf

        return needle_pdf(self.document)


def plan_session(arguments: argparse.Namespace) -> Session:
    """Read the files, plan, and put the plan into words.

    Raises:
        BadInput: a file or a flag cannot be used.
    """
    from enthesis.needle.search import plan_needles

    handbook = read_handbook()
    guidance, errors = margin_from(arguments.margin)
    needles, catalogue = needles_from(arguments.needles, handbook)
    with working("Reading the image"):
        image = read_session_image(
            Path(arguments.labels),
            Path(arguments.map),
            Path(arguments.image) if arguments.image else None,
            confirmed_by=arguments.confirmed_by,
            image_pose=arguments.image_pose,
            treatment_pose=arguments.treatment_pose,
        )
    request = request_for(
        catalogue,
        targets_from(arguments.targets, image.labels, handbook),
        region=arguments.region or image.region,
        guidance=guidance,
        needles=needles,
        errors=errors,
        looked_none_seen=image.looked_none_seen,
    )
    with working("Planning the needles"):
        plan = plan_needles(image.volume, image.labels, request, image.body)
    document = needle_plan_document(plan, image.labels, catalogue, image.noticed)
    return Session(document, image, catalogue)
