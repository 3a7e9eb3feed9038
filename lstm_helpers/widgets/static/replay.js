// The proof on screen: what was drawn is sent to Python, where the real Keras layer reads the
// same sentence, and the greatest absolute difference comes back.

import { element, setText } from "./element.js";
import { powerOfTen } from "./wording.js";

const EQUAL_BELOW = 1e-6; // for states up to 1; a larger one has a larger last digit in float32
const ASK_AFTER_MS = 250;
const PATIENCE_MS = 20_000; // loading TensorFlow takes a slow machine that long
const NO_ANSWER = "no answer yet; after a restart of the kernel, run this cell again";
let views = 0;

/** `recorded()` is the last difference that Python measured, kept with the state: for static pages. */
export function createReplay({ model, recorded }) {
  const button = element(
    "button",
    {
      type: "button",
      class: "ge-check",
      title:
        "reads the same sentence with keras.layers.LSTM; loads TensorFlow, which takes about 5 s",
      on: { click: () => ask(true) },
    },
    "check against Keras",
  );
  const text = element("span", { class: "ge-replay-text" });
  const place = element("span", { class: "ge-replay" }, text, button);
  const view = `${Date.now()}-${(views += 1)}`;
  let request = 0;
  let timer = null;
  let live = false; // whether a kernel has answered this view
  let drawn = null;

  function show(words, { offer = false, value = "", fault = false } = {}) {
    setText(text, words);
    button.hidden = !offer;
    place.dataset.fault = String(fault);
    const root = place.closest(".gate-explorer");
    if (root) root.dataset.replay = value;
  }

  /** Send hidden and cell as drawn; `load` lets Python import Keras for it. */
  function ask(load) {
    request += 1;
    if (load) {
      show("checking against Keras …");
      clearTimeout(timer);
      timer = setTimeout(() => show(NO_ANSWER), PATIENCE_MS);
    }
    const { learned, state } = drawn;
    const content = {
      kind: "replay",
      request: `${view}-${request}`,
      sentence: state.sentence,
      padding: state.padding,
      mask_padding: state.mask_padding,
      load,
    };
    try {
      model.send(content, undefined, [learned.hidden.slice().buffer, learned.cell.slice().buffer]);
    } catch {
      // No kernel to ask: what was recorded, or nothing, stays on show.
    }
  }

  function showDifference(difference) {
    const size = drawn.learned.cell.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const equal = difference <= EQUAL_BELOW * size;
    const mark = equal ? "✓" : "✗";
    show(`replay = Keras to ${powerOfTen(difference)} ${mark}`, {
      value: difference.toExponential(1),
      fault: !equal,
    });
    text.title =
      "the greatest absolute difference between the states drawn here and those of keras.layers.LSTM, in float32";
  }

  function hear(content) {
    if (content?.kind !== "replay" || content.request !== `${view}-${request}`) return;
    clearTimeout(timer);
    live = true;
    if (content.trouble) show(content.trouble, { fault: true });
    else if (content.difference === null) show("", { offer: true });
    else showDifference(content.difference);
  }

  model.on("msg:custom", hear);
  return {
    element: place,
    /** A new run is drawn: show what is recorded of it, and ask when the learner pauses. */
    check({ scene, state }) {
      clearTimeout(timer);
      request += 1; // an answer about the sentence before comes too late
      drawn = { learned: scene.learned, state };
      const known = recorded();
      const fits =
        known !== null &&
        known.sentence === state.sentence &&
        known.padding === state.padding &&
        (state.padding === 0 || known.mask_padding === state.mask_padding);
      if (!fits) show("");
      else if (live) showDifference(known.difference);
      else show(`replay checked at build: equal to Keras to ${powerOfTen(known.difference)}`);
      if (scene.columns.length > 0) timer = setTimeout(() => ask(false), ASK_AFTER_MS);
    },
    stop() {
      clearTimeout(timer);
      model.off("msg:custom", hear);
    },
  };
}
