/* A number shown in full goes with the page: also when the browser keeps the page for its Back
   button, and after a minute in which somebody else may have come to the screen. */
(() => {
  "use strict";
  const hide = () => {
    document.querySelectorAll("[data-reveal]").forEach((place) => {
      place.textContent = place.dataset.reveal;
      place.removeAttribute("data-reveal");
    });
  };
  window.addEventListener("pagehide", hide);
  window.addEventListener("pageshow", (event) => { if (event.persisted) hide(); });
  setTimeout(hide, 60000);
})();
