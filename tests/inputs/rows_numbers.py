"""Numbers in arrays: vectors, cells, gates and states, gradients, attention."""

import numpy as np
from hypothesis import strategies as st

import lstm_helpers as course
from lstm_helpers.last_state import last_hidden
from tests.inputs import kinds, valid
from tests.inputs.row import Row
from tests.inputs.rows_text import CORPUS

VOCABULARY = valid.VOCABULARY
SIZE = len(VOCABULARY)
EMBEDDING = course.fresh_embedding(SIZE, 3)
LABELS = course.count_labels(CORPUS, VOCABULARY)
ATLAS = course.WordAtlas(VOCABULARY, EMBEDDING, LABELS)
KNOWN_WORD = st.sampled_from(VOCABULARY.tokens[2:])
CELL = kinds.choice("RNN", "LSTM", "GRU")
# A function may refuse a shape or a pair that does not fit; what is no number at all, it has to.
STATES = kinds.optional(kinds.array)


def numbers(result: object, low: float = -np.inf, high: float = np.inf) -> None:
    assert isinstance(result, np.ndarray) and result.dtype in (np.float32, np.float64)
    assert np.isfinite(result).all() and (result >= low).all() and (result <= high).all()


def within(low: float, high: float):
    return lambda result: numbers(result, low, high)


def fields(**ranges: tuple[float, float]):
    """Promise finite numbers in every array, those named in a range of their own."""

    def promise(result: object) -> None:
        for name, value in vars(result).items():
            numbers(value, *ranges.get(name, (-np.inf, np.inf)))

    return promise


VALVE, SQUASHED = (0, 1), (-1, 1)
LSTM_FIELDS = fields(input=VALVE, forget=VALVE, output=VALVE, candidate=SQUASHED, hidden=SQUASHED)
GRU_FIELDS = fields(update=VALVE, reset=VALVE, candidate=SQUASHED)


@st.composite
def step(draw: st.DrawFn, kind: str, *states: str) -> dict:
    weights = draw(valid.cells(kind))
    return {
        "weights": weights,
        "x": draw(valid.layouts((weights.features,))),
        **{state: draw(valid.layouts((weights.units,))) for state in states},
    }


@st.composite
def weights(draw: st.DrawFn, blocks: int, biases: int = 1) -> dict:
    features, units = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    wide = blocks * units
    return {
        "kernel": draw(valid.layouts((features, wide))),
        "recurrent_kernel": draw(valid.layouts((units, wide))),
        "bias": draw(valid.layouts((wide,) if biases == 1 else (biases, wide))),
    }


@st.composite
def sequence(draw: st.DrawFn, *more: str, kinds_of_cell: tuple[str, ...] = ("LSTM",)) -> dict:
    cell = draw(valid.cells(*kinds_of_cell))
    timesteps = draw(st.integers(1, 4))
    state = valid.layouts((cell.units,))
    made = {
        "mask": st.none() | st.lists(st.booleans(), min_size=timesteps, max_size=timesteps),
        "initial_state": st.none() | st.tuples(state, state),
        "hidden_gradients": valid.layouts((timesteps, cell.units)),
        "intervention": st.sampled_from([None, course.Intervention(forget=0.5, units=[0])]),
    }
    if not isinstance(cell, course.LSTMWeights):
        made["initial_state"] = st.none() | state
    return {
        "weights": cell,
        "inputs": draw(valid.layouts((timesteps, cell.features))),
        **{name: draw(made[name]) for name in more},
    }


@st.composite
def batch(draw: st.DrawFn) -> dict:
    cell = draw(valid.lstms())
    rows, timesteps = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    return {
        "weights": cell,
        "inputs": draw(valid.layouts((rows, timesteps, cell.features))),
        "mask": np.arange(timesteps) < draw(st.integers(0, timesteps)) + np.zeros((rows, 1)),
        "intervention": draw(st.sampled_from([None, course.Intervention(forget=0.5, units=[0])])),
    }


@st.composite
def looked_back(draw: st.DrawFn) -> dict:
    timesteps, units = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    mask = [True, *draw(st.lists(st.booleans(), min_size=timesteps - 1, max_size=timesteps - 1))]
    return {
        "query": draw(valid.layouts((units,))),
        "states": draw(valid.layouts((timesteps, units))),
        "mask": draw(st.sampled_from([None, mask])),
    }


def matrix(rows: int = 4, columns: int = 3):
    return valid.layouts((rows, columns))


