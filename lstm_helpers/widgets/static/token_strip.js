// The sentence as a row of chips: choose a timestep, or type over a token to swap it.

import { element } from "./element.js";
import { watchPress } from "./press.js";
import { foldApostrophes, tokenize } from "./tokens.js";
import { quote, shorten } from "./wording.js";

/** The timestep that a key leads to, or null if the key is not for moving. */
export function stepByKey(key, t, count) {
  const target = { ArrowLeft: t - 1, ArrowRight: t + 1, Home: 0, End: count - 1 }[key];
  return target === undefined ? null : Math.min(count - 1, Math.max(0, target));
}

function makeChip(column, t) {
  const shown = column.padding ? "pad" : (column.swap ?? column.token);
  const classes = ["ge-chip"];
  if (column.padding) classes.push("ge-padding");
  if (column.skipped || column.swap === "") classes.push("ge-skipped");
  if (column.swap === undefined ? !column.known : !column.swapKnown) classes.push("ge-unknown");
  if (column.swap !== undefined) classes.push("ge-swapped");
  const notes = [];
  if (column.swap === "") notes.push("left out");
  else if (column.swap !== undefined) notes.push(`was ${quote(column.token)}`);
  if (classes.includes("ge-unknown")) notes.push("not in the vocabulary, read as [UNK]");
  if (column.skipped) notes.push("padding, skipped by the mask");
  else if (column.padding) notes.push("padding, read like a word");
  const chip = element(
    "button",
    {
      type: "button",
      class: classes.join(" "),
      "data-token": column.token,
      "data-swap": column.swap ?? null,
      "data-timestep": t,
      "aria-pressed": "false",
      tabindex: "-1",
      title:
        notes.join("; ") || (column.padding ? null : "double-click or type to swap this token"),
      "aria-label": notes.length ? `${shown || column.token}, ${notes.join("; ")}` : null,
      dir: "auto",
    },
    shorten(shown || column.token),
  );
  return chip;
}

/** The small button on a chip's corner: swap the chosen token, or undo a swap. */
function makeBadge(column, t) {
  if (column.padding) return [];
  const undo = column.swap !== undefined;
  return [
    element(
      "button",
      {
        type: "button",
        class: undo ? "ge-badge ge-undo" : "ge-badge",
        "data-timestep": t,
        title: undo
          ? `read ${quote(column.token)} again`
          : `swap ${quote(column.token)} for another word`,
        "aria-label": undo
          ? `undo the swap of ${quote(column.token)}`
          : `swap ${quote(column.token)}`,
      },
      undo ? "↺" : "✎",
    ),
  ];
}

export function createTokenStrip({ move, swap }) {
  const strip = element("div", {
    class: "ge-strip",
    role: "group",
    "aria-label": "tokens: left and right arrow move the timestep, Enter swaps a token",
  });
  const legend = element("span", { class: "ge-unknown-legend" }, "not in the vocabulary → [UNK]");
  let columns = null;
  let chips = [];
  let chosen = 0;
  let locked = false;
  const press = watchPress();

  const strange = () =>
    columns.some(({ swap, known, swapKnown }) => !(swap === undefined ? known : swapKnown));

  function build() {
    const holds = columns.map((column, t) =>
      element("span", { class: "ge-token" }, makeChip(column, t), ...makeBadge(column, t)),
    );
    chips = holds.map((hold) => hold.firstChild);
    const focused = strip.contains(document.activeElement);
    strip.replaceChildren(...holds, ...(strange() ? [legend] : []));
    choose(chosen);
    if (focused) chips[chosen]?.focus({ preventScroll: true });
  }

  function choose(t) {
    chips[chosen]?.setAttribute("aria-pressed", "false");
    chips[chosen]?.setAttribute("tabindex", "-1");
    chosen = t;
    chips[t]?.setAttribute("aria-pressed", "true");
    chips[t]?.setAttribute("tabindex", "0");
    const overflows = strip.dataset.long === "true";
    if (overflows && chips[t]) keepInView(chips[t].parentNode);
  }

  function keepInView(hold) {
    const above = hold.offsetTop - strip.offsetTop;
    if (above < strip.scrollTop) strip.scrollTop = above - 8;
    const below = above + hold.offsetHeight - strip.clientHeight;
    if (below > strip.scrollTop) strip.scrollTop = below + 8;
  }

  /** Put a text field in the chip's place until Enter, Escape or leaving it. */
  function edit(t, text) {
    if (locked || (columns[t]?.padding ?? true)) return;
    const hold = chips[t].parentNode;
    const width = Math.max(56, chips[t].offsetWidth + 12);
    const label = `another word in place of ${quote(columns[t].token)}; empty leaves it out`;
    const field = element("input", {
      class: "ge-edit",
      style: `width: ${width}px`,
      "aria-label": label,
      title: label,
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
    });
    field.value = text ?? columns[t].swap ?? columns[t].token;
    const drawn = columns;
    let open = true;
    const close = (keep, refocus) => {
      if (!open || columns !== drawn) return; // another sentence has come in the meantime
      open = false;
      const words = tokenize(foldApostrophes(field.value));
      press.after(() => {
        field.replaceWith(chips[t]);
        if (refocus) chips[t].focus({ preventScroll: true });
      });
      if (keep) swap(t, words);
    };
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing) return;
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault();
        close(event.key === "Enter", true);
      }
    });
    field.addEventListener("blur", () => close(true, false));
    hold.replaceChild(field, chips[t]);
    field.focus({ preventScroll: true });
    if (text === undefined) field.select();
  }

  function leaveOut(t) {
    if (!locked) swap(t, []);
  }

  strip.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button === null) return;
    const t = Number(button.dataset.timestep);
    if (button.classList.contains("ge-undo")) swap(t, null);
    else move(t);
    if (button.classList.contains("ge-badge") && !button.classList.contains("ge-undo")) edit(t);
  });
  strip.addEventListener("dblclick", (event) => {
    const chip = event.target.closest(".ge-chip");
    if (chip !== null) edit(Number(chip.dataset.timestep));
  });
  strip.addEventListener("keydown", (event) => {
    if (!event.target.classList.contains("ge-chip")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const t = Number(event.target.dataset.timestep);
    const target = stepByKey(event.key, t, chips.length);
    if (target !== null) {
      move(target);
      chips[target].focus({ preventScroll: true });
    } else if (event.key === "Enter" || event.key === "F2") edit(t);
    else if (event.key === "Delete" || event.key === "Backspace") leaveOut(t);
    else if (event.key.length === 1 && event.key !== " ") edit(t, event.key);
    else return;
    event.preventDefault();
  });

  return {
    element: strip,
    update({ scene, state, covered }) {
      locked = covered;
      const rebuilt = scene.columns !== columns;
      if (rebuilt) {
        columns = scene.columns;
        strip.dataset.long = String(columns.length > 60);
        press.after(build);
      }
      if (rebuilt || state.timestep !== chosen) choose(state.timestep);
    },
    stop: press.stop,
  };
}
