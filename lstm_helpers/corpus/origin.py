"""Where a corpus comes from, and what may be done with it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """What has to be known of a corpus before it is used or passed on.

    Attributes
    ----------
    source : str
        Where it comes from.
    licence : str
        What it may be used for, or that nobody has said.
    citation : str
        What to cite in work that uses it.

    Examples
    --------
    >>> from lstm_helpers import load_corpus
    >>> load_corpus("verse").origin.licence
    'CC0 1.0 (public domain)'
    """

    source: str
    licence: str
    citation: str


WRITTEN_HERE = Origin(
    "written for this course",
    "CC0 1.0 (public domain)",
    "The LSTM course authors. How an LSTM reads text.",
)
