// An explorer's state is the widget model's: what one view sets, every view and Python see.

const TELL_AFTER_MS = 120;

const equal = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

/**
 * Link one view to the `keys` of the model. `onSet` is called once for each `set` from here,
 * `onHeard` at every change from elsewhere: Python, or another view of the same widget.
 *
 * Changes show at once; Python is told when they pause, so that a dragged slider does not flood
 * the kernel. Without a kernel, as on a static page, everything but the telling works.
 */
export function linkState(model, keys, { onSet, onHeard }) {
  const untold = new Map(); // what was set here and Python does not know yet
  const told = new Map(); // what Python was told last
  let timer = null;
  let setting = false;

  function put(changes) {
    setting = true;
    for (const [key, value] of changes) model.set(key, value);
    setting = false;
  }

  function tell() {
    clearTimeout(timer);
    timer = null;
    for (const [key, value] of untold) told.set(key, value);
    untold.clear();
    try {
      model.save_changes();
    } catch {
      // No kernel listens: the state lives on in the page.
    }
  }

  /** Python repeats what it is told; a repetition must not undo what was set since. */
  function hear(key) {
    if (setting) return;
    if (untold.has(key) && told.has(key) && equal(model.get(key), told.get(key))) {
      put([[key, untold.get(key)]]);
      return;
    }
    untold.delete(key);
    onHeard();
  }

  const listeners = keys.map((key) => [`change:${key}`, () => hear(key)]);
  for (const [event, listener] of listeners) model.on(event, listener);
  return {
    read: () => Object.fromEntries(keys.map((key) => [key, model.get(key)])),
    /** Set several keys; `now` tells Python without waiting. */
    set(changes, { now = false } = {}) {
      const entries = Object.entries(changes);
      for (const [key, value] of entries) untold.set(key, value);
      put(entries);
      onSet();
      clearTimeout(timer);
      if (now) tell();
      else timer = setTimeout(tell, TELL_AFTER_MS);
    },
    unlink() {
      if (timer !== null) tell();
      for (const [event, listener] of listeners) model.off(event, listener);
    },
  };
}
