/* From answers about one case to advice, in the browser: the same as science/conflict.py, by the
 * same names, held together by shared vectors (cases/tests/test_vectors.py). It knows no page. */

const UNKNOWN = "unknown";

/* Whether all that is asked for has been answered so. "Unknown" never holds. */
const holds = (condition, answers) => Object.entries(condition)
  .every(([factor, values]) => values.includes(answers[factor]));

const asksAbout = (outcome) => [
  ...Object.keys(outcome.when), ...outcome.when_unknown_any, ...outcome.among,
];

const outcomeHolds = (outcome, answers) => {
  if (Object.keys(outcome.when).length) return holds(outcome.when, answers);
  const unknown = (factor) => answers[factor] === UNKNOWN;
  if (outcome.when_unknown_any.length) return outcome.when_unknown_any.some(unknown);
  if (outcome.among.length) {
    return outcome.among.filter(unknown).length > outcome.when_unknown_more_than;
  }
  return true;
};

/* What kind of answer is given; null where more has to be asked first. */
const outcomeOf = (rules, answers) => {
  for (const outcome of rules.outcomes) {
    if (asksAbout(outcome).some((factor) => !(factor in answers))) return null;
    if (outcome.kind === "advice" && Object.keys(answers).length < rules.factors.length) return null;
    if (outcomeHolds(outcome, answers)) return outcome;
  }
  return null;
};

const closedBy = (rules, answers) => {
  const closed = {};
  for (const stop of rules.stops) {
    if (!Object.keys(stop.when).length || !holds(stop.when, answers)) continue;
    for (const approach of stop.closes) (closed[approach] ||= []).push(stop.id);
  }
  return closed;
};

const balanceOf = (rules, reasons) => {
  const balance = Object.fromEntries(rules.approaches.map((approach) => [approach, 0]));
  for (const rule of reasons) balance[rule.approach] += rule.side === "for" ? 1 : -1;
  return balance;
};

/* Whether something speaks for it: one heavy reason, or more light ones than against. */
const isAble = (approach, reasons, heavy, light) => {
  const speaking = reasons.filter((rule) => rule.approach === approach && rule.side === "for");
  const hasEnough = light[approach] > 0 || speaking.some((rule) => rule.weight === "heavy");
  return heavy[approach] >= 0 && speaking.length > 0 && hasEnough;
};

const idsBy = (rules, reasons) => Object.fromEntries(rules.approaches.map((approach) => [
  approach, reasons.filter((rule) => rule.approach === approach).map((rule) => rule.id),
]));

/* The advice; null where more has to be asked first. The approaches that may be advised are
 * `able`, the first one first. */
const advise = (rules, answers) => {
  const outcome = outcomeOf(rules, answers);
  if (!outcome) return null;
  if (outcome.kind !== "advice") return { kind: outcome.kind, outcome: outcome.id, able: [] };
  const closed = closedBy(rules, answers);
  const reasons = rules.rules.filter((rule) => holds(rule.when, answers));
  const heavy = balanceOf(rules, reasons.filter((rule) => rule.weight === "heavy"));
  const light = balanceOf(rules, reasons.filter((rule) => rule.weight !== "heavy"));
  const place = (approach) => rules.tie_order.indexOf(approach);
  const able = rules.approaches
    .filter((approach) => !closed[approach] && isAble(approach, reasons, heavy, light))
    .sort((a, b) => heavy[b] - heavy[a] || light[b] - light[a] || place(a) - place(b));
  const isLevel = able.length > 1 && heavy[able[0]] === heavy[able[1]];
  const talk = rules.outcomes.find((each) => each.kind === "open_talk");
  return {
    kind: able.length ? outcome.kind : talk.kind,
    outcome: able.length ? outcome.id : talk.id,
    able,
    reasonsFor: idsBy(rules, reasons.filter((rule) => rule.side === "for")),
    reasonsAgainst: idsBy(rules, reasons.filter((rule) => rule.side !== "for")),
    closed,
    isLevel,
    isTie: isLevel && light[able[0]] === light[able[1]],
  };
};

/* The stop signs that stand in this case, in the order of the rules. */
const standingStops = (rules, answers, risks) => rules.stops
  .filter((stop) => stop.always
    || (Object.keys(stop.when).length && holds(stop.when, answers))
    || (Object.keys(stop.when_risk).length && holds(stop.when_risk, risks)))
  .map((stop) => stop.id);

/* Each other answer, known and to one question alone, that would change the advice. */
const whatChanges = (rules, answers) => {
  const now = advise(rules, answers);
  if (!now) return [];
  const turns = [];
  for (const { key, values } of rules.factors) {
    for (const value of values) {
      if (value === UNKNOWN || value === answers[key]) continue;
      const advice = advise(rules, { ...answers, [key]: value });
      if (advice && (advice.kind !== now.kind || advice.able[0] !== now.able[0])) {
        turns.push({ factor: key, value, advice });
      }
    }
  }
  return turns;
};

/* What fell away, and what was added, for what is advised before or after. */
const fallenAway = (rules, before, after) => {
  const advised = [before, after].flatMap((answers) => advise(rules, answers)?.able ?? []);
  const shown = (answers) => [
    ...rules.rules
      .filter((rule) => advised.includes(rule.approach) && holds(rule.when, answers)),
    ...rules.stops
      .filter((stop) => Object.keys(stop.when).length
        && stop.closes.some((approach) => advised.includes(approach))
        && holds(stop.when, answers)),
  ].map((each) => each.id);
  const [was, is] = [shown(before), shown(after)];
  return {
    factors: rules.factors.map(({ key }) => key).filter((key) => before[key] !== after[key]),
    gone: was.filter((id) => !is.includes(id)),
    come: is.filter((id) => !was.includes(id)),
  };
};

/* Modules of a page are given new names when it is published, and cannot import each other by
 * their old ones: what the others need stands here. */
window.samspillConflict = Object.freeze({
  UNKNOWN, holds, outcomeOf, advise, standingStops, whatChanges, fallenAway,
});
