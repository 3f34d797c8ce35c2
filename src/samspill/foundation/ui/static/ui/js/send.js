/* An answer that the network loses waits on the phone, and is sent again until it has arrived.
 *
 * A form with data-send and the panel of ui/waiting.html. Without this file the browser sends the
 * form itself. Only fetch and localStorage: no more is there over plain http in a meeting room.
 *
 * The server stores an answer once however often it is sent (docs/decisions/0004), so sending once
 * more is always safe: from two tabs, and when only the server's reply was lost.
 *
 * Nothing is kept on the phone before a send has failed. Then it is what was ticked, and when. It
 * goes as soon as the server has taken or refused it, and is never used after KEPT_FOR. A page of
 * the round without such a form (received, closed) only clears up.
 */
"use strict";

(() => {
  const PREFIX = "samspill-answer:";
  const KEY = PREFIX + window.location.pathname.split("/", 3).join("/"); // the round: "/r/123456"
  // Well within the twelve hours of an admission: what is kept is not sent on the next one.
  // The phone's clock may jump meanwhile: one that is years wrong is set right by the network. So
  // an open page counts by its own stopwatch (which may stand still while the phone sleeps; the
  // admission runs out all the same), and the clock is asked only about what an earlier page kept.
  const KEPT_FOR = 6 * 3600 * 1000;
  // The first shorter than the ten seconds after which steps.js frees the button.
  const [FIRST_LIMIT, LIMIT] = [9000, 30000];
  const LONGEST_PAUSE = 60000;

  // --- What lies on the phone. The storage may be full or switched off: then nothing does. ---

  const stored = (use) => {
    try { return use(window.localStorage); } catch { return null; }
  };
  const age = (kept) => Date.now() - kept.since;
  const read = (key) => stored((storage) => JSON.parse(storage.getItem(key)));
  const forget = (key = KEY) => stored((storage) => storage.removeItem(key));
  const keep = (kept) => stored((storage) => {
    storage.setItem(KEY, JSON.stringify(kept));
    return true;
  });

  const found = read(KEY);
  if (found && age(found) < 0) {
    // Kept later than now: the clock has been set back. The answer waits on, and no longer than any.
    found.since = Date.now();
    keep(found);
  }
  for (const key of stored(Object.keys) || []) {
    if (key.startsWith(PREFIX) && age(read(key) || { since: 0 }) > KEPT_FOR) forget(key);
  }
  const form = document.querySelector("form[data-send]");
  const forgetDraft = () => {
    try { window.sessionStorage.removeItem(KEY.replace(PREFIX, "samspill-draft:")); } catch { /* none */ }
  };
  if (!form) {
    forget();
    forgetDraft();
    return;
  }
  if (!window.fetch || !window.AbortController) return;

  // --- What the page says ---

  const panel = document.querySelector("[data-waiting]");
  const [heading, status, tryNow, onward] = ["heading", "status", "try", "onward"]
    .map((name) => panel.querySelector(`[data-${name}]`));
  const token = form.querySelector("[name=csrfmiddlewaretoken]");
  let waiting = null; // what is kept, from the first failed send on
  let waitingSince = 0; // on the page's stopwatch
  let sending = false;
  let settled = false;
  let asked = false; // somebody pressed "Try now", and is told how it went
  let failures = 0;
  let timer = 0;

  const say = (name) => {
    form.hidden = true;
    heading.hidden = false;
    heading.textContent = panel.dataset[`${name}Title`];
    status.textContent = panel.dataset[name];
    tryNow.hidden = settled;
    onward.hidden = !settled;
  };

  const boxes = () => [...form.elements].filter((box) => /^(radio|checkbox)$/.test(box.type));
  // Whose scores they are, at an open table: sent again, they must not become one person more.
  const told = () => [...form.querySelectorAll("[data-kept]")];
  const ticked = () => [...boxes().filter((box) => box.checked), ...told()]
    .map((box) => [box.name, box.value]);
  const tick = (those) => {
    boxes().forEach((box) => {
      box.checked = those.some(([name, value]) => box.name === name && box.value === value);
    });
    told().forEach((field) => {
      const kept = those.find(([name]) => name === field.name);
      if (kept) [, field.value] = kept;
    });
  };

  // --- Sending ---

  const request = async (method) => {
    const body = method === "POST" ? new URLSearchParams(new FormData(form)) : null;
    const stop = new AbortController();
    const limit = window.setTimeout(() => stop.abort(), waiting ? LIMIT : FIRST_LIMIT);
    try {
      const reply = await window.fetch(form.action, {
        method, body, credentials: "same-origin", cache: "no-store", signal: stop.signal,
      });
      return { reply, page: await reply.text() };
    } finally {
      window.clearTimeout(limit);
    }
  };

  const post = async () => {
    const { reply } = await request("POST");
    if (reply.status !== 403) return reply;
    // The form is too old. The page has a fresh token, unless it leads somewhere else by now.
    const { reply: again, page } = await request("GET");
    const fresh = new DOMParser().parseFromString(page, "text/html")
      .querySelector("form[data-send] [name=csrfmiddlewaretoken]");
    if (!fresh) return again;
    token.value = fresh.value;
    return (await request("POST")).reply;
  };

  const isReceived = (reply) => new URL(reply.url).pathname === panel.dataset.received;
  // Of what comes back without the product's own header, a portal or a proxy in between is the
  // author. It is no answer, and neither is a server in trouble.
  const isFromProduct = (reply) => reply.headers.has("Content-Security-Policy") && reply.status < 500;

  const send = async () => {
    if (sending || settled) return;
    if (waiting && performance.now() - waitingSince > KEPT_FOR) {
      giveUp();
      return;
    }
    window.clearTimeout(timer);
    sending = true;
    const reply = await post().catch(() => null); // no network, or none that is quick enough
    sending = false;
    if (reply && isReceived(reply)) {
      settled = true;
      forget();
      forgetDraft();
      window.location.replace(reply.url);
    } else if (!reply || !isFromProduct(reply)) {
      wait();
    } else if (waiting && reply.redirected) {
      giveUp(); // the admission is gone
    } else {
      // The server has a page to show, such as that the round is closed: the browser sends the
      // form itself and shows it, as without this file.
      settled = true;
      forget();
      form.submit();
    }
  };

  const giveUp = () => {
    settled = true;
    forget();
    say("old");
    heading.focus();
  };

  const startWaiting = (kept, isKept) => {
    waiting = kept;
    waitingSince = performance.now() - age(kept);
    say(isKept ? "kept" : "unkept");
  };

  const wait = () => {
    if (!waiting) {
      const kept = { since: Date.now(), ticked: ticked() };
      startWaiting(kept, keep(kept));
      heading.focus();
    } else if (asked) {
      status.textContent = panel.dataset.again;
    }
    asked = false;
    tryNow.removeAttribute("aria-disabled");
    // Longer each time, and not all phones of a room at the same moment.
    const pause = Math.min(1000 * 2 ** ++failures, LONGEST_PAUSE);
    timer = window.setTimeout(send, pause * (0.75 + Math.random() / 2));
  };

  const sendSoon = () => {
    if (!waiting) return;
    failures = 0;
    send();
  };

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return; // steps.js: "next", or a second press
    event.preventDefault();
    send();
  });
  tryNow.addEventListener("click", () => {
    asked = true;
    tryNow.setAttribute("aria-disabled", "true");
    status.textContent = panel.dataset.sending;
    sendSoon();
  });
  window.addEventListener("online", sendSoon);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sendSoon(); });
  // Leaving while it is being sent cuts the send off, which is a send that failed.
  window.addEventListener("pagehide", () => {
    if (sending && !waiting) keep({ since: Date.now(), ticked: ticked() });
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return; // only when the browser brings back a page that it had put away
    if (settled) window.location.reload();
    else sendSoon();
  });

  if (found) {
    tick(found.ticked);
    startWaiting(found, true);
    send();
  }
})();
