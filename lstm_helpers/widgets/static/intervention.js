// An intervention as Python sends it: clamps, a forget bias, and where they act.

export const CLAMPS = ["forget", "input", "output"];

export const NO_INTERVENTION = {
  forget: null,
  input: null,
  output: null,
  forget_bias: 0,
  timesteps: null,
  units: null,
};

/** Whether it changes anything; a scope alone does not. */
export function acts(intervention) {
  if (intervention === null) return false;
  return intervention.forget_bias !== 0 || CLAMPS.some((gate) => intervention[gate] !== null);
}

/** Change some fields; null when nothing is left that acts and no scope is set. */
export function alter(intervention, changes) {
  const altered = { ...(intervention ?? NO_INTERVENTION), ...changes };
  const scoped = altered.timesteps !== null || altered.units !== null;
  return acts(altered) || scoped ? altered : null;
}

/** Leave out timesteps that the sentence does not have, as the Python side does. */
export function within(intervention, timesteps) {
  if (intervention === null || intervention.timesteps === null) return intervention;
  return { ...intervention, timesteps: intervention.timesteps.filter((t) => t < timesteps) };
}

/** Whether a gate is held at a value at this timestep and unit. */
export function touches(intervention, gate, { timestep, unit }) {
  if (intervention === null || (intervention[gate] ?? null) === null) return false;
  const includes = (set, index) => set === null || set.includes(index);
  return includes(intervention.timesteps, timestep) && includes(intervention.units, unit);
}
