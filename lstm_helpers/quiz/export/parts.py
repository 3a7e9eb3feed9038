"""What every export says of an item, in the same words: prompt, options, feedback, solution."""

from lstm_helpers.quiz.bank import Bank
from lstm_helpers.quiz.export.text import block, escape, inline, listing, paragraphs
from lstm_helpers.quiz.item import Item, Option

PARTLY_RIGHT = "What you chose belongs, and it is not all."

_INSTRUCTIONS = {
    "one": "Choose one.",
    "several": "Choose all that belong.",
    "number": "Write a number.",
    "shape": "Write the shape as in Python: sizes in round brackets, commas between them, None "
    "where any size will do.",
    "order": "Number the steps, 1 for the first.",
    "prints": "Choose what it prints.",
    "bug": "Choose the line that is wrong.",
}


def name(bank: Bank, item: Item) -> str:
    """Return the name of an item among all lessons.

    Parameters
    ----------
    bank : Bank
        The item's bank.
    item : Item
        The item.

    Returns
    -------
    str

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> bank = load_bank("05_gates")
    >>> name(bank, bank.item("parameters_5_3"))
    '05_gates/parameters_5_3'
    """
    return f"{bank.lesson}/{item.id}"


def category(bank: Bank, item: Item) -> str:
    """Return an item's place in a question bank: the course, the lesson, the objective.

    Parameters
    ----------
    bank : Bank
        The item's bank.
    item : Item
        The item.

    Returns
    -------
    str
        Parted by ``/``; one that is part of a name stands twice, as Moodle wants it.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> bank = load_bank("05_gates")
    >>> category(bank, bank.item("parameters_5_3"))
    'How an LSTM reads text/05_gates/gates.parameters'
    """
    return f"How an LSTM reads text/{bank.lesson.replace('/', '//')}/{item.objective}"


def tags(item: Item) -> tuple[str, str, str]:
    """Return what a teacher may look an item up by.

    Parameters
    ----------
    item : Item
        The item.

    Returns
    -------
    tuple of str
        Its level, kind and use.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> bank = load_bank("05_gates")
    >>> tags(bank.item("predict_story"))
    ('easy', 'one', 'predict')
    """
    return item.level, item.kind, item.use


def prompt(item: Item, instruction: str = "") -> str:
    """Return the question as HTML: its text, its code or program, and how to answer.

    Parameters
    ----------
    item : Item
        The item.
    instruction : str
        How to answer; by default in the words for its kind.

    Returns
    -------
    str

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> prompt(load_bank("05_gates").item("parameters_5_3"))[-36:]
    '?</p><p><em>Write a number.</em></p>'
    """
    parts = [paragraphs(item.prompt)]
    if item.code:
        parts.append(block(item.code))
    if item.kind == "bug":
        parts.append(block("\n".join(option.text for option in item.options)))
    words = instruction or _INSTRUCTIONS[item.kind]
    return "".join([*parts, f"<p><em>{escape(words)}</em></p>"])


def choice(item: Item, option: Option) -> str:
    """Return the text of an option as HTML.

    Parameters
    ----------
    item : Item
        The item.
    option : Option
        The option.

    Returns
    -------
    str
        A block of code for the kinds prints and bug, else a paragraph.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> bank = load_bank("05_gates")
    >>> item = bank.item("predict_story")
    >>> choice(item, item.options[0])
    '<p>Strike out an old note (forget gate)</p>'
    """
    if item.kind in ("prints", "bug"):
        return block(option.text)
    return f"<p>{inline(option.text)}</p>"


def feedback(bank: Bank, option: Option) -> str:
    """Return what is said to whoever chose an option, and the misconception behind it, as HTML.

    Parameters
    ----------
    bank : Bank
        The item's bank.
    option : Option
        The option.

    Returns
    -------
    str

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> bank = load_bank("05_gates")
    >>> item = bank.item("predict_story")
    >>> feedback(bank, item.options[3])[-28:]
    'so no gate needs to act.</p>'
    """
    said = paragraphs(option.answer)
    if option.misconception:
        belief = inline(bank.misconceptions[option.misconception])
        said += f"<p>The idea behind it: {belief}</p>"
    return said


def about_each_step(bank: Bank, item: Item) -> str:
    """Return what is said of each step of an item of kind order, as HTML.

    Parameters
    ----------
    bank : Bank
        The item's bank.
    item : Item
        The item.

    Returns
    -------
    str

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> bank = load_bank("05_gates")
    >>> item = next(item for item in bank.items if item.kind == "order")
    >>> about_each_step(bank, item)[:22]
    '<p>About each step</p>'
    """
    entries = (
        f"<li><p>{inline(option.text)}</p>{feedback(bank, option)}</li>" for option in item.options
    )
    return f"<p>About each step</p><ul>{''.join(entries)}</ul>"


def explanation(bank: Bank, item: Item) -> str:
    """Return what is said in the end, whatever was answered, as HTML.

    Parameters
    ----------
    bank : Bank
        The item's bank.
    item : Item
        The item.

    Returns
    -------
    str
        The solution, what often goes wrong, and the lesson that shows it; for the kind order,
        which has no feedback to single options in other programs, what is said of each step too.
    """
    parts = [f"<p>The solution, step by step</p>{listing(item.solution, 'ol')}"]
    parts.append(f"<p>What often goes wrong</p>{listing(item.mistakes)}")
    if item.kind == "order":
        parts.append(about_each_step(bank, item))
    if item.shown_in:
        parts.append(f"<p>See it happen: {escape(item.shown_in)}.ipynb</p>")
    return "".join(parts)
