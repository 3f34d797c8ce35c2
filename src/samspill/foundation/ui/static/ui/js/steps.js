/* One statement at a time, and last a look at what has been answered. Without this file the page is
 * one form with all of them.
 *
 * A form with data-steps, fieldsets with data-step inside it, and the controls of
 * ui/steps_progress.html and ui/steps_actions.html. All words come from the server.
 *
 * What is ticked is kept in this tab until it has arrived (send.js forgets it), so that the phone's
 * own Back and a page loaded anew lose nothing. It goes nowhere else, and goes with the tab.
 */
"use strict";

(() => {
  const form = document.querySelector("form[data-steps]");
  if (!form) return;
  // A second tap that was meant for the step before does nothing.
  const SETTLES_AFTER = 400;
  const KEY = "samspill-draft:" + window.location.pathname.split("/", 3).join("/"); // "/r/123456"
  const questions = [...form.querySelectorAll("[data-step]")];
  const part = (name) => form.querySelector(`[data-${name}]`);
  const [next, back, skip, submit, lookOver] = ["next", "back", "skip", "submit", "look-over"].map(part);
  const steps = [...questions, lookOver];
  const progress = part("steps-progress");
  const text = progress.querySelector("[data-text]");
  const bar = progress.querySelector("progress");
  let current = 0;
  let gone = 0; // how many steps the browser's own Back can take inside this page
  let sending = 0;
  let settling = 0;

  // --- What is ticked stays in the tab ---

  const stored = (use) => {
    try { return use(window.sessionStorage); } catch { return null; }
  };
  const boxes = () => [...form.elements].filter((box) => /^(radio|checkbox)$/.test(box.type));
  const keep = () => stored((storage) => storage.setItem(KEY, JSON.stringify(
    boxes().filter((box) => box.checked).map((box) => [box.name, box.value]),
  )));
  const restore = () => {
    if (boxes().some((box) => box.checked)) return;
    const kept = stored((storage) => JSON.parse(storage.getItem(KEY))) || [];
    for (const box of boxes()) {
      box.checked = kept.some(([name, value]) => box.name === name && box.value === value);
    }
  };
  const answered = (step) => Boolean(step.querySelector("input:checked"))
    || [...step.querySelectorAll("textarea[name], input[type=text], input[type=number]")].some((field) => field.value);

  // --- Which step is shown ---

  const listOpen = () => {
    const open = questions.filter((step) => !answered(step));
    const count = lookOver.querySelector("[data-count]");
    count.textContent = count.dataset.count
      .replace("[answered]", questions.length - open.length).replace("[total]", questions.length);
    const list = lookOver.querySelector("[data-open]");
    list.hidden = open.length === 0;
    list.querySelector("ul").replaceChildren(...open.map((step) => {
      const [row, link] = [document.createElement("li"), document.createElement("a")];
      link.href = `#${step.id}`;
      link.textContent = step.querySelector("legend").textContent.trim();
      row.append(link);
      return row;
    }));
  };

  const settle = () => {
    window.clearTimeout(settling);
    form.setAttribute("data-steps-moving", "");
    settling = window.setTimeout(() => form.removeAttribute("data-steps-moving"), SETTLES_AFTER);
  };

  const show = (index, { focus = true } = {}) => {
    current = Math.min(Math.max(index, 0), steps.length - 1);
    const last = current === steps.length - 1;
    steps.forEach((step, i) => { step.hidden = i !== current; });
    next.hidden = last;
    submit.hidden = !last;
    back.hidden = current === 0;
    skip.hidden = last;
    progress.hidden = last;
    text.textContent = text.dataset.text
      .replace("[step]", current + 1).replace("[total]", questions.length);
    bar.max = questions.length;
    bar.value = current + 1;
    if (last) listOpen();
    if (!focus) return;
    settle();
    window.scrollTo(0, 0);
    const heading = steps[current].querySelector("legend, h2") || steps[current];
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };

  const go = (index) => {
    if (index === current) return;
    gone += 1;
    window.history.pushState({ step: index }, "");
    show(index);
  };

  const clear = (step) => {
    step.querySelectorAll("input, textarea[name]").forEach((field) => {
      if (field.type === "radio" || field.type === "checkbox") field.checked = false;
      else if (field.type !== "hidden") field.value = "";
    });
    keep();
  };

  const ready = () => {
    window.clearTimeout(sending);
    sending = 0;
    submit.removeAttribute("aria-disabled");
    part("send-status").textContent = "";
    if (submit.dataset.label) submit.textContent = submit.dataset.label;
  };

  next.addEventListener("click", () => go(current + 1));
  // The same as the phone's own Back, where that leads to a step.
  back.addEventListener("click", () => {
    if (gone > 0) window.history.back();
    else show(current - 1);
  });
  skip.addEventListener("click", () => {
    clear(steps[current]);
    go(current + 1);
  });
  form.addEventListener("change", keep);
  window.addEventListener("popstate", (event) => {
    if (!event.state || !Number.isInteger(event.state.step)) return;
    gone = Math.max(0, gone - 1);
    show(event.state.step);
  });

  // Enter in a row sends the form: before the last step it means "next".
  form.addEventListener("submit", (event) => {
    if (current < steps.length - 1) {
      event.preventDefault();
      go(current + 1);
    } else if (sending) {
      event.preventDefault();
    } else {
      submit.dataset.label = submit.textContent;
      submit.setAttribute("aria-disabled", "true");
      submit.textContent = submit.dataset.sending;
      part("send-status").textContent = submit.dataset.sending;
      // A send that fails without leaving the page must not lock the button for good.
      sending = window.setTimeout(ready, 10000);
    }
  });

  // A link to a field (from a list of errors, or of what is left open) shows the step that holds it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    // "Send what you have", when the round is about to close: to the last look.
    const index = target && link.closest("[data-hand-in]")
      ? steps.length - 1
      : steps.findIndex((step) => target && step.contains(target));
    if (index < 0) return;
    event.preventDefault();
    go(index);
  });

  // Back from a page that did not load, or from the next one: the button works again, and where
  // the answers were kept, so does the place.
  // Not when a quick finger has begun before the page was done: that one is where it wants to be.
  let touched = false;
  for (const begun of ["pointerdown", "keydown"]) {
    form.addEventListener(begun, () => { touched = true; }, { once: true });
  }
  window.addEventListener("pageshow", (event) => {
    ready();
    restore();
    if (current > 0 || (touched && !event.persisted) || !questions.some(answered)) return;
    const kept = window.history.state && window.history.state.step;
    const open = questions.findIndex((step) => !answered(step));
    show(Number.isInteger(kept) ? kept : (open < 0 ? steps.length - 1 : open), { focus: false });
    window.history.replaceState({ step: current }, "");
  });

  form.setAttribute("data-steps-on", "");
  const faulty = questions.findIndex((step) => step.querySelector('[aria-invalid="true"]'));
  show(Math.max(faulty, 0), { focus: faulty > 0 });
  if (!window.history.state) window.history.replaceState({ step: current }, "");
})();
