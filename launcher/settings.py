"""Settings that live in ``.venv``, so that nothing of a person's own Jupyter is changed."""

import json
import os
from pathlib import Path

# File inside the environment -> what it holds.
SETTINGS = {
    # JupyterLab works with no network: no news, no question about newer versions.
    "etc/jupyter/labconfig/default_setting_overrides.json": {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        },
    },
    # TensorFlow's C++ notices about missing graphics cards stay out of cells, whichever of them
    # is first to import it; and no warning that kernels of this computer talk to it in the clear.
    "etc/ipython/ipython_kernel_config.json": {
        "IPKernelApp": {"capture_fd_output": False, "log_level": 40},
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
    """Write every settings file into an environment."""
    for name, content in SETTINGS.items():
        path = venv / name
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
    """
    ours = {**VARIABLES, "JUPYTER_PREFER_ENV_PATH": "1"}  # this environment's kernel comes first
    if not graphics_card:
        ours["CUDA_VISIBLE_DEVICES"] = "-1"
    return {**os.environ, **ours}
