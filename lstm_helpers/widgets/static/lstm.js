// The LSTM itself, in plain JavaScript: the equations of lstm_helpers.cells and .trace, held to
// Keras by a test. Weights are float32 as Keras has them; the arithmetic is float64.

export const GATES = ["forget", "input", "candidate", "output"];
export const STATES = ["cell", "hidden"];
export const MAPS = [...GATES, ...STATES];

export function sigmoid(z) {
  // exp of a negative number cannot overflow, so each sign has its own form of the same fraction.
  const small = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : small) / (1 + small);
}

/** Add the product of a vector and a matrix (rows of `columns` numbers) to `sums`. */
function addProduct(sums, vector, matrix, columns) {
  for (let row = 0; row < vector.length; row += 1) {
    const factor = vector[row];
    const start = row * columns;
    for (let column = 0; column < columns; column += 1) {
      sums[column] += factor * matrix[start + column];
    }
  }
}

/** x W + b: the part of the pre-activations that does not depend on the state. */
export function project(weights, x) {
  const z = Float64Array.from(weights.bias);
  addProduct(z, x, weights.kernel, z.length);
  return z;
}

/**
 * Read one input vector.
 *
 * `weights` holds kernel (D × 4H), recurrentKernel (H × 4H), bias (4H) and units H.
 * `surgery` is null, or clamps and a forget bias with `unit(j)` telling whether unit j is touched.
 */
export function lstmStep(weights, x, hidden, cell, surgery = null) {
  return advance(weights, project(weights, x), hidden, cell, surgery);
}

/** The step from x W + b on; along the pre-activations z stand input, forget, candidate, output. */
function advance(weights, projected, hidden, cell, surgery) {
  const units = weights.units;
  const z = projected.slice();
  addProduct(z, hidden, weights.recurrentKernel, z.length);
  const step = Object.fromEntries(MAPS.map((name) => [name, new Float64Array(units)]));
  for (let j = 0; j < units; j += 1) {
    const altered = surgery !== null && surgery.unit(j) ? surgery : null;
    const forgetShift = altered ? altered.forget_bias : 0;
    const input = altered?.input ?? sigmoid(z[j]);
    const forget = altered?.forget ?? sigmoid(z[units + j] + forgetShift);
    const candidate = Math.tanh(z[2 * units + j]);
    const output = altered?.output ?? sigmoid(z[3 * units + j]);
    step.input[j] = input;
    step.forget[j] = forget;
    step.candidate[j] = candidate;
    step.output[j] = output;
    step.cell[j] = forget * cell[j] + input * candidate;
    step.hidden[j] = output * Math.tanh(step.cell[j]);
  }
  return step;
}

/** The surgery that acts at timestep t, or null. A set of null means everywhere. */
function surgeryAt(intervention, t) {
  if (intervention === null) return null;
  const { timesteps, units, ...change } = intervention;
  if (timesteps !== null && !timesteps.includes(t)) return null;
  const touched = units === null ? null : new Set(units);
  return { ...change, unit: (j) => touched === null || touched.has(j) };
}

/**
 * Read a sequence of T vectors; keep every gate and state, each as T × H numbers in a row.
 *
 * At a timestep that `mask` skips no gate acts: gates are NaN there and the state is carried on.
 * `projectInput` may hand back an x W + b that is known already.
 */
export function traceLstm(weights, inputs, options = {}) {
  const { mask = null, initialState = null, intervention = null } = options;
  const projectInput = options.projectInput ?? ((x) => project(weights, x));
  const units = weights.units;
  const trace = { timesteps: inputs.length, units };
  for (const name of MAPS) trace[name] = new Float64Array(inputs.length * units).fill(NaN);
  let [hidden, cell] = initialState ?? [new Float64Array(units), new Float64Array(units)];
  inputs.forEach((x, t) => {
    if (mask === null || mask[t]) {
      const step = advance(weights, projectInput(x), hidden, cell, surgeryAt(intervention, t));
      for (const name of GATES) trace[name].set(step[name], t * units);
      ({ hidden, cell } = step);
    }
    trace.hidden.set(hidden, t * units);
    trace.cell.set(cell, t * units);
  });
  return trace;
}

/** What the network would answer if the sentence ended after each timestep. */
export function predict(trace, denseKernel, denseBias) {
  const { timesteps, units, hidden } = trace;
  const logits = new Float64Array(timesteps).fill(denseBias);
  for (let t = 0; t < timesteps; t += 1) {
    for (let j = 0; j < units; j += 1) logits[t] += hidden[t * units + j] * denseKernel[j];
  }
  return { logits, probabilities: logits.map(sigmoid) };
}
