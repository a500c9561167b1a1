// Marking on the map: drawing, list and the bar at the foot say the same while somebody marks, before anything
// is saved. Without this the points are links to the list, where the same can be entered.

const GRADED = (value) => (value === "" ? "unknown" : value === "0" ? "no" : "yes");
const LETTERS = { "yes-yes": "TL", "yes-no": "T", "yes-unknown": "T", "no-yes": "L", "unknown-yes": "L" };
const OTHER = { "no-no": "0", "unknown-unknown": "" };

/** What is entered at one point: a key for its words and letters, and both grades. */
function entered(marks) {
  const of = (what) => marks.querySelector(`input[name$=".${what}"]:checked`)?.value ?? "";
  const [tender, lax] = [of("tender"), of("lax")];
  return { key: `${GRADED(tender)}-${GRADED(lax)}`, tender, lax };
}

const lettersOf = (key) => LETTERS[key] ?? OTHER[key] ?? "?";

export function mark(form) {
  const all = [...form.querySelectorAll(".e-mark-it")];
  const dock = form.querySelector(".e-dock");
  const here = dock.querySelector(".e-dock-here");
  const looked = form.querySelector("[data-looked]");
  let docked = null; // { marks, stub, dot }
  let isChanged = false;

  function show(marks) {
    const { key, tender, lax } = entered(marks);
    const words = form.getAttribute(`data-says-${key}`).replace("{tender}", tender).replace("{lax}", lax);
    marks.querySelector(".e-mark-says").textContent = words;
    for (const dot of form.querySelectorAll(`a[data-point="${marks.dataset.for}"]`)) {
      dot.setAttribute("aria-label", `${marks.dataset.name}, ${words}, ${dot.dataset.state}`);
      const badge = dot.querySelector(".mark");
      badge.querySelector("text").textContent = lettersOf(key);
      badge.classList.toggle("none", lettersOf(key) === "");
      badge.classList.remove("before");
    }
    const done = all.filter((each) => entered(each).key !== "unknown-unknown").length;
    looked.textContent = looked.dataset.looked.replace("{n}", done).replace("{all}", all.length);
  }

  /** Ring one point on the drawing and in the list; the page stays where it is. */
  function pick(anchor) {
    form.classList.toggle("is-picking", anchor !== "");
    for (const each of form.querySelectorAll("a.dot, .e-point")) {
      each.classList.toggle("is-picked", (each.dataset.point ?? each.id) === anchor);
    }
  }

  function close() {
    if (!docked) return;
    docked.stub.replaceWith(docked.marks);
    pick("");
    dock.hidden = true;
    docked = null;
  }

  function open(marks, dot) {
    close();
    const stub = document.createComment("");
    marks.replaceWith(stub);
    here.append(marks);
    dock.querySelector("h2").textContent = marks.dataset.name;
    dock.hidden = false;
    docked = { marks, stub, dot };
    pick(marks.dataset.for);
    history.replaceState(history.state, "", `#${marks.dataset.for}`);
    marks.querySelector("input:checked").focus({ preventScroll: true });
    const hidden = dot.getBoundingClientRect().bottom + 32 - dock.parentElement.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy(0, hidden);
  }

  form.addEventListener("change", (event) => {
    isChanged = true;
    const marks = event.target.closest(".e-mark-it");
    if (marks) show(marks);
  });
  form.addEventListener("click", (event) => {
    const dot = event.target.closest("a.dot");
    const marks = dot && all.find((each) => each.dataset.for === dot.dataset.point);
    if (marks) {
      event.preventDefault();
      open(marks, dot);
    } else if (event.target.closest(".e-point h3 a")) {
      close();
    }
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act === "close") leave();
    if (act === "next") {
      const next = all[(all.indexOf(docked.marks) + 1) % all.length];
      open(next, form.querySelector(`a[data-point="${next.dataset.for}"]`));
    }
  });

  function leave() {
    const dot = docked?.dot;
    close();
    dot?.focus({ preventScroll: true });
  }

  dock.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  form.addEventListener("submit", () => {
    isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}
