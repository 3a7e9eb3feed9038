// One question as a card: prompt, answer, feedback, hints, solution. Drawn anew after every act.

import { gradeAnswer } from "./quiz_grading.js";
import { maySeeSolution, stateOf, workOf } from "./quiz_flow.js";
import { answerControl, confidenceControl } from "./quiz_answer.js";
import { codeBlock, element, paragraphs, spanned } from "./quiz_text.js";

const KICKERS = { quiz: "Question", predict: "Predict first", myth: "Myth or truth?" };
const COMMITS = { quiz: "Commit answer", predict: "Commit prediction", myth: "Commit answer" };
const OWN_CARDS = Math.random().toString(36).slice(2); // other quizzes of the page count theirs
let cardsDrawn = 0;

// `actions` has commit(answer, confidence, grade), keepDraft(answer, confidence), hint, giveUp,
// seeSolution, retry, again, next.
export function drawCard(item, acts, context, actions) {
  const work = workOf(acts);
  const grade = work.last ? gradeAgain(item, work.last) : null;
  const card = element("article", "quiz-card");
  Object.assign(card.dataset, { item: item.id, kind: item.kind, use: item.use, state: stateOf(work) });
  const name = `quiz-${OWN_CARDS}-${++cardsDrawn}-${item.id}`;
  const prompt = element("div", "quiz-prompt", ...paragraphs(item.prompt));
  prompt.id = `${name}-prompt`;
  card.setAttribute("aria-labelledby", prompt.id);
  card.append(kicker(item, context), prompt);
  if (item.code) card.append(codeBlock(item.code));

  const locked = Boolean(grade) && (work.closed || !context.retrying);
  const form = answerForm(item, name, work, grade, locked, context, actions);
  form.setAttribute("aria-describedby", prompt.id);
  card.append(form);
  if (grade && locked) card.append(feedback(item, work, grade, context));
  if (work.hints) card.append(hints(item, work.hints));
  if (work.closed) card.append(solution(item, work, context));
  card.append(buttons(item, work, locked, context, actions));
  return card;
}

// An answer kept from before may name options that the bank no longer has.
function gradeAgain(item, act) {
  const grade = gradeAnswer(item, act.answer);
  if (grade.understood) return { ...grade, given: act.answer };
  return { ...grade, right: act.right, says: ["This question has changed since you answered it."] };
}

function kicker(item, context) {
  const line = element("p", "quiz-kicker");
  const place = context.count > 1 ? ` ${context.place} of ${context.count}` : "";
  const title = item.use === "quiz" ? `Question${place}` : KICKERS[item.use];
  line.append(element("span", "quiz-title", title));
  line.append(element("span", "quiz-level", item.level));
  line.append(element("span", "quiz-objective", item.objective));
  if (context.review) line.append(element("span", "quiz-review", "due for review"));
  return line;
}

function answerForm(item, name, work, grade, locked, context, actions) {
  const form = element("form", "quiz-form");
  form.noValidate = true;
  const shown = locked
    ? { given: grade.given, marks: grade.marks }
    : { given: context.draft?.answer ?? startOfRetry(item, grade) };
  const answer = answerControl(item, name, { ...shown, locked, say: context.say });
  const confidence = locked ? work.last.confidence : context.draft?.confidence;
  const sure = confidenceControl(name, confidence, locked);
  form.append(answer.node, sure.node);
  if (locked) return form;
  // A hint, or a look at another question, must not cost what has been filled in so far.
  const keep = () => actions.keepDraft(answer.read(), sure.read());
  form.addEventListener("input", keep);
  form.addEventListener("click", keep);
  const problem = element("p", "quiz-problem");
  const commit = element("button", "quiz-button quiz-commit", COMMITS[item.use]);
  commit.type = "submit";
  form.append(element("div", "quiz-commit-row", commit, problem));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = answer.read();
    const judged = gradeAnswer(item, given);
    const confidence = sure.read();
    const fault = judged.understood ? (confidence ? "" : "Say how sure you are, too.") : judged.says[0];
    problem.textContent = fault;
    if (fault) {
      context.say(fault);
      (judged.understood ? sure : answer).focus();
    } else actions.commit(given, confidence, judged);
  });
  return form;
}

