// From text to tokens to ids: the same rules as lstm_helpers.tokenizer, and as Keras.

export const PADDING_ID = 0;
export const UNKNOWN_ID = 1;

const PUNCTUATION = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g;

/** Lower ASCII letters, remove ASCII punctuation, split on ASCII white space; no more than that. */
export function tokenize(text) {
  const lowered = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return lowered.replace(PUNCTUATION, "").match(/[^ \t\n\v\f\r]+/g) ?? [];
}

/** The curly apostrophe that keyboards and phones put in *didn’t* is not ASCII; the corpus has '. */
export function foldApostrophes(text) {
  return text.replace(/[\u2018\u2019\u02BC]/g, "'");
}

/** Map each token to its id. `tokens[id]` is the token; ids 0 and 1 are padding and unknown. */
export function indexTokens(tokens) {
  const index = new Map();
  for (let id = UNKNOWN_ID + 1; id < tokens.length; id += 1) index.set(tokens[id], id);
  return index;
}

export function encodeToken(index, token) {
  return index.get(token) ?? UNKNOWN_ID;
}
