// What stands round a quiz, a deck of flashcards and the final test: a notice above, words on what
// is not kept yet below, and words that are only read aloud. What the learner does goes from here.

import { isKept, keepKeys } from "../../widgets/static/shortcuts.js";
import { Delivery } from "./quiz_delivery.js";
import { element } from "./quiz_text.js";

const UNSAVED =
  "Not in your progress file yet: the kernel does not answer. What you did is kept in this " +
  "browser, and is delivered when you run this cell again.";

export class Frame {
  constructor(model, el, { className = "", label }, ...parts) {
    this.live = element("p", "quiz-live");
    this.live.setAttribute("aria-live", "polite");
    this.saving = element("p", "quiz-saving");
    this.saving.setAttribute("role", "status");
    this.notice = element("p", "quiz-notice");
    this.notice.hidden = true;
    this.root = element("section", `quiz ${className}`.trim(), this.notice, ...parts, this.saving, this.live);
    this.root.setAttribute("aria-label", label);
    this.letKeys = keepKeys(this.root);
    this.root.addEventListener("keydown", (event) => {
      if (isKept(event.target)) event.stopPropagation();
    });
    el.append(this.root);
    this.delivery = new Delivery(model, (change) => this.onDelivery(change));
  }

  stop() {
    this.delivery.stop();
    this.letKeys();
  }

  // Read aloud, and not shown.
  say(words) {
    this.live.textContent = words;
  }

  // Without a notice, the last one stays.
  tell(notice) {
    if (notice) this.notice.textContent = notice;
    this.notice.hidden = !this.notice.textContent;
  }

  forgetUnsaved() {
    this.saving.textContent = "";
  }

  onDelivery({ waiting, notice }) {
    this.tell(notice);
    this.saving.textContent = waiting ? UNSAVED : "";
  }
}
