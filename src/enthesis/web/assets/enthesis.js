// The pages work without this. It puts the focus on an error summary, mends the skip link, and lets somebody mark
// on the drawing itself. A form that takes its time says so, and is sent once.
import { createAll, ErrorSummary, SkipLink } from "nhsuk-frontend";
import { mark } from "./marking.js";

createAll(ErrorSummary);
createAll(SkipLink);
document.querySelectorAll(".e-marking").forEach(mark);

for (const form of document.querySelectorAll("form[data-waits]")) {
  const told = form.querySelector("[role=status]");
  const words = told.querySelector("b");
  const seconds = told.querySelector("span");
  let clock;
  const rest = () => {
    clearInterval(clock);
    delete form.dataset.sent;
    words.textContent = seconds.textContent = "";
  };
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    words.textContent = form.dataset.waits;
    const begin = Date.now();
    clock = setInterval(() => (seconds.textContent = ` ${Math.round((Date.now() - begin) / 1000)} s`), 1000);
  });
  // A page that comes back from the browser's memory is not waiting any more.
  addEventListener("pageshow", rest);
}