def trace(result: object) -> None:
    """Promise a state at each timestep; gates of one that was skipped are NaN."""
    assert isinstance(result, course.GateTrace)
    numbers(result.cell)
    numbers(result.hidden)
    for gate in (result.input, result.forget, result.output, result.candidate):
        computed = gate[~np.isnan(gate).any(axis=1)]
        numbers(computed, -1 if gate is result.candidate else 0, 1)
    assert len({value.shape for value in vars(result).values()}) == 1


def attention(result: object) -> None:
    for value in vars(result).values():
        numbers(value)
    assert np.isclose(result.weights.sum(), 1) and (result.weights >= 0).all()


def gradients(result: object) -> None:
    for value in (result.inputs, result.hidden, result.initial_hidden, result.norms):
        numbers(value)


def flow(result: object) -> None:
    assert isinstance(result, course.GradientFlow)
    numbers(np.asarray(result.clipped_norm, dtype=float), 0)


def neighbours(result: object) -> None:
    similar = [each.similarity for each in result]
    assert similar == sorted(similar, reverse=True)
    assert all(-1 - 1e-6 <= each <= 1 + 1e-6 for each in similar)


def projection(result: object) -> None:
    numbers(result.points)
    numbers(result.shares, 0, 1 + 1e-9)


def intervention(result: object) -> None:
    assert isinstance(result, course.Intervention)
    assert np.isfinite(result.forget_bias)


def region(result: object) -> None:
    assert result.dtype == bool and result.ndim == 2


def returned(result: object) -> None:
    assert "output" in result
    for value in result.values():
        numbers(value)


def unrolled(result: object) -> None:
    assert isinstance(result, course.Unrolled)
    trace(result.trace)
    assert len(result.tokens) == len(result.ids) == len(result.mask) >= 1


def clipped(result: object) -> None:
    assert isinstance(result, list | tuple | np.ndarray | course.LSTMWeights)


def cell(result: object) -> None:
    assert isinstance(result, course.LSTMWeights | course.RNNWeights | course.GRUWeights)
    for value in (result.kernel, result.recurrent_kernel, result.bias):
        numbers(value)


def word_map(result: object) -> None:
    assert isinstance(result, course.WordMap)
    numbers(result.points)
    numbers(result.neighbour_points)
    assert 0 <= result.same <= len(result.neighbours)


NUMBER_ROWS = kinds.array
WEIGHTS = {"kernel": kinds.array, "recurrent_kernel": kinds.array, "bias": kinds.array}
NO = kinds.nothing_else
PLACES = kinds.optional(lambda value: kinds.whole()(value) or kinds.listed(kinds.whole())(value))
MASK = kinds.optional(kinds.booleans)

