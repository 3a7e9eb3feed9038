"""The check on screen: what the browser drew against the real Keras layer."""

import asyncio
import sys
import threading
from collections.abc import Callable, Mapping

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.pretrained import ReviewModel
from lstm_helpers.widgets._scene import checked_padding, read_scene
from lstm_helpers.widgets.course_widget import sendable


def is_request(content: object) -> bool:
    """Tell whether a browser's message asks for the check, by a name that it can be answered by."""
    asks = isinstance(content, dict) and content.get("kind") == "replay"
    return asks and isinstance(content.get("request"), str) and sendable(content["request"])


def keras_is_loaded() -> bool:
    """Tell whether Keras is imported already, so that the check costs nothing more."""
    return "keras" in sys.modules


def greatest_difference(
    model: ReviewModel,
    sentence: str,
    hidden: np.ndarray,
    cell: np.ndarray,
    padding: int = 0,
    mask_padding: bool = True,
) -> float:
    """Compare states drawn in the browser with those that Keras computes.

    Parameters
    ----------
    model : ReviewModel
        The model whose weights both sides use.
    sentence : str
        What was read.
    hidden, cell : array_like, shape (T, H)
        The states as drawn, padding included.
    padding : int
        Padding tokens after the sentence.
    mask_padding : bool
        Whether the mask skips them. Then they have no state of their own, and are not compared.

    Returns
    -------
    float
        The greatest absolute difference over both states, all units and all timesteps.

    Raises
    ------
    ValueError
        If the drawn states are not of the sentence's shape.
    """
    from lstm_helpers.models import keras_states  # TensorFlow is loaded here, and only here

    inputs = read_scene(model, sentence, {}, padding, mask_padding, None).inputs
    shape = (len(inputs), model.lstm.units)
    if hidden.shape != shape or cell.shape != shape:
        raise ValueError(f"drawn states must have shape {shape}; got {hidden.shape}, {cell.shape}")
    read = len(inputs) - (padding if mask_padding else 0)
    if read <= 0:
        return 0.0
    keras_hidden, keras_cell = keras_states(model.lstm, inputs[:read])
    return max(
        float(np.abs(hidden[:read] - keras_hidden).max()),
        float(np.abs(cell[:read] - keras_cell).max()),
    )


def answer(model: ReviewModel, content: Mapping, buffers: list) -> dict:
    """Answer a browser's request: the difference, or why there is none.

    Parameters
    ----------
    model : ReviewModel
        The explorer's model.
    content : mapping
        ``request``, ``sentence``, ``padding``, ``mask_padding``.
    buffers : list of two bytes-like
        Hidden and cell, float64, row by row.

    Returns
    -------
    dict
        ``kind``, ``request``, and ``difference`` or ``trouble`` in words.
    """
    reply = {"kind": "replay", "request": content["request"], "difference": None}
    try:
        hidden, cell = (
            np.frombuffer(buffer, dtype="<f8").reshape(-1, model.lstm.units) for buffer in buffers
        )
        sentence = _validate.text("sentence", content["sentence"])
        padding = checked_padding(content["padding"])
        masked = _validate.flag("mask_padding", content["mask_padding"])
        difference = greatest_difference(model, sentence, hidden, cell, padding, masked)
        reply["difference"] = _validate.number("the difference", difference)
    except ImportError:
        reply["trouble"] = "Keras is not installed here, so there is nothing to check against."
    except (KeyError, TypeError, ValueError) as fault:
        reply["trouble"] = f"The check could not be made: {fault}"
    return reply


def run_aside(work: Callable[[], dict], then: Callable[[dict], None]) -> None:
    """Do `work` in a thread and hand its result to `then` on the event loop.

    Loading TensorFlow takes seconds, in which the kernel must stay free for cells. Where no event
    loop runs, as in a plain script, the work is done at once.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        then(work())
        return
    thread = threading.Thread(
        target=lambda: loop.call_soon_threadsafe(then, work()), name="replay", daemon=True
    )
    thread.start()
