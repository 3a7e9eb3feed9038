// Predict first: the maps stay covered until the learner has committed to an answer.

import { element, setText } from "./element.js";
import { meanAt, valueAt } from "./scene.js";
import { plain, quote } from "./wording.js";

const STAYS_WITHIN = 0.05; // a move smaller than this counts as staying
const CLOSE = 0.1; // a number this near counts as right

/** The timestep asked about in this sentence, or null if no token is there. */
export function askedTimestep({ token, timestep }, columns) {
  const found = token === null ? timestep : columns.findIndex((column) => column.token === token);
  return columns[found]?.padding === false ? found : null;
}

/** Whether the maps must stay covered: a question is open and this sentence can answer it. */
export function isCovered(state, scene) {
  return (
    state.question !== null &&
    state.answer === null &&
    askedTimestep(state.question, scene.columns) !== null
  );
}

function subject({ gate, unit }, chosen) {
  const noun =
    gate === "cell" || gate === "hidden"
      ? `${gate} state`
      : gate === "candidate"
        ? gate
        : `${gate} gate`;
  if (unit === "mean") return `the ${noun}, averaged over all units,`;
  return `the ${noun} of unit ${unit === "chosen" ? chosen : unit}`;
}

function promptOf(question, column, chosen) {
  if (question.prompt !== null) return question.prompt;
  return `What will ${subject(question, chosen)} do at ${quote(column.token)}?`;
}

/** Judge what the learner said against what the network does. */
export function judge(question, state, scene, said) {
  const t = askedTimestep(question, scene.columns);
  const unit = question.unit === "chosen" ? state.unit : question.unit;
  const value = (at) =>
    unit === "mean"
      ? meanAt(scene.learned, question.gate, at)
      : valueAt(scene.learned, question.gate, at, unit);
  const now = value(t);
  const previous = t === 0 ? null : value(t - 1);
  const move = previous === null ? 0 : now - previous;
  const does = Math.abs(move) < STAYS_WITHIN ? "stays" : move < 0 ? "falls" : "rises";
  const right = typeof said === "number" ? Math.abs(said - now) <= CLOSE : said === does;
  const { token } = scene.columns[t]; // kept, for the next sentence has another word at this place
  return { said, right, value: now, previous, timestep: t, token, unit, does };
}

/** The answer in words; null while there is none. */
export function describeVerdict({ question, answer }) {
  if (question === null || answer === null) return null;
  const { said, right, value, previous, token, unit, does } = answer;
  const guess = typeof said === "number" ? plain(said) : `it ${said}`;
  const about = subject(question, unit);
  const moves = { falls: "falls", stays: "stays about the same", rises: "rises" }[does];
  const truth =
    previous === null
      ? `is ${plain(value)}`
      : `${moves}, from ${plain(previous)} to ${plain(value)},`;
  const at = token === undefined ? "there" : `at ${quote(token)}`;
  return `You said ${guess}: ${right ? "right" : "not so"}. In fact ${about} ${truth} ${at}.`;
}

export function createPredictFirst({ answer }) {
  const prompt = element("p", { class: "ge-prompt" });
  const outcome = element("p", { class: "ge-outcome" });
  const choice = (said, label) =>
    element(
      "button",
      { type: "button", "data-answer": said, on: { click: () => answer(said) } },
      label,
    );
  const moves = element(
    "span",
    { class: "ge-moves" },
    choice("falls", "↓ falls"),
    choice("stays", "→ stays"),
    choice("rises", "↑ rises"),
  );
  const number = element("input", {
    type: "text",
    inputmode: "decimal",
    size: 6,
    placeholder: "0.50",
    "aria-label": "your number",
  });
  const trouble = element("span", { class: "ge-note" });
  const form = element(
    "form",
    { class: "ge-commit" },
    moves,
    element(
      "span",
      {},
      "or a number ",
      number,
      " ",
      element("button", { type: "submit" }, "commit"),
    ),
    trouble,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = number.value.trim().replace(",", ".").replace("−", "-");
    const said = Number(text);
    if (text === "" || !Number.isFinite(said)) setText(trouble, "Give a number, such as 0.5.");
    else answer(said);
  });
  const panel = element(
    "section",
    { class: "ge-predict", "aria-label": "predict first" },
    element("h3", { class: "ge-heading" }, "predict first"),
    prompt,
    form,
    outcome,
  );

  return {
    element: panel,
    update({ state, scene, covered }) {
      const { question } = state;
      panel.hidden = question === null;
      if (question === null) return;
      const t = askedTimestep(question, scene.columns);
      if (t === null && state.answer === null) {
        setText(
          prompt,
          "The question of this picture is about a token that this sentence does not have.",
        );
      } else if (t !== null) {
        setText(prompt, promptOf(question, scene.columns[t], state.unit));
        moves.hidden = t === 0; // nothing before the first token to compare with
      }
      form.hidden = !covered;
      const words = describeVerdict(state);
      setText(outcome, words ?? "");
      outcome.hidden = words === null;
      outcome.classList.toggle("ge-right", state.answer?.right === true);
    },
  };
}
