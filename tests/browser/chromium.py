"""Chromium, found on this machine and started without a window and without a network."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
)
PLACES = (  # where macOS and Windows keep a browser that is not on the path
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-gpu",
    "--font-render-hinting=none",
    # No name but this machine's can be resolved, so nothing can be fetched from elsewhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
NO_CHROMIUM = "Chromium was not found: nothing was opened in it (CHROMIUM can name its path)"
OWN_HOSTS = {"127.0.0.1", "localhost", None}


def find_chromium():
    """Find a browser of the Chromium family.

    Returns
    -------
    str or None
        Its path: ``$CHROMIUM`` where that is set, else the first one found.
    """
    if chosen := os.environ.get("CHROMIUM"):
        return shutil.which(chosen)
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in (*on_path, *PLACES) if path and Path(path).exists()), None)


def launch(playwright, *extra_flags):
    """Start Chromium without a window; ``extra_flags`` are added to its command line."""
    flags = [*FLAGS, *extra_flags]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium refuses to start as root otherwise
    return playwright.chromium.launch(executable_path=find_chromium(), args=flags)


# JupyterLab says this of its debugger when a kernel is restarted soon after a page was loaded.
JUPYTERLABS_OWN = "Could not restore the debugger state: Canceled future"


class Watch:
    """What a page asked for and complained about while it was watched.

    Attributes
    ----------
    outside : list of str
        Addresses on other hosts that the page tried to reach.
    errors : list of str
        Uncaught exceptions and messages at level ``error`` on the console.
    """

    def __init__(self, page):
        self.outside = []
        self.errors = []
        page.on("request", lambda request: self._note_address(request.url))
        page.on("websocket", lambda socket: self._note_address(socket.url))
        page.on("pageerror", lambda error: self.errors.append(f"{error.message}\n{error.stack}"))
        page.on("console", self._note_message)

    def _note_address(self, url):
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname not in OWN_HOSTS:
            self.outside.append(url)

    def _note_message(self, message):
        if message.type == "error" and not message.text.startswith(JUPYTERLABS_OWN):
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")
