// The token explorer in words: for the read-out, the chips and the line below them.

import { UNKNOWN_ID } from "./tokens.js";
import { count, list, quote } from "./wording.js";

const MOST_NAMED = 4;

export function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

export function share(value) {
  const tenths = Math.round(value * 1000);
  // Short of all is never called all.
  return `${(Math.min(tenths, value < 1 ? 999 : 1000) / 10).toFixed(1)}%`;
}

/** Why a token has the id it has. */
export function describeToken({ token, rank, known, count: times }) {
  if (rank === UNKNOWN_ID) return `${quote(token)} is in none of the texts: unknown at any size, id 1`;
  const met = `${quote(token)} occurs ${times === 1 ? "once" : `${grouped(times)} times`}`;
  if (known) return `${met}: id ${grouped(rank)}`;
  return `${met}, but is cut off: id 1; it takes ${grouped(rank + 1)} ids to keep it`;
}

function describeUnknown(columns) {
  const names = [...new Set(columns.filter(({ known }) => !known).map(({ token }) => token))];
  const unknown = columns.filter(({ known }) => !known).length;
  const one = columns.length === 1;
  if (unknown === 0) return one ? "known" : "all of them known";
  const more = names.length - MOST_NAMED;
  const named = names.slice(0, MOST_NAMED).map(quote);
  if (more > 0) named.push(`${more} more`);
  return `${one ? "" : `${unknown} of them `}unknown: ${list(named)}`;
}

/** The whole text, and the size of the vocabulary, in two sentences. */
export function describeText({ columns, size, coverage }) {
  const text =
    columns.length === 0
      ? "There is no word here yet: type a sentence."
      : `${count(columns.length, "token")}, ${describeUnknown(columns)}.`;
  return `${text} With ${grouped(size)} ids, ${share(coverage)} of the texts’ tokens are known.`;
}
