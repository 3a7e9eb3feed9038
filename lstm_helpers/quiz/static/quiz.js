// The quiz: its questions one at a time, and what the learner has done on each.

import { drawCard, verdictWords } from "./quiz_card.js";
import { pendingActs } from "./quiz_delivery.js";
import { newAct, stateOf, STATE_WORDS, workOf } from "./quiz_flow.js";
import { Frame } from "./quiz_frame.js";
import { lessonLink } from "./quiz_link.js";
import { element } from "./quiz_text.js";

const FIRST_CONTROL = [".quiz-answer input:enabled", ".quiz-move:enabled", ".quiz-retry", ".quiz-next"];
const STEP_SIGNS = { right: "✓", "right-later": "✓", missed: "○", trying: "…" };

class QuizView {
  constructor(model, el) {
    this.model = model;
    this.lesson = model.get("lesson");
    this.items = model.get("items");
    this.history = startingHistory(this.lesson, this.items, model.get("history"));
    this.current = Math.max(0, this.items.findIndex((item) => !this.workOn(item).closed));
    this.retrying = false;
    this.drafts = {}; // by item: what is filled in and not committed
    this.steps = element("ol", "quiz-steps");
    this.stage = element("div", "quiz-stage");
    this.frame = new Frame(model, el, { label: "Quiz" }, this.steps, this.stage);
    this.frame.root.dataset.lesson = this.lesson;
    this.frame.tell(model.get("notice"));
    this.draw();
    this.frame.delivery.deliverPending();
  }

  workOn(item) {
    return workOf(this.history[item.id].acts);
  }

  // `focus`: selectors, the first that is there gets the focus.
  draw(focus = []) {
    const item = this.items[this.current];
    const { acts, review } = this.history[item.id];
    const context = {
      place: this.current + 1,
      count: this.items.length,
      review,
      retrying: this.retrying,
      misconceptions: this.model.get("misconceptions"),
      places: this.model.get("places"),
      link: (place, words) => lessonLink(this.model, place, words),
      draft: this.drafts[item.id],
      say: (words) => this.frame.say(words),
    };
    const card = drawCard(item, acts, context, {
      commit: (answer, confidence, grade) => this.commit(answer, confidence, grade),
      keepDraft: (answer, confidence) => (this.drafts[item.id] = { answer, confidence }),
      hint: () => this.act("hint", {}, this.nextHint(item), [".quiz-hint-button", ".quiz-retry", ".quiz-commit"]),
      giveUp: () => this.act("give_up", {}, "The solution is shown.", [".quiz-next", ".quiz-again"]),
      seeSolution: () => this.act("solution", {}, "The solution is shown.", [".quiz-next", ".quiz-again"]),
      retry: () => this.retry(),
      again: () => this.again(),
      next: () => this.goTo(this.current + 1, FIRST_CONTROL),
    });
    this.stage.replaceChildren(card);
    this.drawSteps();
    focus.map((selector) => card.querySelector(selector)).find(Boolean)?.focus();
  }

  drawSteps() {
    this.steps.hidden = this.items.length < 2;
    const focused = this.steps.contains(document.activeElement);
    this.steps.replaceChildren(...this.items.map((item, place) => this.step(item, place)));
    if (focused) this.steps.querySelector("[aria-current]").focus();
  }

  step(item, place) {
    const state = stateOf(this.workOn(item));
    const sign = element("span", "quiz-step-sign", STEP_SIGNS[state] ?? "");
    const button = element("button", "quiz-step", String(place + 1), sign);
    button.type = "button";
    Object.assign(button.dataset, { item: item.id, state });
    button.setAttribute("aria-label", `Question ${place + 1}, ${STATE_WORDS[state]}`);
    if (place === this.current) button.setAttribute("aria-current", "step");
    button.addEventListener("click", () => this.goTo(place));
    return element("li", "", button);
  }

  goTo(place, focus = []) {
    this.current = place;
    this.retrying = false;
    this.draw(focus);
  }

  commit(answer, confidence, grade) {
    const item = this.items[this.current];
    this.retrying = false;
    delete this.drafts[item.id];
    const words = [verdictWords(item, grade), ...grade.says].join(". ");
    const focus = grade.right ? [".quiz-next", ".quiz-again"] : [".quiz-retry"];
    this.act("answer", { answer, confidence, right: grade.right }, words, focus);
  }

  act(action, details, words, focus) {
    const item = this.items[this.current];
    const work = this.history[item.id];
    const act = newAct(this.lesson, item, work.round, action, details);
    work.acts.push(act);
    this.draw(focus);
    this.frame.say(words);
    this.frame.delivery.add(act);
  }

  nextHint(item) {
    const taken = this.workOn(item).hints;
    return `Hint ${taken + 1}: ${item.hints[taken]}`;
  }

  retry() {
    this.retrying = true;
    this.draw(FIRST_CONTROL);
  }

  again() {
    const item = this.items[this.current];
    this.history[item.id] = { round: this.history[item.id].round + 1, acts: [], review: false };
    delete this.drafts[item.id];
    this.draw(FIRST_CONTROL);
  }
}

// What the kernel knows, and what this browser still holds that the kernel may not know.
function startingHistory(lesson, items, known) {
  const history = {};
  for (const item of items) {
    const { round = 1, acts = [], review = false } = known[item.id] ?? {};
    history[item.id] = { round, acts: [...acts], review };
  }
  for (const act of pendingActs()) {
    const ours = act.lesson === lesson && act.use !== "test"; // a test is not judged before its end
    const work = ours ? history[act.item] : undefined;
    if (!work || act.round < work.round || work.acts.some((one) => one.id === act.id)) continue;
    if (act.round > work.round) Object.assign(work, { round: act.round, acts: [], review: false });
    work.acts.push(act);
  }
  return history;
}

function render({ model, el }) {
  const view = new QuizView(model, el);
  return () => view.frame.stop();
}

export default { render };
