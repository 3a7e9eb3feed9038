// Asking the kernel: one question at a time, what comes meanwhile gathered into the next.

const SILENT_AFTER_MS = 4000;

/**
 * `ask({ set, pick, look })` asks. `onAnswer(answer, picture, settled)` hears every answer, also
 * those to other views and to changes in Python; `settled` says that nothing newer is on its way.
 * `onSilence(silent)` tells when an answer is long in coming, and when it has come.
 */
export function createExchange(model, { onAnswer, onSilence }) {
  const view = Math.random().toString(36).slice(2); // several views may ask at once
  let count = 0;
  let underWay = null;
  let gathered = null;
  let timer = null;

  function fallSilent() {
    underWay = null; // the question may be lost with its kernel; the next is sent all the same
    onSilence(true);
    if (gathered !== null) send(); // what was done meanwhile waits for no other deed
  }

  function send() {
    count += 1;
    underWay = `${view}:${count}`;
    const question = gathered;
    gathered = null;
    clearTimeout(timer);
    timer = setTimeout(fallSilent, SILENT_AFTER_MS);
    try {
      model.send({ ...question, asked: underWay });
    } catch {
      clearTimeout(timer);
      underWay = null;
      gathered = question; // goes with the next
      onSilence(true);
    }
  }

  function hear(answer, buffers) {
    if (answer.asked === underWay) underWay = null;
    if (underWay === null && gathered !== null) send();
    if (underWay === null) clearTimeout(timer);
    onSilence(false);
    onAnswer(answer, buffers?.[0], underWay === null);
  }

  model.on("msg:custom", hear);
  return {
    ask(question) {
      gathered = { ...gathered, ...question, set: { ...gathered?.set, ...question.set } };
      if (underWay === null) send();
    },
    waits: () => underWay !== null,
    stop() {
      const { set = {}, pick } = gathered ?? {};
      if (pick !== undefined || Object.keys(set).length > 0) {
        gathered = { set, pick }; // the view goes, and its look; what was done in it does not
        send();
      }
      clearTimeout(timer);
      model.off("msg:custom", hear);
    },
  };
}
