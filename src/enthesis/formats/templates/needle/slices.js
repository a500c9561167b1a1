// Slices: three through one point, and one across the needle, all by physical position.
const TINTS = {
  artery: [204, 15, 20, 0.75], vein: [26, 64, 209, 0.7], nerve: [235, 190, 10, 0.75], pleura: [115, 158, 217, 0.5],
  target: [0, 148, 112, 0.45], bone: [240, 232, 209, 0.16], other: [140, 140, 140, 0.3],
};
const NEEDLE = "#00946f";
const NEAR_MM = 2.5;

const add = (a, b, by = 1) => [a[0] + by * b[0], a[1] + by * b[1], a[2] + by * b[2]];
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const unit = (a) => a.map((each) => each / Math.hypot(...a));

// Right and down on the canvas, in LPS. The patient's right is on the reader's left, as on every film.
const PLANES = {
  axial: { right: [1, 0, 0], down: [0, 1, 0] },
  coronal: { right: [1, 0, 0], down: [0, 0, -1] },
  sagittal: { right: [0, 1, 0], down: [0, 0, -1] },
};

export class Volume {
  constructor(bytes, { size, matrix, structures }) {
    const count = size[0] * size[1] * size[2];
    this.size = size;
    this.grey = bytes.subarray(0, count);
    this.marks = bytes.subarray(count, 2 * count);
    this.structures = structures;
    this.tints = [null, ...structures.map((one) => TINTS[one.role] ?? null)];
    const axes = [0, 1, 2].map((column) => [0, 1, 2].map((row) => matrix[row][column]));
    this.origin = [0, 1, 2].map((row) => matrix[row][3]);
    // Axes stand at right angles, so a point's index is its share of each axis.
    this.inverse = axes.map((axis) => axis.map((each) => each / dot(axis, axis)));
  }

  indexOf(lps) {
    const from = add(lps, this.origin, -1);
    return this.inverse.map((axis) => dot(axis, from));
  }

  steps(direction) {
    return this.inverse.map((axis) => dot(axis, direction));
  }
}

export class SliceView {
  constructor(canvas, volume, kind) {
    this.canvas = canvas;
    this.volume = volume;
    this.kind = kind;
    this.context = canvas.getContext("2d");
    this.acrossMm = kind === "needle" ? 40 : 110;
  }

  axes(needle) {
    if (this.kind !== "needle") return PLANES[this.kind];
    if (!needle) return PLANES.axial;
    const along = unit(add(needle.target_lps, needle.entry_lps, -1));
    const head = [0, 0, 1];
    const right = unit(Math.abs(dot(along, head)) > 0.95 ? cross([0, -1, 0], along) : cross(along, head));
    return { right, down: cross(along, right) };
  }

  draw(point, needle, depth) {
    const { width, height } = this.canvas;
    const { right, down } = this.axes(needle);
    const mm = this.acrossMm / width;
    const corner = add(add(point, right, -mm * (width - 1) / 2), down, -mm * (height - 1) / 2);
    this.context.putImageData(this.sampled(corner, right.map((each) => each * mm), down.map((each) => each * mm)), 0, 0);
    const place = (lps) => {
      const from = add(lps, corner, -1);
      return [dot(from, right) / mm, dot(from, down) / mm, dot(add(lps, point, -1), cross(right, down))];
    };
    if (needle) this.drawNeedle(needle, depth, place, mm);
    else this.drawPoint(width / 2, height / 2);
    this.drawScale(mm);
  }

  sampled(corner, right, down) {
    const { volume } = this;
    const { width, height } = this.canvas;
    const [nx, ny, nz] = volume.size;
    const image = this.context.createImageData(width, height);
    const begin = volume.indexOf(corner);
    const across = volume.steps(right);
    const along = volume.steps(down);
    let at = 0;
    for (let row = 0; row < height; row += 1) {
      let [x, y, z] = add(begin, along, row);
      for (let column = 0; column < width; column += 1, at += 4) {
        const i = Math.round(x), j = Math.round(y), k = Math.round(z);
        image.data[at + 3] = 255;
        if (i >= 0 && j >= 0 && k >= 0 && i < nx && j < ny && k < nz) {
          const grey = this.between(x, y, z);
          const tint = volume.tints[volume.marks[(k * ny + j) * nx + i]];
          for (let band = 0; band < 3; band += 1) {
            image.data[at + band] = tint ? grey * (1 - tint[3]) + tint[band] * tint[3] : grey;
          }
        } else {
          image.data[at] = image.data[at + 1] = image.data[at + 2] = 28;
        }
        x += across[0]; y += across[1]; z += across[2];
      }
    }
    return image;
  }

