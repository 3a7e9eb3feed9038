// The line above the maps: how to read them, and which run they show when there are two.

import { element, setText } from "./element.js";

const CHOICES = { both: "both", learned: "learned", altered: "altered" };

export function createMapHeading({ choose }) {
  const buttons = Object.entries(CHOICES).map(([value, label]) =>
    element(
      "button",
      {
        type: "button",
        class: "ge-choice",
        "data-show": value,
        on: { click: () => choose(value) },
      },
      label,
    ),
  );
  const choice = element(
    "span",
    { class: "ge-scope", role: "group", "aria-label": "which run the maps show" },
    ...buttons,
  );
  const note = element("span", { class: "ge-note" });
  return {
    element: element(
      "div",
      { class: "ge-heading-line ge-map-heading" },
      element("h3", { class: "ge-heading" }, "gates and states"),
      note,
      choice,
    ),
    update({ scene, show }) {
      const two = scene.altered !== null;
      choice.hidden = !two;
      for (const button of buttons)
        button.setAttribute("aria-pressed", String(button.dataset.show === show));
      setText(
        note,
        two && show === "both"
          ? "left: learned · right: altered"
          : "a column a token, a row a unit; click one to choose it",
      );
    },
  };
}
