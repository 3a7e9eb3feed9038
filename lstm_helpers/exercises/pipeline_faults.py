"""Broken runs of a small pipeline, each wrong first at one stage, and a few sound ones."""

from dataclasses import dataclass, replace

import numpy as np

from lstm_helpers.cells import sigmoid
from lstm_helpers.exercises.pipeline_runs import TOKENS, Run, last_states, make_run
from lstm_helpers.probabilities import softmax
from lstm_helpers.tokenizer import Vocabulary
from lstm_helpers.trace import trace_lstm

SOUND = "none"

_TEXTS = (
    "The film was not good, but I loved it!",  # longer than a row
    "A dull plot.",  # an unknown word, and padding
    "I loved the film",
    "The plot was good, and I loved the zorblish film",
)


@dataclass(frozen=True)
class Case:
    """A run, the first stage that is wrong in it, and what is wrong there.

    Attributes
    ----------
    run : Run
        What the learner's function gets.
    first : str
        The first wrong stage, or ``"none"``.
    story : str
        What happened, for the learner.
    """

    run: Run
    first: str
    story: str


def cases() -> list[Case]:
    """Return all cases, each stage of every broken run but the first made from the one before.

    Returns
    -------
    list of Case
        Sound ones among them, in an order that tells nothing.

    Examples
    --------
    >>> sorted({case.first for case in cases()})
    ['ids', 'none', 'padded', 'probabilities', 'state', 'vectors']
    """
    sound = make_run(list(_TEXTS))
    many = [Case(sound, SOUND, "nothing is wrong in it")]
    for stage, faults in FAULTS.items():
        many += [Case(make_run(list(_TEXTS), stage, does), stage, told) for told, does in faults]
    blind = {name: np.float32(getattr(sound, name)) for name in ("vectors", "state")}
    many += [
        Case(make_run([_TEXTS[2], "?!"]), SOUND, "nothing is wrong in it; one text has no token"),
        Case(
            replace(sound, **blind, probabilities=np.float32(sound.probabilities)),
            SOUND,
            "nothing is wrong in it; its numbers are float32, so they differ in the eighth digit",
        ),
    ]
    return [many[place] for place in np.random.default_rng(3).permutation(len(many))]


_OTHER = Vocabulary(("", "[UNK]", *sorted(TOKENS[2:])))

# Stage -> what happened, and the stage with the fault in it, from the sound stages and pipeline.
FAULTS = {
    "ids": (
        ("the ids come from another vocabulary",
         lambda s, p: [_OTHER.encode(text) for text in s.texts]),
        ("an unknown word was given the id after the last",
         lambda s, p: [[len(TOKENS) if i == 1 else i for i in ids] for ids in s.ids]),
        ("unknown words were left out",
         lambda s, p: [[i for i in ids if i != 1] for ids in s.ids]),
        ("the ids stand in reverse order", lambda s, p: [list(ids)[::-1] for ids in s.ids]),
        ("the texts were not lowered before they were looked up",
         lambda s, p: [[1, *ids[1:]] for ids in s.ids]),
    ),
    "padded": (
        ("the rows were not padded: they differ in length",
         lambda s, p: [list(ids) for ids in s.ids]),
        ("too long a text lost its last tokens instead of its first",
         lambda s, p: replace(p, truncate="post").run(s.texts).padded),
        ("the zeros stand before the tokens",
         lambda s, p: replace(p, where="pre").run(s.texts).padded),
        ("the rows have another length", lambda s, p: replace(p, length=5).run(s.texts).padded),
        ("rows and columns are exchanged", lambda s, p: s.padded.T),
        ("padding was filled with 1, which means unknown",
         lambda s, p: np.where(s.mask, s.padded, 1)),
    ),
    "vectors": (
        ("features stand before timesteps", lambda s, p: s.vectors.transpose(0, 2, 1)),
        ("each id took the row after its own",
         lambda s, p: np.roll(p.embedding, -1, axis=0)[s.padded]),
        ("the ids themselves were used, one feature each",
         lambda s, p: s.padded[..., None].astype(float)),
        ("the vectors of a text were added up", lambda s, p: s.vectors.sum(axis=1)),
        ("two timesteps were exchanged", lambda s, p: s.vectors[:, [1, 0, 2, 3, 4, 5]]),
    ),
    "state": (
        ("padding was read, for no mask was used",
         lambda s, p: last_states(p, s.vectors, np.ones_like(s.mask))),
        ("the state after every timestep was kept, not the last alone",
         lambda s, p: np.array([trace_lstm(p.lstm, v, mask=m).hidden
                                for v, m in zip(s.vectors, s.mask, strict=True)])),
        ("it is the state after the first token",
         lambda s, p: last_states(p, s.vectors, s.mask, 0)),
        ("it is the cell state, not the hidden state",
         lambda s, p: np.array([trace_lstm(p.lstm, v, mask=m).cell[-1]
                                for v, m in zip(s.vectors, s.mask, strict=True)])),
        ("the texts stand in another order", lambda s, p: s.state[::-1].copy()),
    ),
    "probabilities": (
        ("these are the logits: the softmax is missing", lambda s, p: s.logits),
        ("the softmax was taken over the texts instead of the classes",
         lambda s, p: softmax(s.logits, axis=0)),
        ("each logit went through a sigmoid of its own", lambda s, p: sigmoid(s.logits)),
        ("two columns, and so two labels, are exchanged",
         lambda s, p: s.probabilities[:, [2, 1, 0]]),
        ("the bias was not added", lambda s, p: softmax(s.state @ p.dense_kernel)),
        ("the labels are given instead of the probabilities",
         lambda s, p: s.probabilities.argmax(axis=1)),
    ),
}  # fmt: skip
