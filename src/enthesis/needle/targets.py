"""Where the tips shall lie: points as given, or the drawn place nearest the middle of a label, on bone."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enthesis.needle.frames import Floats, Grid, Lps, grid_point, lps_of
from enthesis.needle.request import Target
from enthesis.needle.structures import LabelMap, Role, Structure, plain
from enthesis.needle.volume import Table, Volume, table_of
from enthesis.vocabulary.errors import BadInput

_NEIGHBOURS = np.array([(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)])


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """One target's point. ``lps`` is empty for a label with no voxel; ``on_bone`` is told of labels only."""

    name: str
    lps: Lps | None
    on_bone: bool | None = None

    def given(self) -> Lps:
        """Give the point.

        Raises:
            BadInput: the target has no point.
        """
        if self.lps is None:
            raise BadInput(f"Target {self.name} is not drawn.", "Give its point or draw its label.")
        return self.lps

    def tip(self, grid: Grid) -> Floats:
        """Give the point along the grid's axes, (3,) millimetres."""
        return grid_point(grid, self.given())


def places_of(volume: Volume, labels: LabelMap, targets: tuple[Target, ...]) -> tuple[Place, ...]:
    """Find the point of every target.

    Raises:
        BadInput: a target has neither a point nor a structure of its name in the label map.
    """
    drawn = {target.name: _structure(labels, target) for target in targets if target.lps is None}
    voxels = volume.voxels_of(tuple({value for item in drawn.values() for value in item.values}))
    x, y, z = voxels.T
    carried = volume.labels[z, y, x]
    bone = table_of(labels.values_of(Role.BONE))
    return tuple(
        _drawn_place(volume, target.name, voxels[np.isin(carried, drawn[target.name].values)], bone)
        if target.name in drawn
        else _given_place(target)
        for target in targets
    )


def _given_place(target: Target) -> Place:
    if target.lps is None or not np.isfinite(target.lps).all():
        raise BadInput(f"Target {target.name} is no point.", "Give x, y and z in LPS millimetres.")
    return Place(target.name, target.lps)


def _drawn_place(volume: Volume, name: str, voxels: npt.NDArray[np.intp], bone: Table) -> Place:
    """Take the voxel nearest the middle of a label, of those beside bone where there are any."""
    if len(voxels) == 0:
        return Place(name, None)
    beside = _beside(volume, voxels, bone)
    choice = voxels[beside] if beside.any() else voxels
    middle = voxels.mean(axis=0)
    spacing = np.asarray(volume.grid.spacing_mm)
    nearest = choice[np.linalg.norm((choice - middle) * spacing, axis=1).argmin()]
    return Place(name, lps_of(volume.grid, nearest * spacing), bool(beside.any()))


def _structure(labels: LabelMap, target: Target) -> Structure:
    """Find the label a target is drawn by; of several of one name, the one whose role is target."""
    found = sorted(labels.called(target.structure or target.name), key=lambda s: s.role is not Role.TARGET)
    if not found:
        known = ", ".join(s.name for s in labels.of(Role.TARGET)) or "none is of role target"
        raise BadInput(
            f"No label is called {plain(target.structure or target.name)!r}.",
            f"Give the target's point, or one of the map's names: {known}.",
        )
    return found[0]


def _beside(volume: Volume, voxels: npt.NDArray[np.intp], bone: Table) -> Table:
    """Tell of each voxel whether bone lies on any of its six sides; outside the image lies none."""
    size = np.asarray(volume.grid.size)
    beside = np.zeros(len(voxels), dtype=np.bool_)
    for step in _NEIGHBOURS:
        other = voxels + step
        inside = ((other >= 0) & (other < size)).all(axis=1)
        x, y, z = other[inside].T
        beside[inside] |= bone[volume.labels[z, y, x]]
    return beside
