/* Files one by one, each with its progress; without this script the form sends them all at once.

   <form data-upload> with an <input type="file" data-files>, a list [data-file-progress] for what
   is under way, and a list [data-file-list] on the page for what is kept. The server answers one
   row as HTML: 200 kept, 422 refused with the reason. A refused file loses no other. A row with
   data-file-asks wants the answer to a 密级 marking and is sent again with it. */
(() => {
  "use strict";
  const TRIES = 3;
  const LIMIT = 20 * 1024 * 1024;

  const start = (form) => {
    const input = form.querySelector("[data-files]");
    const under = form.querySelector("[data-file-progress]");
    const section = form.closest("section");
    const kept = section.querySelector("[data-file-list]");
    const button = form.querySelector("button[type=submit]");
    let running = 0;

    const line = (name) => {
      const row = document.createElement("li");
      const bar = document.createElement("progress");
      const cancel = document.createElement("button");
      row.className = "file-line";
      bar.max = 100;
      bar.value = 0;
      bar.setAttribute("aria-label", `上传${name}`);
      cancel.type = "button";
      cancel.className = "btn btn-sm btn-outline-secondary";
      cancel.textContent = "取消";
      const words = document.createElement("span");
      words.textContent = `${name}　`;
      row.append(words, bar, " ", cancel);
      under.append(row);
      return { row, bar, cancel };
    };

    const parsed = (html) => {
      const holder = document.createElement("template");
      holder.innerHTML = html.trim();
      return holder.content.querySelector("li");
    };

    const say = (row, words) => {
      row.replaceChildren();
      row.textContent = words;
    };

    const answered = (file, row) => {
      const label = document.createElement("label");
      const field = document.createElement("input");
      const again = document.createElement("button");
      label.textContent = "核对说明";
      field.className = "form-control";
      field.maxLength = 200;
      again.type = "button";
      again.className = "btn btn-sm btn-outline-primary";
      again.textContent = "已核对，上传";
      again.addEventListener("click", () => {
        if (!field.value.trim()) { field.focus(); return; }
        row.remove();
        send(file, 1, field.value);
      });
      label.append(" ", field);
      row.append(document.createElement("br"), label, " ", again);
    };

    const send = (file, attempt = 1, answer = "") => {
      const { row, bar, cancel } = line(file.name);
      if (file.size > LIMIT) {
        say(row, `${file.name}　文件超过 20 MB 上限。请压缩图片或拆分后再上传。`);
        return;
      }
      const body = new FormData(form);
      body.delete("upload");
      body.append("upload", file);
      if (answer) body.set("marking_answer", answer);
      const asked = new XMLHttpRequest();
      const over = () => { running -= 1; button.removeAttribute("aria-busy"); };
      running += 1;
      asked.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) bar.value = Math.round((event.loaded / event.total) * 100);
      });
      asked.addEventListener("load", () => {
        over();
        const made = [200, 422].includes(asked.status) ? parsed(asked.responseText) : null;
        if (made && asked.status === 200) {
          row.remove();
          section.querySelector("[data-file-empty]")?.remove();
          const link = made.querySelector("a")?.getAttribute("href");
          if (!link || !kept.querySelector(`a[href="${link}"]`)) kept.append(made);
        } else if (made) {
          row.replaceWith(made);
          if (made.hasAttribute("data-file-asks")) answered(file, made);
        } else {
          say(row, `${file.name}　没有上传成功。请刷新页面后再传一次。`);
        }
      });
      asked.addEventListener("error", () => {
        over();
        row.remove();
        if (attempt < TRIES) setTimeout(() => send(file, attempt + 1, answer), 2000 * attempt);
        else {
          const last = line(file.name).row;
          say(last, `${file.name}　网络中断，没有上传。请稍后再选择这个文件。`);
        }
      });
      asked.addEventListener("abort", () => { over(); say(row, `${file.name}　已取消。`); });
      cancel.addEventListener("click", () => asked.abort());
      asked.open("POST", form.action);
      asked.setRequestHeader("X-One-File", "1");
      asked.send(body);
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = Array.from(input.files);
      if (!chosen.length) { input.focus(); return; }
      chosen.forEach((file) => send(file));
      input.value = "";
    });
    window.addEventListener("beforeunload", (event) => {
      if (running) event.preventDefault();
    });
  };

  document.querySelectorAll("form[data-upload]").forEach(start);
})();
