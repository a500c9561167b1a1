"""How fast the needle room is, beside the libraries, all in one run: fields, needles, the whole plan, growth.

Prints milliseconds, the best of a few tries, and ratios; it asserts nothing. The libraries' fields are not
truncated and ours is: R is all the planner can use, but the difference is part of the ratio and is said so.

    .venv/bin/python benchmarks/needle_speed.py                    256 cubed, all libraries
    .venv/bin/python benchmarks/needle_speed.py --sizes 256 512    scipy takes half a minute and 6 GB at 512
    .venv/bin/python benchmarks/needle_speed.py --sizes 512 --without scipy
"""

import argparse
import resource
import time
from collections.abc import Callable
from functools import partial

import msgspec
import numba
import numpy as np
from needle_anatomy import ARTERY, NERVE, SPACING_MM, THIN, VEIN, limb_labels, limb_volume, places
from scipy import ndimage

from enthesis.knowledge.read import read_handbook
from enthesis.needle.candidates import skin_at, surface_voxels, thinned
from enthesis.needle.defaults import request_for
from enthesis.needle.field import Buffers, Field, distance_field
from enthesis.needle.frames import GridPoints
from enthesis.needle.marching import march_kinds
from enthesis.needle.request import NeedleRequest, Target
from enthesis.needle.search import plan_needles
from enthesis.needle.volume import Volume, crop
from enthesis.needle.walk import NO_BODY, walk_kinds

VESSELS = (ARTERY, VEIN, NERVE, THIN)
R_MM = 8.0
STEP_MM = 0.25


def best(call: Callable[[], object], tries: int = 3) -> float:
    """Seconds of the fastest of a few tries."""
    times = []
    for _ in range(tries):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return min(times)


def line(what: str, seconds: float, beside: str = "") -> None:
    print(f"  {what:<58}{seconds * 1000:>10.1f} ms  {beside}")


def bandwidth() -> float:
    """Measure bytes per second by adding two arrays into a third, on one thread."""
    a, b, c = (np.ones(32 * 1024 * 1024, dtype=np.float32) for _ in range(3))
    return 3 * a.nbytes / best(lambda: np.add(a, b, out=c), 5)


def with_threads(threads: int, call: Callable[[], object]) -> Callable[[], object]:
    def run() -> object:
        numba.set_num_threads(threads)
        return call()

    return run


def fields(volume: Volume, without: set[str], threads: int) -> None:
    size = volume.grid.size[0]
    print(f"\nDistance field, {size} cubed, {SPACING_MM} mm")
    buffers = Buffers(volume.labels.shape)

    def ours() -> object:
        return distance_field(volume, VESSELS, R_MM, buffers)

    ours()
    one = best(with_threads(1, ours))
    many = best(with_threads(threads, ours))
    # The label once, three passes of float32: written, read, written, read, written.
    floor = volume.labels.size * (2 + 5 * 4) / bandwidth()
    line(f"box-exact, truncated at {R_MM:g} mm, 1 thread", one, f"{floor / one:.0%} of the bandwidth limit")
    line(f"the same, {threads} threads", many)
    mask = np.isin(volume.labels, VESSELS)
    for name, call in libraries(mask, threads):
        if name.split()[0].strip(",") not in without:
            took = best(call, 1 if size > 300 else 2)
            line(name, took, f"{took / one:.1f} x ours on 1 thread, {took / many:.1f} x on {threads}")
    tip = volume.grid.to_grid(places(volume)[:1])
    part, _ = crop(volume, GridPoints(np.asarray(tip)), 50.0)
    small = Buffers(part.labels.shape)
    distance_field(part, VESSELS, R_MM, small)
    region = best(with_threads(1, lambda: distance_field(part, VESSELS, R_MM, small)), 5)
    line(f"region of {part.labels.size / 1e6:.1f} million voxels (at most 100 mm), 1 thread", region)
    numba.set_num_threads(threads)


def libraries(mask: np.ndarray, threads: int) -> list[tuple[str, Callable[[], object]]]:
    import edt
    import SimpleITK as sitk  # noqa: N813

    sampling = SPACING_MM[::-1]
    image = sitk.GetImageFromArray(mask.astype(np.uint8))
    image.SetSpacing(SPACING_MM)
    sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(threads)
    outside = np.ascontiguousarray(~mask)
    return [
        (
            f"SimpleITK Maurer, {threads} threads",
            lambda: sitk.SignedMaurerDistanceMap(image, False, False, True),
        ),
        (f"edt, {threads} threads", lambda: edt.edt(outside, anisotropy=sampling, parallel=threads)),
        ("scipy distance_transform_edt", lambda: ndimage.distance_transform_edt(outside, sampling=sampling)),
    ]


@numba.njit(cache=True, nogil=True)
def _fixed_steps(squares, spacing, begin, tip, base, per_mm, step, passed):  # type: ignore[no-untyped-def]
    """March every needle by fixed steps: fast code, but it may step over what is thin."""
    for t in range(len(tip)):
        for e in range(len(begin)):
            along = tip[t] - begin[e]
            length = np.sqrt((along * along).sum())
            clear = True
            for n in range(int(length / step) + 1):
                u = n * step
                i = round((begin[e, 0] + along[0] * u / length) / spacing[0])
                j = round((begin[e, 1] + along[1] * u / length) / spacing[1])
                k = round((begin[e, 2] + along[2] * u / length) / spacing[2])
                need = base + per_mm * u
                if squares[k, j, i] < need * need:
                    clear = False
                    break
            passed[t, e] = clear


