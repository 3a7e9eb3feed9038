"""Flashcards of the glossary: recall a term, turn the card, say how well you knew it."""

from collections.abc import Sequence
from datetime import date

import traitlets

from lstm_helpers import _validate
from lstm_helpers.quiz.answers import CARD
from lstm_helpers.quiz.bank import lessons
from lstm_helpers.quiz.front_end import join_script, join_styles
from lstm_helpers.quiz.glossary import Term, load_glossary
from lstm_helpers.quiz.inbox import keep
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.objectives import load_objectives
from lstm_helpers.quiz.review import ItemProgress, by_item
from lstm_helpers.widgets.course_widget import CourseWidget

ORDER = ("due", "new", "later")


class Flashcards(CourseWidget):
    """A deck of terms, those due for review first, then those never turned.

    What the learner says of a card is kept as an answer: *knew it* as right and certain, *unsure*
    as right but guessed, *did not know* as wrong. So cards come back after 1, 3, 7 and 16 days, as
    questions do.

    Parameters
    ----------
    terms : sequence of Term
        The deck, at least one.
    progress : Progress, optional
        Where it is kept; by default the learner's own.

    Examples
    --------
    >>> Flashcards(load_glossary()[:2])
    Flashcards of 2 terms
    """

    _esm = join_script(
        *("quiz_text", "quiz_link", "quiz_flow", "quiz_delivery", "quiz_frame", "flashcards")
    )
    _css = join_styles("flashcards")

    cards = traitlets.List(traitlets.Dict()).tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(self, terms: Sequence[Term], progress: Progress | None = None) -> None:
        self._progress = progress or Progress.open()
        self._terms = tuple(terms)
        super().__init__(cards=self._deck(), notice=self._progress.take_notice())
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        count = len(self._terms)
        return f"Flashcards of {count} term{'' if count == 1 else 's'}"

    def _deck(self) -> list[dict]:
        turned, today = turned_cards(self._progress), date.today()
        cards = [_card(term, turned.get(term.id), today) for term in self._terms]
        waits = {card["id"]: turned[card["id"]].due for card in cards if card["state"] == "due"}
        by_wait = sorted(cards, key=lambda card: waits.get(card["id"], today))
        return sorted(by_wait, key=lambda card: ORDER.index(card["state"]))

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Keep what was said of a card; a page loaded again then begins where this one stopped."""
        if keep(content, self._progress, self.send) is not None:
            self.cards = self._deck()


def flashcards(lesson: str | None = None) -> Flashcards:
    """Ask the terms of the course, or those of one lesson, as flashcards.

    Parameters
    ----------
    lesson : str, optional
        The lesson's short name, such as ``"05_gates"``; all lessons by default.

    Returns
    -------
    Flashcards
        The widget.

    Raises
    ------
    ValueError
        If there is no such lesson, or it has no terms of its own.

    Examples
    --------
    >>> flashcards("05_gates")
    Flashcards of 8 terms
    >>> flashcards("05_gate")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: lesson must be one of 01_tokens, ...; got '05_gate'...
    """
    return Flashcards(terms_of(lesson))


def terms_of(lesson: str | None = None) -> tuple[Term, ...]:
    """Return the terms that `flashcards` asks.

    Parameters
    ----------
    lesson : str, optional
        The lesson's short name; all lessons by default.

    Returns
    -------
    tuple of Term
        In the order of the glossary.

    Raises
    ------
    ValueError
        If there is no such lesson, or it has no terms of its own.

    Examples
    --------
    >>> len(terms_of("05_gates"))
    8
    """
    terms = load_glossary()
    if lesson is None:
        return terms
    numbers = {term.notebook[:3] for term in terms}
    _validate.choice("lesson", lesson, [name for name in lessons() if name[:3] in numbers])
    return tuple(term for term in terms if term.notebook[:3] == lesson[:3])


def turned_cards(progress: Progress) -> dict[str, ItemProgress]:
    """Return the flashcards turned so far.

    Parameters
    ----------
    progress : Progress
        The learner's progress.

    Returns
    -------
    dict of str to ItemProgress
        By the term's id.
    """
    turned = by_item(one for one in progress.answers() if one.use == CARD)
    return {item: work for (_, item), work in turned.items()}


def _card(term: Term, turned: ItemProgress | None, today: date) -> dict:
    """Return what the page needs of a term."""
    titles = {objective.notebook: objective.lesson for objective in load_objectives().values()}
    state = "new" if turned is None else "due" if turned.due <= today else "later"
    return {
        "id": term.id,
        "name": term.name,
        "short": term.short or "",
        "means": term.means,
        "notebook": term.notebook if term.notebook in titles else "",
        "lesson": titles.get(term.notebook, ""),
        "state": state,
        "round": 1 if turned is None else turned.latest.number + 1,
        "objective": f"glossary.{term.id}",
        "use": CARD,
    }
