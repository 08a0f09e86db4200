/* Asks two minutes before the session ends whether somebody is still there, and keeps an open page
   usable when it has ended: the text stays, a second window signs in, the forms get a new token.

   <dialog data-session="/session/" data-who="…" data-left="900" data-warn="120">. GET answers how
   many seconds are left, for all windows of this browser together; POST says 继续使用.
   ES2019: the oldest browser served is Chromium 86. */
(() => {
  "use strict";
  const box = document.querySelector("[data-session]");
  if (!box) return;
  const line = box.querySelector("[data-session-line]");
  const title = box.querySelector("[data-session-title]");
  const stay = box.querySelector("[data-session-stay]");
  const login = box.querySelector("[data-session-login]");
  const close = box.querySelector("[data-session-close]");
  const warn = Number(box.dataset.warn);
  const SECOND = 1000;
  let end = Date.now() + Number(box.dataset.left) * SECOND;
  let prolongs = true;
  let over = false;
  let timer = 0;

  const left = () => Math.max(0, Math.round((end - Date.now()) / SECOND));
  const spoken = (seconds) => (seconds >= 60 ? `${Math.ceil(seconds / 60)}分钟` : `${seconds}秒`);

  const open = () => {
    if (box.open) return;
    if (box.showModal) box.showModal(); else box.setAttribute("open", "");
  };
  const shut = () => {
    if (!box.open) return;
    if (box.close) box.close(); else box.removeAttribute("open");
  };

  const ask = async (method) => {
    const fields = new URLSearchParams();
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (token) fields.append("csrfmiddlewaretoken", token.value);
    const answer = await fetch(box.dataset.session, {
      method,
      body: method === "POST" ? fields : undefined,
      credentials: "same-origin",
      headers: { Accept: "application/json", "X-Requested-With": "session" },
      redirect: "manual",
    });
    if (answer.ok) return answer.json();
    if (answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect") return null;
    throw new Error(String(answer.status));
  };

  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(1, seconds) * SECOND);
  };

  const take = (found) => {
    end = Date.now() + found.left * SECOND;
    prolongs = found.prolongs;
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => {
      input.value = found.token;
    });
  };

  const sayOver = (words) => {
    over = true;
    clearTimeout(timer);
    title.textContent = "登录已到期";
    line.textContent = words;
    stay.hidden = true;
    login.hidden = false;
    close.hidden = false;
    open();
    document.dispatchEvent(new CustomEvent("session:over"));
  };

  const sayOn = () => {
    const was = over;
    over = false;
    shut();
    if (was) document.dispatchEvent(new CustomEvent("session:renewed"));
  };

  const OVER = "登录已到期，内容还在本页。请在新窗口登录，登录后回到这里，就可以接着填写和提交。";
  const OTHER = "新窗口里登录的是另一个账号，本页的内容不能用它提交。请换回原来的账号登录，或把内容复制出来。";

  const taken = (found) => {
    if (!found) {
      sayOver(OVER);
    } else if (found.who !== box.dataset.who) {
      sayOver(OTHER);
    } else {
      take(found);
      if (found.left > warn) {
        title.textContent = "登录快要到期";
        stay.hidden = false;
        login.hidden = true;
        close.hidden = true;
        sayOn();
        later(found.left - warn);
      } else {
        count();
      }
    }
  };

  const count = () => {
    const seconds = left();
    if (seconds === 0) {
      look();
      return;
    }
    stay.hidden = !prolongs;
    close.hidden = prolongs;
    line.textContent = prolongs
      ? `您有一段时间没有操作，${spoken(seconds)}后将退出。`
      : `这次登录即将满最长时限，${spoken(seconds)}后需要重新登录，请先保存。`;
    open();
    clearTimeout(timer);
    timer = setTimeout(count, seconds > 60 ? 15 * SECOND : SECOND);
  };

  async function look() {
    try {
      taken(await ask("GET"));
    } catch (problem) {
      later(30);
    }
  }

  stay.addEventListener("click", async () => {
    try {
      taken(await ask("POST"));
    } catch (problem) {
      line.textContent = "暂时连不上服务器，内容还在本页，请稍后再按一次。";
    }
  });
  close.addEventListener("click", shut);
  box.addEventListener("cancel", (event) => {
    if (over || !prolongs) return;
    event.preventDefault();
    stay.click();
  });

  /* Back from the window that signed in, or the machine has slept. */
  const awake = () => {
    if (document.visibilityState === "visible" && (over || left() <= warn)) look();
  };
  document.addEventListener("visibilitychange", awake);
  window.addEventListener("focus", awake);

  /* Another script was told 401. */
  document.addEventListener("session:refused", look);
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) look();
  });

  later(left() - warn);
})();
