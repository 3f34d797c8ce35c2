/* The eight questions of *Before a case*: choosing steps on by itself, and the advice comes as soon
 * as enough is answered. Answers live in this file's memory alone: not in the address, the
 * history or any storage, and they are gone when the page is left. */

const { advise } = window.samspillConflict;
const { draw } = window.samspillAdvice;

const root = document.querySelector("[data-before-case]");
const data = JSON.parse(document.getElementById("case-data").textContent);
const part = (name) => root.querySelector(`[data-${name}]`);
const [opening, questions, place, back, progress] = [
  "opening", "questions", "advice", "back", "progress",
].map(part);
const steps = [...root.querySelectorAll("[data-question]")];
const keys = steps.map((step) => step.dataset.question);
const isWide = window.matchMedia("(min-width: 60rem)");

// A finger that taps twice must not answer the next question too.
const TOO_SOON = 350;

let answers = {};
let risks = {};
let before = null;
let current = 0;
let isChanging = false;
let steppedAt = -TOO_SOON;

const focusOn = (element) => {
  element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
};

const markChosen = (step) => step.querySelectorAll("[data-value]").forEach((button) => {
  button.setAttribute("aria-pressed", String(answers[step.dataset.question] === button.dataset.value));
});

const showQuestion = (index, { focus = true } = {}) => {
  current = index;
  place.hidden = true;
  questions.hidden = false;
  opening.hidden = index > 0 && !isWide.matches;
  steps.forEach((step, at) => {
    step.hidden = !isWide.matches && at !== index;
    markChosen(step);
  });
  back.hidden = isWide.matches || index === 0;
  progress.hidden = isWide.matches;
  progress.querySelector("p").textContent = data.words.question_of
    .replace("[number]", index + 1).replace("[total]", steps.length);
  progress.querySelector("progress").value = index + 1;
  if (!focus) return;
  if (!isWide.matches) window.scrollTo(0, 0);
  focusOn(steps[index].querySelector("legend"));
};

const showAnswer = (key) => {
  const row = place.querySelector(`[data-answer="${key}"]`);
  row.closest("details").open = true;
  row.scrollIntoView({ block: "center" });
  focusOn(row);
};

const showAdvice = () => {
  const on = { show: showAnswer, change: changeAnswer, again: startAgain, risk: answerRisk };
  place.replaceChildren(draw({
    data, answers, risks, before, on, isWide: isWide.matches,
  }));
  place.hidden = false;
  questions.hidden = true;
  opening.hidden = true;
};

const firstAdvice = () => {
  showAdvice();
  isChanging = false;
  window.scrollTo(0, 0);
  focusOn(place.querySelector("[data-heading]"));
};

const nextQuestion = () => {
  const open = keys.findIndex((key) => !(key in answers));
  if (advise(data.rules, answers)) firstAdvice();
  else showQuestion(open);
};

function choose(index, value) {
  if (isChanging && answers[keys[index]] !== value) before = { ...answers };
  answers = { ...answers, [keys[index]]: value };
  nextQuestion();
}

function changeAnswer(key) {
  isChanging = true;
  showQuestion(keys.indexOf(key));
}

function startAgain() {
  [answers, risks, before, isChanging] = [{}, {}, null, false];
  showQuestion(0);
}

function answerRisk(key, value) {
  risks = { ...risks, [key]: risks[key] === value ? undefined : value };
  if (!risks[key]) delete risks[key];
  showAdvice();
  place.querySelector(`[data-risk="${key}"][data-value="${value}"]`).focus({ preventScroll: true });
}

const namedAnswers = (step) => step.querySelectorAll("[data-value]").forEach((button) => {
  button.textContent = data.texts.factors[step.dataset.question].labels[button.dataset.value];
});

steps.forEach((step, index) => {
  namedAnswers(step);
  step.addEventListener("click", (event) => {
    const button = event.target.closest("[data-value]");
    if (!button || event.timeStamp - steppedAt < TOO_SOON) return;
    steppedAt = event.timeStamp;
    choose(index, button.dataset.value);
  });
});

back.addEventListener("click", () => (isChanging ? firstAdvice() : showQuestion(current - 1)));
isWide.addEventListener("change", () => { if (place.hidden) showQuestion(current, { focus: false }); });
// Paper has no folds.
window.addEventListener("beforeprint", () => {
  place.querySelectorAll("details:not(.case-risks)").forEach((fold) => { fold.open = true; });
});
// A page that comes back from the browser's memory has forgotten what was answered.
window.addEventListener("pageshow", (event) => { if (event.persisted) startAgain(); });

part("without-script").hidden = true;
showQuestion(0, { focus: false });
