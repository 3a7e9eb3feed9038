"""One page that asks a bank's questions by itself: no kernel, no other file, no other host."""

import json
import re
import tempfile
from dataclasses import replace
from pathlib import Path

from lstm_helpers.quiz.bank import Bank
from lstm_helpers.quiz.export.text import escape
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.widget import Quiz

# The page's own storage lasts as long as the page: a preview leaves nothing behind, and does not
# touch what other pages of the same browser keep. "Kept" is what a kernel would answer.
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'">
<title>Preview: TITLE</title>
<style>
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 15px/1.55 system-ui, sans-serif;
  background: light-dark(#ffffff, #16191d); color: light-dark(#1b1f24, #e9ebee); }
h1 { font-size: 1.3rem; margin: 0; }
</style>
<h1>Preview: TITLE</h1>
<p>ABOUT What you answer here is not kept.</p>
<main></main>
<script type="application/json" id="state">STATE</script>
<script type="module">
const state = JSON.parse(document.getElementById("state").textContent);
const memory = Object.create({
  getItem(key) { return this[key] ?? null; },
  setItem(key, value) { this[key] = String(value); },
  removeItem(key) { delete this[key]; },
});
Object.defineProperty(window, "localStorage", { value: memory });
const listeners = {};
const emit = (event, ...values) => (listeners[event] ?? []).slice().forEach((f) => f(...values));
const model = {
  get: (key) => state[key],
  set(key, value) { state[key] = value; emit(`change:${key}`); },
  on: (event, f) => (listeners[event] ??= []).push(f),
  off: (event, f) => (listeners[event] = (listeners[event] ?? []).filter((g) => g !== f)),
  save_changes() {},
  send({ act }) {
    const kept = { type: "kept", id: act?.id, safe: true, notice: "" };
    queueMicrotask(() => emit("msg:custom", kept));
  },
};
document.head.appendChild(document.createElement("style")).textContent = state._css;
const address = URL.createObjectURL(new Blob([state._esm], { type: "text/javascript" }));
const { default: widget } = await import(address);
URL.revokeObjectURL(address);
widget.render({ model, el: document.querySelector("main") });
</script>
"""


def preview_page(bank: Bank, items: list[Item] | None = None) -> str:
    """Return a page that asks questions of a bank as a lesson would.

    Parameters
    ----------
    bank : Bank
        The bank.
    items : list of Item, optional
        The questions to ask, by default all: predictions and myths too.

    Returns
    -------
    str
        HTML, complete in itself.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> preview_page(load_bank("05_gates")).count("<h1>Preview: 05_gates</h1>")
    1
    """
    # The lessons are not beside the page: there is nothing to link to.
    asked = [replace(item, shown_in=None) for item in (bank.items if items is None else items)]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # Nobody's progress is read or written.
        quiz = Quiz(bank, asked, Progress(Path(folder) / "none.sqlite"))
        state = quiz.get_state()
        quiz.close()
    wanted = {
        name: value
        for name, value in state.items()
        if not name.startswith(("_model", "_view", "layout"))
    }
    wanted["places"] = {}
    filled = {
        "TITLE": escape(bank.lesson),
        "ABOUT": f"{len(asked)} question{'' if len(asked) == 1 else 's'}.",
        "STATE": json.dumps(wanted).replace("<", "\\u003c"),
    }
    return re.sub("|".join(filled), lambda name: filled[name[0]], _PAGE)
