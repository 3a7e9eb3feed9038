"""A web server on this computer alone, whose answers are as good or as bad as a test wants."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class FileServer:
    """What it answers by path, and the paths that it was asked for."""

    def __init__(self, port: int):
        self.address = f"http://127.0.0.1:{port}"
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.closing = threading.Event()  # set at the end: nobody need wait any longer

    def whole(self, data: bytes) -> Answer:
        return lambda request: _send(request, data, len(data))

    def unannounced(self, data: bytes) -> Answer:
        return lambda request: _send(request, data, None)

    def broken_off(self, data: bytes) -> Answer:
        return lambda request: _send(request, data[: len(data) // 2], len(data))

    def hanging(self, data: bytes, sent: threading.Event | None = None) -> Answer:
        """Send half of the data, then nothing more until the end."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            _send(request, data[: len(data) // 2], len(data))
            if sent:
                sent.set()
            self.closing.wait(60)

        return answer

    def silent(self) -> Answer:
        return lambda request: self.closing.wait(60)

    def together(self, data: bytes, guests: int) -> Answer:
        """Answer nobody until so many have asked."""
        barrier = threading.Barrier(guests, timeout=300)

        def answer(request: BaseHTTPRequestHandler) -> None:
            barrier.wait()
            _send(request, data, len(data))

        return answer


@contextlib.contextmanager
def file_server() -> Iterator[FileServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            files.asked.append(self.path)
            if answer := files.answers.get(self.path):
                with contextlib.suppress(OSError):  # whoever asked has gone
                    answer(self)
            else:
                self.send_error(404)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        files = FileServer(server.server_port)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield files
        finally:
            files.closing.set()
            server.shutdown()
            thread.join()


def _send(request: BaseHTTPRequestHandler, data: bytes, length: int | None) -> None:
    request.send_response(200)
    if length is not None:
        request.send_header("Content-Length", str(length))
    request.end_headers()
    request.wfile.write(data)
    request.wfile.flush()
