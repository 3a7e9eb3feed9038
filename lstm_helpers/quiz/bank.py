"""The question bank: one YAML file a lesson, read into checked, frozen items.

A bank file names its lesson, its misconceptions and its items::

    lesson: 05_gates
    misconceptions:
      gate_is_switch: A gate is a switch, either fully open or fully shut.
    disproved_under:             # optional: the headings, as they are read, that a wrong answer
      Valves and content: [gate_is_switch]        # links to; NN_notebook#Heading in other lessons
    items:
      - id: forget_half            # unique in the file; never changes, for progress refers to it
        objective: gates.forget    # from data/objectives.yaml
        level: easy                # easy | medium | hard
        kind: one                  # one | several | number | shape | order | prints | bug
        use: quiz                  # quiz | predict | myth
        prompt: A unit's forget gate is 0.5. What becomes of its cell state?
        code: "…"                  # optional; shown as code. For `prints` it is the evidence
        options:
          - id: half
            text: Half of it is kept
            answer: Said to a learner who chose this.
          - id: all
            text: All of it is kept
            answer: Why this tempts, and what is so instead.
            misconception: gate_is_switch      # on every wrong option
        key: half                  # option id; a list of ids for `several` and `order`
        shuffle: true              # optional; false keeps the order written here
        hints: [a nudge, nearly the answer]
        solution: [a step, another step]
        mistakes: [what often goes wrong]
        evidence: "…"              # Python whose `result` or last expression is the key
        shown_in: 05_open_the_lstm_gates       # or the lesson that shows it

For ``number`` and ``shape`` the options are the answers foreseen, right and wrong; the learner
types freely, ``otherwise`` answers what nobody foresaw, and ``tolerance`` says how near a number
must be. For ``bug`` the options are the lines of a program, in order.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lstm_helpers import _validate
from lstm_helpers.corpus import DATA_FOLDER
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.item_reader import ID, read_item
from lstm_helpers.quiz.places import Place, read_places
from lstm_helpers.quiz.schema import Fields, read_yaml

BANK_FOLDER = DATA_FOLDER / "quizzes"


@dataclass(frozen=True)
class Bank:
    """A lesson's questions.

    Attributes
    ----------
    lesson : str
        The lesson's short name, such as ``"05_gates"``.
    misconceptions : dict of str to str
        What learners may wrongly believe, in one sentence each, by id.
    items : tuple of Item
        The questions, in the file's order.
    places : dict of str to Place
        Where a lesson disproves a misconception, by its id; not every one has such a place.
    """

    lesson: str
    misconceptions: dict[str, str]
    items: tuple[Item, ...]
    places: dict[str, Place] = field(default_factory=dict)

    def item(self, item_id: str) -> Item:
        """Return the item of that id.

        Parameters
        ----------
        item_id : str
            Such as ``"predict_but"``.

        Returns
        -------
        Item

        Raises
        ------
        ValueError
            If there is none; the message lists the ids there are.
        """
        by_id = {item.id: item for item in self.items}
        return by_id[_validate.choice("item", item_id, by_id)]

    def asked(self, *item_ids: str) -> list[Item]:
        """Return the items that a call of `quiz` asks.

        Parameters
        ----------
        *item_ids : str
            What it names; without any, all whose use is ``"quiz"``.

        Returns
        -------
        list of Item
            In that order, each once.

        Raises
        ------
        ValueError
            If there is no such item; the message lists the ids there are.
        """
        named = dict.fromkeys(self.item(item_id) for item_id in item_ids)
        return list(named) or [item for item in self.items if item.use == "quiz"]


def lessons() -> list[str]:
    """Return the lessons that have a bank, in order.

    Returns
    -------
    list of str
        Their short names.

    Examples
    --------
    >>> "05_gates" in lessons()
    True
    """
    return sorted(path.stem for path in BANK_FOLDER.glob("*.yaml"))


def load_bank(lesson: str) -> Bank:
    """Load the bank of a lesson.

    Parameters
    ----------
    lesson : str
        The lesson's short name, such as ``"05_gates"``.

    Returns
    -------
    Bank
        The lesson's checked items.

    Raises
    ------
    ValueError
        If there is no such lesson, or its file has a fault.

    Examples
    --------
    >>> load_bank("05_gates").lesson
    '05_gates'
    >>> load_bank("05_gate")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: lesson must be one of 00_start, ...; got '05_gate'
    """
    return _bundled(_validate.choice("lesson", lesson, lessons()))


@cache
def _bundled(lesson: str) -> Bank:
    return read_bank(BANK_FOLDER / f"{lesson}.yaml")


def read_bank(path: str | Path) -> Bank:
    """Read and check one bank file.

    Parameters
    ----------
    path : str or Path
        A YAML file named after its lesson.

    Returns
    -------
    Bank
        Its items.

    Raises
    ------
    ValueError
        At the first fault: names the file, the item and the field, what came and what was wanted.
    """
    path = Path(path)
    fields = Fields(read_yaml(path), path.name)
    lesson = fields.text("lesson", f"the file's own name, {path.stem}")
    if lesson != path.stem:
        fields.wrong("lesson", lesson, f"the file's own name, {path.stem}")
    misconceptions = _misconceptions(fields)
    places = read_places(fields, lesson, misconceptions)
    items = []
    for number, value in enumerate(fields.entries("items", 1, "items")):
        item_id = value.get("id") if isinstance(value, dict) else None
        inner = Fields(
            value, path.name, item_id if isinstance(item_id, str) else f"items[{number}]"
        )
        items.append(read_item(inner, misconceptions, [item.id for item in items]))
    fields.finish()
    named = {option.misconception for item in items for option in item.options}
    for name in misconceptions:
        if name not in named:
            fields.wrong(f"misconceptions.{name}", ..., "at least one option that names it")
    return Bank(lesson, misconceptions, tuple(items), places)


def _misconceptions(fields: Fields) -> dict[str, str]:
    value = fields.take("misconceptions", "a sentence for each misconception, by id")
    inner = Fields(value, fields.file, at="misconceptions")
    table = {name: inner.text(name, "the misconception in one sentence") for name in inner.names}
    for name in table:
        if not ID.fullmatch(name):
            inner.wrong(name, name, "an id of small letters, digits and _, as in gate_is_switch")
    return table
