// The sentence field with examples, play and reset.

import { element, setText } from "./element.js";
import { foldApostrophes } from "./tokens.js";

const STEP_MS = 700;
const CALM_STEP_MS = 1400; // for readers who asked for less motion

export function createSentenceBar({ examples, read, play, reset, replay }) {
  const field = element("input", {
    class: "ge-sentence",
    type: "text",
    "aria-label": "sentence to read; Enter reads it",
    placeholder: "type a sentence and press Enter",
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
  });
  const menu = element(
    "select",
    { class: "ge-examples", "aria-label": "examples" },
    element("option", { value: "" }, "examples"),
    ...examples.map(([label], i) => element("option", { value: i }, label)),
  );
  const player = element("button", {
    type: "button",
    class: "ge-play",
    "aria-pressed": "false",
    on: { click: play },
  });
  const back = element(
    "button",
    {
      type: "button",
      class: "ge-reset",
      title: "the scene as it was at first",
      on: { click: reset },
    },
    "reset",
  );
  let shown = null;

  const submit = () => read(foldApostrophes(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) submit();
  });
  menu.addEventListener("change", () => {
    if (menu.value === "") return;
    field.value = examples[Number(menu.value)][1];
    menu.value = "";
    submit();
  });
  return {
    element: element("div", { class: "ge-bar" }, field, menu, player, back, replay),
    update({ state, playing }) {
      if (state.sentence !== shown) field.value = shown = state.sentence;
      player.setAttribute("aria-pressed", String(playing));
      setText(player, playing ? "❚❚ pause" : "▶ play");
    },
  };
}

/** Move on a timestep at a time until the end. */
export function createPlayer({ step, onChange }) {
  let timer = null;
  const player = {
    get playing() {
      return timer !== null;
    },
    stop() {
      if (timer === null) return;
      clearInterval(timer);
      timer = null;
      onChange();
    },
    /** `step(first)` moves on and tells whether there is further to go. */
    toggle() {
      if (timer !== null) return player.stop();
      if (!step(true)) return;
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      timer = setInterval(() => step(false) || player.stop(), calm ? CALM_STEP_MS : STEP_MS);
      onChange();
    },
  };
  return player;
}

/** Padding after the sentence, masked or not. */
export function createPaddingControl({ pad }) {
  const amount = element(
    "select",
    { "aria-label": "padding tokens after the sentence" },
    ...Array.from({ length: 11 }, (_, n) => element("option", { value: n }, String(n))),
  );
  const box = element("input", { type: "checkbox" });
  const mask = element("label", { class: "ge-mask" }, box, "mask");
  amount.addEventListener("change", () => pad({ padding: Number(amount.value) }));
  box.addEventListener("change", () => pad({ mask_padding: box.checked }));
  return {
    element: element(
      "span",
      { class: "ge-pad-control" },
      element("label", {}, "padding ", amount),
      mask,
    ),
    update({ state }) {
      amount.value = String(state.padding);
      box.checked = state.mask_padding;
      mask.hidden = state.padding === 0;
    },
  };
}
