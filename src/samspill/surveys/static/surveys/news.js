/* Asks now and then whether the round is about to close, or more are asked than was said.
 *
 * The element with data-news. What is told is the same for every phone, and nothing that an answer
 * changes. Without this file it is told when the page is loaded.
 */
"use strict";

(() => {
  const place = document.querySelector("[data-news]");
  if (!place || !window.fetch) return;
  const PAUSE = 8000;
  const handIn = document.querySelector("[data-hand-in]");
  const leadsOn = document.querySelector("[data-closed-leads-on]");

  const ask = async () => {
    if (document.hidden) return;
    const reply = await window.fetch(place.dataset.news, { cache: "no-store" });
    if (reply.status === 410 && leadsOn) window.location.reload(); // it has closed
    if (reply.status !== 200 && reply.status !== 204) return;
    const told = await reply.text();
    if (place.innerHTML.trim() !== told.trim()) place.innerHTML = told;
    if (handIn) handIn.hidden = !place.querySelector("[data-closing]");
  };

  // Not all phones of a room in the same moment.
  const again = () => window.setTimeout(() => {
    ask().catch(() => null).finally(again);
  }, PAUSE * (0.75 + Math.random() / 2));

  again();
})();
