// The tokens as chips, each with its id: walk along them with the arrow keys.

import { element, setText } from "./element.js";
import { MOST_SHOWN } from "./token_encoding.js";
import { describeToken, grouped } from "./token_wording.js";
import { shorten } from "./wording.js";

const MOVES = { ArrowLeft: -1, ArrowRight: 1 };

function createChip({ token }, position) {
  const id = element("span", { class: "te-id" });
  const chip = element(
    "button",
    { type: "button", class: "te-chip", "data-position": position, "data-token": token },
    element("span", { class: "te-token", dir: "auto" }, shorten(token)),
    id,
  );
  return {
    element: chip,
    update(column, chosen) {
      setText(id, grouped(column.id));
      chip.classList.toggle("te-unknown", !column.known);
      chip.setAttribute("aria-pressed", String(chosen));
      chip.tabIndex = chosen ? 0 : -1;
      const says = describeToken(column);
      if (chip.title !== says) {
        chip.title = says;
        chip.setAttribute("aria-label", says);
      }
    },
  };
}

export function createChips({ choose }) {
  const strip = element("div", {
    class: "te-chips",
    role: "group",
    "aria-label": "tokens with their ids: left and right arrow walk along them",
  });
  const more = element("span", { class: "te-note" });
  let text = null;
  let chips = [];

  strip.addEventListener("click", (event) => {
    const chip = event.target.closest(".te-chip");
    if (chip !== null) choose(Number(chip.dataset.position));
  });
  strip.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = Number(event.target.dataset.position);
    const ends = { Home: 0, End: chips.length - 1 };
    const to = ends[event.key] ?? from + (MOVES[event.key] ?? NaN);
    if (Number.isNaN(to)) return;
    event.preventDefault();
    const inside = Math.min(chips.length - 1, Math.max(0, to));
    choose(inside);
    chips[inside].element.focus();
  });

  return {
    element: strip,
    update({ columns, state }) {
      const shown = columns.slice(0, MOST_SHOWN);
      if (state.text !== text) {
        text = state.text;
        chips = shown.map(createChip);
        const left = columns.length - shown.length;
        setText(more, left > 0 ? `and ${grouped(left)} more` : "");
        strip.replaceChildren(...chips.map((chip) => chip.element), more);
      }
      for (const [n, column] of shown.entries()) chips[n].update(column, n === state.position);
    },
  };
}
