"""The checkers that learners write at first, each carried out on the same runs and compared."""

from collections.abc import Callable

import numpy as np

from lstm_helpers.exercises.mistake import Mistake
from lstm_helpers.exercises.pipeline_faults import SOUND, Case
from lstm_helpers.exercises.pipeline_runs import Run, last_states, pipeline
from lstm_helpers.pipeline import STAGES

CHECKED = STAGES[1:]


def wanted_shapes(run: Run) -> dict[str, tuple[int, ...]]:
    """Return the shape that each array should have.

    Examples
    --------
    >>> from lstm_helpers.exercises.pipeline_faults import cases
    >>> wanted_shapes(cases()[0].run)["probabilities"]
    (4, 3)
    """
    texts, units = len(run.texts), run.lstm.units
    return {
        "padded": (texts, run.length),
        "vectors": (texts, run.length, run.lstm.features),
        "state": (texts, units),
        "probabilities": (texts, len(run.dense_bias)),
    }


def _shape(value: object) -> tuple[int, ...] | None:
    try:
        return np.shape(value)
    except ValueError:
        return None


def by_shapes(run: Run, _case: Case | None = None) -> str:
    """Return the first stage whose shape is wrong."""
    if len(run.ids) != len(run.texts):
        return "ids"
    shapes = wanted_shapes(run)
    return next((s for s in shapes if _shape(getattr(run, s)) != shapes[s]), SOUND)


def _unless(stage: str, says: str = SOUND) -> Callable[[Run, Case], str]:
    """Return a checker that sees all faults but those of one stage."""
    return lambda run, case: says if case.first == stage else case.first


def _sums_alone(run: Run, case: Case) -> str:
    if case.first != "probabilities":
        return case.first
    shares = run.probabilities
    fits = shares.shape == wanted_shapes(run)["probabilities"]
    return SOUND if fits and np.allclose(shares.sum(axis=1), 1) else "probabilities"


def _exact(run: Run, case: Case) -> str:
    return "vectors" if run.vectors.dtype == np.float32 else case.first


def _last(run: Run, case: Case) -> str:
    """Return the last stage that is not what it is when all are sound."""
    stages = pipeline().run(run.texts)
    differs = [
        stage
        for stage in CHECKED[1:]
        if _shape(getattr(run, stage)) != getattr(stages, stage).shape
        or not np.allclose(getattr(run, stage), getattr(stages, stage), atol=1e-5)
    ]
    return differs[-1] if differs else case.first


def _shape_unless(stage: str) -> Callable[[Run, Case], str]:
    """Return a checker that looks at one stage's shape alone."""

    def check(run: Run, case: Case) -> str:
        if case.first != stage:
            return case.first
        return stage if _shape(getattr(run, stage)) != wanted_shapes(run)[stage] else SOUND

    return check


def _no_mask(run: Run, case: Case) -> str:
    if case.first in CHECKED[:3]:
        return case.first
    read = np.ones(run.padded.shape, dtype=bool)
    state = last_states(pipeline(), run.vectors, read)
    if _shape(run.state) != state.shape or not np.allclose(run.state, state, atol=1e-5):
        return "state"
    return SOUND if case.first == "state" else case.first


def _ids_in_range(run: Run, case: Case) -> str:
    if case.first != "ids":
        return case.first
    inside = all(0 <= id_ < len(run.vocabulary) for ids in run.ids for id_ in ids)
    return SOUND if inside else "ids"


def _unknown_is_wrong(run: Run, case: Case) -> str:
    return "ids" if any(1 in ids for ids in run.ids) else case.first


def _cut_is_wrong(run: Run, case: Case) -> str:
    if case.first == "ids":
        return "ids"
    return "padded" if any(len(ids) > run.length for ids in run.ids) else case.first


# Each takes the run and, so that it can be right but for the mistake, the case; returns a stage.
MISTAKES: tuple[Mistake[Callable[[Run, Case], str]], ...] = (
    Mistake(
        lambda run, case: SOUND,
        'every run is called sound. Check one stage after the other, and return "none" only '
        "after the last.",
    ),
    Mistake(
        by_shapes,
        "only shapes are checked. Exchanged labels, another vocabulary or a missing mask leave "
        "every shape as it is: make each stage again from the one before, and compare the numbers.",
    ),
    Mistake(
        _last,
        "the last wrong stage is named. What follows a fault is wrong because of it; return at "
        "the first one.",
    ),
    Mistake(
        _exact,
        "numbers are compared with ==. The same sum in float32 differs in the eighth digit; use "
        "np.allclose(…, atol=1e-5).",
    ),
    Mistake(
        _unknown_is_wrong,
        "an id of 1 is taken for a fault. It stands for an unknown word, and is what the "
        "vocabulary gives; compare with vocabulary.encode(text).",
    ),
    Mistake(
        _cut_is_wrong,
        "a text that lost tokens is taken for a fault. A text longer than the row has to lose its "
        "first tokens: ids[-length:].",
    ),
    Mistake(
        _no_mask,
        "padding is read. Give trace_lstm the mask, True where there is a token: what stands "
        "after the last one must not change the state.",
    ),
    Mistake(
        _sums_alone,
        "of the probabilities only the sum is checked. With two columns exchanged, or without the "
        "bias, rows add up to 1 as well; compare with softmax(state @ kernel + bias).",
    ),
    Mistake(
        _ids_in_range,
        "of the ids only the range is checked. Another vocabulary gives ids within the range that "
        "stand for other words; compare with vocabulary.encode(text).",
    ),
    *(
        Mistake(
            _shape_unless(stage),
            f"of {stage} only the shape is checked. {redo}",
        )
        for stage, redo in (
            ("padded", "Which tokens were kept, and where the zeros stand, leaves it as it is."),
            ("vectors", "Compare with the rows of the embedding: embedding[padded]."),
            ("state", "Compare with trace_lstm(lstm, vectors, mask=ids > 0).hidden[-1], row by "
             "row."),
            ("probabilities", "Compare with softmax(state @ kernel + bias)."),
        )
    ),
    *(
        Mistake(_unless(stage), f"faults of {stage} are not looked for.")
        for stage in CHECKED
    ),
    *(
        Mistake(lambda run, case, stage=stage: stage, f'"{stage}" is returned for every run.')
        for stage in CHECKED
    ),
)  # fmt: skip


def likely_mistake(cases: list[Case], answers: list[str]) -> Mistake | None:
    """Find the mistake that gives exactly these answers.

    Parameters
    ----------
    cases : list of Case
        What was to be judged.
    answers : list of str
        What the learner's function returned for each.

    Returns
    -------
    Mistake or None

    Examples
    --------
    >>> from lstm_helpers.exercises.pipeline_faults import cases
    >>> likely_mistake(cases(), ["none"] * len(cases())) is MISTAKES[0]
    True
    """
    return next(
        (
            mistake
            for mistake in MISTAKES
            if [mistake.does(case.run, case) for case in cases] == answers
        ),
        None,
    )
