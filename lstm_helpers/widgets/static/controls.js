// The controls that an explorer's answer names: made once, then kept up to date.

import { element, setField, setText } from "./element.js";

/** An id that no other view has; each explorer of a page has this module for itself. */
const ownId = () => `ke-${Math.random().toString(36).slice(2)}`;

function createField(name, change) {
  const list = element("datalist", { id: ownId() });
  const field = element("input", {
    type: "text",
    "data-control": name,
    list: list.id,
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    on: { input: () => change(field.value) },
  });
  const label = element("span");
  let offered = "";
  return {
    element: element("label", { class: "ke-control ke-field" }, label, field, list),
    describe(control) {
      setText(label, control.label);
      field.disabled = control.disabled;
      field.placeholder = control.placeholder;
      if (String(control.suggestions) === offered) return;
      offered = String(control.suggestions);
      list.replaceChildren(...control.suggestions.map((value) => element("option", { value })));
    },
    show(value) {
      setField(field, value);
    },
  };
}

function createSlider(name, change) {
  const slider = element("input", {
    type: "range",
    "data-control": name,
    min: 0,
    step: 1,
    on: {
      input() {
        write();
        change(control.values[Number(slider.value)]);
      },
    },
  });
  const label = element("span");
  const shown = element("output", { class: "ke-value" });
  let control = { values: [], texts: [], unit: "" };

  function write() {
    const text = `${control.texts[Number(slider.value)] ?? ""} ${control.unit}`.trim();
    setText(shown, text);
    slider.setAttribute("aria-valuetext", text);
  }

  return {
    element: element("label", { class: "ke-control ke-slider" }, label, slider, shown),
    describe(described) {
      control = described;
      setText(label, control.label);
      slider.disabled = control.disabled;
      slider.max = control.values.length - 1;
      // As wide as its widest text, so that nothing moves beside it.
      const widest = Math.max(...control.texts.map((text) => text.length));
      shown.style.minWidth = `${widest + control.unit.length + 1}ch`;
    },
    show(value) {
      slider.value = control.values.indexOf(value);
      write();
    },
  };
}

function createChoice(name, change) {
  const legend = element("legend");
  const group = ownId();
  const buttons = element("div", { class: "ke-options" });
  const fieldset = element(
    "fieldset",
    { class: "ke-control ke-choice", "data-control": name },
    legend,
    buttons,
  );
  let values = [];
  let written = "";

  function option(text, place) {
    const radio = element("input", {
      type: "radio",
      name: group,
      value: place,
      on: { change: () => change(values[place]) },
    });
    return element("label", { class: "ke-option" }, radio, element("span", {}, text));
  }

  return {
    element: fieldset,
    describe(control) {
      setText(legend, control.label);
      fieldset.disabled = control.disabled;
      values = control.values;
      if (JSON.stringify(control.texts) === written) return;
      written = JSON.stringify(control.texts);
      buttons.replaceChildren(...control.texts.map(option));
    },
    show(value) {
      const radio = buttons.querySelectorAll("input")[values.indexOf(value)];
      if (radio) radio.checked = true;
    },
  };
}

function createSwitch(name, change) {
  const box = element("input", {
    type: "checkbox",
    "data-control": name,
    on: { change: () => change(box.checked) },
  });
  const label = element("span");
  return {
    element: element("label", { class: "ke-control ke-switch" }, box, label),
    describe(control) {
      setText(label, control.label);
      box.disabled = control.disabled;
    },
    show(value) {
      box.checked = value;
    },
  };
}

const KINDS = {
  field: createField,
  slider: createSlider,
  choice: createChoice,
  switch: createSwitch,
};

/** Controls in a row; `change(name, value)` is called when the learner moves one. */
export function createControls(change) {
  const bar = element("div", { class: "ke-bar" });
  const controls = new Map();

  function find({ kind, name }) {
    if (!controls.has(name)) {
      controls.set(name, KINDS[kind](name, (value) => change(name, value)));
      bar.append(controls.get(name).element);
    }
    return controls.get(name);
  }

  return {
    element: bar,
    /**
     * Bring all controls up to date; their values only where nothing newer is on its way. A text
     * that was refused stays where it was typed, to be mended.
     */
    update({ controls: described, values, problem }, settled) {
      for (const control of described) {
        const one = find(control);
        one.describe(control);
        const refused = problem !== "" && control.kind === "field";
        if (settled && !refused) one.show(values[control.name]);
      }
    },
  };
}
