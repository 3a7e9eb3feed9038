"""What each stage of a pipeline holds, what that costs, and what was lost on the way."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._counted import counted
from lstm_helpers.pipeline import STAGES, Stages, TextPipeline
from lstm_helpers.tokenizer import UNKNOWN_ID

TITLES = dict(
    zip(
        STAGES,
        ("text", "ids", "padded ids", "vectors", "last state", "probabilities"),
        strict=True,
    )
)
_MOST_NAMED = 6  # words


@dataclass(frozen=True)
class StageNote:
    """One stage in words and numbers.

    Attributes
    ----------
    stage : str
        One of ``"text"``, ``"ids"``, ``"padded"``, ``"vectors"``, ``"state"``,
        ``"probabilities"``.
    title : str
        Its name as a heading.
    shape : str
        Its shape in words.
    holds : str
        What one of its numbers is.
    lost : str
        What the stage before had and this one hasn't.
    numbers : int
        How many numbers it holds; for the text, characters.
    parameters : int
        How many trained numbers made it.

    Examples
    --------
    >>> note = StageNote("padded", "padded ids", "1 × 10", "ids", "nothing", 10, 0)
    >>> note.numbers
    10
    """

    stage: str
    title: str
    shape: str
    holds: str
    lost: str
    numbers: int
    parameters: int


def stage_notes(pipeline: TextPipeline, stages: Stages) -> tuple[StageNote, ...]:
    """Describe each stage of a run.

    Parameters
    ----------
    pipeline : TextPipeline
        The pipeline that was run.
    stages : Stages
        What `TextPipeline.run` gave.

    Returns
    -------
    tuple of StageNote
        Six, in order.

    Raises
    ------
    ValueError
        If an argument is of another type.

    Examples
    --------
    >>> from lstm_helpers import load_pipeline
    >>> pipeline = load_pipeline()
    >>> notes = stage_notes(pipeline, pipeline.run("A zorblish film!"))
    >>> notes[1].lost
    'any capitals and punctuation; 1 of 3 tokens is unknown: zorblish'
    >>> notes[3].shape, notes[3].numbers
    ('1 × 10 × 50', 500)
    """
    _validate.instance("pipeline", pipeline, TextPipeline)
    _validate.instance("stages", stages, Stages)
    units, classes = pipeline.dense_kernel.shape
    holds = {
        "text": "characters",
        "ids": f"the number of each token in a vocabulary of {len(pipeline.vocabulary):,} ids",
        "padded": f"{counted(pipeline.length, 'id')} a row, 0 where there is no token",
        "vectors": f"{pipeline.lstm.features} learned features for each id",
        "state": f"what {units} units keep after the last token",
        "probabilities": (
            f"shares of one whole, one for each of {counted(classes, 'class', 'classes')}"
        ),
    }
    lost = {
        "text": "nothing yet",
        "ids": f"any capitals and punctuation; {_unknown(stages)}",
        "padded": _dropped(stages, pipeline),
        "vectors": "nothing: each id has become its row of the embedding",
        "state": (
            f"the single words: {counted(pipeline.length, 'vector')} became {units} numbers"
            if stages.mask.any()
            else "nothing: there was no token to read"
        ),
        "probabilities": (
            f"all but the verdict: {units} numbers became {classes}"
            if classes < units
            else f"nothing that has to be: {units} numbers became {classes}"
        ),
    }
    numbers = _numbers(stages)
    return tuple(
        StageNote(
            *(stage, TITLES[stage], stages.shapes[stage], holds[stage], lost[stage]),
            *(numbers[stage], pipeline.parameters[stage]),
        )
        for stage in STAGES
    )


def _numbers(stages: Stages) -> dict[str, int]:
    arrays = {stage: int(np.size(getattr(stages, stage))) for stage in STAGES[2:]}
    return {
        "text": sum(map(len, stages.texts)),
        "ids": sum(map(len, stages.ids)),
        **arrays,
    }


def _unknown(stages: Stages) -> str:
    words = [
        token
        for tokens, ids in zip(stages.tokens, stages.ids, strict=True)
        for token, id_ in zip(tokens, ids, strict=True)
        if id_ == UNKNOWN_ID
    ]
    of = f"of {counted(sum(map(len, stages.tokens)), 'token')}"
    if not words:
        return f"none {of} is unknown"
    return f"{len(words):,} {of} {'is' if len(words) == 1 else 'are'} unknown{_named(words)}"


def _dropped(stages: Stages, pipeline: TextPipeline) -> str:
    length, first = pipeline.length, pipeline.truncate == "pre"
    too_long = [tokens for tokens in stages.tokens if len(tokens) > length]
    words = [t for tokens in too_long for t in (tokens[:-length] if first else tokens[length:])]
    padding = int((~stages.mask).sum())
    if not words:
        holds = "hold" if padding != 1 else "holds"
        return f"nothing: every token has a place, {counted(padding, 'place')} {holds} padding"
    which = "first" if first else "last"
    many = f", the {which} ones of {len(too_long):,} texts" if len(stages) > 1 else ""
    return f"{counted(len(words), 'token')} dropped{many}{_named(words)}"


def _named(words: list[str]) -> str:
    """Return the words after a colon, if they are few enough to be read."""
    return f": {', '.join(words)}" if len(words) <= _MOST_NAMED else ""
