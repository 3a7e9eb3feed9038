"""What every export says of an item, in the same words: prompt, feedback, solution, fractions."""

import hashlib
from decimal import Decimal

from lstm_helpers.quiz.bank import Bank
from lstm_helpers.quiz.export.text import block, escape, inline, listing, paragraphs
from lstm_helpers.quiz.item import Item, Option
from lstm_helpers.quiz.parsing import parse_number, parse_shape

PARTLY_RIGHT = "What you chose belongs, and it is not all."
MOST_RIGHT = 10  # Moodle's shares of a mark go down to a tenth

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
    """Return the name of an item among all lessons, such as ``05_gates/forget_half``."""
    return f"{bank.lesson}/{item.id}"


def category(bank: Bank, item: Item) -> str:
    """Return an item's place in a question bank: the course, the lesson, the objective."""
    return f"How an LSTM reads text/{bank.lesson.replace('/', '//')}/{item.objective}"


def tags(item: Item) -> tuple[str, str, str]:
    """Return what a teacher may look an item up by: its level, kind and use."""
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
    >>> prompt(load_bank("05_gates").item("parameters_5_3"))[-37:]
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
    """Return the text of an option as HTML; as a block of code where it is one."""
    if item.kind in ("prints", "bug"):
        return block(option.text)
    return f"<p>{inline(option.text)}</p>"


def feedback(bank: Bank, option: Option) -> str:
    """Return what is said to whoever chose this, and the misconception behind it, as HTML."""
    said = paragraphs(option.answer)
    if option.misconception:
        belief = inline(bank.misconceptions[option.misconception])
        said += f"<p>The idea behind it: {belief}</p>"
    return said


def about_each_step(bank: Bank, item: Item) -> str:
    """Return, for the kind order, what is said of each step, as HTML."""
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


def key_first(item: Item) -> list[Option]:
    """Return the answers foreseen, the right one first: where two could match, it comes first."""
    return sorted(item.options, key=lambda option: option.id not in item.key)


def share(item: Item) -> str:
    """Return the share of the mark, in per cent, that each right option of several earns.

    Parameters
    ----------
    item : Item
        An item of kind several.

    Returns
    -------
    str
        A share that Moodle knows; choosing one wrong option takes all of the mark away.

    Raises
    ------
    ValueError
        If there are more right options than Moodle can share a mark between.
    """
    if len(item.key) > MOST_RIGHT:
        raise ValueError(
            f"item {item.id!r} has {len(item.key)} right options; Moodle shares a mark between "
            f"{MOST_RIGHT} at most"
        )
    return _without_zeros(f"{100 / len(item.key):.5f}")


def number(text: str) -> str:
    """Return a number in plain decimals, without the powers of ten that GIFT cannot read.

    Parameters
    ----------
    text : str
        A number as a bank writes it.

    Returns
    -------
    str

    Examples
    --------
    >>> number("1e-3"), number("75 %"), number("1 234")
    ('0.001', '0.75', '1234')
    """
    return decimals(parse_number(text).value)


def decimals(value: float) -> str:
    """Return a finite number in plain decimals, as short as it is exact."""
    return _without_zeros(f"{Decimal(str(value)):f}")


def _without_zeros(decimals: str) -> str:
    return decimals.rstrip("0").rstrip(".") if "." in decimals else decimals


def spellings(text: str) -> tuple[str, ...]:
    """Return the ways to write a shape that are accepted where an answer is compared as text.

    Parameters
    ----------
    text : str
        A shape as a bank writes it.

    Returns
    -------
    tuple of str
        The way Python writes it first.

    Examples
    --------
    >>> spellings("(None, 32)")
    ('(None, 32)', '(None,32)', '[None, 32]', '[None,32]', 'None, 32', 'None,32')
    >>> spellings("(8,)")
    ('(8,)', '(8)', '[8]', '8')
    """
    sizes = [str(size) for size in parse_shape(text).value]
    if len(sizes) == 1:
        return tuple(form.format(*sizes) for form in ("({},)", "({})", "[{}]", "{}"))
    joined = (", ".join(sizes), ",".join(sizes))
    found = [form.format(inner) for form in ("({})", "[{}]", "{}") for inner in joined]
    return tuple(dict.fromkeys(spelling for spelling in found if spelling))


def mixed(bank: Bank, item: Item) -> list[Option]:
    """Return the options in an order that is not the bank's, the same at each export.

    Parameters
    ----------
    bank : Bank
        The item's bank.
    item : Item
        An item of kind order.

    Returns
    -------
    list of Option
        Never in the order that is the key.
    """
    seed = name(bank, item)
    options = sorted(
        item.options,
        key=lambda option: hashlib.sha256(f"{seed}/{option.id}".encode()).digest(),
    )
    if [option.id for option in options] == list(item.key):
        options.reverse()
    return options
