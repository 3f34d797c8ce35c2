/* Draws the advice. All words come from the server, all rules from conflict.js; nothing is asked
 * for, sent or stored. What is drawn is drawn anew whenever an answer changes. */

const { UNKNOWN, advise, holds, standingStops, whatChanges, fallenAway } = window.samspillConflict;

/* An element: el("p", { class: "soft" }, "text", another, …). What is empty is left out. */
const el = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(key, value);
    else element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
};

const filled = (text, places) => Object.entries(places)
  .reduce((said, [place, value]) => said.replace(`[${place}]`, value), text);

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const list = (lines) => el("ul", {}, lines.map((line) => el("li", {}, line)));

class Drawing {
  constructor({ data, answers, risks, before, on, isWide }) {
    Object.assign(this, { ...data, answers, risks, before, on, isWide });
    this.keys = this.rules.factors.map(({ key }) => key);
    this.advice = advise(this.rules, answers);
  }

  label(key, value) { return this.texts.factors[key].labels[value]; }

  /* The numbered boxes that lead from a reason to the answers it stands on. */
  traces(keys) {
    const wanted = this.keys.filter((key) => keys.includes(key));
    return wanted.map((key) => {
      const number = this.keys.indexOf(key) + 1;
      const name = filled(this.words.answer, { number, value: this.label(key, this.answers[key]) });
      return el("button", {
        type: "button", class: "trace", "aria-label": name, click: () => this.on.show(key),
      }, String(number));
    });
  }

  notes(codes) {
    const own = (code) => code === "own";
    const links = [...codes].sort((a, b) => own(a) - own(b)).map((code, place) => {
      const { text, sure, url } = this.sources[code];
      const link = el("a", { href: url, target: "_blank", rel: "noopener" }, text,
        el("span", { class: "visually-hidden" }, ` (${this.words.new_tab})`));
      return [place ? " · " : "", link, sure ? ` (${sure})` : ""];
    });
    return el("p", { class: "source-notes" }, links);
  }

  reason(id) {
    const rule = this.rules.rules.find((each) => each.id === id);
    return [this.texts.reasons[id].text, " ", this.traces(Object.keys(rule.when))];
  }

  section(heading, ...children) {
    return el("section", { class: "section" }, el("h2", {}, heading), children);
  }

  folded(name, ...children) {
    return el("details", { class: "twin" }, el("summary", {}, name), children);
  }

  /* A section that a phone folds. What must be seen is never one of these. */
  foldable(heading, ...children) {
    const open = this.isWide ? { open: "" } : {};
    return el("details", { class: "case-fold", ...open },
      el("summary", {}, el("h2", {}, heading)), children);
  }

  smallHeading(text) { return el("p", { class: "case-small-heading" }, text); }

  // --- What stands at the head -----------------------------------------------------------------

  head() {
    const { words, texts, advice } = this;
    const outcome = texts.outcomes[advice.outcome];
    const [first, second] = advice.able;
    const heading = {
      advice: () => [texts.approaches[first].now, texts.approaches[second]?.ready].filter(Boolean).join(" "),
      duty: () => words.duty,
      plain: () => words.plain,
      questions: () => words.too_little,
      open_talk: () => words.open_talk,
    }[advice.kind]();
    return el("header", { class: "page-header" },
      el("h1", { tabindex: "-1", "data-heading": "" }, heading),
      advice.kind !== "advice" && el("p", { class: "lede" }, outcome.text),
      advice.kind === "advice" && advice.isLevel
        && el("p", { class: "soft" }, advice.isTie ? words.tie : words.level),
      advice.kind !== "advice" && this.notes(outcome.sources));
  }

  contradictions() {
    return this.rules.contradictions
      .filter(({ when }) => this.keys.every((key) => !when[key] || this.answers[key])
        && holds(when, this.answers))
      .map(({ id, when }) => el("div", { class: "notice" },
        el("p", { class: "notice-title" }, this.words.contradiction),
        el("p", {}, this.texts.contradictions[id].text, " ", this.traces(Object.keys(when)))));
  }

