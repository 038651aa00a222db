// Wakes the components that are better with a script. Every page works without it.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A table that fits its place needs no cue that it scrolls, and no stop of the tab key to scroll it by.
const watch = new ResizeObserver((seen) => seen.forEach(({ target }) => {
  const area = target.closest(".peelian-table-scroll");
  const fits = area.scrollWidth <= area.clientWidth;
  area.classList.toggle("peelian-table-scroll--fits", fits);
  area.classList.toggle("peelian-table-scroll--scrolls", !fits);
  if (fits) area.removeAttribute("tabindex");
  else area.setAttribute("tabindex", "0");
}));
document.querySelectorAll(".peelian-table-scroll").forEach((area) => watch.observe(area));
