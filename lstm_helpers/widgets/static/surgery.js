// Gate surgery: clamp a gate, shift the forget bias, everywhere or at one token or unit.

import { element, setText } from "./element.js";
import { acts, alter, CLAMPS, NO_INTERVENTION } from "./intervention.js";
import { plain, quote, signed } from "./wording.js";

function createUndo(label, undo) {
  return element(
    "button",
    {
      type: "button",
      class: "ge-undo-control",
      "aria-label": label,
      title: label,
      on: { click: undo },
    },
    "↺",
  );
}

/** A gate's mean: where an unused slider rests, so that a clamp starts from what was learned. */
function meanOf(gate) {
  const values = gate.filter((value) => !Number.isNaN(value));
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0.5;
}

function createClamp(gate, change) {
  const box = element("input", { type: "checkbox" });
  const slider = element("input", {
    type: "range",
    min: 0,
    max: 1,
    step: 0.01,
    "aria-label": `clamp the ${gate} gate to`,
  });
  const value = element("span", { class: "ge-control-value" });
  const undo = createUndo(`${gate} gate as learned`, () => change({ [gate]: null }));
  let learned = null;
  let rest = 0.5;
  box.addEventListener("change", () =>
    change({ [gate]: box.checked ? Number(slider.value) : null }),
  );
  slider.addEventListener("input", () => change({ [gate]: Number(slider.value) }));
  const control = element(
    "div",
    { class: "ge-control", "data-gate": gate, "data-control": gate },
    element(
      "label",
      { title: `hold the ${gate} gate at one value` },
      box,
      element("span", {}, gate),
    ),
    slider,
    value,
    undo,
  );
  return {
    element: control,
    update({ scene }, intervention) {
      const clamp = intervention[gate];
      if (learned !== scene.learned) {
        learned = scene.learned;
        rest = Number(meanOf(learned[gate]).toFixed(2));
      }
      box.checked = clamp !== null;
      control.classList.toggle("ge-on", clamp !== null);
      if (Number(slider.value) !== (clamp ?? rest)) slider.value = clamp ?? rest;
      setText(value, clamp === null ? "learned" : plain(clamp));
      undo.disabled = clamp === null;
    },
  };
}

function createBias(change) {
  const slider = element("input", {
    type: "range",
    min: -4,
    max: 4,
    step: 0.1,
    "aria-label": "shift the forget bias by",
  });
  const value = element("span", { class: "ge-control-value" });
  const undo = createUndo("forget bias as learned", () => change({ forget_bias: 0 }));
  slider.addEventListener("input", () => change({ forget_bias: Number(slider.value) }));
  const explained = "added to the forget gate before its sigmoid; a clamped forget gate ignores it";
  const control = element(
    "div",
    { class: "ge-control ge-bias", "data-gate": "forget", "data-control": "forget_bias" },
    element("span", { title: explained }, "forget bias"),
    slider,
    value,
    undo,
  );
  return {
    element: control,
    update({ forget_bias: bias }) {
      if (Number(slider.value) !== bias) slider.value = bias;
      setText(value, signed(bias, 1));
      control.classList.toggle("ge-on", bias !== 0);
      undo.disabled = bias === 0;
    },
  };
}

/**
 * Everywhere, or at the chosen one. The chosen one stays pinned when the learner moves on, so that
 * what follows from it can be looked at; a third button brings it to where they are now.
 */
function createScope(axis, everywhere, name, chosen, change) {
  const button = (listener, className) =>
    element("button", { type: "button", class: className, on: { click: listener } });
  let here = 0;
  let pinned = null;
  const all = button(() => change({ [axis]: null }), "ge-choice");
  const one = button(() => change({ [axis]: pinned ?? [here] }), "ge-choice");
  const follow = button(() => change({ [axis]: [here] }), "ge-follow");
  setText(all, everywhere);
  return {
    element: element(
      "span",
      { class: "ge-scope", role: "group", "aria-label": `where: ${axis}`, "data-axis": axis },
      all,
      one,
      follow,
    ),
    update(view, intervention) {
      here = view.state[chosen];
      pinned = intervention[axis];
      all.setAttribute("aria-pressed", String(pinned === null));
      one.setAttribute("aria-pressed", String(pinned !== null));
      setText(
        one,
        (pinned ?? [here])
          .slice(0, 3)
          .map((index) => name(view, index))
          .join(", "),
      );
      const elsewhere = pinned !== null && !(pinned.length === 1 && pinned[0] === here);
      follow.hidden = !elsewhere;
      setText(follow, elsewhere ? `→ ${name(view, here)}` : "");
    },
  };
}

function nameToken({ scene }, t) {
  const column = scene.columns[t];
  if (column === undefined) return `token ${t}`;
  return column.padding ? `padding ${t}` : quote(column.swap || column.token);
}

export function createSurgery({ operate }) {
  let current = null;
  const change = (changes) => operate(alter(current, changes));
  const clamps = CLAMPS.map((gate) => createClamp(gate, change));
  const bias = createBias(change);
  const units = createScope("units", "every unit", (_, unit) => `unit ${unit}`, "unit", change);
  const timesteps = createScope("timesteps", "every token", nameToken, "timestep", change);
  const reset = element(
    "button",
    {
      type: "button",
      class: "ge-reset-surgery",
      on: { click: () => operate(null) },
    },
    "reset surgery",
  );
  const fieldset = element(
    "fieldset",
    { class: "ge-surgery", "aria-label": "gate surgery" },
    element(
      "div",
      { class: "ge-heading-line" },
      element("h3", { class: "ge-heading" }, "gate surgery"),
      reset,
    ),
    ...clamps.map((clamp) => clamp.element),
    bias.element,
    element("div", { class: "ge-scopes" }, units.element, timesteps.element),
  );
  return {
    element: fieldset,
    update(view) {
      current = view.state.intervention;
      const intervention = current ?? NO_INTERVENTION;
      fieldset.disabled = view.covered;
      reset.disabled = current === null;
      fieldset.classList.toggle("ge-acting", acts(current));
      for (const clamp of clamps) clamp.update(view, intervention);
      bias.update(intervention);
      units.update(view, intervention);
      timesteps.update(view, intervention);
    },
  };
}
