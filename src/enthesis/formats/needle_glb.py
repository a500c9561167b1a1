"""A needle plan as a scene: the labelled structures, the needles with their depth marks, the targets.

Points are stored in LPS millimetres; the root node turns them into metres with the head up and the patient's
front towards the viewer, as glTF has it. Needles are drawn thicker than they are.
"""

from collections.abc import Iterator

import numpy as np

from enthesis.formats.glb import Colour, Glb
from enthesis.formats.imaging.surface import Surface, surface_of
from enthesis.formats.needle_plan_schema import Lps, NeedleLine, NeedlePlanDocument
from enthesis.needle.frames import Floats
from enthesis.needle.structures import LabelMap, Role, Structure
from enthesis.needle.volume import Volume, table_of

MOST_TRIANGLES = 200_000

COLOURS: dict[str, Colour] = {
    Role.SKIN: (0.86, 0.66, 0.55, 0.16),
    Role.BONE: (0.94, 0.91, 0.82, 0.42),
    Role.ARTERY: (0.80, 0.06, 0.08, 1.0),
    Role.VEIN: (0.10, 0.25, 0.82, 1.0),
    Role.NERVE: (0.95, 0.78, 0.08, 1.0),
    Role.PLEURA: (0.45, 0.62, 0.85, 0.35),
    Role.OTHER: (0.55, 0.55, 0.55, 0.5),
    "needle": (0.0, 0.58, 0.44, 1.0),
    "hub": (0.55, 0.80, 0.72, 1.0),
    "mark": (0.05, 0.10, 0.09, 1.0),
    "narrowest": (0.95, 0.45, 0.0, 1.0),
    "target": (0.0, 0.58, 0.44, 1.0),
    "target-without-needle": (0.62, 0.10, 0.62, 1.0),
}
THIN = (Role.ARTERY, Role.VEIN, Role.NERVE)
"""What must never look torn or missing."""

# Coarsest pooling, and the weight of each role when all triangles are shared out among the roles there are.
_DETAIL: dict[str, tuple[float, float]] = {
    Role.SKIN: (2.6, 0.14),
    Role.BONE: (1.6, 0.28),
    Role.PLEURA: (2.0, 0.09),
    Role.OTHER: (2.0, 0.04),
}
_FINE = (0.0, 0.45)
_SHAFT_MM, _HUB_MM, _MARK_MM, _TARGET_MM, _SIDES = 0.75, 1.05, 1.2, 1.8, 16
# Millimetres of LPS to metres with the head up and the front forward.
_ROOT = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1000.0]]) / 1000.0


def scene_glb(volume: Volume, labels: LabelMap, document: NeedlePlanDocument) -> bytes:
    """Draw the scene as one binary glTF file."""
    scene = Glb(
        "enthesis needle plan",
        _ROOT,
        {"frame": "LPS millimetres", "verdict": document.verdict, "says": document.decision_support},
    )
    for structure, surface in _surfaces(volume, labels):
        role = structure.role.value
        scene.add(
            structure.name,
            scene.material(role, COLOURS[role]),
            surface.points,
            surface.normals,
            surface.triangles,
            {"kind": "structure", "role": role},
        )
    for needle in document.needles:
        _add_needle(scene, needle)
    reached = {needle.target for needle in document.needles}
    for target in document.targets:
        if target.target_lps is not None:
            colour = "target" if target.target in reached else "target-without-needle"
            _add(scene, target.target, colour, _ball(target.target_lps, _TARGET_MM), target=target.target)
    return scene.content()


def _surfaces(volume: Volume, labels: LabelMap) -> Iterator[tuple[Structure, Surface]]:
    """Draw every structure but the targets' labels, which would hide the tips."""
    drawn = [structure for structure in labels.structures if structure.role is not Role.TARGET]
    shares: dict[tuple[float, float], int] = {}
    for structure in drawn:
        detail = _DETAIL.get(structure.role, _FINE)
        shares[detail] = shares.get(detail, 0) + 1
    whole = sum(weight for _, weight in shares)
    for structure in drawn:
        detail = _DETAIL.get(structure.role, _FINE)
        most = int(MOST_TRIANGLES * detail[1] / whole / shares[detail])
        inside = table_of(structure.values)[volume.labels]
        if structure.role is Role.SKIN:
            # Its label is hollow where something lies inside it; what is looked at is the outside.
            inside = volume.labels > 0
        surface = surface_of(inside, volume.grid, detail[0], most, thin=structure.role in THIN)
        if surface is not None:
            yield structure, surface


