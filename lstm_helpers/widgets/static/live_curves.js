// A progress bar, and the curves of a training, drawn anew whenever the kernel says more.

import { drawing, element, setText } from "./element.js";
import { followTheme } from "./theme.js";

const WIDTH = 760;
const HEIGHT = 240;
const LEFT = 44;
const RIGHT = WIDTH - 128;
const TOP = 26;
const BOTTOM = HEIGHT - 30;
const APART = 15; // between two labels at the ends of lines

/** The scale: all steps there will be, and losses up to a round number. */
function scaleOf({ share, steps, batches, epochs, ended }) {
  const losses = [...batches.map((p) => p[1]), ...epochs.flatMap((e) => [e[1], e[2]])];
  const highest = Math.max(1, ...losses.filter((loss) => loss !== null));
  const most = Math.ceil(highest * 2) / 2;
  const total = Math.max(1, ended ? steps : steps / Math.max(share, 1e-6));
  return {
    most,
    x: (step) => LEFT + ((RIGHT - LEFT) * Math.min(step, total)) / total,
    y: (loss) => BOTTOM - ((BOTTOM - TOP) * Math.min(loss, most)) / most,
  };
}

function text(words, x, y, attributes = {}) {
  return drawing("text", { x, y, ...attributes }, words);
}

function axes(scale, epochs, width) {
  const step = scale.most > 3 ? Math.ceil(scale.most / 4) : 0.5;
  const parts = [];
  for (let loss = 0; loss <= scale.most; loss += step) {
    const y = scale.y(loss);
    parts.push(drawing("line", { class: "lv-grid", x1: LEFT, x2: RIGHT, y1: y, y2: y }));
    parts.push(text(loss.toFixed(1), LEFT - 8, y + 4, { "text-anchor": "end", class: "lv-note" }));
  }
  const every = Math.ceil(epochs.length / 12);
  epochs.forEach(([end], i) => {
    if ((i + 1) % every !== 0) return;
    const x = scale.x(end);
    parts.push(drawing("line", { class: "lv-tick", x1: x, x2: x, y1: BOTTOM, y2: BOTTOM + 5 }));
    parts.push(text(String(i + 1), x, BOTTOM + 19, { "text-anchor": "middle", class: "lv-note" }));
  });
  const points = width > 1 ? `means of ${width} steps` : "each step";
  parts.push(text(`loss (thin line: ${points})`, LEFT, 12, { class: "lv-note" }));
  parts.push(text("epoch", RIGHT + 16, BOTTOM + 19, { class: "lv-note" }));
  return parts;
}

function line(name, points, scale) {
  const known = points.filter(([, loss]) => loss !== null);
  const path = known.map(([step, loss]) => `${scale.x(step).toFixed(1)},${scale.y(loss).toFixed(1)}`);
  return drawing("polyline", { class: `lv-${name}`, points: path.join(" ") });
}

function marks(name, points, scale) {
  return points
    .filter(([, loss]) => loss !== null)
    .map(([step, loss]) => {
      const [x, y] = [scale.x(step), scale.y(loss)];
      return name === "training"
        ? drawing("circle", { class: "lv-mark lv-training-mark", cx: x, cy: y, r: 3.6 })
        : drawing("rect", {
            class: "lv-mark lv-validation-mark", x: x - 3.4, y: y - 3.4, width: 6.8, height: 6.8,
          });
    });
}

/** The last figure of each line, written beside its end, one a little aside if they would touch. */
function endLabels(curves, scale) {
  const ends = Object.entries(curves)
    .map(([name, points]) => [name, points.filter(([, loss]) => loss !== null).at(-1)])
    .filter(([, end]) => end)
    .map(([name, [step, loss]]) => ({ name, x: scale.x(step), y: scale.y(loss), loss }))
    .sort((one, other) => one.y - other.y);
  if (ends.length === 2 && ends[1].y - ends[0].y < APART) {
    const middle = Math.min((ends[0].y + ends[1].y) / 2, BOTTOM - APART / 2);
    [ends[0].y, ends[1].y] = [middle - APART / 2, middle + APART / 2];
  }
  return ends.map(({ name, x, y, loss }) =>
    text(`${name} ${loss.toFixed(2)}`, x + 9, y + 4, { class: `lv-label lv-${name}-label` }));
}

function draw(shown) {
  const scale = scaleOf(shown);
  const curves = {
    training: shown.epochs.map(([end, loss]) => [end, loss]),
    validation: shown.epochs.map(([end, , loss]) => [end, loss]),
  };
  return [
    ...axes(scale, shown.epochs, shown.batches[0]?.[0]), // thinned out, the first ends later
    line("batches", shown.batches, scale),
    line("training", curves.training, scale),
    line("validation", curves.validation, scale),
    ...marks("training", curves.training, scale),
    ...marks("validation", curves.validation, scale),
    ...endLabels(curves, scale),
  ];
}

/** What a screen reader is told, once an epoch. */
function lastEpoch({ epochs, ended }) {
  if (epochs.length === 0) {
    return ended ? "No epoch was finished. Train again, and let the first epoch end." : "";
  }
  const [, loss, kept, accuracy] = epochs.at(-1);
  const parts = [`training loss ${loss.toFixed(2)}`];
  if (kept !== null) parts.push(`validation loss ${kept.toFixed(2)}`);
  if (accuracy !== null) parts.push(`validation accuracy ${accuracy.toFixed(2)}`);
  return `Epoch ${epochs.length}: ${parts.join(", ")}.`;
}

function render({ model, el }) {
  const bar = element("div", {
    class: "lv-bar", role: "progressbar", "aria-label": "training", "aria-valuemin": 0,
    "aria-valuemax": 100,
  }, element("div", { class: "lv-done" }));
  const words = element("p", { class: "lv-words" });
  const figures = element("p", { class: "lv-figures", "aria-live": "polite" });
  const picture = drawing("svg", {
    class: "lv-picture", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img",
    "aria-label": "Loss by training step: thin line, steps or means of some; dots, training epochs; squares, validation.",
  });
  const root = element(
    "div", { class: "lstm-course live-curves" },
    element("div", { class: "lv-head" }, bar, words), picture, figures,
  );

  function update() {
    const shown = model.get("shown");
    const percent = Math.round(100 * shown.share);
    bar.setAttribute("aria-valuenow", percent);
    bar.firstChild.style.width = `${percent}%`;
    root.dataset.ended = shown.ended;
    root.dataset.epochs = shown.epochs.length;
    setText(words, shown.words);
    setText(figures, lastEpoch(shown));
    picture.replaceChildren(...draw(shown));
  }

  const theme = followTheme(root, () => {});
  const sized = new ResizeObserver(theme.look); // a view may be made before it is on the page
  model.on("change:shown", update);
  el.replaceChildren(root);
  update();
  theme.look();
  sized.observe(root);
  return () => {
    model.off("change:shown", update);
    sized.disconnect();
    theme.stop();
  };
}

export default { render };
