/* Keeps a draft on the server while a form is being filled in.

   <form data-autosave="/…/autosave/"> with a hidden field base_version and a line
   [data-autosave-line]. The whole form is posted 2 s after the last key, at most every 5 s of
   typing, on leaving a field and when the page is hidden. Answers:
     200 {"version", "saved_at"}   base_version takes the new version
     409                           another page saved: a button leads to the page that compares
     401, 403 or a redirect        the session is over; the text stays on the page and is saved
                                   as soon as session.js says that somebody has signed in again
   Nothing is kept in the browser. A lost network is retried after 2, 4, 8 … 30 s. */
(() => {
  "use strict";
  const IDLE = 2000;
  /* Decisions 1.14: at most 5 s of typing are lost; the rest is for the way to the server. */
  const ATMOST = 4500;
  const SLOWEST = 30000;
  const KEEPALIVE_LIMIT = 60000;

  const start = (form) => {
    const line = form.querySelector("[data-autosave-line]");
    let idle = 0;
    let latest = 0;
    let wait = IDLE;
    let dirty = false;
    let busy = false;
    let stopped = false;
    let announced = false;

    const say = (words, waiting) => {
      if (!line) return;
      /* Read out the first success and every failure, not each draft. */
      line.setAttribute("aria-live", waiting || !announced ? "polite" : "off");
      line.textContent = words;
      line.classList.toggle("is-waiting", Boolean(waiting));
    };

    const body = () => {
      const fields = new URLSearchParams();
      new FormData(form).forEach((value, name) => {
        if (typeof value === "string" && name !== "form_key") fields.append(name, value);
      });
      return fields;
    };

    const again = () => {
      dirty = true;
      wait = Math.min(wait * 2, SLOWEST);
      say("暂时连不上服务器，内容还在本页，请不要关闭。正在重试……", true);
      clearTimeout(idle);
      idle = setTimeout(save, wait);
    };

    const stop = (words) => {
      stopped = true;
      say(words, true);
    };

    /* The whole form goes along, so that the server can show both texts side by side. */
    const compare = () => {
      stop("这份草稿在另一个页面也保存过，自动保存已暂停，两处的内容都在。");
      if (!line) return;
      const button = document.createElement("button");
      button.type = "submit";
      button.name = "keep";
      button.value = "1";
      button.className = "btn btn-outline-primary btn-sm";
      button.textContent = "对比并选择";
      line.append(" ", button);
    };

    const kept = (answer) => {
      const version = form.elements.namedItem("base_version");
      if (version && answer.version !== undefined) version.value = answer.version;
      wait = IDLE;
      const now = new Date();
      const at = answer.saved_at || `${now.getHours()}:${String(now.getMinutes()).padStart(2, "0")}`;
      say(`草稿已自动保存 ${at}`);
      announced = true;
    };

    async function save(leaving) {
      clearTimeout(idle);
      clearTimeout(latest);
      latest = 0;
      if (!dirty || stopped || (busy && !leaving)) return;
      const fields = body();
      if (leaving && fields.toString().length > KEEPALIVE_LIMIT) return;
      dirty = false;
      busy = true;
      try {
        const response = await fetch(form.dataset.autosave, {
          method: "POST",
          body: fields,
          credentials: "same-origin",
          headers: { Accept: "application/json", "X-Requested-With": "autosave" },
          redirect: "manual",
          keepalive: Boolean(leaving),
        });
        if (response.ok) {
          kept(await response.json());
        } else if (response.status === 409) {
          compare();
        } else if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) {
          dirty = true;
          stop("登录已到期，内容还在本页。请在新窗口登录，再回到这里，内容会自动保存。");
          document.dispatchEvent(new CustomEvent("session:refused"));
        } else if (response.status === 413) {
          stop("内容太长，没有自动保存。请先提交，其余内容另作一条。");
        } else {
          again();
        }
      } catch {
        again();
      } finally {
        busy = false;
        if (dirty && !stopped && wait === IDLE) touched();
      }
    }

    function touched() {
      if (stopped) return;
      dirty = true;
      clearTimeout(idle);
      idle = setTimeout(save, IDLE);
      if (!latest) latest = setTimeout(save, ATMOST);
    }

    form.addEventListener("input", touched);
    form.addEventListener("change", touched);
    form.addEventListener("focusout", () => save());
    form.addEventListener("autosave:now", () => { dirty = true; save(); });
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      stopped = true;
      clearTimeout(idle);
      clearTimeout(latest);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") save(true);
    });
    document.addEventListener("session:renewed", () => {
      stopped = false;
      save();
    });
    window.addEventListener("beforeunload", (event) => {
      if (dirty && !stopped) event.preventDefault();
    });
  };

  document.querySelectorAll("form[data-autosave]").forEach(start);
})();
