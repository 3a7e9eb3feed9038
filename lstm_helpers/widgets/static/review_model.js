// The trained network as it arrives from Python: bytes of little-endian float32, and its words.

import { predict, project, traceLstm } from "./lstm.js";
import { encodeToken, indexTokens, PADDING_ID } from "./tokens.js";

/** Copy the bytes, for a view of them may start where no float32 may. */
export function floatsFromBytes(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
  return new Float32Array(bytes.buffer);
}

/** Units by falling weight on the prediction, and the signed weight of each. */
function rankUnits(denseKernel) {
  const units = Array.from(denseKernel, (_, unit) => unit);
  return units.sort((a, b) => Math.abs(denseKernel[b]) - Math.abs(denseKernel[a]) || a - b);
}

/** Call `compute` once for each key, and remember. */
function remember(compute) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key);
  };
}

export function readReviewModel(get) {
  const { units, features, limit } = get("_shape");
  const denseKernel = floatsFromBytes(get("_dense_kernel"));
  const embedding = floatsFromBytes(get("_embedding"));
  const index = indexTokens(get("_tokens"));
  const weights = {
    units,
    kernel: floatsFromBytes(get("_kernel")),
    recurrentKernel: floatsFromBytes(get("_recurrent_kernel")),
    bias: floatsFromBytes(get("_bias")),
  };
  const denseBias = get("_dense_bias");
  const projectInput = remember((x) => project(weights, x)); // words come again, surgery comes often
  return {
    units,
    limit,
    denseKernel,
    order: rankUnits(denseKernel),
    encode: (token) => (token === "" ? PADDING_ID : encodeToken(index, token)),
    vector: remember((id) => embedding.subarray(id * features, (id + 1) * features)),
    run(inputs, options) {
      const trace = traceLstm(weights, inputs, { ...options, projectInput });
      return { ...trace, ...predict(trace, denseKernel, denseBias) };
    },
  };
}
