// The scene: translucent skin and bone, vessels, nerves, needles with marks. Drawn when something changed,
// never in a loop, so that it is usable where no graphics hardware helps.
import {
  AmbientLight, BufferAttribute, BufferGeometry, Color, DirectionalLight, Group, Mesh, MeshLambertMaterial,
  PerspectiveCamera, Scene, Spherical, Vector3, WebGLRenderer,
} from "three";

const BACKGROUND = 0xf6f7f4;
const STEP = Math.PI / 18;
const TIMED = 3;
// What is behind is drawn first: skin holds bone, bone holds nothing that is solid.
const ORDER = { skin: 3, pleura: 2, bone: 1 };

// LPS to the screen's axes: left, up, towards the viewer.
export const toScene = ([left, back, up]) => new Vector3(left, up, -back);

export class SceneView {
  constructor(canvas, parts, onDrawn) {
    this.canvas = canvas;
    this.onDrawn = onDrawn;
    this.timed = 0;
    this.renderer = new WebGLRenderer({ canvas, antialias: !isSoftware(), preserveDrawingBuffer: true });
    this.renderer.setPixelRatio(Math.min(window.devicePixelRatio, isSoftware() ? 1 : 2));
    this.scene = new Scene();
    this.scene.background = new Color(BACKGROUND);
    this.camera = new PerspectiveCamera(28, 1, 1, 5000);
    this.light = new DirectionalLight(0xffffff, 2.2);
    this.scene.add(new AmbientLight(0xffffff, 1.5), this.light, this.light.target);
    this.body = new Group();
    // The one place where LPS becomes the screen's axes.
    this.body.matrix.set(1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1);
    this.body.matrixAutoUpdate = false;
    this.scene.add(this.body);
    this.meshes = parts.map((part) => this.add(part));
    this.centre = new Vector3();
    this.turn = new Spherical(300, Math.PI / 2, 0);
    this.listen();
    new ResizeObserver(() => this.resize()).observe(canvas);
    this.resize();
  }

  add(part) {
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(part.points, 3));
    geometry.setAttribute("normal", new BufferAttribute(part.normals, 3));
    geometry.setIndex(new BufferAttribute(part.triangles, 1));
    const [red, green, blue, opacity] = part.colour;
    const seeThrough = opacity < 1;
    const material = new MeshLambertMaterial({ transparent: seeThrough, opacity, depthWrite: !seeThrough });
    material.color.setRGB(red, green, blue);
    const mesh = new Mesh(geometry, material);
    mesh.renderOrder = ORDER[part.role] ?? 0;
    mesh.userData = part;
    mesh.frustumCulled = false;
    this.body.add(mesh);
    return mesh;
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width || !height) return;
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
    this.change();
  }

  change() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.draw();
    });
  }

  draw() {
    const begun = performance.now();
    this.camera.position.setFromSpherical(this.turn).add(this.centre);
    this.camera.up.set(0, 1, 0);
    this.camera.lookAt(this.centre);
    this.light.position.copy(this.camera.position);
    this.light.target.position.copy(this.centre);
    this.renderer.render(this.scene, this.camera);
    if (this.timed < TIMED) this.wait();
    this.onDrawn(performance.now() - begun);
  }

  // Asking for one pixel waits until the picture is really there; done for the first ones, to tell how long.
  wait() {
    this.timed += 1;
    const context = this.renderer.getContext();
    context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
  }

  place(lps) {
    const at = toScene(lps).project(this.camera);
    const { clientWidth: width, clientHeight: height } = this.canvas;
    return { x: ((at.x + 1) / 2) * width, y: ((1 - at.y) / 2) * height, seen: at.z < 1 };
  }

  lookAt(lps, distance) {
    this.centre.copy(toScene(lps));
    if (distance) this.turn.radius = distance;
    this.change();
  }

  // Where the eye stands, as a direction in LPS from what is looked at.
  lookFrom(direction) {
    this.turn.setFromVector3(toScene(direction).normalize().multiplyScalar(this.turn.radius));
    this.turn.makeSafe();
    this.change();
  }

  show(role, shown) {
    for (const mesh of this.meshes) if (mesh.userData.role === role) mesh.visible = shown;
    this.change();
  }

  choose(target) {
    for (const mesh of this.meshes) {
      const { kind, target: of } = mesh.userData;
      if (kind === "mark" || kind === "narrowest") mesh.visible = of === target;
      if (kind === "needle" || kind === "hub") {
        const seeThrough = Boolean(target) && of !== target;
        mesh.material.transparent = seeThrough;
        mesh.material.opacity = seeThrough ? 0.55 : 1;
        mesh.material.needsUpdate = true;
      }
    }
    this.change();
  }

  rotate(across, down) {
    this.turn.theta -= across;
    this.turn.phi = Math.min(Math.PI - 0.05, Math.max(0.05, this.turn.phi - down));
    this.change();
  }

  zoom(by) {
    this.turn.radius = Math.min(1200, Math.max(30, this.turn.radius * by));
    this.change();
  }

  listen() {
    const fingers = new Map();
    const apart = () => {
      const [a, b] = [...fingers.values()];
      return Math.hypot(a.x - b.x, a.y - b.y);
    };
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    this.canvas.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const gap = fingers.size > 1 ? apart() : 0;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (gap) this.zoom(gap / Math.max(apart(), 1));
      else this.rotate((event.clientX - before.x) / 120, (event.clientY - before.y) / 120);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      this.canvas.addEventListener(end, (event) => fingers.delete(event.pointerId));
    }
    this.canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoom(event.deltaY > 0 ? 1.1 : 1 / 1.1);
    }, { passive: false });
    const keys = {
      ArrowLeft: () => this.rotate(STEP, 0), ArrowRight: () => this.rotate(-STEP, 0),
      ArrowUp: () => this.rotate(0, STEP), ArrowDown: () => this.rotate(0, -STEP),
      "+": () => this.zoom(1 / 1.2), "=": () => this.zoom(1 / 1.2), "-": () => this.zoom(1.2),
    };
    this.canvas.addEventListener("keydown", (event) => {
      if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      keys[event.key]();
    });
  }
}

function isSoftware() {
  if (isSoftware.known === undefined) {
    const context = document.createElement("canvas").getContext("webgl2");
    const told = context?.getExtension("WEBGL_debug_renderer_info");
    const name = told ? context.getParameter(told.UNMASKED_RENDERER_WEBGL) : "";
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    isSoftware.known = /swiftshader|llvmpipe|software/i.test(name);
  }
  return isSoftware.known;
}
