"""Settings of the course's JupyterLab and kernels; nothing of a person's own Jupyter is changed.

``course.py`` writes them into its ``.venv``. A package that was installed into somebody's own
environment leaves that as it is: its settings lie beside the unpacked lessons, and variables
lead Jupyter there.
"""

import json
import os
import sys
from pathlib import Path

LAB_SETTINGS = "etc/jupyter/labconfig/default_setting_overrides.json"
KERNEL_SETTINGS = "etc/ipython/ipython_kernel_config.json"

# File inside the environment -> what it holds.
SETTINGS = {
    # JupyterLab works with no network: no news, no question about newer versions.
    LAB_SETTINGS: {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        },
    },
    # TensorFlow's C++ notices about missing graphics cards stay out of cells, whichever of them
    # is first to import it; and no warning that kernels of this computer talk to it in the clear.
    # A name that is missing because a section above was not run is told so.
    KERNEL_SETTINGS: {
        "IPKernelApp": {
            "capture_fd_output": False,
            "log_level": 40,
            "extensions": ["lstm_helpers.missing_names"],
        },
    },
}

# TensorFlow quiet, and the same numbers from run to run and from one kind of CPU to another. The
# course's arrays are small: NumPy's threads would spend more time waiting for each other than they
# work, so there is one.
VARIABLES = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "OPENBLAS_NUM_THREADS": "1",
}


def write_settings(venv: Path) -> None:
    """Write every settings file into an environment.

    Parameters
    ----------
    venv : Path
        The environment's folder.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_settings(Path(folder))
    ...     sorted(path.name for path in (Path(folder) / "etc").iterdir())
    ['ipython', 'jupyter']
    """
    for name, content in SETTINGS.items():
        _write(venv / name, content)


def settings_beside(folder: Path) -> dict[str, str]:
    """Write the settings into a folder that is no environment, and lead Jupyter there.

    Parameters
    ----------
    folder : Path
        The folder for them; it may not be there yet.

    Returns
    -------
    dict of str to str
        All environment variables for JupyterLab.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     found = settings_beside(Path(folder))["JUPYTER_PATH"].split(os.pathsep)[0]
    ...     Path(found, "kernels", "python3", "kernel.json").is_file()
    True
    """
    _write(folder / LAB_SETTINGS, SETTINGS[LAB_SETTINGS])
    _write(folder / "share" / "jupyter" / "kernels" / "python3" / "kernel.json", _kernel())
    ours = variables()
    for name, inside in (("JUPYTER_CONFIG_PATH", "etc"), ("JUPYTER_PATH", "share")):
        own = [ours[name]] if ours.get(name) else []
        ours[name] = os.pathsep.join([str(folder / inside / "jupyter"), *own])
    return ours


def _kernel() -> dict:
    """Describe this Python's kernel; IPython looks for settings elsewhere, so they go along."""
    options = SETTINGS[KERNEL_SETTINGS]["IPKernelApp"]
    return {
        "argv": [
            *(sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"),
            *(
                f"--IPKernelApp.{name}={one}"
                for name, value in options.items()
                for one in (value if isinstance(value, list) else [value])
            ),
        ],
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "metadata": {"debugger": True},
    }


def _write(path: Path, content: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


def variables(graphics_card: bool = True) -> dict[str, str]:
    """Give the environment variables for JupyterLab, tests and builds.

    Parameters
    ----------
    graphics_card : bool
        False hides graphics cards from TensorFlow: tests and stored outputs are for any machine.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> variables(graphics_card=False)["CUDA_VISIBLE_DEVICES"]
    '-1'
    """
    ours = {**VARIABLES, "JUPYTER_PREFER_ENV_PATH": "1"}  # this environment's kernel comes first
    if not graphics_card:
        ours["CUDA_VISIBLE_DEVICES"] = "-1"
    return {**os.environ, **ours}
