// Text read with a vocabulary that is cut at some size: tokens, ids, and what is known.

import { UNKNOWN_ID, encodeToken, indexTokens, tokenize } from "./tokens.js";

export const MOST_SHOWN = 200;
export const SMALLEST = 3; // padding, unknown and one word
const SLIDER_STEPS = 240;

/** The whole vocabulary, and for every size how many tokens of its texts are known with it. */
export function readVocabulary(tokens, counts) {
  const covered = [0];
  for (const count of counts) covered.push(covered.at(-1) + count);
  return { tokens, counts, covered, size: tokens.length, index: indexTokens(tokens) };
}

/** The share of the texts' tokens that are known if only ids below `size` are kept. */
export function coverageAt({ covered }, size) {
  return covered[size] / covered.at(-1);
}

/** Each token of a text with its id; `rank` is the id that the whole vocabulary gives it. */
export function encodeText({ index, counts }, text, size) {
  return tokenize(text).map((token) => {
    const rank = encodeToken(index, token);
    const known = rank > UNKNOWN_ID && rank < size;
    return { token, rank, known, id: known ? rank : UNKNOWN_ID, count: counts[rank] };
  });
}

/** Sizes for a slider: all the small ones, then in equal proportions up to the greatest. */
export function sliderSizes(greatest) {
  const sizes = new Set();
  for (let step = 0; step <= SLIDER_STEPS; step += 1) {
    sizes.add(Math.round(SMALLEST * (greatest / SMALLEST) ** (step / SLIDER_STEPS)));
  }
  return [...sizes];
}

/** The place of a size on the slider, between two steps if it lies between them. */
export function stepOf(sizes, size) {
  const above = sizes.findIndex((each) => each >= size);
  if (above === -1) return sizes.length - 1;
  if (above === 0) return 0;
  const below = above - 1;
  return below + (size - sizes[below]) / (sizes[above] - sizes[below]);
}
