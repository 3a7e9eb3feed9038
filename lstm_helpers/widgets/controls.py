"""The controls of an explorer that the kernel draws: what a learner moves, as data for the page."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Value = int | float | str


@dataclass(frozen=True)
class Control:
    """One attribute of an explorer that the page can set.

    Attributes
    ----------
    name : str
        The attribute.
    label : str
        What stands beside the control.
    disabled : bool
        Whether it has no meaning at present.

    Examples
    --------
    >>> Switch("masked", "mask").on_page()
    {'kind': 'switch', 'name': 'masked', 'label': 'mask', 'disabled': False}
    """

    name: str
    label: str
    disabled: bool = field(default=False, kw_only=True)

    def on_page(self) -> dict[str, object]:
        """Return what the page needs to know of it.

        Returns
        -------
        dict
            With the key ``kind``, which tells the page how to draw it.
        """
        return {
            "kind": type(self).__name__.lower(),
            "name": self.name,
            "label": self.label,
            "disabled": self.disabled,
        }


@dataclass(frozen=True)
class Field(Control):
    """A line of text, taken over while it is typed.

    Attributes
    ----------
    placeholder : str
        What stands in an empty field.
    suggestions : tuple of str
        Offered while typing.

    Examples
    --------
    >>> Field("word", "word", suggestions=("film", "plot")).on_page()["suggestions"]
    ['film', 'plot']
    """

    placeholder: str = ""
    suggestions: Iterable[str] = ()

    def on_page(self) -> dict[str, object]:
        """Return what the page needs to know of it, the suggestions as a list."""
        return {
            **super().on_page(),
            "placeholder": self.placeholder,
            "suggestions": list(self.suggestions),
        }


@dataclass(frozen=True)
class Slider(Control):
    """A row of values, one of which is chosen.

    Attributes
    ----------
    values : sequence of int, float or str
        What the attribute may be, in order.
    texts : sequence of str
        How each is written; as the value itself if left out.
    unit : str
        Written after it.

    Examples
    --------
    >>> Slider("length", "length", range(1, 4), unit="tokens").on_page()["texts"]
    ['1', '2', '3']
    """

    values: Iterable[Value] = ()
    texts: Iterable[str] = ()
    unit: str = ""

    def on_page(self) -> dict[str, object]:
        """Return what the page needs to know of it: the values, and how each is written."""
        values = list(self.values)
        texts = list(self.texts) or [str(value) for value in values]
        return {**super().on_page(), "values": values, "texts": texts, "unit": self.unit}


@dataclass(frozen=True)
class Choice(Control):
    """A few values side by side, one of which is chosen.

    Attributes
    ----------
    options : dict of value to str
        What the attribute may be, and how each is written.

    Examples
    --------
    >>> Choice("where", "zeros", {"pre": "before", "post": "after"}).on_page()["texts"]
    ['before', 'after']
    """

    options: dict[Value, str] = field(default_factory=dict)

    def on_page(self) -> dict[str, object]:
        """Return what the page needs to know of it: the values, and how each is written."""
        return {
            **super().on_page(),
            "values": list(self.options),
            "texts": list(self.options.values()),
        }


@dataclass(frozen=True)
class Switch(Control):
    """On or off: True or False.

    Examples
    --------
    >>> Switch("masked", "mask", disabled=True).on_page()["disabled"]
    True
    """
