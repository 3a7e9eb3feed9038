// The course of one question, computed from the acts done on it: answer, hint, give_up, solution.

export function workOf(acts) {
  const answers = acts.filter((act) => act.action === "answer");
  const last = answers.at(-1);
  const right = Boolean(last && last.right);
  const gaveUp = acts.some((act) => act.action === "give_up");
  return {
    answers,
    last,
    right,
    gaveUp,
    tries: answers.length,
    hints: acts.filter((act) => act.action === "hint").length,
    closed: right || gaveUp || acts.some((act) => act.action === "solution"),
    rightAtFirst: Boolean(answers[0] && answers[0].right),
  };
}

// The solution is for whoever answered right, tried twice, or openly gave up.
export function maySeeSolution(work) {
  return work.closed || work.tries >= 2;
}

export function stateOf(work) {
  if (!work.tries) return "not-attempted";
  if (work.right) return work.rightAtFirst ? "right" : "right-later";
  return work.closed ? "missed" : "trying";
}

export const STATE_WORDS = {
  "not-attempted": "not attempted",
  trying: "not right yet",
  right: "right at first try",
  "right-later": "right after more tries",
  missed: "solution seen",
};

export function newAct(lesson, item, round, action, details = {}) {
  return {
    id: newId(),
    at: new Date().toISOString(),
    lesson,
    item: item.id,
    objective: item.objective,
    use: item.use,
    action,
    round,
    ...details,
  };
}

function newId() {
  // randomUUID is missing on pages served without TLS, as on another machine in the house.
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
