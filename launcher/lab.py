"""JupyterLab over this copy of the course, from its own environment."""

from launcher.environment import Environment, without_other_packages
from lstm_helpers.lab import server
from lstm_helpers.lab.settings import variables

FIRST_LESSON = "notebooks/00_start_here.ipynb"


def serve(environment: Environment, port: int, browser: bool) -> int:
    """Run JupyterLab until it is stopped.

    Parameters
    ----------
    environment : Environment
        A ready environment.
    port : int
        A free port.
    browser : bool
        Whether to open lesson 00 in a browser.

    Returns
    -------
    int
        The exit status: 0 if it was stopped by Ctrl-C or from its own menu.
    """
    lab = server.Lab(
        root=environment.root,
        lesson=FIRST_LESSON,
        python=environment.python,
        log=environment.folder / "jupyterlab.log",
        variables=without_other_packages(variables()),
    )
    return server.serve(lab, port, browser)
