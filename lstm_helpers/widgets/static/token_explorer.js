// The token explorer: text becomes tokens and ids while you type and move the vocabulary's size.

import { createCoverageCurve } from "./coverage_curve.js";
import { element, setField, setText } from "./element.js";
import { createFrames } from "./frames.js";
import { keepKeys } from "./shortcuts.js";
import { linkState } from "./state_link.js";
import { followTheme } from "./theme.js";
import { createChips } from "./token_chips.js";
import {
  MOST_SHOWN,
  SMALLEST,
  coverageAt,
  encodeText,
  readVocabulary,
  sliderSizes,
  stepOf,
} from "./token_encoding.js";
import { describeText, describeToken, grouped } from "./token_wording.js";

const STATE = ["text", "max_tokens", "position"];

function createField(change) {
  const field = element("input", {
    class: "te-text",
    type: "text",
    "aria-label": "text to split; its tokens follow as you type",
    placeholder: "type a sentence",
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    on: { input: () => change(field.value) },
  });
  return {
    element: field,
    update({ state }) {
      setField(field, state.text);
    },
  };
}

function createSize(vocabulary, change) {
  const sizes = sliderSizes(vocabulary.size);
  const slider = element("input", {
    type: "range",
    class: "te-slider",
    min: 0,
    max: sizes.length - 1,
    step: 1,
    "aria-label": "size of the vocabulary",
    on: { input: () => change(sizes[Number(slider.value)]) },
  });
  const field = element("input", {
    type: "number",
    class: "te-size",
    min: SMALLEST,
    max: vocabulary.size,
    step: 1,
    "aria-label": `size of the vocabulary, ${SMALLEST} to ${vocabulary.size}`,
    on: { change: () => change(wanted(field.value)) },
  });
  let shown = SMALLEST;

  /** What was typed, brought into range; what is no number changes nothing. */
  function wanted(typed) {
    const size = Math.round(Number(typed));
    if (typed === "" || !Number.isFinite(size)) return shown;
    return Math.min(vocabulary.size, Math.max(SMALLEST, size));
  }

  return {
    slider,
    element: element("label", { class: "te-sizes" }, "vocabulary ", field, " ids"),
    update({ size }) {
      shown = size;
      const step = String(Math.round(stepOf(sizes, size)));
      if (slider.value !== step) slider.value = step;
      slider.setAttribute("aria-valuetext", `${grouped(size)} ids`);
      if (field.value !== String(size)) field.value = size;
    },
  };
}

/** What the state says is to be seen; a state that lags behind its text is brought into range. */
function look(vocabulary, state) {
  const size = Math.min(vocabulary.size, Math.max(SMALLEST, state.max_tokens));
  const columns = encodeText(vocabulary, state.text, size);
  const last = Math.min(columns.length, MOST_SHOWN) - 1;
  state.position = Math.max(0, Math.min(state.position, last));
  return { state, size, columns, coverage: coverageAt(vocabulary, size) };
}

function exposeFacts(root, { columns, size, coverage, state }) {
  const facts = {
    tokens: columns.length,
    unknown: columns.filter(({ known }) => !known).length,
    size,
    coverage: coverage.toFixed(6),
    position: state.position,
  };
  for (const [name, value] of Object.entries(facts)) {
    if (root.dataset[name] !== String(value)) root.dataset[name] = value;
  }
}

function render({ model, el }) {
  const vocabulary = readVocabulary(model.get("_tokens"), model.get("_counts"));
  const frames = createFrames(update);
  const link = linkState(model, STATE, { onSet: frames.respond, onHeard: frames.schedule });
  const field = createField((text) => link.set({ text, position: 0 }));
  const size = createSize(vocabulary, (max_tokens) => link.set({ max_tokens }));
  const chips = createChips({ choose: (position) => link.set({ position }) });
  const curve = createCoverageCurve(vocabulary);
  const parts = [field, size, chips, curve];
  const detail = element("p", { class: "te-detail" });
  const readout = element("p", { class: "te-readout", "aria-live": "polite" });
  const root = element(
    "div",
    { class: "lstm-course token-explorer" },
    element("div", { class: "te-bar" }, field.element, size.element),
    chips.element,
    detail,
    curve.element,
    size.slider,
    readout,
  );

  function update() {
    const now = look(vocabulary, link.read());
    for (const part of parts) part.update(now);
    const chosen = now.columns[now.state.position];
    setText(detail, chosen === undefined ? "" : describeToken(chosen));
    exposeFacts(root, now);
    setText(readout, describeText(now)); // a chosen chip tells of itself when it gets the focus
  }

  const theme = followTheme(root, () => {});
  const letKeys = keepKeys(root);
  const sized = new ResizeObserver(theme.look);
  update();
  el.replaceChildren(root);
  sized.observe(root);

  return () => {
    for (const part of [frames, theme]) part.stop();
    letKeys();
    sized.disconnect();
    link.unlink();
  };
}

export default { render };
