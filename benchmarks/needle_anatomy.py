"""A labelled limb of any size to measure on: skin, bone, three vessels and eight thin arteries across."""

import numpy as np

from enthesis.needle.frames import Grid
from enthesis.needle.structures import LabelMap, Role, Structure, label_map
from enthesis.needle.volume import Volume

SPACING_MM = (0.45, 0.45, 0.8)
SKIN, BONE, ARTERY, VEIN, NERVE, THIN = 1, 2, 3, 4, 5, 6
BONE_MM, SKIN_MM = 30.0, 55.0


def limb_labels() -> LabelMap:
    names = (
        ("soft tissue", Role.SKIN, SKIN),
        ("bone", Role.BONE, BONE),
        ("popliteal artery", Role.ARTERY, ARTERY),
        ("popliteal vein", Role.VEIN, VEIN),
        ("tibial nerve", Role.NERVE, NERVE),
        ("genicular arteries", Role.ARTERY, THIN),
    )
    structures = (Structure(name=name, role=role, values=(value,)) for name, role, value in names)
    return label_map(structures, confirmed_by="nobody, a phantom", image_pose="a", treatment_pose="a")


def limb_volume(size: int) -> Volume:
    """A cube of ``size`` voxels; the limb runs along z and is closed 20 mm before the image ends."""
    sx, sy, sz = SPACING_MM
    x = (np.arange(size) - size / 2) * sx
    y = ((np.arange(size) - size / 2) * sy)[:, None]
    labels = np.zeros((size, size, size), dtype=np.uint16)
    shrink = min(1.0, size * sx / 2 / (SKIN_MM + 8))
    skin, bone = SKIN_MM * shrink, BONE_MM * shrink
    radius = np.sqrt(x**2 + y**2)
    angle = np.degrees(np.arctan2(y, x))
    for k in range(size):
        z = (k - size / 2) * sz
        if abs(z) > size * sz / 2 - 20:
            continue
        plane = labels[k]
        plane[radius <= skin] = SKIN
        plane[radius <= bone] = BONE
        for (ax, ay), wide, value in (
            ((3, 40), 3.2, ARTERY),
            ((-4, 45), 3.8, VEIN),
            ((8, 47), 2.5, NERVE),
        ):
            plane[(x - ax * shrink) ** 2 + (y - ay * shrink) ** 2 <= wide**2] = value
        # Thin arteries run round the bone, each at its own height and for a quarter of the way.
        for nth in range(8):
            if abs(z - (nth - 4) * 14.0 * shrink) <= 0.7:
                begin = -180 + nth * 97 % 360
                ring = np.abs(radius - (bone + 6 + nth % 5)) <= 0.8
                plane[ring & ((angle - begin) % 360 <= 40)] = THIN
    grid = Grid((size,) * 3, SPACING_MM, np.array([x[0], y[0, 0], -size / 2 * sz]), np.eye(3))
    return Volume(grid, labels)


def places(volume: Volume, count: int = 15) -> np.ndarray:
    """Points beside the bone, (T, 3) LPS, spread over the front and both sides and over 60 mm of height."""
    size = volume.grid.size[0]
    shrink = min(1.0, size * SPACING_MM[0] / 2 / (SKIN_MM + 8))
    turn = np.radians(np.linspace(-200, 20, count))
    height = np.linspace(-30, 30, count)[np.arange(count) * 7 % count] * shrink
    radius = BONE_MM * shrink + 0.5
    return np.column_stack([radius * np.cos(turn), radius * np.sin(turn), height])
