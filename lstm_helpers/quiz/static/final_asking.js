// A step that cannot be taken back is asked about once more, with the way back first.

import { element } from "./quiz_text.js";

export function plainButton(className, words, action) {
  const button = element("button", `quiz-button quiz-plain ${className}`, words);
  button.type = "button";
  button.addEventListener("click", action);
  return button;
}

// Fills `row` with the question and its two answers; `say` speaks the question.
export function askOnce(row, words, { stay, onStay, go, onGo, say }) {
  const back = plainButton("final-keep", stay, onStay);
  // The second click of two in haste was not meant for a button that was not there at the first.
  const sure = plainButton("final-go", go, (event) => event.detail > 1 || onGo());
  row.replaceChildren(element("p", "final-count", words), back, sure);
  say(words);
  back.focus();
}
