"""The token explorer: watch text become tokens and ids, with a vocabulary of any size."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import traitlets

from lstm_helpers import _validate
from lstm_helpers.corpus import load_corpus
from lstm_helpers.tokenizer import Vocabulary, tokenize
from lstm_helpers.widgets._assets import join_modules, read_asset
from lstm_helpers.widgets.course_widget import Attribute, CourseWidget

TEXT = "I didn't expect to love this zorblish film!"

_SMALLEST = 3  # padding, unknown and one word
_MOST_SHOWN = 200  # chips
_STATIC = Path(__file__).parent / "static"
_MODULES = (
    "tokens", "wording", "element", "colours", "theme", "shortcuts", "state_link", "frames",
    "token_encoding", "token_wording", "token_chips", "coverage_curve", "token_explorer",
)  # fmt: skip


class TokenExplorer(CourseWidget):
    """Text on its way to ids: type, and move the size of the vocabulary.

    Everything moves in the browser, without the kernel. Python and the picture share one state:
    set an attribute and the picture follows; move the picture and the attribute follows.

    Parameters
    ----------
    texts : iterable of str, optional
        The texts that the vocabulary is made from; the course's training reviews if left out.
    text : str
        The text to split. Its first 200 tokens are shown as chips, all are counted.
    max_tokens : int, optional
        Size of the vocabulary, padding and unknown included, from 3 up; all tokens if left out.

    Attributes
    ----------
    position : int
        The chosen token, counted from 0; moved in where a new text is shorter.

    Raises
    ------
    ValueError
        If an argument is not of its kind or range; also when an attribute is set.

    Examples
    --------
    >>> texts = ["a good film", "a bad film"]
    >>> explorer = TokenExplorer(texts, text="Good, good cats", max_tokens=5)
    >>> explorer
    TokenExplorer(6 ids)
    >>> explorer.tokens, explorer.ids
    (['good', 'good', 'cats'], [4, 4, 1])
    >>> explorer.max_tokens = 4
    >>> explorer.ids
    [1, 1, 1]
    """

    _esm = join_modules(*(_STATIC / f"{name}.js" for name in _MODULES))
    _css = read_asset(_STATIC, "theme.css") + read_asset(_STATIC, "token_explorer.css")

    _tokens = traitlets.List().tag(sync=True)
    _counts = traitlets.List().tag(sync=True)

    text = Attribute(TEXT).tag(sync=True)
    max_tokens = Attribute(_SMALLEST).tag(sync=True)
    position = Attribute(0).tag(sync=True)

    def __init__(
        self,
        texts: Iterable[str] | None = None,
        text: str = TEXT,
        max_tokens: int | None = None,
        **attributes: object,
    ) -> None:
        if texts is None:
            texts = load_corpus("reviews").select("train").texts
        texts = _validate.texts("texts", texts)
        self._whole = Vocabulary.from_texts(texts)
        if len(self._whole) < _SMALLEST:
            raise ValueError("texts must hold at least one word; got none")
        counts = Counter(token for each in texts for token in tokenize(each))
        super().__init__(
            _tokens=list(self._whole.tokens),
            _counts=[counts[token] for token in self._whole.tokens],
            text=text,
            max_tokens=len(self._whole) if max_tokens is None else max_tokens,
            **attributes,
        )

    def __repr__(self) -> str:
        return f"TokenExplorer({len(self._whole)} ids)"

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary, cut to `max_tokens` ids."""
        return Vocabulary(self._whole.tokens[: self.max_tokens])

    @property
    def tokens(self) -> list[str]:
        """The tokens of the text."""
        return tokenize(self.text)

    @property
    def ids(self) -> list[int]:
        """The id of each token; 1 for what the vocabulary does not know."""
        return self.vocabulary.encode(self.text)

    @property
    def coverage(self) -> float:
        """The share of the tokens of `texts` that the vocabulary knows, from 0 to 1."""
        return sum(self._counts[: self.max_tokens]) / sum(self._counts)

    def _heard(self, state: dict[str, object]) -> dict[str, object]:
        """Move in a position that the text no longer has: one set in Python may have crossed it."""
        text = _validate.text("text", state.get("text", self.text))
        if type(state.get("position")) is int:
            state = state | {"position": min(state["position"], _last(text))}
        return state

    @traitlets.validate("text")
    def _check_text(self, proposal: dict) -> str:
        return _validate.text("text", proposal["value"])

    @traitlets.validate("max_tokens")
    def _check_max_tokens(self, proposal: dict) -> int:
        return _validate.whole("max_tokens", proposal["value"], _SMALLEST, len(self._whole))

    @traitlets.validate("position")
    def _check_position(self, proposal: dict) -> int:
        return _validate.whole("position", proposal["value"], 0, _last(self.text))

    @traitlets.observe("text")
    def _stay_inside(self, _change: dict) -> None:
        self.position = min(self.position, _last(self.text))


def _last(text: str) -> int:
    return max(0, min(len(tokenize(text)), _MOST_SHOWN) - 1)
