// The open test: ten questions, each answered and committed, changed at will, and not a word said.

import { askOnce, plainButton } from "./final_asking.js";
import { answerControl, confidenceControl } from "./quiz_answer.js";
import { newAct } from "./quiz_flow.js";
import { answersThatStand, gradeAnswer } from "./quiz_grading.js";
import { codeBlock, element, paragraphs } from "./quiz_text.js";

const SHEET_SIGNS = { open: "", filled: "…", committed: "●", changed: "…" };
const SHEET_WORDS = {
  open: "open",
  filled: "filled in, not committed",
  committed: "answered",
  changed: "changed, not committed",
};
const FIRST_FIELD = ".quiz-answer input, .quiz-answer .quiz-move:enabled";
const OWN_SHEETS = Math.random().toString(36).slice(2); // other views of the page count theirs
let sheetsDrawn = 0;

export class Sheet {
  // `sitting`: id, number, lesson, items, answers and ids of acts still on their way, by the item's
  // name. `deliver` takes an act.
  constructor(sitting, { deliver, say }) {
    this.sitting = sitting;
    this.items = sitting.items;
    this.answers = answersThatStand(this.items, sitting.answers); // by the item's name
    this.sent = { ...sitting.sent }; // by the item's name: the id of the act that gave the answer
    this.drafts = {}; // by name: what is filled in and not committed
    this.deliver = deliver;
    this.say = say;
    this.handedIn = false;
    this.name = `final-${OWN_SHEETS}-${++sheetsDrawn}`;
    this.current = Math.max(0, this.items.findIndex((item) => !this.answers[item.name]));
    this.steps = element("ol", "quiz-steps");
    this.steps.setAttribute("aria-label", "Questions");
    this.stage = element("div", "quiz-stage");
    this.end = element("div", "final-end");
    this.node = element("div", "final-sheet", this.steps, this.stage, this.end);
    this.draw();
  }

  // What the kernel has kept meanwhile, from this page or another tab. What this page has not yet
  // delivered is newer; what is being filled in stays as it is.
  learn(answers, isWaiting) {
    const before = this.answers;
    const own = Object.entries(before).filter(([name]) => isWaiting(this.sent[name]));
    this.answers = { ...answersThatStand(this.items, answers), ...Object.fromEntries(own) };
    const { name } = this.items[this.current];
    const changed = JSON.stringify(before[name]) !== JSON.stringify(this.answers[name]);
    if (changed && !this.drafts[name] && !this.node.contains(document.activeElement)) this.draw();
    else {
      this.drawSteps();
      if (!this.end.classList.contains("final-asking")) this.end.querySelector(".final-count").textContent = this.count();
    }
  }

  draw(focus) {
    this.stage.replaceChildren(this.card(this.items[this.current]));
    this.drawSteps();
    this.drawEnd();
    if (focus) this.stage.querySelector(focus)?.focus();
  }

  stateOf(item) {
    const { answer, confidence } = this.answers[item.name] ?? {};
    if (!confidence) return this.drafts[item.name]?.answer?.length ? "filled" : "open";
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
    leaveToTheLast(form);
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
      if (this.items[place]) row.append(plainButton(className, words, () => this.goTo(place, FIRST_FIELD)));
    };
    move("final-back", "← Back", -1);
    move("final-on", "Skip →", 1);
  }

  commit(item, answer, confidence) {
    this.answers[item.name] = { answer, confidence };
    delete this.drafts[item.name];
    const act = this.act(item, "answer", { answer, confidence });
    this.sent[item.name] = act.id;
    this.deliver(act);
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

  count() {
    const answered = this.items.filter((item) => this.answers[item.name]).length;
    return `${answered} of ${this.items.length} answered`;
  }

  drawEnd() {
    const button = plainButton("final-hand-in", "Hand in…", () => this.askToHandIn());
    button.classList.toggle("quiz-plain", this.nextOpen() !== null);
    this.end.classList.remove("final-asking");
    this.end.replaceChildren(element("p", "final-count", this.count()), button);
  }

  askToHandIn() {
    const states = this.items.map((item) => this.stateOf(item));
    const count = (...wanted) => states.filter((state) => wanted.includes(state)).length;
    const loose = count("filled", "changed");
    const parts = ["Handed in, nothing can be changed any more."];
    if (count("open")) parts.unshift(`${plural(count("open"), "question")} still open.`);
    if (loose) parts.unshift(`${plural(loose, "answer")} filled in and not committed.`);
    this.end.classList.add("final-asking");
    askOnce(this.end, parts.join(" "), {
      stay: "Go on answering",
      onStay: () => this.goOn(states),
      go: "Hand in now",
      onGo: () => this.handIn(),
      say: this.say,
    });
  }

  // Back to the first question that is not committed; where there is none, to the button.
  goOn(states) {
    const place = states.findIndex((state) => state !== "committed");
    if (place >= 0) this.goTo(place, FIRST_FIELD);
    else {
      this.drawEnd();
      this.end.querySelector(".final-hand-in").focus();
    }
  }

  handIn() {
    this.handedIn = true;
    const { lesson } = this.sitting;
    this.deliver(this.act({ lesson, id: "sitting", objective: "test.sitting", use: "test" }, "hand_in"));
    this.end.replaceChildren(element("p", "final-count", "Handing in…"));
    for (const control of this.node.querySelectorAll("button, fieldset")) control.disabled = true;
  }
}

// The second click of two in haste was meant for the question before this one: it does nothing
// here, but for the arrows, on which one may well press fast.
function leaveToTheLast(form) {
  let ours = false;
  const judge = (event) => {
    ours ||= event.detail < 2 || Boolean(event.target.closest(".final-back, .final-on"));
    if (ours) return;
    event.preventDefault();
    event.stopPropagation();
  };
  form.addEventListener("click", judge, true);
}

function plural(count, word) {
  return `${count} ${word}${count === 1 ? " is" : "s are"}`;
}