  /* What must be done before any approach is chosen: asked for among the risks. */
  firstTasks() {
    const standing = standingStops(this.rules, this.answers, this.risks);
    return this.rules.stops
      .filter(({ id, first_task: isFirst }) => isFirst && standing.includes(id))
      .map(({ id }) => el("section", { class: "notice first-task" },
        el("p", { class: "notice-title" }, `${this.words.comes_first}: ${this.texts.stops[id].title}`),
        el("p", {}, this.texts.stops[id].text), list(this.texts.stops[id].do),
        id === "S13" && [el("p", {}, this.words.self_check), list(this.texts.risk_questions.paper.self_check)],
        this.notes(this.texts.stops[id].sources)));
  }

  /* What fell away, and what was added, when an answer was changed. */
  change() {
    if (!this.before) return null;
    const { words, texts } = this;
    const difference = fallenAway(this.rules, this.before, this.answers);
    const said = (id) => (texts.reasons[id] ? this.plainReason(id) : texts.stops[id].title);
    return el("section", { class: "notice case-change" },
      el("p", { class: "notice-title" }, words.changed),
      difference.factors.map((key) => el("p", {}, `${texts.factors[key].question} `,
        filled(words.was, {
          before: this.before[key] ? this.label(key, this.before[key]) : "–",
          after: this.answers[key] ? this.label(key, this.answers[key]) : "–",
        }))),
      difference.gone.length > 0
        && [this.smallHeading(words.fell_away), list(difference.gone.map(said))],
      difference.come.length > 0 && [this.smallHeading(words.came), list(difference.come.map(said))],
      !difference.gone.length && !difference.come.length && el("p", {}, words.nothing_moved));
  }

  plainReason(id) {
    const { approach } = this.rules.rules.find((each) => each.id === id);
    return `${this.texts.approaches[approach].label}: ${this.texts.reasons[id].text}`;
  }

  /* The one warm panel: what was answered “don't know”. */
  findOut() {
    const unknown = this.keys.filter((key) => this.answers[key] === UNKNOWN);
    if (!unknown.length || this.advice.kind === "questions" || this.advice.kind === "duty") return null;
    const turning = whatChanges(this.rules, this.answers).map(({ factor }) => factor);
    const key = unknown.find((each) => turning.includes(each)) || unknown[0];
    const hint = turning.includes(key) ? this.words.would_change : "";
    return el("div", { class: "talk-panel" },
      el("p", { class: "talk-tag" }, this.words.find_out_first),
      el("p", { class: "talk-question" }, this.texts.factors[key].question),
      el("p", { class: "talk-hint" }, this.texts.factors[key].if_unknown, " ", this.traces([key])),
      el("p", { class: "talk-hint" }, this.words.provisional, " ", hint));
  }

  // --- The advice ------------------------------------------------------------------------------

  approach(key, tag, css) {
    const { words } = this;
    const { means_here: means, does_not_mean: not, risk, sources } = this.texts.approaches[key];
    const against = this.advice.reasonsAgainst[key];
    return el("section", { class: `approach ${css}` },
      el("p", { class: "approach-tag" }, tag),
      el("h2", {}, this.texts.approaches[key].label),
      this.smallHeading(words.because),
      list(this.advice.reasonsFor[key].map((id) => this.reason(id))),
      this.smallHeading(words.but),
      against.length ? list(against.map((id) => this.reason(id))) : el("p", {}, words.nothing_against),
      this.smallHeading(words.begin), list(means.map(sentence)),
      this.smallHeading(words.not_this), list(not.map(sentence)),
      this.smallHeading(words.risk), el("p", {}, risk),
      this.risksOf(key), this.folded(this.words.sources, this.notes(sources)));
  }

  /* What the answers about risk say of this approach. */
  risksOf(approach) {
    const standing = this.rules.risks.filter(({ question, values, approach: about }) => (
      values.includes(this.risks[question]) && (about === approach || about === "any")));
    return standing.length > 0 && list(standing.map(({ id }) => this.texts.risks[id].text));
  }

  approaches() {
    const { words, advice } = this;
    const [first, second] = advice.able;
    return el("div", { class: "approaches" },
      this.approach(first, words.first, "approach-first"),
      second ? this.approach(second, words.reserve, "approach-reserve")
        : el("section", { class: "approach approach-reserve" },
          el("p", { class: "approach-tag" }, words.reserve), el("h2", {}, words.no_reserve),
          el("p", {}, words.no_reserve_why)));
  }

