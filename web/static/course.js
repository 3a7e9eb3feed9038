// Gives each widget of a page what a notebook's kernel gives it: a model. There is no kernel here;
// what a learner does on questions and cards stays in this browser.

"use strict";

const makers = {};
const made = {};
const NOT_KEPT = "This browser keeps nothing for this page: your answers are gone when you leave it.";

window.course = {
  values: {},
  define(name, make) {
    makers[name] = make;
  },
};

// Long values come from files that pages share; bytes come as base64.
function unpack(value) {
  const found = value?.$shared ? course.values[value.$shared] : value;
  if (!found?.$bytes) return found;
  return new DataView(Uint8Array.from(atob(found.$bytes), (c) => c.charCodeAt(0)).buffer);
}

function keeps() {
  try {
    localStorage.setItem("lstm-course:keeps", "");
    localStorage.removeItem("lstm-course:keeps");
    return true;
  } catch {
    return false;
  }
}

// Links of quizzes and cards lead to notebooks: here, to their pages.
const links = {
  resolver: { resolveUrl: async (path) => path.replace(/\.ipynb$/, ".html") },
  linkHandler: {
    handleLink(link, path, fragment) {
      link.href = path + (fragment && `#${encodeURIComponent(fragment.slice(1))}`);
    },
  },
};

function modelOf(state) {
  const listeners = {};
  const emit = (event, ...given) => (listeners[event] ?? []).slice().forEach((hear) => hear(...given));
  return {
    get: (key) => state[key],
    set(key, value) {
      const changed = JSON.stringify(state[key]) !== JSON.stringify(value);
      state[key] = value;
      if (changed) emit(`change:${key}`);
    },
    on: (event, hear) => (listeners[event] ??= []).push(hear),
    off: (event, hear) => (listeners[event] = (listeners[event] ?? []).filter((one) => one !== hear)),
    save_changes() {},
    send(content) {
      if (content?.type !== "act") throw new Error("no kernel");
      // Not in a file, so not safe: the widget's own copy in this browser is the one that lasts.
      const kept = { type: "kept", id: content.act.id, safe: false, notice: keeps() ? "" : NOT_KEPT };
      queueMicrotask(() => {
        emit("msg:custom", kept);
        document.dispatchEvent(new Event("course:act"));
      });
    },
    widget_manager: { rendermime: links },
  };
}

function bringToLife(place) {
  const name = place.dataset.module;
  const packed = JSON.parse(place.querySelector("script").textContent);
  const state = Object.fromEntries(Object.entries(packed).map(([key, value]) => [key, unpack(value)]));
  made[name] ??= makers[name]();
  place.replaceChildren();
  made[name].render({ model: modelOf(state), el: place });
}

// What can't be seen whole is moved by the arrow keys as well, and fades where there is more.
const wide = () => document.querySelectorAll("pre, .table, .formula");

function letScroll() {
  for (const box of wide()) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
    showMore(box);
  }
}

function showMore(box) {
  box.classList.toggle("more", box.scrollLeft + box.clientWidth < box.scrollWidth - 2);
}

// Without a font for formulas a browser may leave indices on the line: the style sheet moves them.
function knowMathFont() {
  if (!document.querySelector("math")) return;
  const part = (tag, ...inside) => {
    const made = document.createElementNS("http://www.w3.org/1998/Math/MathML", tag);
    made.append(...inside);
    return made;
  };
  const [base, index] = [part("mi", "x"), part("mi", "x")];
  const probe = document.body.appendChild(part("math", part("msub", base, index)));
  const lowered = index.getBoundingClientRect().bottom - base.getBoundingClientRect().bottom;
  probe.remove();
  document.documentElement.classList.toggle("no-math-font", lowered < 1);
}

document.addEventListener("DOMContentLoaded", () => {
  knowMathFont();
  document.querySelectorAll(".living").forEach(bringToLife);
  letScroll();
  for (const box of wide()) box.addEventListener("scroll", () => showMore(box), { passive: true });
  window.addEventListener("resize", letScroll);
});
