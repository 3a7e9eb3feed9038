// The test handed in: the score and what it means, each objective, and each wrong answer's words.

import { download } from "./download.js";
import { askOnce, plainButton } from "./final_asking.js";
import { codeBlock, element, paragraphs, spanned } from "./quiz_text.js";

const RESULT_SIGNS = { right: "✓", wrong: "✗", open: "○" };
const RESULT_WORDS = { right: "right", wrong: "wrong", open: "left open" };
const HOW_SURE = { certain: "certain", fairly: "fairly sure", guess: "guessing", "": "–" };
const NO_PAGE = "The kernel does not answer. If it is busy, wait for it; if not, run this cell again.";
const ANOTHER = "Another ten questions then stand here in place of this result; its score is kept.";
const PAGE_PATIENCE_MS = 5000;

// `actions` has link(place, words), again(tell), page(name) and say(words).
export function drawResult({ result, before }, actions) {
  const title = element("p", "final-score", `${result.right} of ${result.asked} right`);
  title.tabIndex = -1;
  const parts = [
    element("p", "quiz-kicker", element("span", "quiz-title", "Final test"), element("span", "quiz-level", result.day)),
    title,
    interval(result),
    element("p", "final-meaning", result.meaning),
    element("p", "final-meaning final-sureness", result.sureness),
    objectives(result.questions, actions.link),
    ...missed(result.missed, actions.link),
    earlier(before),
  ];
  return element("article", "quiz-card final-result", ...parts, keeping(result, actions));
}

// Where the true share may lie, as a band; the words beside it say the same.
function interval({ low, high, right, asked }) {
  const band = element("div", "final-band", element("span", "final-reach"), element("span", "final-point"));
  band.setAttribute("aria-hidden", "true");
  band.style.setProperty("--low", low);
  band.style.setProperty("--high", high);
  band.style.setProperty("--share", asked ? right / asked : 0);
  const ends = ["0%", "50%", "100%"].map((text) => element("span", "", text));
  const scale = element("div", "final-scale", ...ends);
  scale.setAttribute("aria-hidden", "true");
  return element("div", "final-interval", band, scale);
}

function objectives(questions, link) {
  const head = element("tr", "", ...["By objective", "Lesson", "You were", "Answer"].map((text) => {
    const cell = element("th", "", text);
    cell.scope = "col";
    return cell;
  }));
  const rows = questions.map((one) => {
    const mark = element("td", "final-mark", `${RESULT_SIGNS[one.state]} ${RESULT_WORDS[one.state]}`);
    const row = element(
      "tr",
      "final-row",
      element("td", "final-objective", one.objective),
      element("td", "final-lesson", link({ notebook: one.notebook }, one.title)),
      element("td", "final-sure", HOW_SURE[one.confidence]),
      mark,
    );
    row.dataset.state = one.state;
    return row;
  });
  const body = element("tbody", "", ...rows);
  return element("table", "final-table", element("thead", "", head), body);
}

function missed(wrong, link) {
  if (!wrong.length) return [];
  const title = element("p", "final-subtitle", "What went wrong, and where it is shown");
  return [title, ...wrong.map((one) => missedQuestion(one, link))];
}

function missedQuestion(one, link) {
  const box = element("section", "quiz-feedback final-missed", ...paragraphs(one.prompt, "final-prompt"));
  box.dataset.state = one.state;
  if (one.code) box.append(codeBlock(one.code));
  if (one.given.length) {
    const texts = one.given.map((text) =>
      one.printed ? codeBlock(text, "final-given") : spanned(text, "p", "final-given"),
    );
    box.append(element("div", "final-answer", element("span", "final-label", "Your answer"), ...texts));
  }
  for (const text of one.says) box.append(...paragraphs(text, "quiz-says"));
  for (const { text, place } of one.beliefs) {
    const belief = spanned(text, "span", "quiz-belief");
    const line = element("p", "quiz-misconception", "The idea behind it: ", belief);
    if (place) line.append(" ", link(place, `See it disproved: ${place.heading}`));
    box.append(line);
  }
  if (!one.beliefs.some(({ place }) => place)) {
    box.append(element("p", "quiz-misconception", "Taught in ", link({ notebook: one.notebook }, one.title)));
  }
  return box;
}

function earlier(before) {
  if (!before.length) return null;
  const scores = before.map(({ day, right, asked }) => `${right} of ${asked} on ${day}`);
  return element("p", "final-earlier", `Before: ${scores.join(", ")}.`);
}

function another(actions) {
  const row = element("div", "final-another");
  const rest = () => {
    row.replaceChildren(plainButton("final-again", "Another test…", ask));
    row.firstChild.focus();
  };
  const begin = () => {
    const status = element("p", "final-status");
    status.setAttribute("role", "status");
    row.replaceChildren(status);
    actions.again((words) => (status.textContent = words));
  };
  const ask = () =>
    askOnce(row, ANOTHER, { stay: "Stay here", onStay: rest, go: "Begin now", onGo: begin, say: actions.say });
  row.append(plainButton("final-again", "Another test…", ask));
  return row;
}

function keeping(result, actions) {
  const name = element("input", "quiz-field final-name");
  Object.assign(name, { type: "text", maxLength: result.longest_name, autocomplete: "off" });
  const label = element("label", "final-name-label", "Your name on the page, if you like", name);
  const keep = element("button", "quiz-button final-page", "Download the page");
  keep.type = "submit";
  const status = element("p", "final-status");
  status.setAttribute("role", "status");
  const form = element("form", "final-keeping", label, element("div", "quiz-actions", keep, another(actions)), status);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    status.textContent = "";
    clearTimeout(form.waiting);
    form.waiting = setTimeout(() => (status.textContent = NO_PAGE), PAGE_PATIENCE_MS);
    actions.page(name.value);
  });
  form.tell = (message) => {
    clearTimeout(form.waiting);
    if (message.type === "file") {
      download(message.name, message.text, "text/html");
      status.textContent = `${message.name} is in your downloads: open it to read or print.`;
    } else status.textContent = message.words;
  };
  return form;
}
