"""One learner's visit to the class: a lesson run, a question answered, a look at others' files."""

import json
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

import requests
import websocket

from lstm_helpers.quiz.bank import load_bank

LESSON = "05_open_the_lstm_gates.ipynb"
BANK = "05_gates"
PATIENCE = 600  # seconds for a lesson

# Run in one learner's kernel: what of the others' homes can be read or listed?
PRY = """
import pathlib
for home in {homes!r}:
    for path in (home, home + "/.local/share/lstm-course/progress.sqlite", home + "/lstm-course"):
        try:
            path = pathlib.Path(path)
            found = list(path.iterdir()) if path.is_dir() else path.read_bytes()
        except PermissionError:
            continue
        print("READ", path)
print("looked")
"""
# More than the class's limit on a process; nothing is written into it, so the machine is safe.
GRAB = """
try:
    del [bytearray(3 * 10**9)][:]
    print("taken")
except MemoryError:
    print("refused")
"""
ANSWERED = """
from lstm_helpers.quiz.learner_progress import Progress
print([answer.item for answer in Progress.open().answers()])
"""


class VisitError(Exception):
    """A visit did not go as a learner's should."""


@dataclass
class Visit:
    """What a visit showed.

    Attributes
    ----------
    opened : float
        Seconds until the lesson's kernel answered.
    lesson : float
        Seconds for all cells of the lesson.
    answered : list of str
        The questions in the learner's own progress file, after one was answered.
    pried : str
        What the kernel could read of other learners' files; empty if nothing.
    refused : list of int
        What the hub said to this learner's token at the others' servers.
    limited : bool
        Whether the kernel was refused more memory than the class allows.
    """

    opened: float
    lesson: float
    answered: list
    pried: str
    refused: list
    limited: bool


class Learner:
    """A learner at a running JupyterLab, over its own API, as the page in a browser uses it.

    Parameters
    ----------
    hub : str
        The hub's address.
    name, token : str
        The learner's.
    """

    def __init__(self, hub, name, token):
        self.name = name
        self._hub, self._token = hub, token
        self._headers = {"Authorization": f"token {token}"}
        self._socket = None

    def visit(self, item, others):
        """Run the lesson, answer one question, and try what is not allowed.

        Parameters
        ----------
        item : int
            The place in the lesson's bank of the question to answer.
        others : dict of str to pathlib.Path
            The other learners, and their homes.
        """
        cells = self._get(f"api/contents/{LESSON}").json()["content"]["cells"]
        begun = time.perf_counter()
        self._open_kernel()
        self._run("1 + 1")
        opened = time.perf_counter() - begun
        begun, comms = time.perf_counter(), []
        for cell in cells:
            if cell["cell_type"] == "code":
                comms += self._run("".join(cell["source"])).comms
        lesson = time.perf_counter() - begun
        self._answer(comms, load_bank(BANK).items[item])
        answered = json.loads(self._run(ANSWERED).text.replace("'", '"'))
        pried = self._run(PRY.format(homes=[str(home) for home in others.values()])).text
        if not pried.endswith("looked\n"):
            raise VisitError(f"{self.name} could not look at the others' files: {pried}")
        refused = [self._status(f"{self._hub}/user/{other}/api/contents") for other in others]
        limited = self._run(GRAB).text == "refused\n"
        return Visit(opened, lesson, answered, pried.removesuffix("looked\n"), refused, limited)

    def leave(self):
        """Close the connection to the kernel."""
        if self._socket is not None:
            self._socket.close()

    def _get(self, path):
        answer = requests.get(
            f"{self._hub}/user/{self.name}/{path}", headers=self._headers, timeout=PATIENCE
        )
        answer.raise_for_status()
        return answer

    def _status(self, url):
        return requests.get(
            url, headers=self._headers, timeout=PATIENCE, allow_redirects=False
        ).status_code

    def _open_kernel(self):
        url = f"{self._hub}/user/{self.name}/api"
        wanted = {"path": LESSON, "type": "notebook", "name": LESSON, "kernel": {"name": "python3"}}
        session = requests.post(
            f"{url}/sessions", headers=self._headers, json=wanted, timeout=PATIENCE
        )
        session.raise_for_status()
        kernel = session.json()["kernel"]["id"]
        self._socket = websocket.create_connection(
            f"{url}/kernels/{kernel}/channels".replace("http", "ws", 1),
            header=self._headers,
            timeout=PATIENCE,
        )

    def _run(self, code):
        content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
        sent = self._send("execute_request", content | {"stop_on_error": True})
        reply = Reply()
        while not reply.over:
            reply.take(self._receive(), sent)
        if reply.error:
            raise VisitError(f"{self.name}: {reply.error}")
        return reply

    def _answer(self, comms, item):
        """Send what the page sends for an answer; wait for the word that it is kept."""
        (quiz, *_) = (
            comm for comm, state in comms if any(e["id"] == item.id for e in state.get("items", ()))
        )
        act = {
            "id": uuid.uuid4().hex,
            "at": datetime.now(UTC).isoformat(),
            "lesson": BANK,
            "item": item.id,
            "objective": item.objective,
            "use": item.use,
            "action": "answer",
            "round": 1,
            "answer": self.name,
            "right": True,
            "confidence": "fairly",
        }
        content = {"comm_id": quiz, "data": {"method": "custom", "content": {"act": act}}}
        self._send("comm_msg", content)
        while True:
            message = self._receive()
            said = message["content"].get("data", {}).get("content", {})
            if message["header"]["msg_type"] == "comm_msg" and said.get("id") == act["id"]:
                if said["type"] != "kept" or not said["safe"]:
                    raise VisitError(f"{self.name}: the answer was not kept: {said}")
                return

    def _send(self, kind, content):
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "username": self.name,
            "session": self.name,
            "version": "5.3",
            "date": datetime.now(UTC).isoformat(),
        }
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        self._socket.send(json.dumps(message | {"channel": "shell", "buffers": []}))
        return header["msg_id"]

    def _receive(self):
        kind, data = self._socket.recv_data()
        if kind == websocket.ABNF.OPCODE_BINARY:  # with buffers: offsets first, then the message
            count = int.from_bytes(data[:4], "big")
            ends = [int.from_bytes(data[4 * i : 4 * i + 4], "big") for i in range(1, count + 1)]
            data = data[ends[0] : ends[1] if count > 1 else None]
        return json.loads(data)


class Reply:
    """What a kernel says to one piece of code, until it is done with it."""

    def __init__(self):
        self.text, self.error, self.comms = "", "", []
        self._idle = self._replied = False

    @property
    def over(self):
        """Whether all of it has come."""
        return self._idle and self._replied

    def take(self, message, sent):
        """Take one message; those to other code are not looked at."""
        if message["parent_header"].get("msg_id") != sent:
            return
        kind, content = message["header"]["msg_type"], message["content"]
        if kind == "stream" and content["name"] == "stdout":
            self.text += content["text"]
        elif kind == "error":
            self.error = f"{content['ename']}: {content['evalue']}"
        elif kind == "comm_open":
            self.comms.append((content["comm_id"], content["data"].get("state", {})))
        self._idle |= kind == "status" and content["execution_state"] == "idle"
        self._replied |= kind == "execute_reply"
