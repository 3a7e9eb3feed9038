// What the network answers about the whole sentence, as learned and as altered.

import { element, setText } from "./element.js";
import { finalProbability, turningPoints } from "./scene.js";
import { chance, quote, signed, verdict } from "./wording.js";

/** Where the model changes its mind for good, or else its largest step after the first word. */
export function describeTurn({ learned, altered, columns }) {
  const { crossing, largest } = turningPoints(learned);
  if (largest === null) return "";
  const name = (t) => (columns[t].padding ? "padding" : quote(columns[t].token));
  if (crossing === null) {
    const of = altered === null ? `Of the steps after ${name(0)} the` : "As learned, the later steps’";
    return `${of} largest is at ${name(largest.t)}: ${signed(largest.step)}.`;
  }
  const [from, to] = [learned.probabilities[crossing - 1], learned.probabilities[crossing]];
  // As short as the other, so that nothing below moves when surgery begins.
  const turns = altered === null ? "It last changes its mind" : "As learned, it last turns";
  return `${turns} at ${name(crossing)}: ${chance(from)} → ${chance(to)}.`;
}

function describeCause({ operated, swapped }) {
  if (operated && swapped) return "after both";
  return swapped ? "other words" : "after surgery";
}

export function createPrediction() {
  const figure = (kind) => {
    const name = element("span", { class: "ge-note" });
    const number = element("b", {});
    const side = element("span", {});
    const box = element("div", { class: `ge-figure ge-figure-${kind}` }, name, number, side);
    return { box, name, number, side };
  };
  const learned = figure("learned");
  const altered = figure("altered");
  const change = figure("change");
  const turn = element("p", { class: "ge-note" });
  setText(learned.name, "learned");
  setText(change.name, "change Δ");

  function show({ number, side, box }, probability) {
    box.hidden = probability === null;
    if (probability === null) return;
    setText(number, chance(probability));
    setText(side, verdict(probability));
  }

  return {
    element: element(
      "section",
      { class: "ge-prediction" },
      element("h3", { class: "ge-heading" }, "prediction"),
      element("div", { class: "ge-figures" }, learned.box, altered.box, change.box),
      turn,
    ),
    update({ scene }) {
      const before = finalProbability(scene.learned);
      const after = finalProbability(scene.altered);
      show(learned, before);
      show(altered, after);
      setText(altered.name, describeCause(scene));
      change.box.hidden = after === null;
      if (after !== null) setText(change.number, signed(after - before));
      setText(turn, before === null ? "No token, no prediction." : describeTurn(scene));
    },
  };
}
