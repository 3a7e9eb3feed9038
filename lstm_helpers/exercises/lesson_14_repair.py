"""Lesson 14: mend a reader that has three faults."""

from dataclasses import dataclass, fields
from functools import cache

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMWeights, lstm_step
from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.repair_mistakes import labels_with, likely_mistake
from lstm_helpers.padding import pad
from lstm_helpers.pretrained import ReviewModel, load_review_model

LABELS = ("negative", "positive")
TEXTS = (
    "I loved every minute of it.",
    "A dull film, and far too long.",
    "Loved the clumsy robot!",
    "An honest idea ends as a cheap film.",
    "This is how you build tension.",
    "A triumph of noise over feeling.",
    "This cape fits, the jokes fit, everything fits.",
    "The plot was not good, but I loved the music.",
    "?!",
    "Delightful, and it has no villain at all.",
    "Not for me.",
    "Not one of the jokes worked.",
    "The best I can say is that it ends.",
    "We will watch it each December from now on.",
    "Good music, and nothing else.",
    "So much better than I expected!",
    "Boring.",
    "The worst hour of my life, and the plot made no sense.",
    "Funny and sad at the same time, just like life.",
    "Some nice shots of Rome and otherwise a boring holiday video.",
)


@dataclass(frozen=True, eq=False)
class Patient(ReviewModel):
    """A review model that can be compared with its copy, number by number."""

    def __eq__(self, other: object) -> bool:
        """Tell whether nothing was changed."""
        return isinstance(other, Patient) and all(
            _same(getattr(self, field.name), getattr(other, field.name)) for field in fields(self)
        )

    __hash__ = None


def _same(one: object, other: object) -> bool:
    if isinstance(one, LSTMWeights):
        return all(_same(vars(one)[name], vars(other)[name]) for name in vars(one))
    return np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other


@cache
def patient() -> Patient:
    """Return the review model that comes with the course, as what the exercise passes.

    Examples
    --------
    >>> patient() == patient(), patient().lstm.units
    (True, 16)
    """
    model = load_review_model()
    return Patient(**{field.name: getattr(model, field.name) for field in fields(model)})


def my_labels(model, texts):
    """Return the label of each text as the model means it."""
    batch = pad([model.vocabulary.encode(text) for text in texts], 20, where="post")
    labels = []
    for row, mask in zip(batch.ids, batch.mask, strict=True):
        # First repair: nothing has been read yet of this text.
        hidden = cell = np.zeros(model.lstm.units)
        # Second repair: the mask leaves the zeros out.
        for vector in model.embedding[row[mask]]:
            step = lstm_step(model.lstm, vector, hidden, cell)
            hidden, cell = step.hidden, step.cell
        logit = hidden @ model.dense_kernel + model.dense_bias
        # Third repair: P = 0.5 is a logit of 0.
        labels.append("positive" if logit > 0 else "negative")
    return labels


def _review(attempt: Attempt) -> str:
    model, texts = patient(), list(TEXTS)
    expected = labels_with(model, texts)
    try:
        found = _labels(attempt.call(model=model, texts=texts), len(texts))
    except AnswerError as error:
        empty = "\nOne of the texts is '?!', which has no token." * ("IndexError" in str(error))
        raise AnswerError(f"{error}{empty}") from None
    wrong = [place for place, label in enumerate(expected) if found[place] != label]
    if wrong:
        mistake = likely_mistake(model, texts, found)
        cause = f"\nLikely cause: {mistake.cause}" if mistake else ""
        raise AnswerError(
            f"Not yet: {len(texts) - len(wrong)} of {len(texts)} texts get the label that the "
            f"model means. The first that does not:\n    {texts[wrong[0]]!r}\n"
            f"    yours    {found[wrong[0]]}\n    expected {expected[wrong[0]]}{cause}"
        )
    # One text by itself: its label may depend on nothing but itself.
    alone = [_labels(attempt.call(model=model, texts=[text]), 1)[0] for text in texts[:4]]
    if alone != expected[:4]:
        raise AnswerError(
            "Not yet: all texts together are labelled rightly, but a text by itself gets another "
            "label. Does something depend on the other texts of the batch?"
        )
    return (
        f"Right. {len(texts)} texts, one of them without a token, get the labels that the model "
        "means: each from an empty state, without its padding, at the right border."
    )


def _labels(value: object, number: int) -> list[str]:
    """Return the labels an answer gave, refusing in words what is no list of labels."""
    wanted = f'Return a list of {number} labels, each "positive" or "negative".'
    if isinstance(value, np.ndarray):
        value = value.tolist()  # of an array without axes its one entry
    if not isinstance(value, list | tuple):
        raise AnswerError(f"{wanted} Yours returned a value of type {type(value).__name__}.")
    found = [
        each.item() if isinstance(each, np.ndarray) and each.size == 1 else each for each in value
    ]
    if len(found) != number:
        says = " Does the return stand inside the loop?" if len(found) == 1 else ""
        raise AnswerError(f"{wanted} Yours returned {len(found)}.{says}")
    others = [each for each in found if not _is_label(each)]
    if not others:
        return [str(each) for each in found]
    strange = others[0]
    says = f"{wanted} Yours holds {_validate.brief(strange)}."
    if isinstance(strange, bool | np.bool_ | int | np.integer):
        says += ' Turn it into a label: "positive" if it is True, or 1.'
    elif isinstance(strange, float | np.floating | np.ndarray):
        says += " Numbers are judged before they are returned: at 0 a logit, at 0.5 a probability."
    raise AnswerError(says)


def _is_label(value: object) -> bool:
    return isinstance(value, str) and value in LABELS


EXERCISE = Exercise(
    name="14_repair",
    objectives=("clinic.proof", "clinic.data", "clinic.output"),
    prompt=(
        "Write my_labels(model, texts): broken_labels without its three faults. model is the "
        "review model, with model.vocabulary, model.embedding, model.lstm, model.dense_kernel and "
        'model.dense_bias. Return a list with a label for each text: "positive" where P is above '
        '0.5, else "negative". A text without a token gets the label of an empty state.'
    ),
    reference=my_labels,
    review=_review,
    hints=(
        "Try two tests of the lesson. Does a text get the same label by itself as after another "
        "text? And in a batch with a long text as in one without?",
        "The state begins at zeros once in the whole program; when should it? And pad returns "
        "more than ids.",
        "Move hidden = cell = np.zeros(model.lstm.units) into the outer loop. Go through "
        "zip(batch.ids, batch.mask), and read model.embedding[row[mask]].",
        "The border in the last line is one for probabilities. sigmoid(0) is 0.5.",
    ),
    imports="import numpy as np\nfrom lstm_helpers import lstm_step, pad",
)