  between(x, y, z) {
    const [nx, ny, nz] = this.volume.size;
    const grey = this.volume.grey;
    const i = Math.min(Math.max(Math.floor(x), 0), nx - 1), j = Math.min(Math.max(Math.floor(y), 0), ny - 1);
    const k = Math.min(Math.max(Math.floor(z), 0), nz - 1);
    const a = i + 1 < nx ? 1 : 0, b = j + 1 < ny ? nx : 0, c = k + 1 < nz ? nx * ny : 0;
    const u = x - i, v = y - j, w = z - k, at = (k * ny + j) * nx + i;
    const low = (grey[at] * (1 - u) + grey[at + a] * u) * (1 - v) + (grey[at + b] * (1 - u) + grey[at + a + b] * u) * v;
    const high = (grey[at + c] * (1 - u) + grey[at + a + c] * u) * (1 - v)
      + (grey[at + b + c] * (1 - u) + grey[at + a + b + c] * u) * v;
    return low * (1 - w) + high * w;
  }

  // The part of the needle near this slice is solid, the rest faint: a line through a slice is no needle in it.
  drawNeedle(needle, depth, place, mm) {
    const { context } = this;
    const inwards = unit(add(needle.target_lps, needle.entry_lps, -1));
    const at = (u) => place(add(needle.entry_lps, inwards, u));
    context.lineCap = "round";
    if (this.kind !== "needle") {
      for (let u = 0; u < needle.length_mm; u += 0.5) {
        const [x1, y1, off] = at(u);
        const [x2, y2] = at(Math.min(u + 0.5, needle.length_mm));
        context.globalAlpha = Math.abs(off) <= NEAR_MM ? 1 : 0.25;
        this.stroke(x1, y1, x2, y2, NEEDLE, 2.5);
      }
      context.globalAlpha = 1;
      for (const mark of needle.depth_marks) this.dot(...at(mark.depth_mm), mark.kind);
    }
    const [x, y] = at(depth);
    if (this.kind === "needle") this.drawCircles(needle, depth, x, y, mm);
    this.drawPoint(x, y);
  }

  drawCircles(needle, depth, x, y, mm) {
    const margin = needle.margin_model.base_mm + needle.margin_model.per_mm * depth;
    this.ring(x, y, margin / mm, "#ffb454", [4, 3]);
    this.ring(x, y, Math.max(needle.nearest.proved_mm, 0) / mm, "#5fe0b7", []);
  }

  ring(x, y, radius, colour, dash) {
    this.context.beginPath();
    this.context.setLineDash(dash);
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
    this.context.strokeStyle = colour;
    this.context.lineWidth = 1.5;
    this.context.stroke();
    this.context.setLineDash([]);
  }

  dot(x, y, off, kind) {
    this.context.globalAlpha = Math.abs(off) <= NEAR_MM ? 1 : 0.3;
    this.context.beginPath();
    this.context.arc(x, y, kind === "ten" ? 2 : 3, 0, 2 * Math.PI);
    this.context.fillStyle = kind === "narrowest" ? "#f27300" : "#ffffff";
    this.context.fill();
    this.context.globalAlpha = 1;
  }

  drawPoint(x, y) {
    for (const [colour, width] of [["#0b1512", 3], ["#ffffff", 1.25]]) {
      this.stroke(x - 7, y, x - 2.5, y, colour, width);
      this.stroke(x + 2.5, y, x + 7, y, colour, width);
      this.stroke(x, y - 7, x, y - 2.5, colour, width);
      this.stroke(x, y + 2.5, x, y + 7, colour, width);
    }
  }

  drawScale(mm) {
    const { height } = this.canvas;
    this.stroke(10, height - 10, 10 + 10 / mm, height - 10, "#0b1512", 4);
    this.stroke(10, height - 10, 10 + 10 / mm, height - 10, "#ffffff", 2);
    this.context.font = "11px system-ui, sans-serif";
    this.context.strokeStyle = "#0b1512";
    this.context.lineWidth = 3;
    this.context.strokeText("10 mm", 10, height - 15);
    this.context.fillStyle = "#ffffff";
    this.context.fillText("10 mm", 10, height - 15);
  }

  stroke(x1, y1, x2, y2, colour, width) {
    this.context.beginPath();
    this.context.moveTo(x1, y1);
    this.context.lineTo(x2, y2);
    this.context.strokeStyle = colour;
    this.context.lineWidth = width;
    this.context.stroke();
  }
}
