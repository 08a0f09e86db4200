/* Suggestions under a search box: <input data-suggest="/address/">, answered as
   {"items": [{"label", "note", "url"}]} or, to fill a field, {"label", "note", "value"}.
   ARIA combobox; waits until an input method has finished; without it the box still searches. */
(() => {
  "use strict";
  const WAIT = 150;
  let boxes = 0;

  const start = (box) => {
    const list = document.createElement("ul");
    const number = (boxes += 1);
    let timer = 0;
    let running = null;
    let chosen = -1;
    let items = [];

    list.id = `suggest-${number}`;
    list.className = "suggest-list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "查找建议");
    const frame = document.createElement("div");
    frame.className = "suggest";
    box.replaceWith(frame);
    frame.append(box, list);
    for (const [name, value] of [
      ["role", "combobox"], ["aria-autocomplete", "list"],
      ["aria-expanded", "false"], ["aria-controls", list.id],
    ]) box.setAttribute(name, value);

    const close = () => {
      list.hidden = true;
      chosen = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };

    const choose = (index) => {
      const options = Array.from(list.children);
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
      chosen = index;
      if (index < 0) {
        box.removeAttribute("aria-activedescendant");
      } else {
        box.setAttribute("aria-activedescendant", options[index].id);
        options[index].scrollIntoView({ block: "nearest" });
      }
    };

    const take = (item) => {
      close();
      if (item.url) {
        window.location.assign(item.url);
        return;
      }
      box.value = item.value;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    };

    const marked = (label, words) => {
      const at = words ? label.indexOf(words) : -1;
      if (at < 0) return [label];
      const mark = document.createElement("mark");
      mark.textContent = words;
      return [label.slice(0, at), mark, label.slice(at + words.length)];
    };

    const show = (words) => {
      list.replaceChildren(...items.map((item, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        const name = document.createElement("span");
        name.append(...marked(item.label, words));
        const note = document.createElement("span");
        note.className = "muted";
        note.textContent = item.note ? `　${item.note}` : "";
        option.append(name, note);
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => take(item));
        return option;
      }));
      chosen = -1;
      list.hidden = items.length === 0;
      box.setAttribute("aria-expanded", String(items.length > 0));
    };

    const ask = async () => {
      const words = box.value.trim();
      if (running) running.abort();
      if (!words) {
        close();
        return;
      }
      running = new AbortController();
      const address = new URL(box.dataset.suggest, window.location.href);
      address.searchParams.set("q", words);
      try {
        const answer = await fetch(address, {
          signal: running.signal,
          credentials: "same-origin",
          headers: { Accept: "application/json" },
          redirect: "manual",
        });
        if (!answer.ok) return;
        items = (await answer.json()).items;
        if (document.activeElement === box) show(words);
      } catch (problem) {
        if (problem.name !== "AbortError") close();
      }
    };

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    };

    box.addEventListener("input", (event) => { if (!event.isComposing) later(); });
    box.addEventListener("compositionend", later);
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && !list.hidden) {
        event.preventDefault();
        const count = items.length + 1;
        choose(((chosen + 1 + step + count) % count) - 1);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        take(items[chosen]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
  };

  document.querySelectorAll("[data-suggest]").forEach((box) => {
    if (box.dataset.suggest) start(box);
  });
})();