def _add_needle(scene: Glb, needle: NeedleLine) -> None:
    entry, tip = np.asarray(needle.entry_lps), np.asarray(needle.target_lps)
    inwards = (tip - entry) / needle.length_mm
    hub = entry - inwards * max(needle.needle_length_mm - needle.length_mm, 2.0)
    _add(scene, f"needle {needle.target}", "needle", _rod(entry, tip, _SHAFT_MM), target=needle.target)
    _add(scene, f"outside {needle.target}", "hub", _rod(hub, entry, _HUB_MM), target=needle.target)
    for mark in needle.depth_marks:
        if mark.kind == "tip":
            continue
        at = entry + inwards * mark.depth_mm
        colour = "narrowest" if mark.kind == "narrowest" else "mark"
        name = f"{mark.kind} {mark.depth_mm:g} mm {needle.target}"
        _add(
            scene,
            name,
            colour,
            _rod(at - 0.25 * inwards, at + 0.25 * inwards, _MARK_MM),
            target=needle.target,
        )


def _add(scene: Glb, name: str, colour: str, surface: Surface, *, target: str) -> None:
    scene.add(
        name,
        scene.material(colour, COLOURS[colour]),
        surface.points,
        surface.normals,
        surface.triangles,
        {"kind": colour, "target": target},
    )


def _rod(begin: Floats, end: Floats, radius: float) -> Surface:
    """Draw a closed rod."""
    along = (end - begin) / np.linalg.norm(end - begin)
    aside = np.cross(along, np.eye(3)[np.abs(along).argmin()])
    aside /= np.linalg.norm(aside)
    turns = np.linspace(0, 2 * np.pi, _SIDES, endpoint=False)
    out = np.outer(np.cos(turns), aside) + np.outer(np.sin(turns), np.cross(along, aside))
    points = np.concatenate(
        [begin + radius * out, end + radius * out, begin + radius * out, end + radius * out]
    )
    normals = np.concatenate([out, out, np.tile(-along, (_SIDES, 1)), np.tile(along, (_SIDES, 1))])
    at = np.arange(_SIDES)
    after = (at + 1) % _SIDES
    side = np.concatenate(
        [np.stack([at, after, after + _SIDES], 1), np.stack([at, after + _SIDES, at + _SIDES], 1)]
    )
    fan = np.stack([np.zeros(_SIDES - 2, dtype=int), at[1:-1], at[2:]], 1)
    caps = np.concatenate([fan[:, ::-1] + 2 * _SIDES, fan + 3 * _SIDES])
    return Surface(
        points.astype(np.float32), normals.astype(np.float32), np.concatenate([side, caps]).astype(np.uint32)
    )


def _ball(centre: Lps, radius: float) -> Surface:
    """Draw a ball."""
    rings, sides = 8, _SIDES
    down, turn = np.meshgrid(
        np.linspace(0, np.pi, rings + 1), np.linspace(0, 2 * np.pi, sides, endpoint=False), indexing="ij"
    )
    normals = np.stack([np.sin(down) * np.cos(turn), np.sin(down) * np.sin(turn), np.cos(down)], -1)
    normals = normals.reshape(-1, 3)
    ring, side = (each.ravel() for each in np.meshgrid(np.arange(rings), np.arange(sides), indexing="ij"))
    after = (side + 1) % sides
    a, b = ring * sides + side, ring * sides + after
    c, d = a + sides, b + sides
    triangles = np.concatenate([np.stack([a, c, d], 1), np.stack([a, d, b], 1)])
    return Surface(
        (np.asarray(centre) + radius * normals).astype(np.float32),
        normals.astype(np.float32),
        triangles.astype(np.uint32),
    )
