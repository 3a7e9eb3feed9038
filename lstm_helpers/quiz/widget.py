"""The quiz as a widget: shows a bank's items, and keeps what the learner does on them."""

import getpass
import hashlib
from dataclasses import asdict
from datetime import date

import traitlets

from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.bank import Bank, load_bank
from lstm_helpers.quiz.front_end import join_script, join_styles
from lstm_helpers.quiz.inbox import keep
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.review import ItemProgress
from lstm_helpers.quiz.siblings import ask_siblings
from lstm_helpers.widgets.course_widget import CourseWidget


class Quiz(CourseWidget):
    """Some items of a lesson's bank, one at a time.

    The browser grades an answer at once and sends what was done; the kernel keeps it in the
    progress file and confirms it. Until then the browser keeps it too.

    Parameters
    ----------
    bank : Bank
        The lesson's bank.
    items : sequence of Item
        The items to ask, at least one.
    progress : Progress, optional
        Where answers are kept; by default the learner's own.
    learner : str, optional
        Whose order of options it is; by default that of the user of this computer.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> bank = load_bank("05_gates")
    >>> Quiz(bank, bank.items[:2])
    Quiz('05_gates', 2 items)
    """

    _esm = join_script(
        *("quiz_text", "quiz_link", "quiz_grading", "quiz_flow", "quiz_answer", "quiz_card"),
        *("quiz_delivery", "quiz_frame", "quiz"),
    )
    _css = join_styles()

    lesson = traitlets.Unicode().tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    misconceptions = traitlets.Dict().tag(sync=True)
    places = traitlets.Dict().tag(sync=True)
    history = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        bank: Bank,
        items: list[Item],
        progress: Progress | None = None,
        learner: str | None = None,
    ) -> None:
        self._progress = progress or Progress.open()
        done = self._progress.items()
        history = {item.id: _history(done.get((bank.lesson, item.id))) for item in items}
        super().__init__(
            lesson=bank.lesson,
            items=[shown_item(bank.lesson, item, learner) for item in items],
            misconceptions=bank.misconceptions,
            places={name: asdict(place) for name, place in bank.places.items()},
            history=history,
            notice=self._progress.take_notice(),
        )
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        count = len(self.items)
        return f"Quiz({self.lesson!r}, {count} item{'' if count == 1 else 's'})"

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Keep what the browser sent, and say so; anything else is refused, never raised."""
        answer = keep(content, self._progress, self.send)
        if answer is not None:
            self._remember(answer)

    def _remember(self, answer: Answer) -> None:
        """Keep `history` as it is now, for a page that is loaded again while the kernel lives."""
        if answer.lesson != self.lesson or answer.item not in self.history:
            return
        done = self._progress.items().get((answer.lesson, answer.item))
        self.history = self.history | {answer.item: _history(done)}


def quiz(lesson: str, *items: str) -> Quiz:
    """Ask questions of a lesson.

    Parameters
    ----------
    lesson : str
        The lesson's short name, such as ``"05_gates"``.
    *items : str
        Ids of the items to ask, in that order. Without any, all the lesson's quiz items; its
        predictions and myths, which stand at their own place in the lesson, are asked by id.
        In place of an item that is due for review comes another of the same objective, where
        there is one that was not asked more recently.

    Returns
    -------
    Quiz
        The widget.

    Raises
    ------
    ValueError
        If the lesson has no bank, or the bank no such item; the message lists those there are.

    Examples
    --------
    >>> quiz("05_gates", "predict_story")
    Quiz('05_gates', 1 item)
    >>> quiz("07_gates")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: lesson must be one of 00_start, ...; got '07_gates'
    """
    bank = load_bank(lesson)
    asked, done = bank.asked(*items), Progress.open().items()
    shown = ask_siblings(bank.lesson, asked, bank.items, done, date.today())
    widget = Quiz(bank, shown)
    # What stands in for another is asked, even where it rests itself and was left solved.
    worked = {item.id: done.get((bank.lesson, item.id)) for item in shown if item not in asked}
    anew = {item: new_round(work, review=True) for item, work in worked.items() if work}
    widget.history = widget.history | anew
    return widget


def new_round(done: ItemProgress | None, review: bool) -> dict:
    """Return the history that asks an item afresh.

    Parameters
    ----------
    done : ItemProgress or None
        What was done on it before, if anything.
    review : bool
        Whether the page says that it comes back for review.

    Returns
    -------
    dict
        ``round``, its number; ``acts``, none yet; ``review``.

    Examples
    --------
    >>> new_round(None, review=False)
    {'round': 1, 'acts': [], 'review': False}
    """
    return {"round": done.next_round if done else 1, "acts": [], "review": review}


def _history(done: ItemProgress | None) -> dict:
    """Return the latest round, or the start of a new one if the item is due for review.

    What was left open is asked afresh too: days later no further try in that round would count.
    """
    if done is None:
        return new_round(None, review=False)
    if done.due and done.due <= date.today():
        return new_round(done, review=True)
    own = [work for work in done.rounds if not work.tested]
    if not own:
        return new_round(done, review=False)
    acts = [asdict(act) for act in own[-1].acts]
    return {"round": own[-1].number, "acts": acts, "review": False}


def shown_item(lesson: str, item: Item, learner: str | None = None) -> dict:
    """Return what the browser needs of an item, its options in the order to show them.

    Parameters
    ----------
    lesson : str
        The lesson's short name.
    item : Item
        The question.
    learner : str, optional
        Whose order it is; by default that of the user of this computer.

    Returns
    -------
    dict
        The item's fields without its evidence; each option has its place in the bank.
    """
    fields = asdict(item)
    del fields["evidence"], fields["shuffle"]
    options = [option | {"place": place} for place, option in enumerate(fields["options"])]
    if item.shuffle:
        seed = f"{_learner() if learner is None else learner}/{lesson}/{item.id}"
        options.sort(key=lambda option: hashlib.sha256(f"{seed}/{option['id']}".encode()).digest())
        if item.kind == "order" and [option["id"] for option in options] == list(item.key):
            options.reverse()
    return fields | {"options": options}


def _learner() -> str:
    # Any name that stays the same will do: it gives each learner an order of options of their own.
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "learner"
