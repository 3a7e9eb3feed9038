// The open test: ten questions, each answered and committed, changed at will, and not a word said.

import { answerControl, confidenceControl } from "./quiz_answer.js";
import { newAct } from "./quiz_flow.js";
import { gradeAnswer } from "./quiz_grading.js";
import { codeBlock, element, paragraphs } from "./quiz_text.js";

const SHEET_SIGNS = { open: "", committed: "●", changed: "…" };
const SHEET_WORDS = { open: "open", committed: "answered", changed: "changed, not committed" };
const FIRST_FIELD = ".quiz-answer input, .quiz-answer .quiz-move:enabled";
let sheetsDrawn = 0;

export class Sheet {
  // `sitting`: id, number, lesson, items, answers by the item's name. `deliver` takes an act.
  constructor(sitting, { deliver, say }) {
    this.sitting = sitting;
    this.items = sitting.items;
    this.answers = { ...sitting.answers };
    this.drafts = {}; // by name: what is filled in and not committed
    this.deliver = deliver;
    this.say = say;
    this.handedIn = false;
    this.name = `final-${++sheetsDrawn}`;
    this.current = Math.max(0, this.items.findIndex((item) => !this.answers[item.name]));
    this.steps = element("ol", "quiz-steps");
    this.steps.setAttribute("aria-label", "Questions");
    this.stage = element("div", "quiz-stage");
    this.end = element("div", "final-end");
    this.node = element("div", "final-sheet", this.steps, this.stage, this.end);
    this.draw();
  }

  // What the kernel has kept meanwhile; what is being filled in stays.
  learn(answers) {
    this.answers = { ...answers, ...this.answers };
    this.drawSteps();
  }

  draw(focus) {
    this.stage.replaceChildren(this.card(this.items[this.current]));
    this.drawSteps();
    this.drawEnd();
    if (focus) this.stage.querySelector(focus)?.focus();
  }

  stateOf(item) {
    const { answer, confidence } = this.answers[item.name] ?? {};
    if (!confidence) return "open";
    const draft = this.drafts[item.name] ?? { answer, confidence };
    const same = JSON.stringify([draft.answer, draft.confidence]) === JSON.stringify([answer, confidence]);
    return same ? "committed" : "changed";
  }

  drawSteps() {
    const focused = this.steps.contains(document.activeElement);
    this.steps.replaceChildren(...this.items.map((item, place) => this.step(item, place)));
    if (focused) this.steps.querySelector("[aria-current]").focus();
  }

  step(item, place) {
    const state = this.stateOf(item);
    const sign = element("span", "quiz-step-sign", SHEET_SIGNS[state]);
    sign.setAttribute("aria-hidden", "true");
    const button = element("button", "quiz-step", String(place + 1), sign);
    button.type = "button";
    Object.assign(button.dataset, { item: item.name, state });
    button.setAttribute("aria-label", `Question ${place + 1}, ${SHEET_WORDS[state]}`);
    if (place === this.current) button.setAttribute("aria-current", "step");
    button.addEventListener("click", () => this.goTo(place));
    return element("li", "", button);
  }

  goTo(place, focus) {
    this.current = place;
    this.draw(focus);
  }

  card(item) {
    const card = element("article", "quiz-card");
    Object.assign(card.dataset, { item: item.name, kind: item.kind });
    const prompt = element("div", "quiz-prompt", ...paragraphs(item.prompt));
    prompt.id = `${this.name}-prompt`;
    card.setAttribute("aria-labelledby", prompt.id);
    const title = element("span", "quiz-title", `Question ${this.current + 1} of ${this.items.length}`);
    card.append(element("p", "quiz-kicker", title, element("span", "quiz-level", item.level)), prompt);
    if (item.code) card.append(codeBlock(item.code));
    const form = this.form(item);
    form.setAttribute("aria-describedby", prompt.id);
    card.append(form);
    return card;
  }

