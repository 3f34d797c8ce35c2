/* The big screen: follows what the facilitator shows, and is driven from the keyboard.
 *
 * On the wall (body.wall) and on the pages with the panel "On the big screen". The element with
 * data-screen has a stamp; when the server has another one, every part with data-live is taken
 * anew from the page's own address, and nothing else moves. Buttons in a form with data-drive are
 * sent without leaving the page. Without this file the wall is loaded again every five seconds,
 * and the buttons send the form.
 *
 * The stamp changes when a facilitator has done something, never when an answer comes.
 */
"use strict";

(() => {
  const screen = () => document.querySelector("[data-screen]");
  if (!screen() || !window.fetch || !window.AbortController) return;
  const isWall = document.body.classList.contains("wall");
  const PAUSE = isWall ? 1000 : 2000;
  const LIMIT = 5000;
  const SHOW_TOOLS = 4000;

  // --- One request at a time, so that what was asked first cannot arrive last. ---

  let last = Promise.resolve();
  const inTurn = (work) => {
    last = last.then(work).catch(() => null);
    return last;
  };

  const request = async (address, options = {}) => {
    const stop = new AbortController();
    const limit = window.setTimeout(() => stop.abort(), LIMIT);
    try {
      const reply = await window.fetch(address, {
        credentials: "same-origin", cache: "no-store", signal: stop.signal, ...options,
      });
      return { reply, text: await reply.text() };
    } finally {
      window.clearTimeout(limit);
    }
  };

  // --- Showing ---

  const show = ({ reply, text }) => {
    if (reply.status >= 500) return; // a server in trouble: what is shown stays
    const fresh = new DOMParser().parseFromString(text, "text/html");
    if (!fresh.querySelector("[data-screen]")) {
      window.location.reload(); // logged out, or the round is gone: the browser shows what it is
      return;
    }
    const focused = document.activeElement ? document.activeElement.id : "";
    for (const part of document.querySelectorAll("[data-live]")) {
      const found = fresh.getElementById(part.id);
      if (found) part.replaceWith(document.adoptNode(found));
    }
    const status = document.querySelector("[data-screen-status]");
    if (status) status.textContent = document.querySelector(".screen-picture").innerText;
    if (!focused || document.activeElement.id === focused) return;
    // The button that was pressed may be gone: at the last statement there is no next.
    const again = document.getElementById(focused) || document.getElementById("screen-blank");
    if (again) again.focus({ preventScroll: true });
  };

  const look = async () => {
    const { reply, text } = await request(screen().dataset.stampUrl);
    if (reply.status >= 500) return;
    if (reply.ok && text === screen().dataset.stamp) return;
    show(await request(window.location.href.split("#")[0]));
  };

  const follow = async () => {
    if (isWall || !document.hidden) await inTurn(look);
    window.setTimeout(follow, PAUSE);
  };

  // --- Driving ---

  const send = async (button) => {
    const { form } = button;
    const body = new URLSearchParams(new FormData(form));
    body.set(button.name, button.value);
    show(await request(form.action, { method: "POST", body }));
  };

  // The network failed: let the browser send the form itself, and say what is wrong.
  const sendPlainly = (button) => {
    const { form } = button;
    const field = Object.assign(document.createElement("input"), {
      type: "hidden", name: button.name, value: button.value,
    });
    form.append(field);
    form.submit();
  };

  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (!target.matches("[data-drive]") || !submitter) return;
    event.preventDefault();
    inTurn(() => send(submitter).catch(() => { if (!isWall) sendPlainly(submitter); }));
  });

  if (isWall) {
    // What a presenter's remote sends, and what presentation programs have taught people.
    const KEYS = {
      ArrowRight: "next", ArrowDown: "next", PageDown: "next",
      ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous",
      b: "blank", B: "blank", ".": "blank",
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Escape") {
        window.location.assign(document.getElementById("screen-back").href);
        return;
      }
      const name = KEYS[event.key];
      if (!name) return;
      event.preventDefault();
      // The button as it is when its turn comes: two quick presses are two steps.
      inTurn(() => {
        const button = document.getElementById(`screen-${name}`);
        return button ? send(button) : null;
      });
    });

    // With a mouse, or a finger on the screen itself: the buttons come, and go again.
    let hiding = 0;
    const showTools = () => {
      document.body.dataset.tools = "";
      window.clearTimeout(hiding);
      hiding = window.setTimeout(() => {
        delete document.body.dataset.tools;
        const pressed = document.activeElement;
        if (pressed && !pressed.matches(":focus-visible")) pressed.blur(); // it keeps them in view
      }, SHOW_TOOLS);
    };
    for (const kind of ["pointermove", "pointerdown"]) document.addEventListener(kind, showTools);
  }

  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  window.setTimeout(follow, PAUSE);
})();
