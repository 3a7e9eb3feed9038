// How numbers and words are written, everywhere in the explorer.

const MINUS = "−";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

export function plain(value, digits = 2) {
  if (Number.isNaN(value)) return "–";
  return value.toFixed(digits).replace("-", MINUS);
}

export function signed(value, digits = 2) {
  if (Number.isNaN(value)) return "–";
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(text) !== 0 ? MINUS : "+") + text;
}

/** A probability, with the digits it takes to tell which side of one half it is on. */
export function chance(value) {
  const near = value !== 0.5 && Number(value.toFixed(2)) === 0.5;
  return plain(value, near ? (Number(value.toFixed(3)) === 0.5 ? 4 : 3) : 2);
}

/** A share; one short of all, or more than nothing, is never called all or nothing. */
export function percent(value) {
  if (value > 0 && value < 0.005) return "<1%";
  if (value < 1 && value >= 0.995) return ">99%";
  return `${Math.round(value * 100)}%`;
}

/** 3.02e-8 as 3·10⁻⁸. */
export function powerOfTen(value) {
  if (value === 0) return "0";
  const [digits, exponent] = value.toExponential(0).split("e");
  const raised = Array.from(String(Math.abs(Number(exponent))), (d) => SUPERSCRIPTS[Number(d)]);
  return `${digits}·10${Number(exponent) < 0 ? "⁻" : ""}${raised.join("")}`;
}

export function shorten(token, length = 24) {
  const letters = Array.from(token);
  return letters.length > length ? `${letters.slice(0, length - 1).join("")}…` : token;
}

/** A token in quotation marks; one written from right to left is kept from turning its neighbours. */
export function quote(token) {
  const short = shorten(token);
  return RIGHT_TO_LEFT.test(short) ? `“\u2068${short}\u2069”` : `“${short}”`;
}

export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

export function list(words) {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** "positive" or "negative": which side of one half. */
export function verdict(probability) {
  return probability >= 0.5 ? "positive" : "negative";
}
