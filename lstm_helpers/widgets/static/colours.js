// One colour a gate, and the ramps that turn a value into a colour.

// Okabe and Ito's palette, told apart by colour-blind readers; the same all through the course.
export const HUES = {
  forget: "#D55E00",
  input: "#009E73",
  candidate: "#CC79A7",
  output: "#0072B2",
  cell: "#B58900",
  hidden: "#56B4E9",
};

// What a map that can be negative fades into below zero: from the other end of the yellow–blue
// axis where possible, and never red against green. A test measures how far apart they look.
export const COUNTER_HUES = {
  light: { candidate: "#4B5D16", cell: "#3B4A9E", hidden: "#8C4A16" },
  dark: { candidate: "#BFDE3F", cell: "#79B1F9", hidden: "#D98E4F" },
};

const STEPS = 256;

export function parseColour(text) {
  if (text.startsWith("#")) return [1, 3, 5].map((i) => parseInt(text.slice(i, i + 2), 16) / 255);
  const numbers = text
    .match(/[\d.]+/g)
    .slice(0, 3)
    .map(Number);
  return text.startsWith("rgb") ? numbers.map((n) => n / 255) : numbers; // color(srgb r g b)
}

function toLinear(channel) {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function fromLinear(channel) {
  const clipped = Math.min(1, Math.max(0, channel));
  return clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * clipped ** (1 / 2.4) - 0.055;
}

/** Ottosson's OKLab, in which equal steps look about equal. */
export function toOklab(rgb) {
  const [r, g, b] = rgb.map(toLinear);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map(fromLinear);
}

function mix(from, to, share) {
  return from.map((value, i) => value + (to[i] - value) * share);
}

/** Colours at `STEPS` places along `[[place, rgb], …]`, mixed in OKLab. */
function ramp(stops) {
  const labs = stops.map(([place, rgb]) => [place, toOklab(rgb)]);
  return Array.from({ length: STEPS }, (_, i) => {
    const place = i / (STEPS - 1);
    const upper = Math.max(
      1,
      labs.findIndex(([stop]) => stop >= place),
    );
    const [[from, left], [to, right]] = [labs[upper - 1], labs[upper]];
    return fromOklab(mix(left, right, (place - from) / (to - from)));
  });
}

/** A gate's ramp from closed to open; its own hue at 0.8, beyond that stronger still. */
function sequential(hue, ground, end) {
  const strongest = fromOklab(mix(toOklab(hue), toOklab(end), 0.3));
  return ramp([
    [0, ground],
    [0.8, hue],
    [1, strongest],
  ]);
}

function diverging(hue, counter, ground) {
  return ramp([
    [0, counter],
    [0.5, ground],
    [1, hue],
  ]);
}

/** The six ramps on a ground colour, each 256 colours of three numbers from 0 to 1. */
export function rampsOn(ground) {
  const dark = toOklab(ground)[0] < 0.5;
  const end = dark ? [1, 1, 1] : [0, 0, 0];
  const counters = COUNTER_HUES[dark ? "dark" : "light"];
  return Object.fromEntries(
    Object.entries(HUES).map(([name, hue]) => [
      name,
      counters[name]
        ? diverging(parseColour(hue), parseColour(counters[name]), ground)
        : sequential(parseColour(hue), ground, end),
    ]),
  );
}

/** A ramp as 32-bit pixels in the byte order of canvas image data. */
export function asPixels(colours) {
  const bytes = new Uint8ClampedArray(colours.length * 4);
  colours.forEach((rgb, i) => bytes.set([...rgb.map((channel) => channel * 255), 255], i * 4));
  return new Uint32Array(bytes.buffer);
}

export function asCss(rgb) {
  return `rgb(${rgb.map((channel) => Math.round(channel * 255)).join(" ")})`;
}

/** The place of a value on a ramp: 0 to 255. */
export function placeOn(value, low, high) {
  const share = (value - low) / (high - low);
  return Math.round(Math.min(1, Math.max(0, share)) * (STEPS - 1));
}
