// What is to be drawn, computed from the explorer's state: no page, no drawing here.

import { acts, within } from "./intervention.js";
import { PADDING_ID, tokenize, UNKNOWN_ID } from "./tokens.js";

/**
 * The columns of the picture: the sentence's tokens, then padding.
 *
 * `swap` is undefined, or what stands in the token's place in the altered run: a word, or "" for
 * a token left out, which to a recurrent network is the same as one that the mask skips.
 */
function layColumns(network, state) {
  const tokens = tokenize(state.sentence);
  const columns = tokens.slice(0, network.limit).map((token, t) => {
    const id = network.encode(token);
    const swap = state.swaps[t];
    const known = id !== UNKNOWN_ID;
    const swapKnown = swap === undefined || network.encode(swap) !== UNKNOWN_ID;
    return { token, id, known, swap, swapKnown, padding: false, skipped: false };
  });
  for (let i = 0; i < (columns.length ? state.padding : 0); i += 1) {
    const column = { token: "", id: PADDING_ID, known: true, swapKnown: true, padding: true };
    columns.push({ ...column, skipped: state.mask_padding });
  }
  return { columns, total: tokens.length };
}

/** The last timestep there is for a sentence and its padding; 0 if there is none. */
export function lastTimestep(network, { sentence, padding }) {
  const tokens = Math.min(tokenize(sentence).length, network.limit);
  return tokens === 0 ? 0 : tokens + padding - 1;
}

function runLearned(network, columns) {
  return network.run(
    columns.map(({ id }) => network.vector(id)),
    { mask: columns.map(({ skipped }) => !skipped) },
  );
}

function runAltered(network, columns, intervention) {
  const ids = columns.map(({ id, swap }) => (swap ? network.encode(swap) : id));
  return network.run(
    ids.map((id) => network.vector(id)),
    { mask: columns.map(({ skipped, swap }) => !skipped && swap !== ""), intervention },
  );
}

const sameValue = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

/**
 * Read the sentence, as learned and, if anything is altered, as altered.
 *
 * `last` is the scene before: what did not change since is not computed again.
 */
export function readScene(network, state, last = null) {
  const keeps = (...keys) =>
    last !== null && keys.every((key) => sameValue(last.state[key], state[key]));
  const sameText = keeps("sentence", "swaps", "padding", "mask_padding");
  if (sameText && keeps("intervention")) return last;
  const { columns, total } = sameText ? last : layColumns(network, state);
  const sameWords = keeps("sentence", "padding", "mask_padding"); // a swap alters the other run only
  const learned = sameWords ? last.learned : runLearned(network, columns);
  const intervention = within(state.intervention, columns.length);
  const swapped = columns.some(({ swap }) => swap !== undefined);
  const operated = acts(intervention) && columns.length > 0;
  const altered =
    swapped || operated ? runAltered(network, columns, operated ? intervention : null) : null;
  return { state, columns, total, learned, altered, swapped, operated };
}

/** P(positive) at the end of a run: what the network answers about the whole sentence. */
export function finalProbability(run) {
  return run === null || run.timesteps === 0 ? null : run.probabilities[run.timesteps - 1];
}

/** The number of one map, unit and timestep; NaN where the mask skips a gate. */
export function valueAt(run, map, t, unit) {
  return run[map][t * run.units + unit];
}

export function meanAt(run, map, t) {
  const values = run[map].subarray(t * run.units, (t + 1) * run.units);
  return values.reduce((sum, value) => sum + value, 0) / run.units;
}

/** Where the model changes its mind: the last crossing of one half, and the largest step. */
export function turningPoints({ probabilities }) {
  let crossing = null;
  let largest = null;
  for (let t = 1; t < probabilities.length; t += 1) {
    const step = probabilities[t] - probabilities[t - 1];
    if (probabilities[t] >= 0.5 !== probabilities[t - 1] >= 0.5) crossing = t;
    if (largest === null || Math.abs(step) > Math.abs(largest.step)) largest = { t, step };
  }
  return { crossing, largest };
}
