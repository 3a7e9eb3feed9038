"""Calls the explorer's JavaScript modules from Python, in one Node process."""

import json
import subprocess
from pathlib import Path

import numpy as np

from lstm_helpers import widgets
from tests.needed import find_node

STATIC = Path(widgets.__file__).parent / "static"

# Reads a call a line, answers a line. Numbers that JSON has no word for travel as null.
_SERVER = """
import { createInterface } from "node:readline";
const revive = (key, value) => {
  if (value?.floats) return Float64Array.from(value.floats);
  if (value?.float32) return new DataView(Float32Array.from(value.float32).buffer);
  return value;
};
const plain = (key, value) => (ArrayBuffer.isView(value) ? { floats: Array.from(value) } : value);
for await (const line of createInterface({ input: process.stdin })) {
  const { files, script, value } = JSON.parse(line, revive);
  const modules = await Promise.all(files.map((file) => import(file)));
  const call = new Function("module", "value", "return " + script);
  console.log(JSON.stringify({ answer: call(Object.assign({}, ...modules), value) }, plain));
}
"""


class JavaScript:
    """A Node process that keeps the modules loaded."""

    def __init__(self):
        self._process = subprocess.Popen(
            [find_node(), "--input-type=module", "--eval", _SERVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __call__(self, modules, script, value=None):
        """Evaluate ``script``; its ``module`` has the modules' names, its ``value`` the value."""
        files = [f"{STATIC.as_uri()}/{name}.js" for name in modules.split()]
        call = {"files": files, "script": script, "value": value}
        self._process.stdin.write(json.dumps(call, default=_plain) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{modules} failed at {script}")
        return json.loads(line, object_hook=_revive)["answer"]

    def close(self):
        self._process.stdin.close()
        self._process.wait(timeout=120)
        self._process.stdout.close()


def _plain(value):
    if isinstance(value, bytes):  # weights cross as little-endian float32
        return {"float32": np.frombuffer(value, "<f4").tolist()}
    if isinstance(value, np.ndarray):
        if value.ndim == 2:
            return list(value)
        return {"floats": value.tolist()} if value.dtype.kind == "f" else value.tolist()
    return value.item()


def _revive(value):
    if set(value) == {"floats"}:
        return np.array([np.nan if x is None else x for x in value["floats"]])
    return value
