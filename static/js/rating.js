/* Typing paper ballots: inside <fieldset data-rating> the digits 0–4 (or a radio's data-key)
   choose the answer and go on to the next item; Backspace goes back. */
(() => {
  "use strict";
  const groups = Array.from(document.querySelectorAll("fieldset[data-rating]"));
  if (!groups.length) return;

  const enter = (group) => {
    const radios = Array.from(group.querySelectorAll("input[type=radio]:not(:disabled)"));
    const radio = radios.find((one) => one.checked) || radios[0];
    if (!radio) return;
    radio.focus();
    group.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const group = event.target.closest("fieldset[data-rating]");
    if (!group || event.target.type !== "radio") return;
    const at = groups.indexOf(group);
    if (event.key === "Backspace" && at > 0) {
      event.preventDefault();
      enter(groups[at - 1]);
      return;
    }
    const radio = Array.from(group.querySelectorAll("input[type=radio]")).find(
      (one) => (one.dataset.key || one.value) === event.key,
    );
    if (!radio || radio.disabled) return;
    event.preventDefault();
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    if (at + 1 < groups.length) {
      enter(groups[at + 1]);
      return;
    }
    const next = document.querySelector("[data-rating-next]");
    if (next) next.focus();
  });
})();