def sampled(field: Field, begin: np.ndarray, tip: np.ndarray, base: float, per_mm: float) -> None:
    """March needles by numpy: one batch of samples for each needle's target."""
    distance = np.sqrt(field.squares)
    for t in tip:
        length = np.linalg.norm(t - begin, axis=1)
        share = np.linspace(0, 1, int(length.max() / STEP_MM))
        points = begin[:, None, :] + share[None, :, None] * (t - begin)[:, None, :]
        at = (points / np.asarray(SPACING_MM))[..., ::-1].reshape(-1, 3).T
        found = ndimage.map_coordinates(distance, at, order=1).reshape(points.shape[:2])
        _ = (found >= base + per_mm * share[None, :] * length[:, None]).all(axis=1)


def needles(volume: Volume, entries: int, threads: int, few: int = 200) -> None:
    labels = limb_labels()
    tips = np.asarray(volume.grid.to_grid(places(volume)))
    classes, spacing = labels.tissues(), np.asarray(SPACING_MM)
    voxels = thinned(surface_voxels(volume, classes, NO_BODY, tips, 80.0), spacing, entries)
    begin = skin_at(volume, NO_BODY, voxels).points
    pairs = len(begin) * len(tips)
    print(f"\nNeedles: {len(begin)} entries x {len(tips)} targets = {pairs}, on {volume.grid.size[0]} cubed")
    field = distance_field(volume, VESSELS, R_MM)
    margins = np.array([[3.0, 0.06]])

    def marched(*, bone: bool) -> np.ndarray:
        kinds = np.zeros((len(tips), len(begin)), dtype=np.int8)
        march_kinds(field, begin, tips, kinds, margins, 0.0)
        if bone:
            walk_kinds(volume.labels, classes, NO_BODY, spacing, begin, tips, kinds, 3.0)
        return kinds

    share = float((marched(bone=True) >= 0).mean())
    bare = best(with_threads(1, lambda: marched(bone=False)))
    both = best(with_threads(1, lambda: marched(bone=True)))
    many = best(with_threads(threads, lambda: marched(bone=True)))
    line("certified marching with taper, 1 thread", bare)
    line("the same and bone on the way, 1 thread", both, f"{share:.0%} pass")
    line(f"the same, {threads} threads", many)
    passed = np.zeros((len(tips), len(begin)), dtype=np.bool_)
    fixed = best(lambda: _fixed_steps(field.squares, spacing, begin, tips, 3.0, 0.06, STEP_MM, passed), 2)
    line(f"numba, fixed steps of {STEP_MM} mm, no proof, 1 thread", fixed, f"{fixed / bare:.1f} x marching")
    some = begin[:: max(len(begin) // few, 1)]
    slow = best(lambda: sampled(field, some, tips, 3.0, 0.06), 1) * len(begin) / len(some)
    line(f"numpy and map_coordinates, from {len(some)} entries", slow, f"{slow / bare:.0f} x marching")


def session(volume: Volume, count: int = 15) -> NeedleRequest:
    targets = [
        Target(name=f"place {at}", lps=(float(x), float(y), float(z)))
        for at, (x, y, z) in enumerate(places(volume, count))
    ]
    return request_for(read_handbook(), targets, needles=("25g-38",))


def plans(volume: Volume) -> None:
    labels, asked = limb_labels(), session(volume)
    plan = plan_needles(volume, labels, asked)
    print(
        f"\nWhole plan, {volume.grid.size[0]} cubed, 15 targets: {plan.verdict}, {plan.punctures} punctures"
    )
    line("by region", best(lambda: plan_needles(volume, labels, asked)))
    line("by region, nothing explained", best(lambda: plan_needles(volume, labels, bare(asked))))
    line("whole image", best(lambda: plan_needles(volume, labels, bare(asked), crop=False)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"  peak memory of this whole run {peak:.1f} GB")


def bare(asked: NeedleRequest) -> NeedleRequest:
    """Leave out the shelf: whether another needle would do is a second search."""
    return msgspec.structs.replace(asked, shelf=())


def growth(size: int) -> None:
    print("\nGrowth of the plan by region, nothing explained")
    labels = limb_labels()

    def grown(what: str, volume: Volume, asked: NeedleRequest) -> None:
        line(what, best(partial(plan_needles, volume, labels, bare(asked))))

    for voxels in (size // 2, size * 3 // 4, size):
        volume = limb_volume(voxels)
        grown(f"{voxels} cubed, 15 targets, 10000 entries", volume, session(volume))
    for count in (1, 5, 30):
        grown(f"{size} cubed, {count} targets", volume, session(volume, count))
    for entries in (1_000, 40_000):
        limits = msgspec.structs.replace(session(volume).limits, most_entries=entries)
        asked = msgspec.structs.replace(session(volume), limits=limits)
        grown(f"{size} cubed, {entries} entries", volume, asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[256], help="voxels along each side")
    parser.add_argument("--without", nargs="*", default=[], help="scipy, SimpleITK, edt")
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=min(2, numba.config.NUMBA_NUM_THREADS))
    parser.add_argument("--growth", action="store_true", help="how the plan grows")
    given = parser.parse_args()
    print(f"Memory bandwidth, one thread: {bandwidth() / 1e9:.0f} GB/s")
    for size in given.sizes:
        volume = limb_volume(size)
        fields(volume, set(given.without), given.threads)
        needles(volume, given.entries, given.threads)
        plans(volume)
    if given.growth:
        growth(max(given.sizes))


if __name__ == "__main__":
    main()
