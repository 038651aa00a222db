// Wakes the components that are better with a script. Every page works without it.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A table that fits its place needs no cue that it scrolls.
const watch = new ResizeObserver((seen) => seen.forEach(({ target }) => {
  const area = target.closest(".peelian-table-scroll");
  area.classList.toggle("peelian-table-scroll--fits", area.scrollWidth <= area.clientWidth);
}));
document.querySelectorAll(".peelian-table-scroll").forEach((area) => watch.observe(area));
