"""The gate explorer's state as plain data: what is sent to the browser, and what is refused."""

from collections.abc import Mapping

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import sigmoid
from lstm_helpers.embedding import embed
from lstm_helpers.pretrained import Reading, ReviewModel
from lstm_helpers.surgery import Intervention
from lstm_helpers.tokenizer import PADDING, tokenize
from lstm_helpers.trace import trace_lstm

TOKEN_LIMIT = 200  # a longer sentence is read and shown up to here
MAPS = ("forget", "input", "candidate", "output", "cell", "hidden")
MOST_PADDING = 10
_SURGERY = ("forget", "input", "output", "forget_bias", "timesteps", "units")
_QUESTION = {"gate", "unit", "token", "timestep", "prompt"}


def shown_tokens(sentence: str) -> list[str]:
    """Return the tokens that the explorer reads: the first 200."""
    return tokenize(sentence)[:TOKEN_LIMIT]


def last_timestep(sentence: str, padding: int) -> int:
    """Return the last timestep there is for a sentence and its padding; 0 if there is none."""
    tokens = len(shown_tokens(sentence))
    return tokens + padding - 1 if tokens else 0


def model_state(model: ReviewModel) -> dict[str, object]:
    """Return a model as traits for the browser: its words, and bytes of little-endian float32."""

    def as_bytes(array: np.ndarray) -> bytes:
        return np.ascontiguousarray(array, dtype="<f4").tobytes()

    return {
        "_tokens": list(model.vocabulary.tokens),
        "_shape": {
            "units": model.lstm.units,
            "features": model.lstm.features,
            "limit": TOKEN_LIMIT,
        },
        "_embedding": as_bytes(model.embedding),
        "_kernel": as_bytes(model.lstm.kernel),
        "_recurrent_kernel": as_bytes(model.lstm.recurrent_kernel),
        "_bias": as_bytes(model.lstm.bias),
        "_dense_kernel": as_bytes(model.dense_kernel),
        "_dense_bias": float(model.dense_bias),
    }


def heaviest_unit(model: ReviewModel) -> int:
    """Return the unit with the greatest weight on the prediction."""
    return int(np.argmax(np.abs(model.dense_kernel)))


def intervention_to_json(value: Intervention | None, _widget: object = None) -> dict | None:
    """Return an intervention as the browser takes it."""
    if value is None:
        return None
    plain = {name: getattr(value, name) for name in _SURGERY}
    for axis in ("timesteps", "units"):
        plain[axis] = None if plain[axis] is None else list(plain[axis])
    return plain


def intervention_from_json(value: dict | None, _widget: object = None) -> Intervention | None:
    """Return the intervention that the browser sent."""
    if value is None:
        return None
    fields = _validate.table("intervention", value, "fields", least=0)
    for name in fields:
        _validate.choice("each field of intervention", name, _SURGERY)
    try:
        return Intervention(**fields)
    except ValueError as error:
        raise ValueError(f"intervention is refused: {error}") from None


def checked_intervention(value: object, units: int) -> Intervention | None:
    """Return an intervention that this many units can have."""
    if value is not None and not isinstance(value, Intervention):
        raise ValueError(
            "intervention must be an Intervention, such as Intervention(forget=1.0), or None; "
            f"got {_validate.brief(value)}"
        )
    if value is not None and value.units is not None:
        _validate.indices("intervention's units", value.units, units)
    return value


def checked_padding(value: object) -> int:
    """Return the number of padding tokens after the sentence, if it is one."""
    return _validate.whole("padding", value, 0, MOST_PADDING)


def within_sentence(state: dict[str, object], coming: Mapping[str, object]) -> dict[str, object]:
    """Return a browser's state without what the sentence to come does not have.

    A sentence set in Python may have crossed what the browser sent.
    """
    sentence = _validate.text("sentence", coming["sentence"])
    last = last_timestep(sentence, checked_padding(coming["padding"]))
    kept = dict(state)
    if type(state.get("timestep")) is int:
        kept["timestep"] = min(state["timestep"], last)
    if "swaps" in state:
        swaps = _validate.table("swaps", state["swaps"], "words", least=0)
        tokens = len(shown_tokens(sentence))
        kept["swaps"] = {t: w for t, w in swaps.items() if not t.isdecimal() or int(t) < tokens}
    return kept


