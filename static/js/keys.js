/* "/" to the search box, Ctrl+S to keep a draft, Ctrl+Enter to submit; off while an input method
   is composing and when the user switched keys off. */
(() => {
  "use strict";
  if (document.documentElement.dataset.keys === "off") return;

  const writing = (element) =>
    element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;

    if (event.key === "/" && !command && !writing(event.target)) {
      const box = document.querySelector("[data-search]");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key.toLowerCase() === "s" && command) {
      const form = document.querySelector("form[data-autosave]");
      const button = document.querySelector("[data-save-draft]");
      if (!form && !button) return;
      event.preventDefault();
      if (button) button.click();
      else form.dispatchEvent(new CustomEvent("autosave:now"));
    } else if (event.key === "Enter" && command && event.target.tagName === "TEXTAREA") {
      const form = event.target.form;
      if (!form) return;
      event.preventDefault();
      const primary = form.querySelector("button[type=submit].btn-primary");
      form.requestSubmit(primary || undefined);
    }
  });
})();
