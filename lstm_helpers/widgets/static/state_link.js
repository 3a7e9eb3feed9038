// The explorer's state is the widget model's: what one view sets, every view and Python see.

const KEYS = [
  "sentence",
  "timestep",
  "unit",
  "intervention",
  "swaps",
  "padding",
  "mask_padding",
  "question",
  "answer",
];
const QUIET_MS = 120;

/**
 * Link one view to the model. `onSet` is called once for each `set` from here, `onHeard` at every
 * change from elsewhere: Python, or another view of the same widget.
 *
 * Changes show at once; Python is told when they pause, so that a dragged slider does not flood
 * the kernel. Without a kernel, as on a static page, everything but the telling works.
 */
export function linkState(model, { onSet, onHeard }) {
  let timer = null;
  let setting = false;

  function tell() {
    clearTimeout(timer);
    timer = null;
    try {
      model.save_changes();
    } catch {
      // No kernel listens: the state lives on in the page.
    }
  }

  function hear() {
    if (!setting) onHeard();
  }

  for (const key of KEYS) model.on(`change:${key}`, hear);
  return {
    read: () => Object.fromEntries(KEYS.map((key) => [key, model.get(key)])),
    /** Set several keys; `now` tells Python without waiting. */
    set(changes, { now = false } = {}) {
      setting = true;
      for (const [key, value] of Object.entries(changes)) model.set(key, value);
      setting = false;
      onSet();
      clearTimeout(timer);
      if (now) tell();
      else timer = setTimeout(tell, QUIET_MS);
    },
    unlink() {
      if (timer !== null) tell();
      for (const key of KEYS) model.off(`change:${key}`, hear);
    },
  };
}
