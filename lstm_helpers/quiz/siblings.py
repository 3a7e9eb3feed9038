"""Asks another item of the same objective when one is due for review, and lets it count."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.review import ItemProgress

Done = Mapping[tuple[str, str], ItemProgress]


def with_reviews(done: Done) -> dict[tuple[str, str], ItemProgress]:
    """Give each item the work on its siblings, which counts as its review once it is due.

    Parameters
    ----------
    done : mapping of (lesson, item) to ItemProgress
        The learner's items.

    Returns
    -------
    dict of (lesson, item) to ItemProgress
        The same with `ItemProgress.siblings` filled in; predictions are nobody's siblings.
    """
    rounds: dict[str, list[tuple[tuple[str, str], tuple]]] = {}
    for key, item in done.items():
        if item.use != "predict":
            rounds.setdefault(item.objective, []).append((key, item.rounds))
    return {
        key: replace(
            item,
            siblings=tuple(
                work
                for other, worked in rounds.get(item.objective, ())
                if other != key
                for work in worked
            ),
        )
        for key, item in done.items()
    }


def ask_siblings(
    lesson: str, asked: Sequence[Item], bank: Sequence[Item], done: Done, today: date
) -> list[Item]:
    """Put a sibling in the place of each item that is due, where there is a fresh one.

    Parameters
    ----------
    lesson : str
        The lesson's short name.
    asked : sequence of Item
        What would be asked.
    bank : sequence of Item
        All items of the lesson.
    done : mapping of (lesson, item) to ItemProgress
        The learner's items.
    today : date
        The day for which to tell what is due.

    Returns
    -------
    list of Item
        As many. A sibling has the same objective and is no prediction; it was never worked on, or
        less recently than the item that is due. Of several, the one never or longest not seen.

    Notes
    -----
    A sibling that is among `asked` already is asked there, so the item due keeps its place.
    """
    taken, result = {item.id for item in asked}, []
    for item in asked:
        own = done.get((lesson, item.id))
        chosen = item
        if own and own.due and own.due <= today:
            other = sibling_of(lesson, item, bank, done, taken)
            if other and _last_seen(done.get((lesson, other.id))) < _last_seen(own):
                chosen = other
            taken.add(chosen.id)
        result.append(chosen)
    return result


def sibling_of(
    lesson: str, item: Item, bank: Sequence[Item], done: Done, taken: Collection[str] = ()
) -> Item | None:
    """Return another item of the same objective.

    Parameters
    ----------
    lesson : str
        The lesson's short name.
    item : Item
        The item in whose place another is wanted.
    bank : sequence of Item
        All items of the lesson.
    done : mapping of (lesson, item) to ItemProgress
        The learner's items.
    taken : collection of str
        Ids that will not do.

    Returns
    -------
    Item or None
        One of use quiz, never or longest not seen; None if there is none.
    """
    others = [
        other
        for other in bank
        if other.objective == item.objective
        and other.use == "quiz"
        and other.id != item.id
        and other.id not in taken
    ]
    return min(others, key=lambda one: _last_seen(done.get((lesson, one.id))), default=None)


def _last_seen(item: ItemProgress | None) -> date:
    return item.latest.acts[-1].day if item else date.min
