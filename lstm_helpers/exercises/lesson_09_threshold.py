"""Lesson 09, exercise 2: the lowest threshold that is precise enough."""

from numbers import Real

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.threshold_mistakes import OFF, likely_mistake, right_threshold

# T and F tell positives and negatives, their probabilities rise; precision goes up and down. One
# has six digits: steps of 0.001, or of 0.00001, must not meet the right threshold by chance.
_ROWS = (
    ("FFTFFTTFTT", (0.043, 0.082, 0.134, 0.227, 0.271364, 0.388, 0.466, 0.617, 0.724, 0.936), 0.75),
    ("FTFTTFTFFTT", (0.03, 0.11, 0.19, 0.24, 0.33, 0.42, 0.57, 0.66, 0.71, 0.84, 0.92), 0.6),
    ("FTTTT", (0.163, 0.342, 0.527, 0.681, 0.814), 0.8),  # all of them are precise enough
    ("FFTFTF", (0.07, 0.18, 0.29, 0.47, 0.63, 0.88), 0.9),  # none is
    ("FFTTTTFT", (0.05, 0.126, 0.126, 0.126, 0.126, 0.126, 0.21, 0.79), 0.74),  # five are alike
)


def _case(letters: str, probabilities: tuple[float, ...], precision: float) -> dict[str, object]:
    order = np.random.default_rng(len(letters)).permutation(len(letters))
    labels = np.array([letter == "T" for letter in letters])
    return {
        "labels": labels[order],
        "probabilities": np.array(probabilities)[order],
        "precision": precision,
    }


_CASES = [_case(*row) for row in _ROWS]


def my_threshold(labels, probabilities, precision):
    """Return the lowest threshold above which the calls are precise enough."""
    # Step 1. The calls change only at the probabilities themselves; 0 calls them all.
    for threshold in np.unique([0.0, *probabilities]):  # in rising order
        # Step 2. What lies above is called. At the highest probability that is nothing.
        called = probabilities > threshold
        # Step 3. Of the called ones, the share that is positive. The first time is the lowest.
        if called.any() and labels[called].mean() >= precision:
            return threshold
    # Step 4. No threshold will do: nothing may be called.
    return 1.0


def _review(attempt: Attempt) -> str:
    answers = [_answer(attempt, case) for case in _CASES]
    for case, answer in zip(_CASES, answers, strict=True):
        expected = right_threshold(**case)
        if abs(answer - expected) > 1e-9:
            mistake = likely_mistake([tuple(each.values()) for each in _CASES], answers)
            cause = f"Likely cause: {mistake.cause}" if mistake else _difference(case, answer)
            raise AnswerError(
                f"Not yet, {_named(case)}:\n    yours    {answer:g}\n    expected {expected:g}\n"
                f"{cause}"
            )
    return (
        f"Right. In {len(_CASES)} cases, one of them hopeless, your threshold is the lowest that "
        "is precise enough, and so the one that finds the most."
    )


def _answer(attempt: Attempt, case: dict[str, object]) -> float:
    value = attempt.call(**case)
    if isinstance(value, np.ndarray) and value.size == 1:
        value = value.item()
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise AnswerError(
            "Return one number, the threshold. Yours returned a value of type "
            f"{type(value).__name__}."
        )
    if not np.isfinite(value):
        raise AnswerError(
            f"Not yet, {_named(case)}: yours returned {float(value)}, which is no threshold. Was "
            "the mean of an empty array taken? At the highest probability nothing is called."
        )
    return float(value)


def _difference(case: dict[str, object], answer: float) -> str:
    called = case["probabilities"] > answer
    if not called.any():
        return f"Above {answer:g} there is nothing to be called."
    share = case["labels"][called].mean()
    enough = share >= case["precision"]
    return (
        f"Positive among the {called.sum()} above {answer:g}: {case['labels'][called].sum()}, a "
        f"precision of {share:.3f}."
        f"{' That is enough, but a lower threshold is as well.' if enough else ''}"
    )


def _named(case: dict[str, object]) -> str:
    order = np.argsort(case["probabilities"])
    listed = ", ".join(
        f"{probability:g}{' +' if positive else ''}"
        for probability, positive in zip(
            case["probabilities"][order], case["labels"][order], strict=True
        )
    )
    return f"where a precision of {case['precision']:g} is wanted of {listed} (+ is positive)"


EXERCISE = Exercise(
    name="09_threshold",
    objectives=("metric.threshold", "metric.precision"),
    prompt=(
        "Write my_threshold(labels, probabilities, precision). labels is an array of True "
        "(positive) and False, probabilities an array of P(positive), in any order. A probability "
        "above the threshold is called positive. Return the lowest threshold, 0 or more, at which "
        f"the precision is at least the one wanted; if there is none, return {OFF:g}, at which "
        "nothing is called."
    ),
    reference=my_threshold,
    review=_review,
    hints=(
        "Between two neighbouring probabilities the calls stay the same, whatever the threshold. "
        "So which thresholds are worth trying?",
        "0, and each of the probabilities: np.unique([0.0, *probabilities]) gives them in rising "
        "order. For each, called = probabilities > threshold.",
        "labels[called].mean() is the precision, if anything is called. Precision goes up and down "
        "as the threshold rises, so begin at the lowest and return the first that is enough.",
        "for threshold in np.unique([0.0, *probabilities]): called = probabilities > threshold; if "
        "called.any() and labels[called].mean() >= precision: return threshold. After the loop "
        "return 1.0.",
    ),
    imports="import numpy as np",
)
