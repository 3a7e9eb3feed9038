// The final test: begun, answered, handed in, talked over. The kernel draws and judges.

import { drawResult } from "./final_result.js";
import { Sheet } from "./final_sheet.js";
import { pendingActs } from "./quiz_delivery.js";
import { Frame } from "./quiz_frame.js";
import { lessonLink } from "./quiz_link.js";
import { element } from "./quiz_text.js";

const DRAW_PATIENCE_MS = 5000;
const DRAWING = "Drawing the questions…";
const NO_KERNEL =
  "The kernel does not answer. If it is busy, wait for it; if not, run this cell again, and begin there.";

class FinalTestView {
  constructor(model, el) {
    this.model = model;
    this.sheet = null;
    this.waiting = null;
    this.stage = element("div", "final-stage");
    this.frame = new Frame(model, el, { className: "final-test", label: "Final test" }, this.stage);
    this.changed = () => this.draw();
    this.receive = (message) => this.onMessage(message);
    model.on("change:view", this.changed);
    model.on("msg:custom", this.receive);
    this.draw();
    this.frame.delivery.deliverPending();
  }

  stop() {
    clearTimeout(this.waiting);
    this.frame.stop();
    this.model.off("change:view", this.changed);
    this.model.off("msg:custom", this.receive);
  }

  draw() {
    const view = this.model.get("view");
    const { root } = this.frame;
    this.frame.tell(view.problem);
    root.dataset.stage = view.stage;
    if (view.stage === "open" && this.sheet?.sitting.id === view.sitting.id) {
      this.sheet.learn(view.sitting.answers, (id) => this.frame.delivery.unconfirmed.has(id));
      return;
    }
    const before = root.dataset.shown;
    clearTimeout(this.waiting);
    this.frame.forgetUnsaved();
    this.sheet = null;
    if (view.stage === "open") this.drawSheet(view.sitting);
    else if (view.stage === "done") this.drawDone(view);
    else this.drawStart(view);
    root.dataset.shown = view.stage;
    // Only who was here already is led on: a page just loaded keeps its own focus.
    if (before && before !== view.stage) this.stage.querySelector(FOCUS_AT[view.stage])?.focus();
  }

  drawStart({ asked }) {
    const facts = [
      [`${asked} questions`, `from ${asked} lessons, from easy to hard`],
      ["No clock", "stop when you like and go on another day"],
      ["Not a word", "of right or wrong until you hand in; till then you can change every answer"],
    ].map(([figure, words]) => element("li", "final-fact", element("b", "final-figure", figure), " ", words));
    const button = element("button", "quiz-button final-begin", "Begin the test");
    button.type = "button";
    const status = element("p", "final-status");
    status.setAttribute("role", "status");
    button.addEventListener("click", () => this.begin((words) => (status.textContent = words)));
    const title = element("p", "quiz-kicker", element("span", "quiz-title", "Final test"));
    const list = element("ul", "final-facts", ...facts);
    const actions = element("div", "quiz-actions", button, status);
    this.stage.replaceChildren(element("article", "quiz-card", title, list, actions));
  }

  // `tell` shows words beside what was pressed.
  begin(tell) {
    clearTimeout(this.waiting);
    tell(DRAWING);
    this.waiting = setTimeout(() => tell(NO_KERNEL), DRAW_PATIENCE_MS);
    try {
      this.model.send({ type: "begin" });
    } catch {
      clearTimeout(this.waiting);
      tell(NO_KERNEL);
    }
  }

  drawSheet(sitting) {
    const answers = { ...sitting.answers };
    const sent = {};
    const waiting = pendingActs().filter((act) => act.id.startsWith(`${sitting.id}-`));
    for (const { id, action, lesson, item, answer, confidence } of waiting) {
      if (action !== "answer") continue;
      answers[`${lesson}/${item}`] = { answer, confidence };
      sent[`${lesson}/${item}`] = id;
    }
    this.sheet = new Sheet(
      { ...sitting, answers, sent },
      { deliver: (act) => this.frame.delivery.add(act), say: (words) => this.frame.say(words) },
    );
    this.stage.replaceChildren(this.sheet.node);
  }

  drawDone(view) {
    const result = drawResult(view, {
      link: (place, words) => lessonLink(this.model, place, words),
      again: (tell) => this.begin(tell),
      page: (name) => this.ask({ type: "page", name }),
      say: (words) => this.frame.say(words),
    });
    this.stage.replaceChildren(result);
    this.keeping = result.querySelector(".final-keeping");
  }

  ask(content) {
    try {
      this.model.send(content);
    } catch {
      this.keeping.tell({ type: "told", words: NO_KERNEL });
    }
  }

  onMessage(message) {
    if (message?.type === "file" || message?.type === "told") this.keeping?.tell(message);
  }
}

const FOCUS_AT = { open: ".quiz-answer input, .quiz-move:enabled", done: ".final-score", start: ".final-begin" };

function render({ model, el }) {
  const view = new FinalTestView(model, el);
  return () => view.stop();
}

export default { render };
