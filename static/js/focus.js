/* After a page with faults the summary has the focus; its links lead into the field. */
(() => {
  "use strict";
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    const closed = control.closest("details:not([open])");
    if (closed) closed.open = true;
    control.focus();
    control.scrollIntoView({ block: "center" });
  });

  /* A part of the page that was swapped in announces itself if it asks to. */
  document.addEventListener("htmx:afterSwap", (event) => {
    const part = event.detail.target.querySelector("[data-focus]");
    if (part) part.focus();
  });
})();
