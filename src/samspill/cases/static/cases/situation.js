/* One situation in three steps: read, choose and say why, see what the sources say. Without this
 * file all three stand below each other. What is chosen and written stays on the page. */

const root = document.querySelector("[data-situation]");
const parts = Object.fromEntries([...root.querySelectorAll("[data-part]")]
  .map((part) => [part.dataset.part, part]));
const why = root.querySelector("textarea");
const chosen = root.querySelector("[data-chosen]");

const show = (name, { focus = true } = {}) => {
  Object.entries(parts).forEach(([each, part]) => { part.hidden = each !== name; });
  if (!focus) return;
  window.scrollTo(0, 0);
  parts[name].querySelector("h2").focus({ preventScroll: true });
};

const choose = (button) => {
  root.querySelectorAll("[data-choices] [data-value]").forEach((each) => {
    each.setAttribute("aria-pressed", String(each === button));
  });
  root.querySelector("[data-why]").hidden = false;
  root.querySelector('[data-to="sources"]').hidden = false;
  chosen.hidden = false;
  chosen.querySelector("strong").textContent = button.textContent.trim();
  // One's own choice stands first and is open; the others can be opened.
  root.querySelectorAll("[data-choice]").forEach((choice) => {
    choice.open = choice.dataset.choice === button.dataset.value;
    if (choice.open) choice.parentElement.prepend(choice);
  });
};

root.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.value) choose(button);
  if (button.dataset.to) show(button.dataset.to);
});

const start = () => {
  why.value = "";
  root.querySelectorAll("[data-value]").forEach((each) => each.setAttribute("aria-pressed", "false"));
  show("read", { focus: false });
};

root.querySelectorAll("[data-without-script]").forEach((each) => { each.hidden = true; });
root.querySelector("[data-choices]").hidden = false;
root.querySelector('[data-to="choose"]').hidden = false;
window.addEventListener("pageshow", (event) => { if (event.persisted) start(); });
start();
