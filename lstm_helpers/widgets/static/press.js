// A press of the pointer, from its start until its click has been heard.

/**
 * What moves or replaces a button between the press and the release takes the click away from the
 * learner: leaving a field by pressing a button beside it would do so. `after(deed)` waits for the
 * click while a pointer is down, and does the deed at once while none is.
 */
export function watchPress() {
  let waiting = null; // deeds put off; null while no pointer is down

  // No click follows the press of another button; where a menu opens, its release may never be told.
  function start(event) {
    if (event.button === 0) waiting ??= [];
  }

  // The click follows the release in the same task.
  function end() {
    setTimeout(() => {
      const deeds = waiting ?? [];
      waiting = null;
      for (const deed of deeds) deed();
    });
  }

  const heard = { pointerdown: start, pointerup: end, pointercancel: end };
  for (const [event, listener] of Object.entries(heard)) {
    window.addEventListener(event, listener, true);
  }
  return {
    after(deed) {
      if (waiting === null) deed();
      else waiting.push(deed);
    },
    stop() {
      for (const [event, listener] of Object.entries(heard)) {
        window.removeEventListener(event, listener, true);
      }
    },
  };
}
