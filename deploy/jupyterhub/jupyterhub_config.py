"""A class on one machine: JupyterHub, with a Unix account for each learner.

Started as root, from an environment that holds the course's wheel: see README.md. It is the
accounts that keep learners apart: nobody can read another's notebooks or answers.
"""

import sys
from pathlib import Path

c = get_config()  # noqa: F821  (JupyterHub defines it)
here = Path(__file__).resolve().parent

# Whoever has an account and its password may come in; JupyterHub asks PAM.
c.JupyterHub.authenticator_class = "pam"
c.Authenticator.allow_all = True

# Each learner's JupyterLab runs under the learner's own account. The program unpacks the lessons
# into their home first. Answers go where the course always keeps them, in ~/.local/share.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [sys.executable, str(here / "start_learner.py")]
c.Spawner.default_url = "/lab/tree/00_start_here.ipynb"

# A class comes in all at once, and then each start takes longer than one alone. The hub's own limit
# on starts at the same time stays as it is: whoever comes beyond it is refused, and does not wait.
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120

# For each process of a learner; start_learner.py sees to it. README.md says what lessons need.
c.Spawner.mem_limit = "2G"

# A JupyterLab that nobody has used for an hour is stopped; its kernels are what takes memory.
# Notebooks are saved as one works, and answers are kept as they are given.
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]

# Behind a web server that speaks HTTPS; from elsewhere it can't be reached.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
