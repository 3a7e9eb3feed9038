"""The explorer in a plain page without a kernel, as on a static site: a model and no more."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor

from lstm_helpers.widgets.kernel_explorer import KernelExplorer
from tests.browser.chromium import NO_CHROMIUM, find_chromium, launch
from tests.needed import needed

# A widget model as anywidget gives it to the front end. Telling Python fails, as without a kernel,
# unless the test listens.
_PAGE = """<!doctype html><meta charset="utf-8"><body><script type="module">
const state = JSON.parse(new TextDecoder().decode(
  Uint8Array.from(atob("STATE"), (c) => c.charCodeAt(0))));
for (const [key, value] of Object.entries(state)) {
  if (value?.bytes === undefined) continue;
  const bytes = Uint8Array.from(atob(value.bytes), (c) => c.charCodeAt(0));
  state[key] = new DataView(bytes.buffer);
}
const listeners = {};
const emit = (event, ...args) => (listeners[event] ?? []).slice().forEach((f) => f(...args));
window.sent = [];
window.kernel = Boolean(window.toPython);
window.model = {
  get: (key) => state[key],
  set(key, value) {
    const changed = JSON.stringify(state[key]) !== JSON.stringify(value);
    state[key] = value;
    if (changed) emit(`change:${key}`);
  },
  on: (event, f) => (listeners[event] ??= []).push(f),
  off: (event, f) => (listeners[event] = (listeners[event] ?? []).filter((g) => g !== f)),
  save_changes() { if (!window.kernel) throw new Error("no kernel"); },
  send(content, _, buffers) {
    if (!window.kernel) throw new Error("no kernel");
    window.sent.push({
      ...content, floats: (buffers ?? []).map((b) => new Float64Array(b).length) });
    window.toPython?.(content).then(([answer, png]) => window.hear(answer, png));
  },
};
window.hear = (content, png) => emit("msg:custom", content,
  png ? [new DataView(Uint8Array.from(atob(png), (c) => c.charCodeAt(0)).buffer)] : []);
window.listening = () => Object.values(listeners).flat().length;
const style = document.head.appendChild(document.createElement("style"));
style.textContent = state._css;
const code = URL.createObjectURL(new Blob([state._esm], { type: "text/javascript" }));
const { default: widget } = await import(code);
window.show = () => {
  const el = document.body.appendChild(document.createElement("div"));
  return widget.render({ model, el });
};
window.close_first = window.show();
</script>"""

_DRAWN = (
    ":is(.gate-explorer, .token-explorer)[data-tokens], "
    ".kernel-explorer[data-explorer][data-waiting='false']"
)


def page_of(explorer):
    """Return HTML that holds an explorer's whole state."""
    state = {
        key: {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value
        for key, value in explorer.get_state().items()
        if not key.startswith(("layout", "_model", "_view"))
    }
    return _PAGE.replace("STATE", base64.b64encode(json.dumps(state).encode()).decode())


def _ask(explorer, content):
    """Let an explorer hear what the page sent; return its answer and picture, as text."""
    answers = []
    explorer.send = lambda answer, buffers: answers.append((answer, buffers))
    explorer._hear(explorer, content, [])
    ((answer, buffers),) = answers
    return answer, base64.b64encode(buffers[0]).decode() if buffers else ""


class Chromium:
    """A browser in a thread of its own: another test's may be at work in this one."""

    def __init__(self):
        needed(find_chromium(), NO_CHROMIUM)
        self._thread = ThreadPoolExecutor(1)
        self._thread.submit(self._open).result()

    def _open(self):
        from playwright.sync_api import sync_playwright

        self._playwright = sync_playwright().start()
        self._browser = launch(self._playwright)

    def visit(self, explorer, learner, **options):
        """Show an explorer and let ``learner(page)`` use it; errors of the page are raised."""
        return self._thread.submit(self._visit, explorer, learner, options).result()

    def _visit(self, explorer, learner, options):
        page = self._browser.new_page(viewport={"width": 1200, "height": 900}, **options)
        errors = []
        page.on("pageerror", lambda error: errors.append(error))
        try:
            if isinstance(explorer, KernelExplorer):
                page.expose_function("toPython", lambda content: _ask(explorer, content))
            page.set_content(page_of(explorer))
            page.wait_for_selector(_DRAWN)
            found = learner(page)
            assert errors == []
            return found
        finally:
            page.close()

    def close(self):
        self._thread.submit(lambda: (self._browser.close(), self._playwright.stop())).result()
        self._thread.shutdown()
