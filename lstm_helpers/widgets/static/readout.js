// The one sentence that says what just happened.

import { CLAMPS } from "./intervention.js";
import { finalProbability, valueAt } from "./scene.js";
import { chance, count, list, percent, plain, quote, signed, verdict } from "./wording.js";

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

export function describeColumn(column, t) {
  return column.padding ? `padding (timestep ${t})` : `${quote(column.token)} (timestep ${t})`;
}

function describeReading({ state, scene }) {
  const shown = scene.columns.filter(({ padding }) => !padding);
  if (shown.length === 0) {
    return state.sentence.trim() === ""
      ? "There is no word to read yet: type a sentence and press Enter."
      : "There is nothing but punctuation here, so no word to read: type a sentence and press Enter.";
  }
  const unknown = [...new Set(shown.filter(({ known }) => !known).map(({ token }) => token))];
  const named = list(unknown.slice(0, 3).map(quote)) + (unknown.length > 3 ? " and others" : "");
  const read =
    scene.total > shown.length
      ? `The sentence has ${scene.total} tokens; the first ${shown.length} are read and shown`
      : `Read ${count(shown.length, "token")}`;
  const not = unknown.length ? `; not in the vocabulary, so read as [UNK]: ${named}` : "";
  const probability = finalProbability(scene.learned);
  const reading = `${read}${not}. P(positive) = ${chance(probability)}: ${verdict(probability)}.`;
  return scene.operated ? `${reading} ${describeSurgery(scene, state.intervention)}` : reading;
}

/** P(positive) before and after whatever is altered. */
function describeEffect(scene) {
  const before = finalProbability(scene.learned);
  const after = finalProbability(scene.altered);
  return `P(positive) goes from ${plain(before)} to ${plain(after)} (${signed(after - before)}).`;
}

/** The first of them by name, and how many there are besides. */
function some(all, most, name) {
  const named = all.slice(0, most).map(name);
  return all.length > most ? [...named, `${all.length - most} more`] : named;
}

function nameTimestep(column, t) {
  if (column === undefined) return `timestep ${t}`;
  return column.padding ? describeColumn(column, t) : quote(column.token);
}

function describeScope({ timesteps, units }, columns) {
  const at =
    timesteps === null
      ? "every token"
      : list(some(timesteps, 3, (t) => nameTimestep(columns[t], t)));
  const of =
    units === null
      ? "every unit"
      : `${units.length === 1 ? "unit" : "units"} ${list(some(units, 4, String))}`;
  return `for ${of} at ${at}`;
}

export function describeIntervention(intervention, columns) {
  const parts = CLAMPS.filter((gate) => intervention[gate] !== null).map(
    (gate) => `the ${gate} gate is clamped to ${plain(intervention[gate])}`,
  );
  if (intervention.forget_bias !== 0) {
    parts.push(`the forget bias is shifted by ${signed(intervention.forget_bias)}`);
  }
  const sentence = `${list(parts)} ${describeScope(intervention, columns)}`;
  return sentence[0].toUpperCase() + sentence.slice(1);
}

function describeSurgery(scene, intervention) {
  if (scene.operated) {
    return `${describeIntervention(intervention, scene.columns)}: ${describeEffect(scene)}`;
  }
  if (intervention !== null) {
    return `No gate is altered; what you alter next acts ${describeScope(intervention, scene.columns)}.`;
  }
  return scene.swapped
    ? `The gates are as learned again, the swapped token stays: ${describeEffect(scene)}`
    : "No surgery: every gate is as learned.";
}

function describeSwap(before, { state, scene }) {
  const t = Object.keys({ ...before.state.swaps, ...state.swaps }).find(
    (key) => before.state.swaps[key] !== state.swaps[key],
  );
  const token = quote(scene.columns[t]?.token ?? "");
  const swap = state.swaps[t];
  if (swap === undefined) {
    const back = `${token} is read again`;
    return scene.altered === null ? `${back}, as learned.` : `${back}: ${describeEffect(scene)}`;
  }
  const did = swap === "" ? `${token} is left out` : `${quote(swap)} in place of ${token}`;
  const known = scene.columns[t]?.swapKnown ? "" : ", which is not in the vocabulary";
  return `${did}${known}: ${describeEffect(scene)}`;
}

function describePadding({ state, scene }) {
  if (state.padding === 0) return "No padding: the sentence alone is read.";
  const probability = plain(finalProbability(scene.learned));
  return state.mask_padding
    ? `${count(state.padding, "padding token")}, skipped by the mask: P(positive) stays ${probability}.`
    : `${count(state.padding, "padding token")} read like any word, without a mask: ` +
        `P(positive) = ${probability}.`;
}

function describeStep({ state, scene }) {
  const { timestep: t, unit } = state;
  const column = scene.columns[t];
  const run = scene.altered ?? scene.learned;
  const value = (map) => valueAt(run, map, t, unit);
  if (Number.isNaN(value("forget"))) {
    return (
      `At ${describeColumn(column, t)} the mask skips the network’s step: ` +
      `the cell of unit ${unit} stays at ${signed(value("cell"))}.`
    );
  }
  const before = t === 0 ? 0 : valueAt(run, "cell", t - 1, unit);
  const where = scene.altered === null ? "At" : "After your change, at";
  const word = column.swap ? `${quote(column.swap)} (timestep ${t})` : describeColumn(column, t);
  return (
    `${where} ${word} the forget gate of unit ${unit} keeps ${percent(value("forget"))} ` +
    `of what the cell held; the input gate writes ${signed(value("input") * value("candidate"))}; ` +
    `the cell moves from ${signed(before)} to ${signed(value("cell"))}.`
  );
}

/**
 * Say what changed between two moments of the explorer, each `{state, scene, covered, verdict}`.
 *
 * `before` is null when the explorer has just appeared. Null comes back when nothing is to be said.
 */
export function describeChange(before, now) {
  if (before === null || before.state.sentence !== now.state.sentence) return describeReading(now);
  if (now.scene.columns.length === 0) return describeReading(now);
  if (before.verdict !== now.verdict && now.verdict !== null) return now.verdict;
  if (!same(before.state.swaps, now.state.swaps)) return describeSwap(before, now);
  const padded = ["padding", "mask_padding"].some((key) => before.state[key] !== now.state[key]);
  if (padded) return describePadding(now);
  if (!same(before.state.intervention, now.state.intervention)) {
    return describeSurgery(now.scene, now.state.intervention);
  }
  const moved = ["timestep", "unit"].some((key) => before.state[key] !== now.state[key]);
  if (!moved) return null;
  if (!now.covered) return describeStep(now);
  const column = describeColumn(now.scene.columns[now.state.timestep], now.state.timestep);
  return `At ${column}. The maps stay covered until you answer.`;
}
