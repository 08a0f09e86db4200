/* A form is sent once: the button says so, and a second press does nothing. The server keeps its
   own guard; this one only spares the user the question. */
(() => {
  "use strict";
  const sent = new WeakSet();
  const pressed = new Map();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-again")) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    sent.add(form);
    const button = event.submitter || form.querySelector("button[type=submit]");
    if (!button) return;
    button.setAttribute("aria-busy", "true");
    const words = button.textContent;
    const timer = setTimeout(() => {
      button.textContent = button.dataset.busy || "正在保存……";
    }, 200);
    pressed.set(form, { button, words, timer });
  });

  const release = (form) => {
    const { button, words, timer } = pressed.get(form) || {};
    sent.delete(form);
    pressed.delete(form);
    if (!button) return;
    clearTimeout(timer);
    button.removeAttribute("aria-busy");
    button.textContent = words;
  };

  /* Back from the next page, or a part of the page was swapped instead. */
  window.addEventListener("pageshow", () => Array.from(pressed.keys()).forEach(release));
  document.addEventListener("htmx:afterRequest", () => Array.from(pressed.keys()).forEach(release));
})();
