import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from enthesis.formats.imaging.surface import Surface, surface_of
from enthesis.needle.frames import Grid

CENTRE = np.array([30.0, 25, 20])


def grid(turn: float = 0.0, spacing: tuple[float, float, float] = (1, 1, 1), mirror: float = 1.0) -> Grid:
    direction = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, mirror]])
    return Grid(size=(60, 50, 40), spacing_mm=spacing, origin_lps=np.array([5.0, -6, 7]), direction=direction)


def ball(radius: float, spacing: tuple[float, float, float] = (1, 1, 1)) -> np.ndarray:
    z, y, x = np.mgrid[0:40, 0:50, 0:60]
    at = np.stack([x, y, z], -1) * np.asarray(spacing)
    inside: np.ndarray = np.linalg.norm(at - CENTRE * spacing, axis=-1) < radius
    return inside


def volume(surface: Surface, about: np.ndarray) -> float:
    a, b, c = (surface.points[surface.triangles[:, at]].astype(float) - about for at in range(3))
    return float((np.einsum("ij,ij->i", a, np.cross(b, c)) / 6).sum())


@pytest.mark.parametrize("pool", [0.0, 2.0])
@pytest.mark.parametrize("where", [grid(), grid(0.7), grid(0.3, mirror=-1)])
def test_a_ball_is_drawn_round_closed_and_outwards_where_it_lies(pool: float, where: Grid) -> None:
    surface = surface_of(ball(15), where, pool, 10**6)
    assert surface is not None
    middle = where.origin_lps + where.direction @ CENTRE
    out = surface.points - middle
    radii = np.linalg.norm(out, axis=1)
    assert radii.min() > 14
    assert radii.max() < 15.6
    assert (np.einsum("ij,ij->i", out, surface.normals) > 0.9 * radii).all()
    assert volume(surface, middle) == pytest.approx(4 / 3 * np.pi * 15**3, rel=0.05)
    edges = np.sort(np.concatenate([surface.triangles[:, [a, (a + 1) % 3]] for a in range(3)]), axis=1)
    _edges, counts = np.unique(edges, axis=0, return_counts=True)
    assert set(counts) == {2}


def test_unequal_voxels_keep_their_shape() -> None:
    spacing = (0.5, 0.5, 2.0)
    surface = surface_of(ball(12, spacing), grid(spacing=spacing), 0.0, 10**6)
    assert surface is not None
    extent = np.ptp(surface.points, axis=0)
    assert extent == pytest.approx([24, 24, 24], abs=2.5)


def test_a_vessel_one_voxel_thin_is_still_drawn() -> None:
    thin = np.zeros((40, 50, 60), dtype=bool)
    thin[:, 25, 30] = True
    surface = surface_of(thin, grid(), 0.0, 10**6)
    assert surface is not None
    assert np.ptp(surface.points[:, 2]) == pytest.approx(40, abs=1.5)


def test_what_touches_the_border_is_closed_there() -> None:
    surface = surface_of(np.ones((40, 50, 60), dtype=bool), grid(), 0.0, 10**6)
    assert surface is not None
    assert volume(surface, grid().origin_lps) == pytest.approx(40 * 50 * 60, rel=0.05)


def test_no_more_triangles_than_asked_for() -> None:
    surface = surface_of(ball(18), grid(), 0.0, 1500)
    assert surface is not None
    assert 100 < len(surface.triangles) <= 1500


def test_nothing_drawn_has_no_surface() -> None:
    assert surface_of(np.zeros((40, 50, 60), dtype=bool), grid(), 0.0, 1000) is None


def pieces(surface: Surface) -> int:
    edges = np.concatenate([surface.triangles[:, pair] for pair in ([0, 1], [1, 2])])
    count = len(surface.points)
    joined = coo_array((np.ones(len(edges)), edges.T.astype(int)), shape=(count, count))
    found: int = connected_components(joined, directed=False)[0]
    return found


@pytest.mark.parametrize("most", [100_000, 300])
def test_a_vessel_of_single_voxels_is_drawn_in_one_piece(most: int) -> None:
    inside = np.zeros((40, 40, 40), dtype=np.bool_)
    at = np.arange(5, 35)
    inside[at, at, at] = True
    place = Grid((40, 40, 40), (0.5, 0.5, 0.5), np.zeros(3), np.eye(3))
    surface = surface_of(inside, place, 0.0, most, thin=True)
    assert surface is not None
    assert pieces(surface) == 1
    assert surface.points.min() < 5.5 * 0.5
    assert surface.points.max() > 33.5 * 0.5


def test_a_thick_vessel_keeps_its_size() -> None:
    z, y, x = np.indices((30, 30, 30)) - 14.5
    place = Grid((30, 30, 30), (1.0, 1.0, 1.0), np.zeros(3), np.eye(3))
    surface = surface_of(x**2 + y**2 + z**2 <= 64, place, 0.0, 100_000, thin=True)
    assert surface is not None
    assert np.linalg.norm(surface.points - 14.5, axis=1).mean() == pytest.approx(8.0, abs=0.35)
