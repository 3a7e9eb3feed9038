// The sentence field with examples, play and reset.

import { element, setField, setText } from "./element.js";
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
  let shown = null; // the sentence on show
  let settled = ""; // what the field held when it was last read

  function settle(text) {
    setField(field, text);
    settled = field.value;
  }

  function submit() {
    settled = field.value;
    read(foldApostrophes(settled));
  }

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") submit();
    else if (event.key === "Escape") field.value = settled;
  });
  // Leaving the field reads it too, so that what stands there is what the picture shows.
  field.addEventListener("change", () => {
    if (field.value !== settled) submit();
  });
  menu.addEventListener("change", () => {
    if (menu.value === "") return;
    settle(examples[Number(menu.value)][1]);
    submit();
  });
  return {
    element: element("div", { class: "ge-bar" }, field, menu, player, back, replay),
    update({ state, playing }) {
      if (state.sentence !== shown) {
        shown = state.sentence;
        settle(shown);
        // The menu stays at its example, so that arrow keys lead on to the next one.
        menu.value = examples.findIndex(([, sentence]) => sentence === shown);
        if (menu.value === "") menu.selectedIndex = 0;
      }
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