  others() {
    const shown = this.advice.able.slice(0, 2);
    const rest = this.rules.approaches.filter((key) => !shown.includes(key));
    return this.foldable(this.words.others, rest.map((key) => el("section", { class: "other-approach" },
      el("h3", {}, this.texts.approaches[key].label), this.whyNot(key))));
  }

  whyNot(key) {
    const { words, advice } = this;
    const closed = (advice.closed[key] || []).map((id) => [
      `${words.closed_by}: ${this.texts.stops[id].title}. ${this.texts.stops[id].text} `,
      this.traces(Object.keys(this.rules.stops.find((stop) => stop.id === id).when)),
    ]);
    const [speaksFor, against] = [advice.reasonsFor[key], advice.reasonsAgainst[key]];
    if (!closed.length && !speaksFor.length && !against.length) return el("p", {}, words.no_reason);
    const balance = against.length ? words.outweighed : words.fewer_reasons;
    return [
      closed.length > 0 && list(closed),
      against.length > 0 && [this.smallHeading(words.speaks_against), list(against.map((id) => this.reason(id)))],
      speaksFor.length > 0 && [this.smallHeading(words.speaks_for), list(speaksFor.map((id) => this.reason(id)))],
      speaksFor.length > 0 && !closed.length && el("p", { class: "soft" }, balance),
      !speaksFor.length && el("p", { class: "soft" }, words.no_reason),
    ];
  }

  stops() {
    const standing = standingStops(this.rules, this.answers, this.risks);
    const sign = document.querySelector("[data-stop-sign]").content;
    return this.section(this.words.stops, el("ul", { class: "stop-list" }, standing.map((id) => {
      const { title, text, do: tasks, sources } = this.texts.stops[id];
      const { when } = this.rules.stops.find((stop) => stop.id === id);
      return el("li", { class: "stop" }, sign.cloneNode(true), el("div", {},
        el("p", {}, el("strong", {}, title.endsWith("?") ? title : `${title}.`), ` ${text} `, this.traces(Object.keys(when))),
        list(tasks.map(sentence)), this.notes(sources)));
    })));
  }

  /* Which form of trust this case needs, or does not; forms are not ranked. */
  trust() {
    const needs = this.rules.trust_needs.filter(({ when }) => holds(when, this.answers));
    if (!needs.length) return null;
    return this.foldable(this.words.trust_here,
      el("ul", { class: "row-list" }, needs.map(({ id, when }) => el("li", { class: "row" },
        el("p", { class: "case-said" }, this.texts.trust_needs[id].text, " ", this.traces(Object.keys(when))),
        this.notes(this.texts.trust_needs[id].sources)))),
      el("p", {}, this.link(this.links.trust, this.words.trust_forms)));
  }

  link(href, text) {
    return el("a", { href, target: "_blank", rel: "noopener" }, text,
      el("span", { class: "visually-hidden" }, ` (${this.words.new_tab})`));
  }

  // --- What would change it --------------------------------------------------------------------