def checked_swaps(value: object, sentence: str) -> dict[str, str]:
    """Return swaps as ``{"3": "very"}``: by timestep, the word to read there, "" for none."""
    if not isinstance(value, Mapping):
        raise ValueError(
            f"swaps must map timesteps to words, such as {{3: 'very'}}; "
            f"got {_validate.brief(value)}"
        )
    last = len(shown_tokens(sentence)) - 1
    swaps = {}
    for timestep, word in value.items():
        if isinstance(timestep, str) and timestep.isdecimal():  # keys of JSON are texts
            timestep = int(timestep)
        timestep = _validate.whole("each timestep in swaps", timestep, 0, last)
        tokens = tokenize(_validate.text("each word in swaps", word))
        if len(tokens) > 1:
            raise ValueError(
                f"each word in swaps must be one token, or '' for none; got {_validate.brief(word)}"
            )
        swaps[str(timestep)] = tokens[0] if tokens else PADDING
    return swaps


def checked_question(value: object, sentence: str, units: int) -> dict | None:
    """Return a question to predict first, every field checked and present."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise ValueError(
            "question must be a dict such as {'gate': 'forget', 'token': 'but', 'unit': 'mean'}; "
            f"got {_validate.brief(value)}"
        )
    for name in value.keys() - _QUESTION:
        raise ValueError(f"question has no field {name!r}; it has {', '.join(sorted(_QUESTION))}")
    _validate.choice("question's gate", value.get("gate"), MAPS)
    unit = value.get("unit", "chosen")
    if unit not in ("chosen", "mean"):
        unit = _validate.whole("question's unit ('chosen', 'mean' or a number)", unit, 0, units - 1)
    tokens = shown_tokens(sentence)
    token, timestep = value.get("token"), value.get("timestep")
    if (token is None) == (timestep is None):
        raise ValueError("question must name either a token or a timestep, and not both")
    if token is not None:
        _validate.choice("question's token", token, tokens)
    else:
        timestep = _validate.whole("question's timestep", timestep, 0, len(tokens) - 1)
    prompt = value.get("prompt")
    if prompt is not None:
        _validate.text("question's prompt", prompt)
    return {
        "gate": value["gate"],
        "unit": unit,
        "token": token,
        "timestep": timestep,
        "prompt": prompt,
    }


def checked_answer(value: object) -> dict | None:
    """Return what a learner answered to a question, as the browser has put it down."""
    if value is None:
        return None
    fields = dict(_validate.table("answer", value, "fields"))
    _validate.flag("answer's right", fields.get("right"))
    return fields


def read_scene(
    model: ReviewModel,
    sentence: str,
    swaps: Mapping[str, str],
    padding: int,
    mask_padding: bool,
    intervention: Intervention | None,
) -> Reading:
    """Read a sentence as the browser does: swaps, padding and surgery included.

    A token left out is skipped by the mask, which to a recurrent network is the same; so there
    is a row for every column of the picture.
    """
    learned = shown_tokens(sentence)
    tokens = [swaps.get(str(t), token) for t, token in enumerate(learned)]
    # The learned token stands in for one left out: the mask keeps it from being read.
    words = [token or learned[t] for t, token in enumerate(tokens)]
    padding = padding if tokens else 0
    ids = np.array(model.vocabulary.encode(" ".join(words)) + [0] * padding, dtype=np.int32)
    mask = np.array([token != PADDING for token in tokens] + [not mask_padding] * padding, bool)
    inputs = embed(ids, model.embedding)
    if intervention is not None and intervention.timesteps is not None:
        intervention = Intervention(
            intervention.forget,
            intervention.input,
            intervention.output,
            intervention.forget_bias,
            [t for t in intervention.timesteps if t < len(ids)],
            intervention.units,
        )
    trace = trace_lstm(model.lstm, inputs, mask=mask, intervention=intervention)
    logits = trace.hidden @ model.dense_kernel + model.dense_bias
    return Reading(tokens + [PADDING] * padding, ids, inputs, trace, logits, sigmoid(logits))
