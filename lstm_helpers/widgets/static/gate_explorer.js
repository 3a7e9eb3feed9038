// The gate explorer: puts the parts together and keeps them in step with the widget's state.

import { createCellDiagram } from "./cell_diagram.js";
import { element, setText } from "./element.js";
import { createGateValues } from "./gate_values.js";
import { createMapHeading } from "./map_heading.js";
import { createPicture } from "./picture.js";
import { createPredictFirst, describeVerdict, isCovered, judge } from "./predict_first.js";
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
import { quote } from "./wording.js";

/** What a learner can do, each as a change of the state. */
function createActions(link, current, say) {
  return {
    move: (timestep) => link.set({ timestep }),
    pick: (timestep, unit) => link.set({ timestep, unit }),
    pad: (changes) => link.set(changes),
    operate: (intervention) => link.set({ intervention }),
    read(sentence) {
      const { state } = current();
      const pinned = state.intervention !== null && state.intervention.timesteps !== null;
      const gone = pinned && sentence !== state.sentence;
      if (gone) say("The surgery at one token went with its sentence.");
      link.set({ sentence, swaps: {}, intervention: gone ? null : state.intervention }, { now: true });
    },
    /** Put the first of `words` in the token's place, leave it out if none, undo if null. */
    swap(t, words) {
      const { state, scene } = current();
      const { [t]: _, ...swaps } = state.swaps;
      const word = words?.[0] ?? "";
      if (words !== null && word !== scene.columns[t].token) swaps[t] = word;
      if (words?.length > 1) say(`Only ${quote(word)} is taken, for one token stands in the place of one.`);
      link.set({ swaps });
    },
    answer(said) {
      const { state, scene } = current();
      const answer = judge(state.question, state, scene, said);
      link.set({ answer, timestep: answer.timestep }, { now: true });
    },
  };
}

/** Is this gate held at a value, at the chosen timestep and unit? */
function clampedHere({ intervention, timestep, unit }, gate) {
  if (intervention === null || intervention[gate] === undefined || intervention[gate] === null) return false;
  const touches = (set, index) => set === null || set.includes(index);
  return touches(intervention.timesteps, timestep) && touches(intervention.units, unit);
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

function render({ model, el }) {
  const network = readReviewModel((key) => model.get(key));
  let now = null; // what is on show
  let show = "both";
  let frame = null;
  let stale = false; // something changed since it was drawn
  let notices = [];
  let announced = false; // false: say what was read, even if nothing changed
  const revision = { text: 0, values: 0 };

  const link = linkState(model, { onSet: respond, onHeard: schedule });
  const actions = createActions(link, () => now, (notice) => notices.push(notice));
  const player = createPlayer({
    step(first) {
      const last = now.scene.columns.length - 1;
      const t = first && now.state.timestep >= last ? 0 : now.state.timestep + 1;
      if (t <= last) actions.move(t);
      return t < last;
    },
    onChange: schedule,
  });
  const replay = createReplay({ model, recorded: () => model.get("_replay") });
  const bar = createSentenceBar({
    examples: model.get("_examples"),
    read(sentence) {
      announced = false;
      player.stop();
      actions.read(sentence);
    },
    play: player.toggle,
    reset() {
      player.stop();
      show = "both";
      announced = false;
      notices.push("Back to the first scene.");
      link.set({ ...model.get("_start"), swaps: {}, padding: 0, mask_padding: true }, { now: true });
    },
    replay: replay.element,
  });
  const heading = createMapHeading({
    choose(run) {
      show = run;
      schedule();
    },
  });
  const strip = createTokenStrip(actions);
  const padding = createPaddingControl(actions);
  const question = createPredictFirst(actions);
  const picture = createPicture(actions);
  const parts = [
    bar, strip, padding, question, heading, picture,
    createCellDiagram(), createGateValues(), createSurgery(actions), createPrediction(),
  ];
  const [cell, values, surgery, prediction] = parts.slice(-4).map((part) => part.element);
  const readout = element("p", { class: "ge-readout", "aria-live": "polite" });
  const root = element("div", { class: "gate-explorer" },
    element("div", { class: "ge-body" },
      bar.element,
      element("div", { class: "ge-strip-line" }, strip.element, padding.element),
      question.element,
      element("div", { class: "ge-main" }, heading.element, picture.element),
      element("div", { class: "ge-side" }, cell, values, surgery, prediction),
      readout));

  function nextFrame() {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      if (stale) update();
    });
  }

  /** Draw with the next frame, however much changes until then. */
  function schedule() {
    stale = true;
    nextFrame();
  }

  /** Draw at once, so that the next frame shows it; but once a frame, however fast the events. */
  function respond() {
    if (frame === null) update();
    else stale = true;
    nextFrame();
  }

  /** Compute what the state says is to be seen. */
  function look() {
    const state = link.read();
    const scene = readScene(network, state, now?.scene);
    const last = Math.max(0, scene.columns.length - 1);
    state.timestep = Math.min(state.timestep, last);
    const covered = isCovered(state, scene);
    return { state, scene, covered, verdict: describeVerdict(state, scene.columns) };
  }

  function update() {
    stale = false;
    const before = now;
    now = look();
    if (before?.scene.columns !== now.scene.columns) revision.text += 1;
    if (before?.scene !== now.scene) revision.values += 1;
    const view = {
      ...now,
      network,
      show,
      playing: player.playing,
      revision: revision.values,
      textRevision: revision.text,
      clamped: (gate) => clampedHere(now.state, gate),
    };
    for (const part of parts) part.update(view);
    root.classList.toggle("ge-covered", now.covered);
    exposeFacts(root, now);
    if (before?.scene.learned !== now.scene.learned) replay.check(now);
    const sentence = describeChange(announced ? before : null, now);
    announced = true;
    const said = [...notices, sentence].filter((part) => part !== null);
    if (said.length > 0) setText(readout, said.join(" "));
    notices = [];
  }

  const theme = followTheme(root, (ground) => {
    picture.setGround(ground);
    if (now !== null) schedule();
  });
  const letKeys = keepKeys(root);
  const unwatch = picture.watch(() => {
    theme.look();
    update();
  });
  el.replaceChildren(root);

  return () => {
    if (frame !== null) cancelAnimationFrame(frame);
    player.stop();
    replay.stop();
    theme.stop();
    letKeys();
    unwatch();
    link.unlink();
  };
}

export default { render };
