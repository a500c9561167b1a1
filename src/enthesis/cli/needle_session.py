"""From the flags of ``enthesis needle plan`` to a plan, and what is written of it."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from enthesis.cli.progress import working
from enthesis.formats.imaging.planning import NeedleSession, PlannedSession, plan_session
from enthesis.knowledge.read import read_handbook


def planned(arguments: argparse.Namespace) -> PlannedSession:
    """Plan what the flags ask for.

    Raises:
        BadInput: a file or a flag cannot be used.
    """
    asked = NeedleSession(
        labels=Path(arguments.labels),
        label_map=Path(arguments.map),
        targets=arguments.targets,
        image=Path(arguments.image) if arguments.image else None,
        region=arguments.region,
        needles=arguments.needles,
        margin=arguments.margin,
        confirmed_by=arguments.confirmed_by,
        image_date=arguments.image_date,
        image_pose=arguments.image_pose,
        treatment_pose=arguments.treatment_pose,
    )
    return plan_session(asked, read_handbook(), working)


def files(
    session: PlannedSession, arguments: argparse.Namespace
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Give every file that was asked for, with what makes its content."""
    if arguments.glb:
        yield arguments.glb, lambda: _scene(session)
    if arguments.html:
        yield arguments.html, lambda: _page(session)
    if arguments.pdf:
        yield arguments.pdf, lambda: _paper(session)


def _scene(session: PlannedSession) -> bytes:
    from enthesis.formats.needle_glb import scene_glb

    return scene_glb(session.image.volume, session.image.labels, session.document)


def _page(session: PlannedSession) -> bytes:
    from enthesis.formats.needle_page import needle_page

    return needle_page(session.document, session.image, session.handbook).encode()


def _paper(session: PlannedSession) -> bytes:
    from enthesis.formats.needle_paper import needle_pdf

    return needle_pdf(session.document)
