// The part of a card that takes an answer: one control for each kind of question.

import { element, spanned, codeBlock } from "./quiz_text.js";

const LEGENDS = {
  one: "Choose one",
  several: "Choose all that belong",
  number: "Write a number",
  shape: "Write a shape, such as (7, 5); None stands for any size",
  order: "Put the steps in order, first at the top",
  prints: "What does it print?",
  bug: "Choose the line that is wrong",
};
const CONFIDENCES = [
  ["guess", "Guess"],
  ["fairly", "Fairly sure"],
  ["certain", "Certain"],
];

// Returns { node, read(), focus() }. `given` is an answer to show, `marks` the options to mark.
export function answerControl(item, name, { given, marks = {}, locked, say }) {
  const fieldset = element("fieldset", `quiz-answer quiz-answer-${item.kind}`);
  fieldset.append(element("legend", "quiz-legend", LEGENDS[item.kind]));
  fieldset.disabled = locked;
  const typed = item.kind === "number" || item.kind === "shape";
  const read = typed
    ? addField(fieldset, item, name, given)
    : item.kind === "order"
      ? addOrder(fieldset, item, given, marks, locked, say)
      : addChoices(fieldset, item, name, given, marks);
  const focus = () => fieldset.querySelector("input:checked, input, button:enabled")?.focus();
  return { node: fieldset, read, focus };
}

export function confidenceControl(name, given, locked) {
  const fieldset = element("fieldset", "quiz-confidence");
  fieldset.disabled = locked;
  fieldset.append(element("legend", "quiz-legend", "How sure are you?"));
  const row = element("div", "quiz-sure-row");
  for (const [value, words] of CONFIDENCES) {
    const input = choice("radio", `${name}-sure`, value, value === given);
    const label = element("label", "quiz-sure", input, element("span", "", words));
    label.dataset.confidence = value;
    row.append(label);
  }
  fieldset.append(row);
  return {
    node: fieldset,
    read: () => fieldset.querySelector("input:checked")?.value ?? null,
    focus: () => fieldset.querySelector("input")?.focus(),
  };
}

function addChoices(fieldset, item, name, given, marks) {
  const many = item.kind === "several";
  item.options.forEach((option, place) => {
    const chosen = many ? (given ?? []).includes(option.id) : given === option.id;
    const input = choice(many ? "checkbox" : "radio", `${name}-answer`, option.id, chosen);
    const label = element("label", "quiz-option", input);
    label.dataset.option = option.id;
    if (item.kind === "bug") label.append(element("span", "quiz-line-number", String(place + 1)));
    addMark(label, optionText(item, option), marks[option.id]);
    fieldset.append(label);
  });
  return () => {
    const values = [...fieldset.querySelectorAll("input:checked")].map((input) => input.value);
    return many ? values : (values[0] ?? null);
  };
}

function addField(fieldset, item, name, given) {
  const input = element("input", "quiz-field");
  input.type = "text";
  input.name = `${name}-answer`;
  input.value = given ?? "";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.maxLength = 60;
  input.inputMode = item.kind === "number" ? "decimal" : "text";
  input.setAttribute("aria-label", item.kind === "number" ? "Your number" : "Your shape");
  fieldset.append(input);
  return () => input.value;
}

function addOrder(fieldset, item, given, marks, locked, say) {
  const list = element("ol", "quiz-order");
  const ids = given ?? item.options.map((option) => option.id);
  for (const id of ids) list.append(orderRow(item.options.find((option) => option.id === id)));
  const refresh = () => {
    [...list.children].forEach((row, place, rows) => {
      row.querySelector(".quiz-place").textContent = String(place + 1);
      if (locked) return;
      row.querySelector(".quiz-up").disabled = place === 0;
      row.querySelector(".quiz-down").disabled = place === rows.length - 1;
    });
  };
  function orderRow(option) {
    const row = element("li", "quiz-order-row");
    row.dataset.option = option.id;
    const move = (className, glyph, words, step) => {
      const button = element("button", `quiz-move ${className}`, glyph);
      button.type = "button";
      button.setAttribute("aria-label", `Move ${words}: ${option.text}`);
      button.addEventListener("click", () => {
        const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
        if (step < 0) other.before(row);
        else other.after(row);
        refresh();
        (button.disabled ? row.querySelector(".quiz-move:enabled") : button).focus();
        const place = [...list.children].indexOf(row) + 1;
        say(`Now step ${place} of ${list.children.length}.`);
      });
      return button;
    };
    const moves = element("span", "quiz-moves");
    moves.append(move("quiz-up", "↑", "up", -1), move("quiz-down", "↓", "down", 1));
    const number = element("span", "quiz-place");
    number.setAttribute("aria-hidden", "true");
    row.append(number);
    addMark(row, optionText(item, option), marks[option.id], "✗ not here");
    if (!locked) row.append(moves);
    return row;
  }
  refresh();
  fieldset.append(list);
  return () => [...list.children].map((row) => row.dataset.option);
}

function optionText(item, option) {
  if (item.kind === "prints") return codeBlock(option.text, "quiz-option-text quiz-printed");
  if (item.kind === "bug") return codeBlock(option.text, "quiz-option-text quiz-line");
  return spanned(option.text, "span", "quiz-option-text");
}

// Right and wrong are told by a sign and a word, and by colour besides.
function addMark(owner, text, right, wrongWords = "✗ not this") {
  owner.append(text);
  if (right === undefined) return;
  owner.dataset.mark = right ? "right" : "wrong";
  owner.append(element("span", "quiz-mark", right ? "✓ right" : wrongWords));
}

function choice(type, name, value, checked) {
  const input = element("input", "quiz-input");
  input.type = type;
  input.name = name;
  input.value = value;
  input.checked = checked;
  return input;
}
