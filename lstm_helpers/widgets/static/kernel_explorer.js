// An explorer whose picture the kernel draws: controls, the picture, a read-out in words.

import { toOklab } from "./colours.js";
import { createControls } from "./controls.js";
import { element, setText } from "./element.js";
import { createExchange } from "./exchange.js";
import { keepKeys } from "./shortcuts.js";
import { followTheme } from "./theme.js";

const SILENCE = "The kernel is busy or has stopped. If it stays so, run the cell again.";

/** The picture: the latest that came; those before it are let go when it has been loaded. */
function createPicture(onPick) {
  const before = [];
  const image = element("img", {
    class: "ke-picture",
    on: {
      load: () => before.splice(0).forEach((address) => URL.revokeObjectURL(address)),
      click({ offsetX, offsetY }) {
        onPick([offsetX / image.clientWidth, 1 - offsetY / image.clientHeight]);
      },
    },
  });
  return {
    element: image,
    update(png, alt) {
      if (image.alt !== alt) image.alt = alt;
      if (png === undefined) return;
      if (image.src) before.push(image.src);
      image.src = URL.createObjectURL(new Blob([png], { type: "image/png" }));
    },
    stop: () => [...before, image.src].forEach((address) => URL.revokeObjectURL(address)),
  };
}

function createReadout() {
  const readout = element("div", { class: "ke-readout", "aria-live": "polite" });
  return {
    element: readout,
    update(lines) {
      while (readout.children.length > lines.length) readout.lastChild.remove();
      while (readout.children.length < lines.length) readout.append(element("p"));
      lines.forEach((line, i) => setText(readout.children[i], line));
    },
  };
}

function render({ model, el }) {
  const exchange = createExchange(model, { onAnswer, onSilence });
  const controls = createControls((name, value) => ask({ set: { [name]: value } }));
  const picture = createPicture((pick) => ask({ pick }));
  const readout = createReadout();
  const problem = element("p", { class: "ke-problem", role: "alert" });
  const root = element(
    "div",
    { class: "lstm-course kernel-explorer", "data-answered": 0 },
    controls.element,
    problem,
    picture.element,
    readout.element,
  );
  let looked = "";

  function ask(question) {
    root.dataset.waiting = true;
    exchange.ask(question);
  }

  function onAnswer(answer, png, settled) {
    controls.update(answer, settled);
    setText(problem, answer.problem);
    picture.update(png, answer.alt);
    readout.update(answer.readout);
    root.dataset.explorer = answer.explorer;
    root.dataset.waiting = !settled;
    root.dataset.answered = Number(root.dataset.answered) + 1;
  }

  function onSilence(silent) {
    setText(problem, silent ? SILENCE : "");
  }

  /** Tell the kernel size and colours, when they have changed. */
  function look(ground) {
    const width = picture.element.parentElement.clientWidth - 32; // without the root's padding
    if (width <= 0) return; // not on the page yet, or hidden
    const dark = toOklab(ground)[0] < 0.5;
    const now = { width, ratio: window.devicePixelRatio, dark, ground };
    if (JSON.stringify(now) === looked) return;
    looked = JSON.stringify(now);
    ask({ look: now });
  }

  let ground = null;
  const theme = followTheme(root, (seen) => {
    ground = seen;
    look(ground);
  });
  const sized = new ResizeObserver(() => {
    theme.look();
    if (ground !== null) look(ground);
  });
  const letKeys = keepKeys(root);
  el.replaceChildren(root);
  sized.observe(root);

  return () => {
    for (const part of [exchange, picture, theme]) part.stop();
    letKeys();
    sized.disconnect();
  };
}

export default { render };
