"""What all widgets of the course share: they say what is wrong, and no page can harm them.

A learner who misspells a name or passes what does not fit gets an error that says so. A page is
another matter: what it sends may be late, broken or meant badly, and is taken over wholly or not.
"""

import inspect
import json
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches

import anywidget
import ipywidgets
import traitlets

from lstm_helpers import _validate
from lstm_helpers.widgets._turns import TURNS, TakesTurns

_EVERYWHERE = ("layout",)  # what ipywidgets lets anybody set on any widget


class Attribute(traitlets.TraitType):
    """A part of a widget's state that may be set at any time, checked by the widget.

    A check may read what is declared above it, for that is set and checked first.

    Examples
    --------
    >>> class Counter(CourseWidget):
    ...     count = Attribute(0)
    ...
    ...     @traitlets.validate("count")
    ...     def _check_count(self, proposal):
    ...         return _validate.whole("count", proposal["value"], low=0)
    >>> Counter(count=-1)
    Traceback (most recent call last):
    ValueError: count must be a whole number at least 0; got -1
    """

    def _cross_validate(self, obj: traitlets.HasTraits, value: object) -> object:
        try:
            checked = super()._cross_validate(obj, value)
            if not sendable(checked):
                raise ValueError(
                    f"{self.name} must be what a page can be told, without half characters; "
                    f"got {_validate.brief(checked)}"
                )
            return checked
        except ValueError as error:
            if obj._cross_validation_lock:  # several are set together, and all to be put back
                raise _HeldError from error
            raise


class _HeldError(traitlets.TraitError):
    """A ValueError on its way through traitlets, which puts all back for its own errors alone."""


class Guarded(ipywidgets.DOMWidget):
    """The common behaviour, for a widget that is drawn by ipywidgets itself."""

    def __new__(cls, *args: object, **named: object) -> "Guarded":
        """Refuse a name that the widget does not have."""
        known = arguments_of(cls)
        for name in named:
            if name not in known:
                raise TypeError(
                    f"{cls.__name__} has no argument {name!r}{_meant(name, known)}; "
                    f"it has {', '.join(known) or 'none'}"
                )
        return super().__new__(cls, *args, **named)

    def __init__(self, *args: object, **attributes: object) -> None:
        # One by one in the order of their declaration, and before a page hears of any.
        for name in attributes_of(type(self)):
            if name in attributes:
                setattr(self, name, attributes.pop(name))
        super().__init__(*args, **attributes)

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute that there is; ValueError if the value is not of its kind."""
        cls = type(self)
        if not name.startswith("_") and not hasattr(cls, name):
            known = attributes_of(cls)
            raise AttributeError(
                f"{cls.__name__} has no attribute {name!r}{_meant(name, known)}; "
                f"to be set there are {', '.join([*known, *_EVERYWHERE])}"
            )
        try:
            super().__setattr__(name, value)
        except _HeldError:
            raise
        except traitlets.TraitError as error:
            raise ValueError(f"{name} must be of another kind: {error}") from None

    @contextmanager
    def hold_trait_notifications(self) -> Iterator[None]:
        """Set several attributes together: all of them, or with an error none."""
        before = {name: getattr(self, name) for name in attributes_of(type(self))}
        try:
            with TURNS, super().hold_trait_notifications():
                try:
                    yield
                except ValueError as error:
                    raise _HeldError from error
        except _HeldError as held:
            raise held.__cause__ from None
        for name, value in before.items():
            if getattr(self, name) == value:  # True and 1 are equal: traitlets would check neither
                self._trait_values[name] = value

    def set_state(self, sync_data: object) -> None:
        """Take over what a page sent, if all of it may be; if not, the page is told what holds.

        Parameters
        ----------
        sync_data : dict
            Attributes and their values. What a page has no business to set is passed over.
        """
        sent = sync_data if isinstance(sync_data, dict) else {}
        heard = {name: sent[name] for name in attributes_of(type(self)) if name in sent}
        heard = {name: value for name, value in heard.items() if name in self.keys}
        if not sendable(heard):  # an echo of it would fail
            self.send_state(list(heard))
            return
        try:
            super().set_state(self._heard(heard))
        except ValueError:
            self.send_state(list(heard))

    def _heard(self, state: dict[str, object]) -> dict[str, object]:
        """Return what is to be taken over of the attributes that a page sent."""
        return state


class CourseWidget(TakesTurns, Guarded, anywidget.AnyWidget):
    """The base of all widgets of the course that bring a browser module.

    Examples
    --------
    >>> class Counter(CourseWidget):
    ...     count = Attribute(0)
    >>> Counter(cuont=1)
    Traceback (most recent call last):
    TypeError: Counter has no argument 'cuont' (did you mean 'count'?); it has count, layout
    """


def sendable(value: object) -> bool:
    r"""Tell whether a value, or what JSON holds, can be sent to a page.

    Parameters
    ----------
    value : object
        Texts, numbers and what they are put together in; anything else passes.

    Returns
    -------
    bool
        False for a lone surrogate, NaN, infinity, and what lies too deep.

    Examples
    --------
    >>> sendable({"sentence": "a film"}), sendable("\ud800"), sendable([float("inf")])
    (True, False, False)
    """
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False, default=str).encode()
    except (ValueError, RecursionError):
        return False
    return True


def attributes_of(cls: type[Guarded]) -> list[str]:
    """Return the names of what may be set on a widget, in the order of their declaration.

    Parameters
    ----------
    cls : type of Guarded
        The widget's class.

    Returns
    -------
    list of str
    """
    own = cls.class_traits()
    order = dict.fromkeys(name for base in reversed(cls.__mro__) for name in vars(base))
    return [name for name in order if isinstance(own.get(name), Attribute) and name[0] != "_"]


def arguments_of(cls: type[Guarded]) -> list[str]:
    """Return the names that a widget's constructor takes.

    Parameters
    ----------
    cls : type of Guarded
        The widget's class.

    Returns
    -------
    list of str
    """
    parameters = list(inspect.signature(cls.__init__).parameters.values())[1:]
    kinds = {each.kind for each in parameters}
    open_ended = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    named = [each.name for each in parameters if each.kind not in open_ended]
    if inspect.Parameter.VAR_KEYWORD not in kinds:
        return named
    return list(dict.fromkeys([*named, *attributes_of(cls), *_EVERYWHERE]))


def _meant(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""
