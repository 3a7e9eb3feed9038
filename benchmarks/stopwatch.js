// Measures, inside the page, the time from a key press to the painted picture it leads to.
//
// start     the key event's own timestamp: waiting for the page's attention counts
// change    a canvas is drawn on, an image has loaded, or the document changes, inside `root`
// painted   the beginning of the frame after the one with the last change: by then that one has
//           been laid out, drawn and handed on.
// A press is over when the wanted kind of change was seen and nothing more changed for QUIET ms,
// so a picture that arrives in several steps is counted up to its last.
(() => {
  const QUIET = 150;
  let press = null;

  // A change made by a frame's own callback belongs to that frame, any other to the next one.
  const nextFrame = window.requestAnimationFrame.bind(window);
  let inFrame = false;
  window.requestAnimationFrame = (callback) => nextFrame((time) => {
    inFrame = true;
    try {
      callback(time);
    } finally {
      queueMicrotask(() => { inFrame = false; }); // after the observer below has been told
    }
  });

  const note = (kind, node) => {
    if (!press || press.start === null || !press.root.contains(node)) return;
    press.seen.add(kind);
    press.lastChange = performance.now();
    const current = press;
    const stop = () => { current.painted = performance.now(); };
    if (inFrame) nextFrame(stop);
    else if (!press.frameAsked) {
      press.frameAsked = true;
      nextFrame(() => {
        current.frameAsked = false;
        nextFrame(stop);
      });
    }
  };

  const drawing = ["clearRect", "drawImage", "fill", "fillRect", "fillText", "putImageData", "stroke"];
  for (const name of drawing) {
    const original = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      note("canvas", this.canvas);
      return original.apply(this, given);
    };
  }
  document.addEventListener("load", (event) => note("image", event.target), true);
  window.addEventListener("keydown", (event) => {
    if (press && press.start === null) press.start = event.timeStamp;
  }, true);

  // What a press waits for is a kind of change, or a selector of what has to be there at its end.
  const KINDS = ["canvas", "image", "document"];
  const isThere = ({ root, seen, wanted }) =>
    KINDS.includes(wanted) ? seen.has(wanted) : root.querySelector(wanted) !== null;

  // arm(): call before the key press.
  const arm = (root, wanted) => {
    press = { root, wanted, start: null, painted: null, lastChange: null,
              frameAsked: false, seen: new Set() };
    press.observer = new MutationObserver((records) => {
      for (const record of records) note("document", record.target);
    });
    press.observer.observe(root, {
      subtree: true, childList: true, characterData: true, attributes: true,
    });
  };

  // finish(): milliseconds, or an Error after `patience` ms without the wanted change.
  const finish = async (patience) => {
    const deadline = performance.now() + patience;
    while (performance.now() < deadline) {
      await new Promise((done) => setTimeout(done, 10));
      const quiet = performance.now() - (press.lastChange ?? Infinity) > QUIET;
      if (isThere(press) && quiet && press.painted > press.lastChange) {
        press.observer.disconnect();
        return press.painted - press.start;
      }
    }
    throw new Error(`no ${press.wanted} change within ${patience} ms of the key press`);
  };

  window.stopwatch = { arm, finish };
})();
