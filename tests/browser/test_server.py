"""The JupyterLab of these tests is their own, and can't reach out."""

import os
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.server import LabServer

SMALL = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
NOWHERE = "http://127.0.0.1:9"


class Guarded(BaseHTTPRequestHandler):
    """Answers as another's Jupyter Server: its version to everybody, and no more."""

    def do_GET(self):
        self.send_response(200 if self.path.split("?")[0] == "/api" else 403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def another():
    """Give the port of a server that isn't ours."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Guarded) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


def test_a_port_that_another_server_has_got_is_left_to_it(another):
    server = LabServer(notebooks=None)
    server.port = another
    with server:
        assert server.port != another


def test_no_proxy_of_the_person_leads_out(monkeypatch):
    for name in SMALL:
        monkeypatch.setenv(name, "http://proxy.example:3128")
    server = LabServer(notebooks=None)
    environment = server._environment()
    server.stop()
    with monkeypatch.context() as inside:
        for name in os.environ:
            inside.delenv(name)
        for name, value in environment.items():
            inside.setenv(name, value)
        found = urllib.request.getproxies_environment()
        assert (found["http"], found["https"]) == (NOWHERE, NOWHERE)
        assert "all" not in found
        assert not urllib.request.proxy_bypass_environment("outside.example")
