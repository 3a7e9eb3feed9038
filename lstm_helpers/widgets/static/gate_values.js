// What each gate does to the chosen unit at this timestep, number by number and in words.

import { numbersOf } from "./cell_diagram.js";
import { element, setText } from "./element.js";
import { SYMBOLS, written } from "./gate_maps.js";
import { GATES } from "./lstm.js";
import { percent } from "./wording.js";

const MEANINGS = {
  forget: ({ forget }) => `keeps ${percent(forget)} of old c`,
  input: ({ input }) => `writes ${percent(input)} of g`,
  candidate: () => "could be written",
  output: ({ output }) => `shows ${percent(output)} of tanh(c)`,
};

export function createGateValues() {
  const rows = GATES.map((gate) => {
    const value = element("b", {});
    const meaning = element("span", { class: "ge-note" });
    const learned = element("span", { class: "ge-learned-value" });
    const name = element(
      "span",
      { class: "ge-gate-name" },
      gate,
      " ",
      element("i", {}, SYMBOLS[gate]),
    );
    const row = element("li", { "data-gate": gate }, name, value, meaning, learned);
    return { gate, row, value, meaning, learned };
  });

  return {
    element: element("ul", { class: "ge-values" }, ...rows.map(({ row }) => row)),
    update({ scene, state, covered }) {
      const { timestep: t, unit } = state;
      const empty = scene.columns.length === 0;
      const numbers = empty ? null : numbersOf(scene.altered ?? scene.learned, t, unit);
      const before = empty || scene.altered === null ? null : numbersOf(scene.learned, t, unit);
      for (const { gate, value, meaning, learned } of rows) {
        const hide = empty || covered;
        const skipped = !hide && Number.isNaN(numbers[gate]);
        const why = scene.columns[t]?.swap === "" ? "left out" : "skipped by the mask";
        setText(value, hide ? "?" : written(gate, numbers[gate]));
        setText(meaning, hide ? "" : skipped ? why : MEANINGS[gate](numbers));
        const other = hide || before === null ? null : written(gate, before[gate]);
        const differs = other !== null && other !== written(gate, numbers[gate]);
        setText(learned, differs ? `was ${other}` : "");
      }
    },
  };
}
