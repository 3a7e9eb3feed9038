// What a learner can do, each deed as a change of the state.

import { judge } from "./predict_first.js";
import { lastTimestep } from "./scene.js";
import { quote } from "./wording.js";

/**
 * `link` sets the state, `current()` gives the state and scene on show, and `say` takes a remark
 * that goes before the read-out's own sentence.
 */
export function createActions({ network, link, current, say }) {
  const inside = (state) => Math.min(state.timestep, lastTimestep(network, state));
  return {
    move: (timestep) => link.set({ timestep }),
    pick: (timestep, unit) => link.set({ timestep, unit }),
    operate: (intervention) => link.set({ intervention }),
    pad(changes) {
      link.set({ ...changes, timestep: inside({ ...current().state, ...changes }) });
    },
    /** Read a sentence; surgery at single tokens of another one goes. */
    read(sentence) {
      const { state } = current();
      const pinned = state.intervention !== null && state.intervention.timesteps !== null;
      const gone = pinned && sentence !== state.sentence;
      if (gone) say("The surgery at one token went with its sentence.");
      const intervention = gone ? null : state.intervention;
      const timestep = inside({ ...state, sentence });
      link.set({ sentence, timestep, swaps: {}, intervention }, { now: true });
    },
    /** Put the first of `words` in the token's place, leave it out if none, undo if null. */
    swap(t, words) {
      const { state, scene } = current();
      const { [t]: _, ...swaps } = state.swaps;
      const word = words?.[0] ?? "";
      if (words !== null && word !== scene.columns[t].token) swaps[t] = word;
      if (words?.length > 1) {
        say(`Only ${quote(word)} is taken, for one token stands in the place of one.`);
      }
      link.set({ swaps });
    },
    answer(said) {
      const { state, scene } = current();
      const answer = judge(state.question, state, scene, said);
      link.set({ answer, timestep: answer.timestep }, { now: true });
    },
    /** Go back to the scene that the lesson set. */
    restart(start) {
      say("Back to the first scene.");
      link.set({ ...start, swaps: {}, padding: 0, mask_padding: true }, { now: true });
    },
  };
}
