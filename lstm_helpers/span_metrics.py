"""How good a tagging is: by whole entities, and by tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.spans import checked_tags, tag_spans


@dataclass(frozen=True)
class SpanScores:
    """Entities that are there, that were found, and that are both; fractions from 0 to 1.

    A measure whose denominator is 0 is 0.0.

    Attributes
    ----------
    actual : int
        Entities in the true tags.
    predicted : int
        Entities in the predicted tags.
    correct : int
        Those that are in both, with the same start, end and kind.

    Examples
    --------
    >>> scores = SpanScores(actual=4, predicted=5, correct=3)
    >>> scores.precision, scores.recall, round(scores.f1, 2)
    (0.6, 0.75, 0.67)
    """

    actual: int
    predicted: int
    correct: int

    @property
    def precision(self) -> float:
        """Of all entities that were predicted, the share that is exactly right."""
        return self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Of all entities that are there, the share that was found exactly."""
        return self.correct / self.actual if self.actual else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.predicted + self.actual
        return 2 * self.correct / both if both else 0.0


def span_scores(
    tags: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]], kind: str | None = None
) -> SpanScores:
    """Count the entities that were found exactly: same start, same end, same kind.

    Parameters
    ----------
    tags : sequence of sequences of str, length N
        The true tags of each sentence.
    predicted : sequence of sequences of str, length N
        The predicted ones, as many for each sentence.
    kind : str, optional
        Count entities of this kind alone, such as ``"PER"``.

    Returns
    -------
    SpanScores
        Summed over all sentences: every entity counts alike, not every sentence.

    Raises
    ------
    ValueError
        If the lengths differ, or something is no BIO tag.

    Notes
    -----
    Precision, recall and F1 by exact spans: Tjong Kim Sang and De Meulder, *Introduction to the
    CoNLL-2003 shared task*, 2003. Where ``I-`` begins a span, see `tag_spans`.

    Examples
    --------
    >>> true = [["B-PER", "I-PER", "O", "B-LOC"]]
    >>> scores = span_scores(true, [["B-PER", "O", "O", "B-LOC"]])
    >>> scores.correct, scores.precision, scores.recall
    (1, 0.5, 0.5)
    """
    if kind is not None:
        _validate.text("kind", kind)
    actual = found = correct = 0
    for true_row, predicted_row in _rows(tags, predicted):
        true, called = (
            {span for span in tag_spans(row) if kind in (None, span.kind)}
            for row in (true_row, predicted_row)
        )
        actual, found, correct = (
            actual + len(true),
            found + len(called),
            correct + len(true & called),
        )
    return SpanScores(actual, found, correct)


def tag_accuracy(tags: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]) -> float:
    """Return the share of tokens with the right tag; padding is in neither, so it never counts.

    Parameters
    ----------
    tags, predicted : sequence of sequences of str, length N
        The true and the predicted tags of each sentence, as many as it has tokens.

    Returns
    -------
    float
        From 0 to 1; 0.0 if there is no token.

    Raises
    ------
    ValueError
        If the lengths differ, or something is no BIO tag.

    Examples
    --------
    >>> tag_accuracy([["B-PER", "O", "O", "O"]], [["O", "O", "O", "O"]])
    0.75
    """
    rows = _rows(tags, predicted)
    right = [one == other for true, called in rows for one, other in zip(true, called, strict=True)]
    return float(np.mean(right)) if right else 0.0


def _rows(tags: object, predicted: object) -> list[tuple[list[str], list[str]]]:
    wanted = "a list with a list of tags for each sentence"
    true, called = (
        _validate.entries(name, rows, wanted)
        for name, rows in (("tags", tags), ("predicted", predicted))
    )
    if len(true) != len(called):
        raise ValueError(
            f"predicted must hold tags for each of the {len(true)} sentences; got {len(called)}"
        )
    pairs = []
    for place, rows in enumerate(zip(true, called, strict=True)):
        pair = tuple(
            checked_tags(f"{name}[{place}]", row)
            for name, row in zip(("tags", "predicted"), rows, strict=True)
        )
        if len(pair[0]) != len(pair[1]):
            raise ValueError(
                f"predicted[{place}] must hold {len(pair[0])} tags, one for each token; "
                f"got {len(pair[1])}"
            )
        pairs.append(pair)
    return pairs
