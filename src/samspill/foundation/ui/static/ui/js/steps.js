/* One statement at a time. Without this file the page is one form with all of them.
 *
 * A form with data-steps, fieldsets with data-step inside it, and the controls of
 * ui/steps_progress.html and ui/steps_actions.html. All words come from the server.
 * Nothing is stored anywhere: an answer is where the form has it until it is sent.
 */
"use strict";

(() => {
  const form = document.querySelector("form[data-steps]");
  if (!form) return;
  const steps = [...form.querySelectorAll("[data-step]")];
  const part = (name) => form.querySelector(`[data-${name}]`);
  const [next, back, skip, submit] = ["next", "back", "skip", "submit"].map(part);
  const skipRow = part("skip-row");
  const progress = part("steps-progress");
  const text = progress.querySelector("[data-text]");
  const bar = progress.querySelector("progress");
  let current = 0;
  let sending = 0;

  const show = (index, { focus = true } = {}) => {
    current = Math.min(Math.max(index, 0), steps.length - 1);
    const last = current === steps.length - 1;
    steps.forEach((step, i) => { step.hidden = i !== current; });
    next.hidden = last;
    submit.hidden = !last;
    back.hidden = current === 0;
    skipRow.hidden = false;
    text.textContent = text.dataset.text
      .replace("[step]", current + 1).replace("[total]", steps.length);
    bar.max = steps.length;
    bar.value = current + 1;
    if (!focus) return;
    window.scrollTo(0, 0);
    const heading = steps[current].querySelector("legend, h2") || steps[current];
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };

  const clear = (step) => {
    step.querySelectorAll("input, textarea[name]").forEach((field) => {
      if (field.type === "radio" || field.type === "checkbox") field.checked = false;
      else if (field.type !== "hidden") field.value = "";
    });
  };

  const ready = () => {
    window.clearTimeout(sending);
    sending = 0;
    submit.removeAttribute("aria-disabled");
    if (submit.dataset.label) submit.textContent = submit.dataset.label;
  };

  next.addEventListener("click", () => show(current + 1));
  back.addEventListener("click", () => show(current - 1));
  skip.addEventListener("click", () => {
    clear(steps[current]);
    if (current < steps.length - 1) show(current + 1);
    else submit.focus();
  });

  // Enter in a row sends the form: before the last step it means "next".
  form.addEventListener("submit", (event) => {
    if (current < steps.length - 1) {
      event.preventDefault();
      show(current + 1);
    } else if (sending) {
      event.preventDefault();
    } else {
      submit.dataset.label = submit.textContent;
      submit.setAttribute("aria-disabled", "true");
      submit.textContent = submit.dataset.sending;
      // A send that fails without leaving the page must not lock the button for good.
      sending = window.setTimeout(ready, 10000);
    }
  });

  // A link to a field (from a list of errors) first shows the step that holds it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    const index = target ? steps.findIndex((step) => step.contains(target)) : -1;
    if (index < 0) return;
    event.preventDefault();
    show(index);
  });

  const answered = (step) => Boolean(step.querySelector("input:checked"))
    || [...step.querySelectorAll("textarea[name], input[type=text], input[type=number]")].some((field) => field.value);

  // Back from a page that did not load, or from the next one: the button works again, and where
  // the browser kept the answers, so does the place.
  // Not when a quick finger has begun before the page was done: that one is where it wants to be.
  let touched = false;
  for (const begun of ["pointerdown", "keydown"]) {
    form.addEventListener(begun, () => { touched = true; }, { once: true });
  }
  window.addEventListener("pageshow", (event) => {
    ready();
    if (current > 0 || (touched && !event.persisted) || !steps.some(answered)) return;
    const open = steps.findIndex((step) => !answered(step));
    show(open < 0 ? steps.length - 1 : open, { focus: false });
  });

  form.setAttribute("data-steps-on", "");
  progress.hidden = false;
  const faulty = steps.findIndex((step) => step.querySelector('[aria-invalid="true"]'));
  show(Math.max(faulty, 0), { focus: faulty > 0 });
})();
