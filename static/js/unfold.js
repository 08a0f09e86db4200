/* Shows what a choice asks for: <div data-when="need" data-is="some other">…</div> is there while
   the field `need` of its form holds one of these values, or while something stands in it.
   Without a script everything is shown. */
(() => {
  "use strict";
  const chosen = (form, name) =>
    new FormData(form).getAll(name).filter((value) => typeof value === "string");
  const filled = (place) =>
    Array.from(place.querySelectorAll("input, textarea")).some((box) => box.value) ||
    place.querySelector(".field-wrong") !== null;

  document.querySelectorAll("form").forEach((form) => {
    const places = Array.from(form.querySelectorAll("[data-when]"));
    if (!places.length) return;
    const look = () => {
      places.forEach((place) => {
        const wanted = place.dataset.is.split(" ");
        const on = chosen(form, place.dataset.when).some((value) => wanted.includes(value));
        place.hidden = !on && !filled(place);
      });
    };
    form.addEventListener("change", look);
    look();
  });
})();
