/* Console, wall and phones of a meeting: they follow what leaders press, and count the clock down.
 *
 * The element with data-follow has an address that answers with two numbers: what leaders pressed,
 * and what tables handed in. It is asked without a cookie, the same for everybody. When the first is
 * another one than in data-revision (or the second, with data-follow-room), every part with data-live
 * is taken anew from the page's own address; a part that holds a field somebody has written in stays.
 * The clock counts from the seconds that were left when the page was made, by a clock that only goes
 * forward: a phone whose own clock is an hour wrong shows the right time left.
 *
 * Plain script: in a hall the page has no https, and so no service worker and no wake lock. Without
 * this file the wall and the phones are loaded again by themselves, and buttons send their forms.
 */
"use strict";

(() => {
  const PAUSE = 1000;
  const LONGEST_PAUSE = 5000;
  const LIMIT = 5000;
  const followed = () => document.querySelector("[data-follow]");
  let made = performance.now();
  let pause = PAUSE;

  const request = async (address, options = {}) => {
    const stop = new AbortController();
    const limit = window.setTimeout(() => stop.abort(), LIMIT);
    try {
      const reply = await window.fetch(address, { cache: "no-store", signal: stop.signal, ...options });
      return { reply, text: await reply.text() };
    } finally {
      window.clearTimeout(limit);
    }
  };

  // --- The clock ---

  const two = (number) => String(number).padStart(2, "0");

  const countDown = () => {
    const gone = (performance.now() - made) / 1000;
    for (const clock of document.querySelectorAll("[data-seconds]")) {
      const left = Math.max(0, Math.round(Number(clock.dataset.seconds) - gone));
      const text = left ? `${two(Math.floor(left / 60))}:${two(left % 60)}` : clock.dataset.finish;
      if (clock.textContent !== text) clock.textContent = text;
      clock.toggleAttribute("data-over", !left);
    }
  };

  // --- Showing ---

  const isTouched = (part) => [...part.querySelectorAll("input, textarea, select")].some(
    (field) => field === document.activeElement
      || (field.type !== "hidden" && field.type !== "checkbox" && field.value !== field.defaultValue),
  );

  // What is shown stays while the server is in trouble, and while nobody is logged in in this browser:
  // a server that has been started again asks the leader to log in, and the wall waits for that.
  const show = ({ reply, text }, isPressed = false, isWanted = false) => {
    if (reply.status >= 500 || (reply.redirected && !isPressed)) return;
    const fresh = new DOMParser().parseFromString(text, "text/html");
    if (!fresh.querySelector("[data-follow]")) {
      window.location.reload(); // logged out, or the page is gone: the browser shows what it is
      return;
    }
    const focused = document.activeElement ? document.activeElement.id : "";
    for (const part of document.querySelectorAll("[data-live]")) {
      const other = fresh.getElementById(part.id);
      if (!other) continue;
      if (isTouched(part) && !isWanted) {
        // What is being written is never taken away: whoever writes goes on by a press.
        part.dataset.revision = other.dataset.revision || "";
        const told = part.querySelector("[data-next-step]");
        if (told && other.dataset.step !== part.dataset.step) told.hidden = false;
      } else part.replaceWith(document.adoptNode(other));
    }
    made = performance.now();
    countDown();
    keepNotes();
    if (focused && document.activeElement.id !== focused) {
      const again = document.getElementById(focused);
      if (again) again.focus({ preventScroll: true });
    }
  };

  const known = () => {
    const part = document.querySelector("[data-live][data-revision]");
    return part ? part.dataset.revision : "";
  };

  const look = async () => {
    const target = followed();
    const { reply, text } = await request(target.dataset.follow, { credentials: "omit" });
    if (!reply.ok) throw new Error("no answer");
    await sendWaiting();
    const [pressed, room] = text.split(".");
    const [knownPressed, knownRoom] = known().split(".");
    const isNew = pressed !== knownPressed
      || (target.hasAttribute("data-follow-room") && room !== knownRoom);
    if (isNew) show(await request(window.location.href.split("#")[0], { credentials: "same-origin" }));
  };

  const follow = async () => {
    try {
      await look();
      pause = PAUSE;
    } catch (_error) {
      pause = Math.min(pause * 1.5, LONGEST_PAUSE);
    }
    window.setTimeout(follow, pause * (0.8 + 0.4 * Math.random()));
  };

  // --- Pressing: without leaving the page, once at a time ---

  let isPressing = false;
  document.addEventListener("submit", async (event) => {
    const { target, submitter } = event;
    if (!target.matches("[data-press]") || !submitter) return;
    event.preventDefault();
    if (isPressing) return;
    isPressing = true;
    const body = new URLSearchParams(new FormData(target));
    body.set(submitter.name, submitter.value);
    try {
      show(await request(target.action, { method: "POST", body, credentials: "same-origin" }), true);
    } catch (_error) {
      const told = document.querySelector("[data-not-sent]");
      if (told) told.hidden = false;
    } finally {
      isPressing = false;
    }
  });

  document.addEventListener("click", async (event) => {
    if (!event.target.matches("[data-go-on]")) return;
    show(await request(window.location.href.split("#")[0], { credentials: "same-origin" }), true, true);
  });

  // --- Notes: what is being written stays on the phone, also through a reload and without a net ---

  const store = {
    read: (key) => { try { return window.localStorage.getItem(key); } catch (_error) { return null; } },
    write: (key, value) => { try { window.localStorage.setItem(key, value); } catch (_error) { /* full, or forbidden */ } },
    drop: (key) => { try { window.localStorage.removeItem(key); } catch (_error) { /* forbidden */ } },
  };
  const room = () => (followed() && followed().dataset.keep ? `samspill-meeting-${followed().dataset.keep}` : "");
  const draftKey = (form, field) => `${room()}-${form.elements.step.value}-${field.dataset.kept}`;

  // Not crypto.randomUUID: a hall has no https.
  const newKey = () => [...window.crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const keepNotes = () => {
    const form = document.querySelector("[data-note]");
    if (!form || form.dataset.keeps) return;
    form.dataset.keeps = "yes";
    if (!form.elements.client_key.value) form.elements.client_key.value = newKey();
    for (const field of form.querySelectorAll("[data-kept]")) {
      const before = store.read(draftKey(form, field));
      if (before && !field.value) field.value = before;
      field.addEventListener("input", () => store.write(draftKey(form, field), field.value));
    }
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-note]")) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form)).toString();
    try {
      const got = await request(form.action, {
        method: "POST", body, credentials: "same-origin",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
      });
      if (got.reply.ok) {
        for (const field of form.querySelectorAll("[data-kept]")) {
          store.drop(draftKey(form, field));
          field.value = field.defaultValue;
        }
        if (document.activeElement) document.activeElement.blur();
      }
      show(got, true);
    } catch (_error) {
      store.write(`${room()}-waiting`, JSON.stringify({ action: form.action, body }));
      form.querySelector("[data-note-waits]").hidden = false;
    }
  });

  const sendWaiting = async () => {
    const waiting = room() && store.read(`${room()}-waiting`);
    if (!waiting) return;
    const { action, body } = JSON.parse(waiting);
    const { reply } = await request(action, {
      method: "POST", body, credentials: "same-origin",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });
    if (reply.status < 500) {
      store.drop(`${room()}-waiting`);
      window.location.reload();
    }
  };

  // --- The wall and the console are driven from the keyboard as well ---

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea, select")) return;
    const name = { PageDown: "next", PageUp: "back", b: "blank", B: "blank" }[event.key];
    const button = name && document.getElementById(`press-${name}`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  if (window.fetch && window.AbortController) {
    keepNotes();
    if (followed()) window.setTimeout(follow, PAUSE);
  }
  window.setInterval(countDown, 250);
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
})();