  changes() {
    const turns = whatChanges(this.rules, this.answers);
    const rows = this.keys.flatMap((key) => this.turnsOf(key, turns.filter(({ factor }) => factor === key)));
    return this.foldable(this.words.changes, rows.length ? el("table", { class: "table" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, this.words.if_answered),
        el("th", { scope: "col" }, this.words.then_advice))),
      el("tbody", {}, rows)) : el("p", {}, this.words.no_change));
  }

  /* One row for each advice that other answers to a question would give. */
  turnsOf(key, turns) {
    const result = ({ advice }) => advice.able[0] || advice.outcome;
    const results = [...new Set(turns.map(result))];
    return results.map((each) => {
      const same = turns.filter((turn) => result(turn) === each);
      const values = same.map(({ value }) => filled(this.words.quoted, { text: this.label(key, value) })).join(", ");
      const named = this.texts.approaches[each]?.label;
      return el("tr", {},
        el("td", {}, this.traces([key]), ` ${this.texts.factors[key].question} ${values}`),
        el("td", {}, named ? el("strong", {}, `${named}. `) : this.texts.outcomes[each].text,
          this.hintOf(key, same, each)));
    });
  }

  /* What it means in words, where the general sentence is true of this case. */
  hintOf(key, turns, toward) {
    const first = this.advice.able[0];
    const fits = this.rules.changes.find((change) => change.factor === key
      && turns.every(({ value }) => change.values.includes(value))
      && (!change.was.length || change.was.includes(this.answers[key]))
      && (!change.toward.length || change.toward.includes(toward))
      && (!change.away_from.length || change.away_from.includes(first)));
    return fits && `${this.texts.changes[fits.id].found_out}, ${this.texts.changes[fits.id].then}`;
  }

  // --- The rest --------------------------------------------------------------------------------

  tasks() {
    const { do: tasks, dont } = this.texts.outcomes[this.advice.outcome];
    return [
      tasks.length > 0 && [this.smallHeading(this.words.do), list(tasks.map(sentence))],
      dont.length > 0 && [this.smallHeading(this.words.dont), list(dont.map(sentence))],
    ];
  }

  questionsToAsk() {
    const unknown = this.keys.filter((key) => this.answers[key] === UNKNOWN);
    return el("section", {}, this.smallHeading(this.words.find_out),
      el("ul", { class: "row-list" }, unknown.map((key) => el("li", { class: "row" },
        el("h3", {}, this.texts.factors[key].question), el("p", {}, this.texts.factors[key].if_unknown)))));
  }

  allReasons() {
    return el("div", {}, this.rules.approaches.map((key) => el("section", { class: "other-approach" },
      el("h2", {}, this.texts.approaches[key].label), this.whyNot(key))));
  }

  riskQuestions() {
    const questions = Object.entries(this.texts.risk_questions);
    const isOpen = Object.keys(this.risks).length ? { open: "" } : {};
    return el("details", { class: "case-fold case-risks", ...isOpen },
      el("summary", {}, el("h2", {}, this.words.risks)), el("p", { class: "soft" }, this.words.risks_hint),
      questions.map(([key, { values, question, labels }]) => el("fieldset", { class: "case-question" },
        el("legend", {}, question),
        el("div", { class: "choice-buttons" }, values.map((value) => el("button", {
          type: "button", class: "choice-button", "data-value": value, "data-risk": key,
          "aria-pressed": String(this.risks[key] === value), click: () => this.on.risk(key, value),
        }, labels[value]))))));
  }

  yourAnswers() {
    const answered = this.keys.filter((key) => key in this.answers);
    return el("aside", { class: "case-answers" }, this.foldable(this.words.your_answers,
      el("ol", { class: "row-list" }, answered.map((key) => {
        const number = this.keys.indexOf(key) + 1;
        return el("li", { class: "row row-tight", tabindex: "-1", "data-answer": key },
          el("span", { class: "trace", "aria-hidden": "true" }, String(number)),
          el("span", { class: "case-answer" }, el("span", { class: "soft" }, this.texts.factors[key].question),
            " ", el("strong", {}, this.label(key, this.answers[key]))),
          el("button", {
            type: "button", class: "link-button", click: () => this.on.change(key),
            "aria-label": filled(this.words.change_answer, { number }),
          }, this.words.change));
      }))),
      el("p", { class: "page-tools" },
        el("button", { type: "button", class: "link-button", click: () => window.print() }, this.words.print),
        el("button", { type: "button", class: "link-button", click: this.on.again }, this.words.again)),
      el("p", { class: "soft small" }, this.words.stored));
  }

  end() {
    const { method, situations } = this.links;
    return el("p", { class: "soft small case-end" }, this.words.no_key, " ",
      this.link(method, this.words.method), " · ", this.link(situations, this.words.practise));
  }

  whole() {
    const middle = {
      advice: () => [this.findOut(), this.approaches(), this.stops(), this.changes(), this.others(),
        this.trust(),
        this.riskQuestions()],
      duty: () => [this.tasks(), this.stops()],
      plain: () => [this.findOut(), this.stops(), this.changes()],
      questions: () => [this.questionsToAsk(), this.stops()],
      open_talk: () => [this.findOut(), this.stops(), this.allReasons(), this.changes(), this.trust(),
        this.riskQuestions()],
    }[this.advice.kind];
    return el("div", { class: "case-advice" },
      el("div", { class: "case-advice-main" }, this.firstTasks(), this.head(), this.contradictions(),
        this.change(), middle(), this.end()),
      this.yourAnswers());
  }
}

window.samspillAdvice = Object.freeze({ draw: (page) => new Drawing(page).whole() });
