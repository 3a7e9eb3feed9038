// What a learner may do with their answers: take a copy, merge another, start again.

import { download } from "./download.js";
import { forgetPending } from "./quiz_delivery.js";
import { element } from "./quiz_text.js";

const LARGEST = 8 * 2 ** 20; // bytes that a page may send to a kernel in one message
const PATIENCE = 5000; // ms
const ABOUT =
  "Your answers lie in one file on this machine, and nothing leaves it. A copy moves them to another: " +
  "download it here, merge it there. Merging twice, or both ways, does no harm.";
const FORGOTTEN_HERE = "What waited in this browser is forgotten too.";
const SILENT = "The kernel does not answer: run this cell again, then try once more.";

export class Copies {
  constructor(model) {
    this.model = model;
    this.timer = null;
    this.status = element("p", "copies-status");
    this.status.setAttribute("role", "status");
    this.question = element("div", "copies-question");
    this.question.setAttribute("role", "group");
    this.question.setAttribute("aria-label", "Start again?");
    this.question.hidden = true;
    this.file = element("input", "copies-file");
    Object.assign(this.file, { type: "file", accept: ".json,.sqlite", hidden: true });
    this.file.addEventListener("change", () => this.merge());
    this.restart = button("copies-reset", "Start again…", () => this.ask({ type: "reset" }));
    const row = element(
      "div",
      "copies-buttons",
      button("copies-export", "Download a copy", () => this.ask({ type: "export" })),
      button("copies-merge", "Merge a copy…", () => this.file.click()),
      this.restart,
      this.file,
    );
    const title = element("summary", "progress-lesson-title", "Your answers: copy, merge, start again");
    this.node = element("details", "progress-copies", title, element("p", "copies-about", ABOUT));
    this.node.append(row, this.question, this.status, inPython());
    this.receive = (message) => this.onMessage(message);
    model.on("msg:custom", this.receive);
  }

  stop() {
    clearTimeout(this.timer);
    this.model.off("msg:custom", this.receive);
  }

  ask(content, buffers = []) {
    this.say("");
    this.closeQuestion();
    this.startsAgain = content.sure === true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say(SILENT, false), PATIENCE);
    try {
      this.model.send(content, undefined, buffers);
    } catch {
      this.say(SILENT, false);
    }
  }

  async merge() {
    const [file] = this.file.files;
    if (!file) return;
    this.file.value = ""; // so that the same file can be chosen again
    if (file.size > LARGEST) {
      this.closeQuestion();
      this.say(`${file.name} is too large for the page. progress().merge("…") in a cell can take more.`, false);
      return;
    }
    try {
      this.ask({ type: "merge" }, [await file.arrayBuffer()]);
    } catch {
      this.say(`${file.name} cannot be read.`, false);
    }
  }

  onMessage(message) {
    clearTimeout(this.timer);
    if (message?.type === "told") this.say(this.wordsOf(message), message.good);
    if (message?.type === "confirm") this.openQuestion(message.words);
    if (message?.type === "copy") {
      download(message.name, message.text, "application/json");
      this.say(message.words);
    }
  }

  // Answers still on their way would come back with the next quiz.
  wordsOf({ words, good }) {
    const started = this.startsAgain && good;
    this.startsAgain = false;
    return started && forgetPending() ? `${words} ${FORGOTTEN_HERE}` : words;
  }

  say(words, good = true) {
    clearTimeout(this.timer);
    this.status.textContent = words;
    this.status.dataset.good = good;
  }

  openQuestion(words) {
    const keep = button("copies-keep", "Keep everything", () => {
      this.closeQuestion();
      this.restart.focus();
    });
    const forget = button("copies-forget", "Forget and start again", () => {
      this.ask({ type: "reset", sure: true });
      this.restart.focus();
    });
    const text = element("p", "copies-words", words);
    this.question.replaceChildren(text, element("div", "copies-buttons", keep, forget));
    this.question.hidden = false;
    this.status.textContent = words; // read aloud; on the page the question says it
    this.status.classList.add("progress-spoken");
    keep.focus();
  }

  closeQuestion() {
    this.question.hidden = true;
    this.question.replaceChildren();
    this.status.classList.remove("progress-spoken");
    this.status.textContent = "";
  }
}

function button(className, words, action) {
  const node = element("button", `quiz-button quiz-plain ${className}`, words);
  node.type = "button";
  node.addEventListener("click", action);
  return node;
}

function inPython() {
  const code = element("code", "quiz-inline-code", 'progress().export("answers.json")');
  const other = element("code", "quiz-inline-code", 'progress().merge("answers.json")');
  return element("p", "copies-about", "In a cell: ", code, " and ", other, ".");
}
