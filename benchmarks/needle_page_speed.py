"""How fast a needle plan's page is in a browser without graphics hardware: until it is drawn, and each frame.

Prints milliseconds, the best and the middle of a few tries; it asserts nothing. Needs Chromium.

    .venv/bin/python benchmarks/needle_page_speed.py --region knee
"""

import argparse
import json
import shutil
import statistics
import struct
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from enthesis.cli import program

SOFTWARE = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
]
DRAWN = '#needle[data-state="drawn"]'
NOTED = """addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  if (document.querySelector('#needle[data-state="drawn"]')) window.drawnAt ??= performance.now();
}).observe(document, { subtree: true, attributes: true }))"""
TURNED = """async (keys) => {
  const canvas = document.getElementById("needle-scene-view");
  const context = canvas.getContext("webgl2");
  const times = [];
  for (let turn = 0; turn < keys; turn += 1) {
    const begin = performance.now();
    canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft" }));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    // One pixel is given only when the picture is really there.
    context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
    times.push(performance.now() - begin);
  }
  return times;
}"""


def written(folder: Path, region: str, spacing: str) -> Path:
    """Draw a phantom, plan in it, and write its page and scene."""
    there = folder / region
    program.run(
        ["needle", "phantom", "--region", region, "--out", str(there), "--spacing", spacing, "--no-dicom"], {}
    )
    page = there / "plan.html"
    asked = ["needle", "plan", "--labels", "labels.nii.gz", "--image", "image.nii.gz", "--map", "labels.toml"]
    words = [str(there / word) if "." in word else word for word in asked]
    program.run(
        [
            *words,
            "--targets",
            str(there / "targets.toml"),
            "--region",
            region,
            "--html",
            str(page),
            "--glb",
            str(there / "plan.glb"),
        ],
        {},
    )
    return page


def opened(browser: Browser, page: Path) -> tuple[Page, float]:
    """Open a page and give the milliseconds until it is drawn."""
    view = browser.new_page(viewport={"width": 1200, "height": 800})
    view.add_init_script(NOTED)
    view.goto(page.as_uri())
    view.wait_for_selector(DRAWN, state="attached")
    return view, float(view.evaluate("window.drawnAt"))


def triangles(scene: Path) -> int:
    """Count the triangles of a scene by its own table of contents."""
    content = scene.read_bytes()
    told = json.loads(content[20 : 20 + struct.unpack("<I", content[12:16])[0]])
    parts = (part for mesh in told["meshes"] for part in mesh["primitives"])
    return sum(int(told["accessors"][part["indices"]]["count"]) // 3 for part in parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--region", default="knee")
    parser.add_argument("--spacing", default="0.8,0.8,1")
    parser.add_argument("--tries", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = written(Path(folder), given.region, given.spacing)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SOFTWARE)
        loads, frames = [], []
        for _ in range(given.tries):
            view, load = opened(browser, page)
            loads.append(load)
            frames += view.evaluate(TURNED, 8)
            view.close()
        browser.close()
        count = triangles(page.with_suffix(".glb"))
    print(f"The page of a {given.region}, {count} triangles, without graphics hardware, 1200 x 800")
    for what, times in (("until the scene is drawn", loads), ("one frame of turning", frames)):
        print(f"  {what:<30}best {min(times):>8.0f} ms   middle {statistics.median(times):>8.0f} ms")


if __name__ == "__main__":
    main()
