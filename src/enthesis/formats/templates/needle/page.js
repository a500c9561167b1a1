// Brings a needle plan to life: the list of targets chooses, the scene and the slices follow.
// Everything said stands in the page already; without this script nothing but the pictures is missing.
import { readScene } from "./glb.js";
import { SceneView } from "./scene.js";
import { SliceView, Volume } from "./slices.js";

const VIEWS = { front: [0, -1, 0.12], back: [0, 1, 0.12], right: [-1, 0, 0.12], left: [1, 0, 0.12], above: [0, -0.2, 1] };
const begun = performance.now();

async function start(root) {
  const plan = JSON.parse(document.getElementById("needle-plan").textContent);
  const [scene, packed] = await Promise.all([content(root, "scene"), content(root, "volume")]);
  const stage = new Stage(root, plan, await unpacked(packed));
  stage.open(scene);
}

// The bytes stand in the page itself, or under an address of the clinic.
async function content(root, name) {
  const inside = document.getElementById(`needle-${name}`);
  if (inside) return bytesOf(inside.textContent).buffer;
  const answer = await fetch(root.dataset[name], { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`The ${name} cannot be read.`);
  return answer.arrayBuffer();
}

function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const signs = atob(text);
  const bytes = new Uint8Array(signs.length);
  for (let at = 0; at < signs.length; at += 1) bytes[at] = signs.charCodeAt(at);
  return bytes;
}

async function unpacked(buffer) {
  const stream = new Blob([buffer]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

class Stage {
  constructor(root, plan, bytes) {
    this.root = root;
    this.plan = plan;
    this.needles = new Map(plan.needles.map((needle) => [needle.target, needle]));
    const volume = new Volume(bytes, plan.volume);
    this.slices = [...root.querySelectorAll("canvas[data-slice]")].map(
      (canvas) => new SliceView(canvas, volume, canvas.dataset.slice),
    );
    this.depth = root.querySelector("#needle-depth");
    this.told = root.querySelector("#needle-depth-told");
    this.labels = root.querySelector(".n-labels");
    this.depth.addEventListener("input", () => this.drawSlices());
    for (const button of root.querySelectorAll("button[data-target]")) {
      button.addEventListener("click", () => this.choose(button.dataset.target));
    }
  }

  open(buffer) {
    const canvas = this.root.querySelector("#needle-scene-view");
    try {
      this.scene = new SceneView(canvas, readScene(buffer), (ms) => this.drawn(ms));
    } catch (fault) {
      this.root.querySelector(".n-no-scene").hidden = false;
      this.root.dataset.state = "no-scene";
      console.warn(String(fault));
    }
    for (const box of this.root.querySelectorAll("input[data-role]")) {
      box.addEventListener("change", () => this.scene?.show(box.dataset.role, box.checked));
      if (!box.checked) this.scene?.show(box.dataset.role, false);
    }
    for (const button of this.root.querySelectorAll("button[data-view]")) {
      button.addEventListener("click", () => this.look(button.dataset.view));
    }
    const points = this.plan.targets.map((target) => target.target_lps).filter(Boolean);
    const middle = [0, 1, 2].map((axis) => points.reduce((sum, each) => sum + each[axis], 0) / Math.max(points.length, 1));
    this.middle = middle;
    this.scene?.lookAt(middle, 470);
    this.scene?.lookFrom([0.45, -1, 0.25]);
    const first = this.plan.needles[0]?.target ?? this.plan.targets.find((target) => target.target_lps)?.target;
    if (first) this.choose(first, false);
  }

  choose(name, move = true) {
    this.chosen = name;
    const needle = this.needles.get(name);
    const target = this.plan.targets.find((each) => each.target === name);
    for (const row of this.root.querySelectorAll("tr[data-target]")) {
      const here = row.dataset.target === name;
      row.classList.toggle("n-chosen", here);
      row.querySelector("button[data-target]").setAttribute("aria-pressed", String(here));
    }
    for (const part of this.root.querySelectorAll("[data-told]")) part.hidden = part.dataset.told !== name;
    this.depth.disabled = !needle;
    this.depth.max = needle ? needle.length_mm.toFixed(1) : "0";
    this.depth.value = this.depth.max;
    this.scene?.choose(name);
    if (move && target?.target_lps) this.scene?.lookAt(target.target_lps, 300);
    this.drawSlices();
  }

  look(view) {
    const needle = this.needles.get(this.chosen);
    if (view === "whole") {
      this.scene?.lookAt(this.middle, 470);
    } else if (view === "needle" && needle) {
      const outwards = [0, 1, 2].map((axis) => needle.entry_lps[axis] - needle.target_lps[axis]);
      this.scene?.lookAt(needle.target_lps, 200);
      this.scene?.lookFrom(outwards);
    } else if (VIEWS[view]) {
      this.scene?.lookFrom(VIEWS[view]);
    }
  }

  drawSlices() {
    const needle = this.needles.get(this.chosen);
    const target = this.plan.targets.find((each) => each.target === this.chosen);
    const point = target?.target_lps;
    if (!point) return;
    const depth = needle ? Number(this.depth.value) : 0;
    const share = needle ? depth / needle.length_mm : 1;
    const here = needle ? needle.entry_lps.map((each, axis) => each + share * (point[axis] - each)) : point;
    this.told.textContent = needle ? `${depth.toFixed(1)} mm of ${needle.length_mm.toFixed(1)} mm` : this.told.dataset.none;
    for (const slice of this.slices) slice.draw(here, needle, depth);
  }

  // Written on the needles: the proved clearance on each, the depths on the chosen one.
  drawn(ms) {
    this.root.dataset.frameMs = ms.toFixed(1);
    if (this.root.dataset.state !== "drawn") {
      this.root.dataset.state = "drawn";
      this.root.dataset.loadMs = (performance.now() - begun).toFixed(0);
    }
    if (!this.scene) return;
    this.labels.replaceChildren();
    this.written = [];
    const chosenFirst = [...this.plan.needles].sort((a, b) => (b.target === this.chosen) - (a.target === this.chosen));
    for (const needle of chosenFirst) {
      const chosen = needle.target === this.chosen;
      const outside = Math.max(needle.needle_length_mm - needle.length_mm, 2) / needle.length_mm;
      const hub = needle.entry_lps.map((each, axis) => each + (each - needle.target_lps[axis]) * outside);
      const proved = Math.floor(needle.nearest.proved_mm * 10) / 10;
      this.write(hub, `${needle.nearest.beyond_range ? "≥ " : ""}${proved} mm`, chosen ? "n-clear n-here" : "n-clear");
      if (!chosen) continue;
      for (const mark of needle.depth_marks) {
        if (mark.kind === "ten") this.write(mark.lps, mark.depth_mm.toFixed(0), "n-mark");
      }
    }
  }

  write(lps, text, kind) {
    const { x, y, seen } = this.scene.place(lps);
    const width = kind === "n-mark" ? 18 : 64;
    const hidden = this.written.some((one) => Math.abs(one.x - x) < (one.width + width) / 2 && Math.abs(one.y - y) < 17);
    if (!seen || hidden) return;
    this.written.push({ x, y, width });
    const label = document.createElement("span");
    label.className = kind;
    label.textContent = text;
    label.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    this.labels.append(label);
  }
}

const root = document.getElementById("needle");
if (root) {
  start(root).catch((fault) => {
    root.dataset.state = "failed";
    root.querySelector(".n-no-scene").hidden = false;
    console.error(String(fault));
  });
}