// Steps and several choices are mended from what was there; one choice is made anew.
function startOfRetry(item, grade) {
  return ["order", "several"].includes(item.kind) ? grade?.given : undefined;
}

function feedback(item, work, grade, context) {
  const box = element("section", "quiz-feedback");
  box.dataset.verdict = grade.right ? "right" : "wrong";
  box.setAttribute("aria-label", "Feedback");
  const verdict = element("p", "quiz-verdict", verdictWords(item, grade));
  box.append(verdict, ...grade.says.flatMap((text) => paragraphs(text, "quiz-says")));
  for (const id of grade.misconceptions) {
    const belief = spanned(context.misconceptions[id] ?? id, "span", "quiz-belief");
    const line = element("p", "quiz-misconception", "The idea behind it: ", belief);
    line.dataset.misconception = id;
    const place = context.places[id];
    if (place) line.append(" ", context.link(place, `See it disproved: ${place.heading}`));
    box.append(line);
  }
  const remark = remarkOn(work, grade);
  if (remark) box.append(element("p", "quiz-remark", remark));
  return box;
}

export function verdictWords(item, grade) {
  if (item.use === "predict") return grade.right ? "✓ Well predicted" : "✗ It turns out otherwise";
  return grade.right ? "✓ Right" : "✗ Not yet";
}

function remarkOn(work, grade) {
  const sureness = work.last.confidence;
  if (grade.right && sureness === "guess") return "A lucky guess? The steps below make it yours.";
  if (!grade.right && sureness === "certain") {
    return "You were certain. Being surprised here is worth a second look: it is how ideas change.";
  }
  return "";
}

function hints(item, count) {
  const list = element("ol", "quiz-hints");
  list.setAttribute("aria-label", "Hints");
  item.hints.slice(0, count).forEach((text, place) => {
    const label = element("span", "quiz-hint-label", `Hint ${place + 1}`);
    list.append(element("li", "quiz-hint", label, ...paragraphs(text)));
  });
  return list;
}

function solution(item, work, context) {
  const box = element("details", "quiz-solution");
  box.open = !work.right || item.use === "predict";
  box.append(element("summary", "quiz-solution-title", "The solution, step by step"));
  const steps = element("ol", "quiz-solution-steps");
  for (const step of item.solution) steps.append(element("li", "", ...paragraphs(step)));
  box.append(steps, element("p", "quiz-mistakes-title", "What often goes wrong"));
  const mistakes = element("ul", "quiz-mistakes");
  for (const mistake of item.mistakes) mistakes.append(element("li", "", ...paragraphs(mistake)));
  box.append(mistakes);
  if (item.shown_in) {
    const link = context.link({ notebook: item.shown_in }, `${item.shown_in}.ipynb`);
    box.append(element("p", "quiz-shown-in", "See it happen: ", link));
  }
  return box;
}

function buttons(item, work, locked, context, actions) {
  const row = element("div", "quiz-actions");
  const add = (className, words, action, main = false) => {
    const button = element("button", `quiz-button ${className}`, words);
    button.type = "button";
    button.classList.toggle("quiz-plain", !main);
    button.addEventListener("click", action);
    row.append(button);
  };
  if (work.tries && !work.closed) {
    if (locked) add("quiz-retry", "Try again", actions.retry, true);
    const left = item.hints.length - work.hints;
    if (left) add("quiz-hint-button", `Show a hint (${left} left)`, actions.hint);
    if (maySeeSolution(work)) add("quiz-show-solution", "Show the solution", actions.seeSolution);
    else add("quiz-give-up", "Give up and show the solution", actions.giveUp);
  }
  if (work.closed) {
    if (context.place < context.count) add("quiz-next", "Next question", actions.next, true);
    add("quiz-again", "Ask me again", actions.again);
  }
  return row;
}
