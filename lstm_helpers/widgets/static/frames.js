// When to draw: at once after a deed of the learner's, but never more than once a frame.

/** `draw` is called; how often is decided here. */
export function createFrames(draw) {
  let frame = null;
  let stale = false; // something changed since it was drawn

  function drawNow() {
    stale = false;
    draw();
  }

  function nextFrame() {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      if (stale) drawNow();
    });
  }

  return {
    drawNow,
    /** Draw with the next frame, however much changes until then. */
    schedule() {
      stale = true;
      nextFrame();
    },
    /** Draw at once, so that the next frame shows it; what comes before that frame is gathered. */
    respond() {
      if (frame === null) drawNow();
      else stale = true;
      nextFrame();
    },
    stop() {
      if (frame !== null) cancelAnimationFrame(frame);
    },
  };
}
