/* A reading: the button that prints, and a row that is led to opens. Without this file the browser's
 * own menu prints, and a row is opened by hand. */
"use strict";

(() => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  const open = () => {
    const led = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const row = led && led.closest("details");
    if (!row) return;
    row.open = true;
    led.scrollIntoView();
  };
  window.addEventListener("hashchange", open);
  open();
})();
