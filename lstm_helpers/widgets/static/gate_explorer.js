// The gate explorer: puts the parts together and keeps them in step with the widget's state.

import { createActions } from "./actions.js";
import { createCellDiagram } from "./cell_diagram.js";
import { element, setText } from "./element.js";
import { createFrames } from "./frames.js";
import { createGateValues } from "./gate_values.js";
import { touches } from "./intervention.js";
import { createMapHeading } from "./map_heading.js";
import { createPicture } from "./picture.js";
import { createPredictFirst, describeVerdict, isCovered } from "./predict_first.js";
import { createPrediction } from "./prediction.js";
import { describeChange } from "./readout.js";
import { createReplay } from "./replay.js";
import { readReviewModel } from "./review_model.js";
import { finalProbability, readScene } from "./scene.js";
import { createPaddingControl, createPlayer, createSentenceBar } from "./sentence_bar.js";
import { keepKeys } from "./shortcuts.js";
import { linkState } from "./state_link.js";
import { createSurgery } from "./surgery.js";
import { followTheme } from "./theme.js";
import { createTokenStrip } from "./token_strip.js";

const STATE = [
  "sentence",
  "timestep",
  "unit",
  "intervention",
  "swaps",
  "padding",
  "mask_padding",
  "question",
  "answer",
];

/** What the state says is to be seen. */
function look(network, state, lastScene) {
  const scene = readScene(network, state, lastScene);
  state.timestep = Math.min(state.timestep, Math.max(0, scene.columns.length - 1));
  const covered = isCovered(state, scene);
  return { state, scene, covered, verdict: describeVerdict(state) };
}

/** The picture's facts as attributes, for style sheets, for tests and for the curious. */
function exposeFacts(root, { state, scene, covered }) {
  const write = (probability) => (probability === null ? "" : probability.toFixed(6));
  const facts = {
    timestep: state.timestep,
    unit: state.unit,
    tokens: scene.columns.filter(({ padding }) => !padding).length,
    probability: write(finalProbability(scene.learned)),
    alteredProbability: write(finalProbability(scene.altered)),
    covered,
  };
  for (const [name, value] of Object.entries(facts)) {
    if (root.dataset[name] !== String(value)) root.dataset[name] = value;
  }
}

/** Build every part and place it on the page. */
function assemble(actions, { bar, choose }) {
  const parts = {
    bar,
    strip: createTokenStrip(actions),
    padding: createPaddingControl(actions),
    question: createPredictFirst(actions),
    heading: createMapHeading({ choose }),
    picture: createPicture(actions),
    cell: createCellDiagram(),
    values: createGateValues(),
    surgery: createSurgery(actions),
    prediction: createPrediction(),
  };
  const place = (name, ...names) =>
    element("div", { class: name }, ...names.map((part) => parts[part].element));
  const readout = element("p", { class: "ge-readout", "aria-live": "polite" });
  const body = element(
    "div",
    { class: "ge-body" },
    parts.bar.element,
    place("ge-strip-line", "strip", "padding"),
    parts.question.element,
    place("ge-main", "heading", "picture"),
    place("ge-side", "cell", "values", "surgery", "prediction"),
    readout,
  );
  return { root: element("div", { class: "lstm-course gate-explorer" }, body), parts, readout };
}

/** A player that steps through the timesteps on show. */
function playThrough(current, move, onChange) {
  return createPlayer({
    step(first) {
      const { state, scene } = current();
      const last = scene.columns.length - 1;
      const t = first && state.timestep >= last ? 0 : state.timestep + 1;
      if (t <= last) move(t);
      return t < last;
    },
    onChange,
  });
}

function render({ model, el }) {
  const network = readReviewModel((key) => model.get(key));
  let now = null; // what is on show
  let show = "both"; // which run the maps show
  let remarks = [];
  let announced = false; // false: say what was read, even if nothing changed
  const revision = { text: 0, values: 0 };
  let grounded = false; // until the page shows its ground there is nothing to paint with

  const frames = createFrames(update);
  const link = linkState(model, STATE, { onSet: frames.respond, onHeard: frames.schedule });
  const current = () => now;
  const actions = createActions({ network, link, current, say: (remark) => remarks.push(remark) });
  const player = playThrough(current, actions.move, frames.schedule);
  const replay = createReplay({ model, recorded: () => model.get("_replay") });
  const bar = createSentenceBar({
    examples: model.get("_examples"),
    replay: replay.element,
    play: player.toggle,
    read: anew(actions.read),
    reset: anew(() => {
      show = "both";
      actions.restart(model.get("_start"));
    }),
  });
  const { root, parts, readout } = assemble(actions, {
    bar,
    choose(run) {
      show = run;
      frames.schedule();
    },
  });

  /** A deed after which the read-out tells what was read. */
  function anew(deed) {
    return (...given) => {
      player.stop();
      announced = false;
      deed(...given);
    };
  }

  function update() {
    if (!grounded) return;
    const before = now;
    now = look(network, link.read(), before?.scene);
    if (before?.scene.columns !== now.scene.columns) revision.text += 1;
    if (before?.scene !== now.scene) revision.values += 1;
    const view = {
      ...now,
      network,
      show,
      playing: player.playing,
      revision: revision.values,
      textRevision: revision.text,
      clamped: (gate) => touches(now.state.intervention, gate, now.state),
    };
    for (const part of Object.values(parts)) part.update(view);
    root.classList.toggle("ge-covered", now.covered);
    exposeFacts(root, now);
    if (before?.scene.learned !== now.scene.learned) replay.check(now);
    const sentence = describeChange(announced ? before : null, now);
    const said = [...remarks, sentence].filter((part) => part !== null);
    if (said.length > 0) setText(readout, said.join(" "));
    announced = true;
    remarks = [];
  }

  const theme = followTheme(root, (ground) => {
    parts.picture.setGround(ground);
    grounded = true;
    if (now !== null) frames.schedule();
  });
  const letKeys = keepKeys(root);
  const unwatch = parts.picture.watch(() => {
    theme.look();
    frames.drawNow();
  });
  el.replaceChildren(root);

  return () => {
    for (const part of [frames, player, replay, theme, parts.strip]) part.stop();
    letKeys();
    unwatch();
    link.unlink();
  };
}

export default { render };
