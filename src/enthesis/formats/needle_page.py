"""The needle plan as a page: one template for the clinic's pages and for a file of its own."""

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

import jinja2
import msgspec
import numpy as np

from enthesis.formats.imaging.session_image import SessionImage
from enthesis.formats.imaging.view_volume import ViewVolume, view_volume
from enthesis.formats.needle_filters import needle_filters
from enthesis.formats.needle_glb import scene_glb
from enthesis.formats.needle_plan_schema import NeedlePlanDocument
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import say
from enthesis.needle.frames import PatientPoints
from enthesis.vocabulary.errors import BadInput

_TEMPLATES = resources.files("enthesis.formats").joinpath("templates")


class NeedlePictures(msgspec.Struct, frozen=True, kw_only=True):
    """What a page draws: the scene, the slices' voxels, and what the script must know of both."""

    scene: bytes
    volume: bytes
    payload: str
    picture: bool


def needle_pictures(document: NeedlePlanDocument, image: SessionImage) -> NeedlePictures:
    """Draw a plan's scene and cut out its slices."""
    points = [target.target_lps for target in document.targets if target.target_lps]
    points += [needle.entry_lps for needle in document.needles]
    seen = view_volume(image, PatientPoints(np.asarray(points, dtype=np.float64).reshape(-1, 3)))
    return NeedlePictures(
        scene=scene_glb(image.volume, image.labels, document),
        volume=seen.packed(),
        payload=_payload(document, seen),
        picture=image.picture is not None,
    )


def needle_page(document: NeedlePlanDocument, image: SessionImage, handbook: Handbook) -> str:
    """Give the plan as one whole HTML file that fetches nothing.

    Raises:
        BadInput: the page's script is not built.
    """
    pictures = needle_pictures(document, image)
    style, script = _text("plan.css") + _text("needle.css"), _script()
    return (
        _environment()
        .get_template("needle_file.jinja")
        .render(
            needle_values(document, handbook, pictures.picture),
            style=style,
            script=script,
            hashes={"style": _digest(style), "script": _digest(script)},
            payload=pictures.payload,
            scene=base64.b64encode(pictures.scene).decode(),
            volume=base64.b64encode(pictures.volume).decode(),
        )
    )


def needle_values(document: NeedlePlanDocument, handbook: Handbook, picture: bool) -> dict[str, Any]:
    """Give what the plan's template needs; the pictures come separately."""
    return {
        "document": document,
        "needles": {needle.target: needle for needle in document.needles},
        "picture": picture,
        "drawn_smooth": say(handbook, "needle.says.drawn-smooth", {}, document.language),
        "no_picture": say(handbook, "needle.image.no-picture", {}, document.language),
    }


def _payload(document: NeedlePlanDocument, seen: ViewVolume) -> str:
    """Write what the script draws from; no sign in it can end the element it stands in."""
    known = {
        "needles": document.needles,
        "targets": document.targets,
        "volume": {
            "size": seen.grid.size,
            "matrix": seen.matrix(),
            "structures": [{"title": name, "role": role} for name, role in seen.structures],
        },
    }
    return msgspec.json.encode(known).decode().replace("<", "\\u003c")


def _script() -> str:
    built = _TEMPLATES.joinpath("built", "needle.js")
    if not built.is_file():
        raise BadInput("The page's script is not built.", "Run make build, or ask for --pdf or --glb.")
    return built.read_text(encoding="utf-8").replace("</script", "<\\/script")


def _text(name: str) -> str:
    return _TEMPLATES.joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("enthesis.formats"),
        undefined=jinja2.ChainableUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= needle_filters()
    return made
