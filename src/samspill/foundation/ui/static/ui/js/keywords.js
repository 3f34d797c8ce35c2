/* Keywords for oneself: why one answered as one did, for the talk afterwards. They stay on the phone.
 *
 * The fields have no name, so no form ever sends them. They are kept in the browser's storage for
 * this site under the round's address, shown again after answering (a place with
 * data-keywords-shown), and go when the person removes them or after KEPT_FOR.
 */
"use strict";

(() => {
  const PREFIX = "samspill-keywords:";
  const KEY = PREFIX + window.location.pathname.split("/", 3).join("/"); // the round: "/r/123456"
  const KEPT_FOR = 12 * 3600 * 1000;

  const stored = (use) => {
    try { return use(window.localStorage); } catch { return null; }
  };
  const read = (key) => stored((storage) => JSON.parse(storage.getItem(key))) || { since: 0, words: [] };
  for (const key of stored(Object.keys) || []) {
    const age = Date.now() - read(key).since;
    // A clock that was set back makes them look younger than nothing: then they go as well.
    if (key.startsWith(PREFIX) && (age > KEPT_FOR || age < 0)) stored((storage) => storage.removeItem(key));
  }

  const fields = [...document.querySelectorAll("textarea[data-keywords]")];
  const keep = () => {
    const words = fields.filter((field) => field.value.trim())
      .map((field) => [field.dataset.keywords, field.value.trim()]);
    stored((storage) => (words.length
      ? storage.setItem(KEY, JSON.stringify({ since: Date.now(), words }))
      : storage.removeItem(KEY)));
  };
  const words = read(KEY).words;
  for (const field of fields) {
    const found = words.find(([statement]) => statement === field.dataset.keywords);
    if (found) {
      field.value = found[1];
      field.closest("details").open = true;
    }
    field.addEventListener("input", keep);
  }

  const place = document.querySelector("[data-keywords-shown]");
  if (!place || !words.length) return;
  const list = place.querySelector("dl");
  for (const [statement, text] of words) {
    const [term, description] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = statement;
    description.textContent = text;
    list.append(term, description);
  }
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    stored((storage) => storage.removeItem(KEY));
    list.remove();
    place.querySelector("button").remove();
    place.querySelector("[role=status]").textContent = place.dataset.gone;
  });
})();
