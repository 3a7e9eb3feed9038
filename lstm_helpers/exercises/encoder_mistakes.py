"""The mistakes that learners make when they write an encoder, each carried out and compared."""

import re
from collections.abc import Callable

from lstm_helpers.exercises.mistake import Mistake, one_or_both_parts
from lstm_helpers.tokenizer import tokenize

_PUNCTUATION = re.compile("[!\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~']")


def _look_up(tokens: list[str], known: list[str]) -> list[int]:
    return [known.index(token) if token in known else 1 for token in tokens]


def _until_unknown(tokens: list[str], known: list[str]) -> list[int]:
    ids = _look_up(tokens, known)
    return ids[: ids.index(1)] if 1 in ids else ids


def _new_numbers(tokens: list[str], known: list[str]) -> list[int]:
    grown = list(known)
    for token in tokens:
        if token not in grown:
            grown.append(token)
    return [grown.index(token) for token in tokens]


# Each takes the text, returns tokens.
SPLITS: tuple[Mistake[Callable[[str], list[str]]], ...] = (
    Mistake(
        str.split,
        "neither capitals nor punctuation are taken care of: 'Good,' must become 'good'. tokenize "
        "does both.",
    ),
    Mistake(
        lambda text: _PUNCTUATION.sub("", text).split(),
        "capital letters are kept, so 'Film' is not found where 'film' is known. Lower the text "
        "first, or let tokenize do it.",
    ),
    Mistake(
        lambda text: text.lower().split(),
        "punctuation stays stuck to the words, so 'film,' is not found where 'film' is known. "
        "Remove it, or let tokenize do it.",
    ),
    Mistake(
        lambda text: _PUNCTUATION.sub(" ", text.lower()).split(),
        'punctuation is replaced by a space, which cuts "didn\'t" in two. Keras removes it and '
        "puts nothing in its place: 'didnt'.",
    ),
    Mistake(
        lambda text: _PUNCTUATION.sub("", text.lower()).split(" "),
        'split(" ") cuts at every single space, so two spaces in a row leave an empty token, '
        "which is padding, id 0. split() without an argument takes any white space together.",
    ),
    Mistake(
        lambda text: re.sub(r"[^\w\s]", "", text.lower()).split(),
        "more than ASCII punctuation is removed, or the curly ’ made a straight one. That would be "
        "a good mend; but here the ids of Keras are wanted. It leaves ’ in its word, so 'didn’t' "
        "is unknown. tokenize does the same.",
    ),
    Mistake(
        lambda text: list(dict.fromkeys(tokenize(text))),
        "each token is encoded once only. A word that comes twice gives its id twice.",
    ),
    Mistake(
        lambda text: sorted(tokenize(text)),
        "the tokens are sorted. Ids stand in reading order; order is what the network is to see.",
    ),
    Mistake(
        lambda text: tokenize(text)[::-1],
        "the tokens are read from the end. Ids stand in reading order.",
    ),
    Mistake(
        list,
        "the text is taken letter by letter; a loop over a str gives its characters. Split it "
        "into words first: tokenize(text).",
    ),
)

# Each takes the tokens and the list of known tokens, returns ids.
LOOKUPS: tuple[Mistake[Callable[[list[str], list[str]], list[int]]], ...] = (
    Mistake(
        lambda tokens, known: [known.index(t) if t in known else 0 for t in tokens],
        "an unknown token gets id 0. That is padding, which a mask skips, so the word would be as "
        "if never read. Unknown is id 1.",
    ),
    Mistake(
        lambda tokens, known: [known.index(t) for t in tokens if t in known],
        "unknown tokens are left out. The row gets shorter and the network cannot know that "
        "something stood there; give them id 1.",
    ),
    Mistake(
        _new_numbers,
        "unknown tokens get new ids at the end of the vocabulary. An embedding has no rows there; "
        "all unknown tokens share id 1.",
    ),
    Mistake(
        _until_unknown,
        "encoding stops at the first unknown token. Give it id 1 and go on.",
    ),
    Mistake(
        lambda tokens, known: [known.index(t) if t in known else len(known) for t in tokens],
        "an unknown token gets the id after the last. An embedding has no row there; unknown is "
        "id 1.",
    ),
    Mistake(
        lambda tokens, known: [known.index(t) if t in known else -1 for t in tokens],
        "an unknown token gets -1, which in NumPy means the last row. Unknown is id 1.",
    ),
    Mistake(
        lambda tokens, known: [known.index(t) - 2 if t in known else 1 for t in tokens],
        "the words are counted from 0. In known they stand from place 2 on, after padding and "
        "unknown: a token's id is its place in known.",
    ),
    Mistake(
        lambda tokens, known: [known.index(t) - 1 if t in known else 1 for t in tokens],
        "every known id is one too low. The first word stands at place 2, for 0 and 1 are "
        "reserved: a token's id is its place in known.",
    ),
    Mistake(
        lambda tokens, known: [known.index(t) + 1 if t in known else 1 for t in tokens],
        "every known id is one too high. Places are counted from 0: a token's id is its place in "
        "known.",
    ),
    Mistake(
        lambda tokens, known: [known.index(t) + 2 if t in known else 1 for t in tokens],
        "two is added to every known id. known begins with padding and unknown already: a token's "
        "id is its place in known.",
    ),
    Mistake(
        lambda tokens, known: [len(t) for t in tokens],
        "these are the tokens' lengths. A token's id is its place in known.",
    ),
    Mistake(
        lambda tokens, known: list(range(len(tokens))),
        "these are the tokens' places in the sentence. A token's id is its place in known.",
    ),
    Mistake(
        lambda tokens, known: [int(t in known) for t in tokens],
        "these tell whether a token is known, 1 or 0. A token's id is its place in known.",
    ),
)


def likely_mistakes(
    texts: list[str], known: list[str], answers: list[list[int]]
) -> tuple[Mistake, ...]:
    """Find the one or two mistakes that give exactly these answers.

    Parameters
    ----------
    texts : list of str
        What was to be encoded.
    known : list of str
        The known tokens, a token's place being its id.
    answers : list of list of int
        The ids that came, a list for each text.

    Returns
    -------
    tuple of Mistake
        At most one in splitting and one in looking up; empty if no known mistake explains them.

    Examples
    --------
    >>> (mistake,) = likely_mistakes(["Good!"], ["", "[UNK]", "good"], [[1]])
    >>> mistake is SPLITS[0]
    True
    """
    return next(
        (
            tuple(mistake for mistake in (split, lookup) if mistake is not None)
            for split, lookup in one_or_both_parts(SPLITS, LOOKUPS)
            if all(
                _encoded(text, known, split, lookup) == answer
                for text, answer in zip(texts, answers, strict=True)
            )
        ),
        (),
    )


def _encoded(
    text: str, known: list[str], split: Mistake | None, lookup: Mistake | None
) -> list[int]:
    tokens = split.does(text) if split else tokenize(text)
    return lookup.does(tokens, known) if lookup else _look_up(tokens, known)
