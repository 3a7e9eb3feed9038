"""A notebook in JupyterLab, as a learner uses it: open, run, restart, look."""

import contextlib
import itertools
import time
from pathlib import Path

SCREENSHOTS = Path(__file__).parent / "screenshots"
WORKSPACES = itertools.count()  # two pages never share one

# What is asked of the page more than once. `panel` is the notebook on top.
READ_CELLS = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  return panel.content.widgets.map((cell, index) => {
    const model = cell.model.toJSON();
    const tags = (model.metadata && model.metadata.tags) || [];
    return {index, type: model.cell_type, tags,
            source: [].concat(model.source).join(''),
            count: model.execution_count ?? null, outputs: model.outputs ?? []};
  });
}"""
RUN_IN_KERNEL = """async code => {
  const panel = window.jupyterapp.shell.currentWidget;
  const future = panel.sessionContext.session.kernel.requestExecute({code, store_history: false});
  let text = '', error = null;
  future.onIOPub = message => {
    const {msg_type} = message.header, content = message.content;
    if (msg_type === 'stream') text += content.text;
    if (msg_type === 'error') error = content.traceback.join('\\n');
  };
  await future.done;
  return {text, error};
}"""

# Style sheets come after the attribute that announces them, and widgets follow what they see.
WIDGETS_FOLLOW = """theme => [...window.jupyterapp.shell.currentWidget.node
  .querySelectorAll('.lstm-course[data-theme]')].every(root => root.dataset.theme === theme)"""


class NotebookPage:
    """One browser page with JupyterLab, and the notebook on top in it.

    Parameters
    ----------
    page : playwright.sync_api.Page
        An empty page of a running browser.
    server : LabServer
        A running JupyterLab.
    """

    def __init__(self, page, server):
        self.page = page
        self.server = server

    def open(self, path):
        """Open a notebook in a JupyterLab with nothing else in it, kernel ready."""
        workspace = f"/lab/workspaces/look-{next(WORKSPACES)}/tree/{path}"
        self.page.goto(f"{self.server.url}{workspace}?token={self.server.token}&reset")
        self.page.wait_for_function(
            """path => { const panel = window.jupyterapp?.shell.currentWidget;
                return panel?.context?.isReady && panel.context.path === path
                  && panel.sessionContext.session?.kernel?.status === 'idle'; }""",
            arg=path,
            timeout=120_000,
        )
        self.command("application:toggle-left-area")
        self._wait_until_splash_is_gone()
        return self

    def command(self, name, **arguments):
        """Carry out one of JupyterLab's own commands, as its menus do, and wait for its end."""
        return self.page.evaluate(
            "async ([name, given]) => { await window.jupyterapp.commands.execute(name, given); }",
            [name, arguments],
        )

    def run_all(self):
        """Run every cell, as *Run > Run All Cells* does, and wait until the kernel is idle."""
        self.command("notebook:run-all-cells")
        self.wait_until_idle()
        return self

    def wait_until_idle(self, timeout=300):
        self.page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget"
            ".sessionContext.session?.kernel?.status === 'idle'",
            timeout=timeout * 1000,
            polling=100,
        )

    def output(self, index):
        """Locate what a cell shows, by the cell's place in the notebook."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".jp-Cell-outputArea")

    def cells(self):
        """Every cell as a dict: index, type, tags, source, count (execution count), outputs."""
        return self.page.evaluate(READ_CELLS)

    def cells_not_run(self):
        """Return the source of each cell with code in it but no execution count."""
        return [
            cell["source"]
            for cell in self.cells()
            if cell["type"] == "code" and cell["source"].strip() and cell["count"] is None
        ]

    def cells_with_errors(self):
        """Return (source, error) of every cell that failed and is not tagged as one that does."""
        return [
            (cell["source"], f"{output['ename']}: {output['evalue']}")
            for cell in self.cells()
            for output in cell["outputs"]
            if output["output_type"] == "error" and "raises-exception" not in cell["tags"]
        ]

    def run_in_kernel(self, code):
        """Run code in the notebook's kernel beside its cells; return what it printed."""
        answer = self.page.evaluate(RUN_IN_KERNEL, code)
        if answer["error"]:
            raise AssertionError(f"{code}\n{answer['error']}")
        return answer["text"]

    def wait_for_python(self, expression, wanted, seconds=60):
        """Wait until an expression is as wanted in the kernel.

        A kernel takes what a page sends of its widgets beside its cells: a cell that is run after
        an act in the page may well be done before the kernel has heard of the act.
        """
        deadline = time.monotonic() + seconds
        while (found := self.run_in_kernel(f"print(repr({expression}))").strip()) != repr(wanted):
            assert time.monotonic() < deadline, f"{expression} is {found}, and not {wanted!r}"
            self.page.wait_for_timeout(50)

    def restart_kernel(self):
        """Restart the kernel, as *Kernel > Restart Kernel…* does, and wait until it answers."""
        self.page.evaluate(
            "async () => { await window.jupyterapp.shell.currentWidget"
            ".sessionContext.restartKernel(); }"
        )
        self.wait_until_idle()

    def save(self):
        self.command("docmanager:save")

    def set_theme(self, name):
        """Change JupyterLab's theme: ``"light"`` or ``"dark"``."""
        self.command("apputils:change-theme", theme=f"JupyterLab {name.capitalize()}")
        self.page.wait_for_function(
            "light => document.body.dataset.jpThemeLight === light",
            arg="true" if name == "light" else "false",
        )
        self._wait_until_splash_is_gone()
        self.page.wait_for_function(WIDGETS_FOLLOW, arg=name)

    def _wait_until_splash_is_gone(self):
        self.page.locator("#jupyterlab-splash").wait_for(state="detached")

    def screenshot(self, name, target=None):
        """Keep a picture for people to look at: of the window, or of one element in it."""
        SCREENSHOTS.mkdir(exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        (target or self.page).screenshot(path=path, timeout=120_000)  # of a whole lesson, too
        return path

    @contextlib.contextmanager
    def whole_notebook_in_view(self):
        """Make the window as tall as the notebook, so that one screenshot holds all of it."""
        before = self.page.viewport_size
        scroller = self.page.locator(".jp-WindowedPanel-outer")
        height = scroller.evaluate("outer => outer.scrollHeight")
        self.page.set_viewport_size({"width": before["width"], "height": min(height + 120, 16_000)})
        scroller.evaluate("outer => outer.scrollTo(0, 0)")
        yield
        self.page.set_viewport_size(before)
