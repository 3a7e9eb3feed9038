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
  const zeros = state.mask_padding ? 0 : scene.columns.length - shown.length;
  const padded = zeros > 0 ? ` and ${count(zeros, "padding token")} without a mask` : "";
  const read =
    scene.total > shown.length
      ? `The sentence has ${scene.total} tokens; the first ${shown.length}${padded} are read and shown`
      : `Read ${count(shown.length, "token")}${padded}`;
  const not = unknown.length ? `; not in the vocabulary, so read as [UNK]: ${named}` : "";
  const probability = finalProbability(scene.learned);
  const reading = `${read}${not}. P(positive) = ${chance(probability)}: ${verdict(probability)}.`;
  return scene.operated ? `${reading} ${describeSurgery(scene, state.intervention)}` : reading;
}

/** P(positive) as learned, and with whatever is altered; it says so where more is than was done. */
function describeEffect(scene, done = 1) {
  const before = finalProbability(scene.learned);
  const after = finalProbability(scene.altered);
  const swaps = scene.columns.filter(({ swap }) => swap !== undefined).length;
  const all = swaps + Number(scene.operated) > done ? "with all that is altered, " : "";
  return `${all}P(positive) goes from ${chance(before)} to ${chance(after)} (${signed(after - before)}).`;
}

/** The first of them by name, and how many there are besides. */
function some(all, most, name) {
  const named = all.slice(0, most).map(name);
  return all.length > most ? [...named, `${all.length - most} more`] : named;
}

/** The word read there; with its timestep where that word is read more than once. */
function nameTimestep(columns, t) {
  const column = columns[t];
  if (column === undefined) return `timestep ${t}`;
  if (column.padding) return describeColumn(column, t);
  const word = ({ swap, token }) => swap || token;
  const twice = columns.filter((other) => word(other) === word(column)).length > 1;
  return twice ? `${quote(word(column))} (timestep ${t})` : quote(word(column));
}

function describeScope({ timesteps, units }, columns) {
  const at =
    timesteps === null
      ? "every token"
      : list(some(timesteps, 3, (t) => nameTimestep(columns, t)));
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
    const read = ({ skipped, swap }, t) =>
      !skipped && swap !== "" && (intervention.timesteps?.includes(t) ?? true);
    if (!scene.columns.some(read)) {
      return "The surgery acts at no token that is read, so it changes nothing.";
    }
    return `${describeIntervention(intervention, scene.columns)}: ${describeEffect(scene)}`;
  }
  if (intervention !== null) {
    return `No gate is altered; what you alter next acts ${describeScope(intervention, scene.columns)}.`;
  }
  return scene.swapped
    ? `The gates are as learned again, what was swapped or left out stays so: ${describeEffect(scene)}`
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
    return scene.altered === null ? `${back}, as learned.` : `${back}: ${describeEffect(scene, 0)}`;
  }
  const unknown = scene.columns[t]?.swapKnown ? "" : ", not in the vocabulary,";
  const did = swap === "" ? `${token} is left out` : `${quote(swap)}${unknown} in place of ${token}`;
  return `${did}: ${describeEffect(scene)}`;
}

function describePadding({ state, scene }) {
  if (state.padding === 0) return "No padding: the sentence alone is read.";
  const learned = scene.altered === null ? "" : " as learned";
  const probability = `P(positive)${learned} = ${chance(finalProbability(scene.learned))}`;
  return state.mask_padding
    ? `${count(state.padding, "padding token")}, skipped by the mask: ${probability}, as without padding.`
    : `${count(state.padding, "padding token")} read like any word, without a mask: ${probability}.`;
}

function describeStep({ state, scene }) {
  const { timestep: t, unit } = state;
  const column = scene.columns[t];
  const run = scene.altered ?? scene.learned;
  const value = (map) => valueAt(run, map, t, unit);
  if (Number.isNaN(value("forget"))) {
    const why =
      column.swap === ""
        ? "nothing is read, for the token is left out"
        : "the mask skips the network’s step";
    return (
      `At ${describeColumn(column, t)} ${why}: ` +
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
