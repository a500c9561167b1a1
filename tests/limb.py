"""A small limb of simple shapes: skin, bone, artery, vein and nerve along it, and places on the bone."""

import numpy as np

from enthesis.needle.cover import FanLimits
from enthesis.needle.frames import Grid
from enthesis.needle.margin import MarginModel
from enthesis.needle.request import Expected, Limits, Needle, NeedleChoice, NeedleRequest, Target
from enthesis.needle.structures import LabelMap, Role, Structure, label_map
from enthesis.needle.volume import Volume

SKIN, BONE, ARTERY, VEIN, NERVE, PLEURA = 1, 2, 3, 4, 5, 6

STRUCTURES = (
    Structure(name="soft tissue", role=Role.SKIN, values=(SKIN,)),
    Structure(name="femur", role=Role.BONE, values=(BONE,)),
    Structure(name="popliteal artery", role=Role.ARTERY, values=(ARTERY,)),
    Structure(name="popliteal vein", role=Role.VEIN, values=(VEIN,)),
    Structure(name="tibial nerve", role=Role.NERVE, values=(NERVE,)),
    Structure(name="pleura", role=Role.PLEURA, values=(PLEURA,)),
)

LABELS = label_map(STRUCTURES, confirmed_by="Dr Reyes", image_pose="straight", treatment_pose="straight")


def grid(
    size: tuple[int, int, int] = (72, 72, 64),
    spacing: tuple[float, float, float] = (1.0, 1.0, 1.5),
    direction: np.ndarray | None = None,
    origin: tuple[float, float, float] = (-36.0, -36.0, -48.0),
) -> Grid:
    return Grid(size, spacing, np.asarray(origin), np.eye(3) if direction is None else direction)


def limb(
    place: Grid | None = None,
    artery_at: tuple[float, float] | None = (0.0, 16.0),
    artery_radius: float = 2.5,
    others: bool = True,
) -> Volume:
    """A cylinder of 30 mm along z, closed 36 mm from its middle; the bone of 11 mm inside; vessels behind it.

    Shapes are drawn along the grid's own axes, from the middle of the grid.
    """
    place = place or grid()
    nx, ny, nz = place.size
    sx, sy, sz = place.spacing_mm
    z, y, x = np.meshgrid(
        (np.arange(nz) - nz / 2) * sz, (np.arange(ny) - ny / 2) * sy, (np.arange(nx) - nx / 2) * sx,
        indexing="ij",
    )  # fmt: skip
    labels = np.zeros((nz, ny, nx), dtype=np.uint16)
    labels[(x**2 + y**2 <= 30.0**2) & (np.abs(z) <= 44.0)] = SKIN
    labels[(x**2 + y**2 <= 11.0**2) & (np.abs(z) <= 40.0)] = BONE
    if others:
        labels[((x - 7) ** 2 + (y - 17) ** 2 <= 2.5**2) & (np.abs(z) <= 44.0)] = VEIN
        labels[((x + 8) ** 2 + (y - 18) ** 2 <= 1.6**2) & (np.abs(z) <= 44.0)] = NERVE
    if artery_at is not None:
        ax, ay = artery_at
        labels[((x - ax) ** 2 + (y - ay) ** 2 <= artery_radius**2) & (np.abs(z) <= 44.0)] = ARTERY
    return Volume(place, labels)


def on_bone(
    volume: Volume, angle_deg: float, z_mm: float = 0.0, radius_mm: float = 11.5
) -> tuple[float, ...]:
    """A point beside the bone, LPS; 0 degrees is +x, 90 degrees the back, where the vessels run."""
    angle = np.radians(angle_deg)
    nx, ny, nz = volume.grid.size
    sx, sy, sz = volume.grid.spacing_mm
    at = np.array(
        [nx / 2 * sx + radius_mm * np.cos(angle), ny / 2 * sy + radius_mm * np.sin(angle), nz / 2 * sz + z_mm]
    )
    return tuple(float(c) for c in volume.grid.direction @ at + volume.grid.origin_lps)


def targets(volume: Volume, *angles: float, z_mm: float = 0.0) -> tuple[Target, ...]:
    return tuple(
        Target(name=f"at {angle:g}", lps=on_bone(volume, angle, z_mm))  # type: ignore[arg-type]
        for angle in angles
    )


def margin(base: float = 2.0, growth: float = 0.05, **more: float) -> MarginModel:
    return MarginModel(
        name="test",
        needle_radius_mm=0.25,
        entry_error_mm=base - 0.25,
        image_error_mm=0.0,
        per_mm=growth,
        **more,
    )


def needle(length: float = 30.0, model: MarginModel | None = None, gauge: int = 25) -> NeedleChoice:
    return NeedleChoice(
        needle=Needle(id=f"{gauge}g-{length:g}", gauge=gauge, length_mm=length, diameter_mm=0.5),
        margin=model or margin(),
        hub_reserve_mm=3.0,
    )


LIMITS = Limits(
    most_incidence_deg=60.0,
    fan=FanLimits(most_redirections=5, most_spread_deg=60.0),
    touching_bone_mm=3.0,
    overshoot_artery_mm=10.0,
    overshoot_pleura_mm=10.0,
    pleura_more_mm=5.0,
    pose_near_mm=20.0,
    most_entries=1500,
)

EXPECTED = (
    Expected(
        id="popliteal-artery",
        role=Role.ARTERY,
        names=(),
        says="needle_regions.knee.expected.popliteal-artery.title",
        pose_says="needle_regions.knee.expected.popliteal-artery.pose",
        within_reach=True,
        moves_with_pose=True,
    ),
    Expected(id="common-fibular-nerve", role=Role.NERVE, names=("fibular nerve",), decides=False),
)


def request(volume: Volume, *angles: float, **more: object) -> NeedleRequest:
    given: dict[str, object] = {
        "targets": targets(volume, *angles),
        "needles": (needle(),),
        "limits": LIMITS,
        "range_mm": 8.0,
        "region": "knee",
        "expected": EXPECTED,
    }
    return NeedleRequest(**{**given, **more})  # type: ignore[arg-type]


def labelled(**more: str) -> LabelMap:
    return label_map(
        STRUCTURES,
        **{"confirmed_by": "Dr Reyes", "image_pose": "straight", "treatment_pose": "straight", **more},
    )
