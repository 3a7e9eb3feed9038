"""Lesson 01: write an encoder, from text to ids, unknown words included."""

from numbers import Integral

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.encoder_mistakes import likely_mistakes
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.tokenizer import Vocabulary, tokenize

# In no order that sorting by letters or by length would give, and longer than any of the texts.
_WORDS = "the was film i good not didnt and ending laugh once music slow loved cast"
_KNOWN = ["", "[UNK]", *_WORDS.split()]
_TEXTS = (
    "the film was good",  # nothing to take care of
    "i loved the zorblish ending and the flimmering cast and the zorblish music",
    'The "film" was Good (slow), and the ending: GOOD!',
    "I didn't laugh.  Not once!",  # an apostrophe inside a word; two spaces
    "Zorblish, flimmering... meh",  # nothing known
    "?! ...",  # no token at all
    "I didn’t laugh",  # the curly apostrophe is no ASCII punctuation, so it stays
)


def my_encode(text, known):
    """Return the ids of the tokens of a text."""
    # Step 1. Lower the letters, remove punctuation, split at white space.
    tokens = tokenize(text)
    # Step 2. A token's id is its place in the list. Looking it up in a dict is faster than
    #         searching the list again for every token.
    ids = {token: place for place, token in enumerate(known)}
    # Step 3. In reading order, one id for each token; 1 for all that is not known.
    return [ids.get(token, 1) for token in tokens]


def _review(attempt: Attempt) -> str:
    answers = [_answer(attempt, text) for text in _TEXTS]
    vocabulary = Vocabulary(tuple(_KNOWN))
    for text, answer in zip(_TEXTS, answers, strict=True):
        expected = vocabulary.encode(text)
        if answer != expected:
            raise AnswerError(
                f"Not yet, at {text!r}:\n    yours    {answer}\n    expected {expected}\n"
                f"{_cause(answers, answer, expected)}"
            )
    return (
        f"Right. On {len(_TEXTS)} texts, from nothing known to nothing there, your ids are those "
        "of the course's Vocabulary, which are those of Keras."
    )


def _answer(attempt: Attempt, text: str) -> list[int]:
    try:
        value = attempt.call(text=text, known=_KNOWN)
    except AnswerError as error:
        if "KeyError" in str(error) or "is not in list" in str(error):
            raise AnswerError(
                f"Not yet, at {text!r}:\n{error}\nLikely cause: a token that is not known is "
                "looked up all the same. Ask first, or use ids.get(token, 1) on a dict."
            ) from None
        raise
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if not isinstance(value, list | tuple):
        raise AnswerError(
            f"Return a list of ids, one for each token. Yours returned a value of type "
            f"{type(value).__name__}."
        )
    for place, part in enumerate(value):
        if isinstance(part, bool) or not isinstance(part, Integral):
            raise AnswerError(_no_id(text, place, part))
    return [int(part) for part in value]


def _no_id(text: str, place: int, part: object) -> str:
    says = (
        f"Not yet, at {text!r}: place {place} of the list holds {part!r}, of type "
        f"{type(part).__name__}; wanted an id, a whole number."
    )
    if isinstance(part, str) and part in tokenize(text):
        return f"{says} Likely cause: the tokens are returned; look each of them up in known."
    if isinstance(part, list | tuple):
        return f"{says} Likely cause: a pair of brackets too many; one text gives one flat list."
    return says


def _cause(answers: list[list[int]], answer: list[int], expected: list[int]) -> str:
    texts = list(_TEXTS)
    mistakes = likely_mistakes(texts, _KNOWN, answers)
    if not mistakes and answer is not answers[-1]:  # wrong before the curly apostrophe came
        mistakes = likely_mistakes(texts[:-1], _KNOWN, answers[:-1])
    if mistakes:
        return f"Likely cause: {' And: '.join(mistake.cause for mistake in mistakes)}"
    if len(answer) != len(expected):
        return (
            f"The number of ids is {len(answer)}; expected {len(expected)}, one for each token. "
            "Print the tokens and see where they differ from those of tokenize."
        )
    first = next(place for place, (a, b) in enumerate(zip(answer, expected, strict=True)) if a != b)
    token = "unknown" if expected[first] == 1 else repr(_KNOWN[expected[first]])
    return f"They differ first at place {first}, where the token is {token}."


EXERCISE = Exercise(
    name="01_encoder",
    objectives=("tokens.vocabulary", "tokens.unknown"),
    prompt=(
        "Write my_encode(text, known): text is any sentence as it was typed, known the list of "
        "known tokens, in which a token's place is its id: known[0] is padding, '', known[1] "
        "unknown, '[UNK]', and the words follow. Return the list of ids of the text's tokens, in "
        "reading order, as Keras would give them. You may use tokenize."
    ),
    reference=my_encode,
    review=_review,
    hints=(
        "Two stages: from text to tokens, then from each token to its id. Which stage has to know "
        "about capitals and commas, and which about unknown words?",
        "tokens = tokenize(text) does the first stage. For the second, a token's id is its place "
        "in known: known.index(token). What does that do with a token that is not there?",
        "It raises ValueError. Ask before: known.index(token) if token in known else 1. Or make a "
        "dict from token to place once, and use ids.get(token, 1).",
        "return [known.index(token) if token in known else 1 for token in tokenize(text)]",
    ),
    imports="from lstm_helpers import tokenize",
)
