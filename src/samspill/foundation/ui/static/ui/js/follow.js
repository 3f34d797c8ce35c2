/* What goes on elsewhere: the part of the page with data-follow is taken anew each second, or after
 * as many as it says, and when the page leads elsewhere, it is done. Without this file the page
 * loads itself again. */
"use strict";

(() => {
  const part = () => document.querySelector("[data-follow]");
  if (!part() || !window.fetch) return;
  const PAUSE = 1000 * (Number(part().dataset.follow) || 1);

  const look = async () => {
    const reply = await window.fetch(window.location.href, {
      credentials: "same-origin", cache: "no-store",
    });
    const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
    const found = fresh.querySelector("[data-follow]");
    if (reply.redirected || !found) {
      window.location.replace(reply.redirected ? reply.url : window.location.href);
      return true;
    }
    // Only what has changed is read aloud.
    if (found.textContent !== part().textContent) part().replaceChildren(...found.childNodes);
    return false;
  };

  const follow = async () => {
    const isDone = await look().catch(() => false);
    if (!isDone) window.setTimeout(follow, PAUSE);
  };

  window.setTimeout(follow, PAUSE);
})();