ROWS = [
    Row(
        "sigmoid", course.sigmoid, st.fixed_dictionaries({"z": matrix() | valid.layouts((3,))}),
        {"z": lambda value: kinds.array(value) or isinstance(value, np.ndarray | np.floating)},
        lambda result: _open(result),
        lambda result, z: _same_shape(result, z),
    ),
    Row(
        "softmax", course.softmax,
        st.fixed_dictionaries({"logits": matrix()}, optional={"axis": st.integers(-2, 1)}),
        {"logits": kinds.array, "axis": kinds.whole(-2, 1)}, within(0, 1 + 1e-6),
        lambda result, logits, axis=-1: _adds_up(result, axis),
    ),
    Row("LSTMWeights", course.LSTMWeights, weights(4), WEIGHTS, cell),
    Row("GRUWeights", course.GRUWeights, weights(3, 2), WEIGHTS, cell),
    Row("RNNWeights", course.RNNWeights, weights(1), WEIGHTS, cell),
    Row(
        "lstm_step", course.lstm_step, step("LSTM", "hidden", "cell"),
        {"weights": NO, "x": kinds.array, "hidden": kinds.array, "cell": kinds.array},
        LSTM_FIELDS,
    ),
    Row(
        "gru_step", course.gru_step, step("GRU", "hidden"),
        {"weights": NO, "x": kinds.array, "hidden": kinds.array}, GRU_FIELDS,
    ),
    Row(
        "rnn_step", course.rnn_step, step("RNN", "hidden"),
        {"weights": NO, "x": kinds.array, "hidden": kinds.array}, within(-1, 1),
    ),
    Row(
        "trace_lstm", course.trace_lstm, sequence("mask", "initial_state", "intervention"),
        {
            "weights": NO, "inputs": kinds.array, "mask": MASK, "initial_state": STATES,
            "intervention": kinds.optional(NO),
        },
        trace,
    ),
    Row(
        "last_state.last_hidden", last_hidden, batch(),
        {
            "weights": NO, "inputs": kinds.array, "mask": kinds.array,
            "intervention": kinds.optional(NO),
        },
        within(-1, 1),
    ),
    Row(
        "lstm_returns", course.lstm_returns,
        st.fixed_dictionaries(
            {"trace": sequence().map(lambda given: course.trace_lstm(**given))},
            optional={"return_sequences": st.booleans(), "return_state": st.booleans()},
        ),
        {"trace": NO, "return_sequences": kinds.flag, "return_state": kinds.flag}, returned,
    ),
    Row(
        "Intervention", course.Intervention,
        st.fixed_dictionaries({}, optional={
            "forget": st.none() | valid.SHARE, "input": st.none() | valid.SHARE,
            "output": st.none() | valid.SHARE, "forget_bias": st.floats(-50, 50),
            "timesteps": st.none() | st.lists(st.integers(0, 9)),
            "units": st.none() | st.lists(st.integers(0, 9)),
        }),
        {
            **dict.fromkeys(("forget", "input", "output"), kinds.optional(kinds.number(0, 1))),
            "forget_bias": kinds.number(), "timesteps": PLACES, "units": PLACES,
        },
        intervention,
    ),
    Row(
        "Intervention.region", course.Intervention(forget=0.0, units=[1]).region,
        st.fixed_dictionaries({"timesteps": st.integers(0, 5), "units": st.integers(2, 5)}),
        {"timesteps": kinds.whole(0), "units": kinds.whole(2)}, region,
    ),
    Row(
        "one_hot", course.one_hot,
        st.fixed_dictionaries({"ids": st.lists(st.integers(0, 4)), "size": st.integers(5, 9)}),
        {"ids": kinds.listed(kinds.whole()), "size": kinds.whole(1)}, within(0, 1),
    ),
    Row(
        "fresh_embedding", course.fresh_embedding,
        st.fixed_dictionaries(
            {"size": st.integers(1, 9), "features": st.integers(1, 4)},
            optional={"seed": valid.SEED},
        ),
        {"size": kinds.whole(1), "features": kinds.whole(1), "seed": kinds.whole()},
        within(-0.05, 0.05),
    ),
    Row(
        "embed", course.embed,
        st.fixed_dictionaries({"ids": st.lists(st.integers(0, 3)), "embedding": matrix()}),
        {"ids": kinds.listed(kinds.whole(0, 3)), "embedding": kinds.array}, numbers,
    ),
    Row(
        "cosine_similarities", course.cosine_similarities,
        st.fixed_dictionaries({"vector": valid.layouts((3,)), "embedding": matrix()}),
        {"vector": kinds.array, "embedding": kinds.array}, within(-1 - 1e-6, 1 + 1e-6),
    ),
    Row(
        "nearest_neighbours", course.nearest_neighbours,
        st.fixed_dictionaries(
            {
                "word": KNOWN_WORD, "vocabulary": st.just(VOCABULARY),
                "embedding": matrix(SIZE),
            },
            optional={"count": st.integers(1, 5)},
        ),
        {
            "word": kinds.text, "vocabulary": NO, "embedding": kinds.array,
            "count": kinds.whole(1),
        },
        neighbours,
    ),
    Row(
        "project", course.project,
        st.fixed_dictionaries({"embedding": matrix()}, optional={"axes": st.integers(1, 3)}),
        {"embedding": kinds.array, "axes": kinds.whole(1, 3)}, projection,
    ),
    Row(
        "WordAtlas", course.WordAtlas,
        st.fixed_dictionaries(
            {
                "vocabulary": st.just(VOCABULARY), "embedding": matrix(SIZE),
                "labels": st.just(LABELS),
            },
            optional={"name": valid.TEXT},
        ),
        {"vocabulary": NO, "embedding": kinds.array, "labels": NO, "name": kinds.text},
        lambda result: projection(result.projection),
    ),
    Row(
        "WordAtlas.around", ATLAS.around,
        st.fixed_dictionaries(
            {"word": KNOWN_WORD, "count": st.integers(1, 3), "shown": st.integers(2, SIZE - 2)}
        ),
        {"word": kinds.text, "count": kinds.whole(1), "shown": kinds.whole(2, SIZE - 2)},
        word_map,
    ),
    Row(
        "WordAtlas.word_at", ATLAS.word_at,
        st.fixed_dictionaries(
            {"place": valid.layouts((2,)), "shown": st.integers(2, SIZE - 2)}
        ),
        {"place": kinds.array, "shown": kinds.whole(1, SIZE - 2)},
        lambda result: _known(result),
    ),
    Row(
        "legal_tags", course.legal_tags,
        st.fixed_dictionaries(
            {"probabilities": valid.layouts((4, 7), 0, 1)}, optional={"ahead": st.booleans()}
        ),
        {"probabilities": kinds.array, "ahead": kinds.flag},
        lambda result: _legal(result),
    ),
    Row(
        "attend", course.attend, looked_back(),
        {"query": kinds.array, "states": kinds.array, "mask": MASK}, attention,
    ),
    Row(
        "backpropagate", course.backpropagate,
        sequence("hidden_gradients", "initial_state", kinds_of_cell=("RNN", "LSTM", "GRU")),
        {
            "weights": NO, "inputs": kinds.array, "hidden_gradients": kinds.array,
            "initial_state": STATES,
        },
        gradients,
    ),
    Row(
        "global_norm", course.global_norm,
        st.fixed_dictionaries({"arrays": st.lists(matrix(), min_size=1, max_size=3)}),
        {"arrays": lambda value: kinds.listed(kinds.array)(value) or kinds.array(value)},
        lambda result: numbers(np.asarray(result, dtype=float), 0),
    ),
    Row(
        "clip_by_norm", course.clip_by_norm,
        st.fixed_dictionaries(
            {
                "arrays": st.lists(matrix(), min_size=1, max_size=3),
                "limit": st.floats(1e-3, 1e3),
            }
        ),
        {
            "arrays": lambda value: kinds.listed(kinds.array)(value) or kinds.array(value),
            "limit": kinds.number(0),
        },
        clipped,
    ),
    Row(
        "random_cell", course.random_cell,
        st.fixed_dictionaries(
            {"cell": st.sampled_from(["RNN", "LSTM", "GRU"])},
            optional={
                "gain": st.floats(0.1, 9), "forget_bias": st.floats(-9, 9), "seed": valid.SEED,
                "features": st.integers(1, 4), "units": st.integers(1, 4),
            },
        ),
        {
            "cell": CELL, "gain": kinds.number(0), "forget_bias": kinds.number(),
            "seed": kinds.whole(), "features": kinds.whole(1), "units": kinds.whole(1),
        },
        cell,
    ),
    Row(
        "gradient_flow", course.gradient_flow,
        st.fixed_dictionaries({"length": st.integers(2, 12)}, optional={
            "cell": st.sampled_from(["RNN", "LSTM", "GRU"]), "gain": st.floats(0.1, 2),
            "forget_bias": st.floats(-9, 9), "clip": st.none() | st.floats(0.1, 9),
            "seed": valid.SEED,
        }),
        {
            "cell": CELL, "length": kinds.whole(2), "gain": kinds.number(0),
            "forget_bias": kinds.number(), "clip": kinds.optional(kinds.number(0)),
            "seed": kinds.whole(),
        },
        flow,
    ),
    Row(
        "small_network", course.small_network,
        st.fixed_dictionaries({}, optional={"units": st.integers(1, 4)}),
        {"units": kinds.whole(1)},
        lambda result: (numbers(result[0]), cell(result[1])),
    ),
    Row(
        "unroll", course.unroll,
        st.fixed_dictionaries(
            {"sentence": valid.SENTENCE, "vocabulary": st.just(VOCABULARY)},
            optional={
                "units": st.integers(1, 4), "timesteps": st.none() | st.integers(1, 6),
                "masked": st.booleans(), "return_sequences": st.booleans(),
                "return_state": st.booleans(),
            },
        ),
        {
            "sentence": kinds.text, "vocabulary": NO, "units": kinds.whole(1),
            "timesteps": kinds.optional(kinds.whole(1)), "masked": kinds.flag,
            "return_sequences": kinds.flag, "return_state": kinds.flag,
        },
        unrolled,
    ),
    Row(
        "recall_sequences", course.recall_sequences,
        st.fixed_dictionaries(
            {"distance": st.integers(1, 9)},
            optional={"count": st.integers(1, 4), "seed": valid.SEED},
        ),
        {"distance": kinds.whole(1), "count": kinds.whole(1), "seed": kinds.whole()},
        lambda result: _ids(result),
    ),
]  # fmt: skip


def _open(result: object) -> None:
    """In an array NaN stays NaN, and infinity is as good as a large number."""
    known = np.asarray(result)[~np.isnan(result)]
    assert result.dtype in (np.float32, np.float64)
    assert ((known >= 0) & (known <= 1)).all()


def _same_shape(result: np.ndarray, given: object) -> None:
    assert result.shape == np.shape(given)


def _adds_up(result: np.ndarray, axis: int) -> None:
    assert np.allclose(result.sum(axis=axis), 1)


def _known(result: object) -> None:
    assert result in VOCABULARY


def _legal(result: tuple[str, ...]) -> None:
    assert all(
        course.may_follow(before, tag) for before, tag in zip((None, *result), result, strict=False)
    )


def _ids(result: np.ndarray) -> None:
    assert result.ndim == 2 and (result >= 0).all()
