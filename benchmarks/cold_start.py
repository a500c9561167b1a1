"""How long ``enthesis plan`` takes from nothing: a new process each time, the cards read, one chart planned.

Run it with ``python benchmarks/cold_start.py``. The chart is the middle one of ``ENTHESIS_CHARTS=DIR``, else
one from the builder of ``plan_speed``. Printed are the best and the median of ``ROUNDS`` starts, in seconds:
as a clock on the wall sees them, and as the processor spent them, which a busy machine disturbs less. Asked
for is 0.4 s on the wall of a machine with nothing else to do. What Python itself needs to start, and reading
the cards alone, stand beside it.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from plan_speed import charts

ROUNDS = 9
READ = "from enthesis.knowledge.read import read_handbook; read_handbook()"


def main() -> None:
    """Measure and print."""
    raws = sorted(charts(), key=len)
    with tempfile.TemporaryDirectory(prefix="enthesis-cold-") as folder:
        chart = Path(folder) / "chart.json"
        chart.write_bytes(raws[len(raws) // 2])
        plan = ["-m", "enthesis", "plan", str(chart), "--condition", "knee-oa", "--side", "right"]
        print(f"{'':28}{'best s':>8}{'median':>8}{'  processor, best':>18}")
        for name, words in (
            ("python alone", ["-c", ""]),
            ("the cards read", ["-c", READ]),
            ("enthesis plan --json", [*plan, "--json"]),
            ("enthesis plan --html", [*plan, "--html", str(Path(folder) / "plan.html")]),
            ("enthesis plan --pdf", [*plan, "--pdf", str(Path(folder) / "plan.pdf")]),
        ):
            started = [start(words) for _ in range(ROUNDS)]
            wall = sorted(seconds for seconds, _ in started)
            spent = min(seconds for _, seconds in started)
            print(f"{name:28}{wall[0]:8.3f}{wall[ROUNDS // 2]:8.3f}{spent:18.3f}")


def start(words: list[str]) -> tuple[float, float]:
    """Run Python once; give the seconds on the wall, and those of the processor."""
    before = spent_by_children()
    began = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, env=os.environ)
    return time.perf_counter() - began, spent_by_children() - before


def spent_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