  form(item) {
    const form = element("form", "quiz-form");
    form.noValidate = true;
    const known = this.answers[item.name];
    const { answer: given, confidence } = this.drafts[item.name] ?? known ?? {};
    const name = `${this.name}-${this.current}`;
    const answer = answerControl(item, name, { given: given ?? undefined, locked: false, say: this.say });
    const sure = confidenceControl(name, confidence, false);
    const keep = () => {
      this.drafts[item.name] = { answer: answer.read(), confidence: sure.read() };
      this.drawSteps();
    };
    form.addEventListener("input", keep);
    answer.node.addEventListener("click", keep); // the arrows that move a step
    const problem = element("p", "quiz-problem");
    const commit = element("button", "quiz-button quiz-commit", known ? "Commit this instead" : "Commit answer");
    commit.type = "submit";
    const row = element("div", "quiz-commit-row", commit);
    this.addMoves(row);
    row.append(problem);
    form.append(answer.node, sure.node, row);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const judged = gradeAnswer(item, answer.read()); // only whether it can be read as an answer
      const fault = !judged.understood ? judged.says[0] : sure.read() ? "" : "Say how sure you are, too.";
      problem.textContent = fault;
      if (fault) {
        this.say(fault);
        (judged.understood ? sure : answer).focus();
      } else this.commit(item, answer.read(), sure.read());
    });
    return form;
  }

  addMoves(row) {
    const move = (className, words, step) => {
      const place = this.current + step;
      if (!this.items[place]) return;
      const button = element("button", `quiz-button quiz-plain ${className}`, words);
      button.type = "button";
      button.addEventListener("click", () => this.goTo(place, FIRST_FIELD));
      row.append(button);
    };
    move("final-back", "← Back", -1);
    move("final-on", "Skip →", 1);
  }

  commit(item, answer, confidence) {
    this.answers[item.name] = { answer, confidence };
    delete this.drafts[item.name];
    this.deliver(this.act(item, "answer", { answer, confidence }));
    const open = this.nextOpen();
    if (open !== null) this.goTo(open, FIRST_FIELD);
    else {
      this.draw();
      this.end.querySelector(".final-hand-in")?.focus();
    }
    this.say(open === null ? "Committed. All questions are answered." : `Committed. Question ${open + 1}.`);
  }

  // The first question from here on that is not answered, round the end.
  nextOpen() {
    const count = this.items.length;
    for (let step = 1; step <= count; step++) {
      const place = (this.current + step) % count;
      if (!this.answers[this.items[place].name]) return place;
    }
    return null;
  }

  act(item, action, details) {
    const { id, number } = this.sitting;
    const act = newAct(item.lesson, item, number, action, details);
    return { ...act, id: `${id}-${act.id}` };
  }

  drawEnd() {
    const answered = this.items.filter((item) => this.answers[item.name]).length;
    const words = element("p", "final-count", `${answered} of ${this.items.length} answered`);
    const button = element("button", "quiz-button final-hand-in", "Hand in…");
    button.type = "button";
    button.classList.toggle("quiz-plain", answered < this.items.length);
    button.addEventListener("click", () => this.askToHandIn());
    this.end.classList.remove("final-asking");
    this.end.replaceChildren(words, button);
  }

  askToHandIn() {
    const states = this.items.map((item) => this.stateOf(item));
    const count = (state) => states.filter((one) => one === state).length;
    const parts = ["Handed in, nothing can be changed any more."];
    if (count("open")) parts.unshift(`${plural(count("open"), "question")} still open.`);
    if (count("changed")) parts.unshift(`${plural(count("changed"), "change")} not committed.`);
    const words = element("p", "final-count", parts.join(" "));
    const back = plain("final-keep", "Go on answering", () => {
      this.drawEnd();
      this.end.querySelector(".final-hand-in").focus();
    });
    const sure = plain("final-sure", "Hand in now", () => this.handIn());
    this.end.classList.add("final-asking");
    this.end.replaceChildren(words, back, sure);
    this.say(words.textContent);
    back.focus();
  }

  handIn() {
    this.handedIn = true;
    const { lesson } = this.sitting;
    this.deliver(this.act({ lesson, id: "sitting", objective: "test.sitting", use: "test" }, "hand_in"));
    this.end.replaceChildren(element("p", "final-count", "Handing in…"));
    for (const control of this.node.querySelectorAll("button, fieldset")) control.disabled = true;
  }
}

function plural(count, word) {
  return `${count} ${word}${count === 1 ? " is" : "s are"}`;
}

function plain(className, words, action) {
  const button = element("button", `quiz-button quiz-plain ${className}`, words);
  button.type = "button";
  button.addEventListener("click", action);
  return button;
}
