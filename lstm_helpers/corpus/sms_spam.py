"""The SMS Spam Collection: real messages, and whether they were wanted."""

import re
from pathlib import Path

from lstm_helpers import _validate
from lstm_helpers.corpus.dealing import dealt_split
from lstm_helpers.corpus.labelled import Corpus
from lstm_helpers.corpus.utf8 import read_text

_LABELS = {"ham": "wanted", "spam": "unwanted"}


def read_sms_spam(path: Path) -> Corpus:
    r"""Read messages, one a line: ``ham`` or ``spam``, a tab, the message.

    Parameters
    ----------
    path : Path
        Such as ``SMSSpamCollection``.

    Returns
    -------
    Corpus
        Each message once, in the order of the file. Of every 20 messages, 14 are for training, the
        next 3 for validation, the next 3 for the test; those that differ in digits, capitals and
        spaces alone count as one and stay together.

    Raises
    ------
    ValueError
        If the file is no UTF-8 text or a line is not as above; the message names the file, and the
        line where there is one.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "few"
    ...     _ = path.write_text("ham\tSee you\nspam\tFREE call 123\nham\tSee you\n")
    ...     messages = read_sms_spam(path)
    >>> messages.texts, messages.labels
    (('See you', 'FREE call 123'), ('wanted', 'unwanted'))
    """
    lines = read_text(path).split("\n")
    labels: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        word, tab, text = line.partition("\t")
        if line and not (word in _LABELS and tab and text):
            raise ValueError(
                f"{path.name}, line {number}: wanted ham or spam, a tab and a message; got "
                f"{_validate.brief(line)}"
            )
        if line:
            labels.setdefault(text, _LABELS[word])  # what comes again says nothing new
    places: dict[str, int] = {}
    splits = tuple(dealt_split(places.setdefault(_gist(text), len(places))) for text in labels)
    return Corpus(tuple(labels), tuple(labels.values()), splits, ("",) * len(labels))


def _gist(text: str) -> str:
    return " ".join(re.sub(r"\d", "0", text.casefold()).split())
