"""The JSON that the package JupyterQuiz displays in a notebook or a Jupyter Book.

============ =================================================================================
kind         in JupyterQuiz
============ =================================================================================
one, prints  ``multiple_choice``
several      ``many_choice``, which judges each click alone
number       ``numeric``: a range as wide as the tolerance; foreseen wrong answers; a default
shape        ``string`` with the usual spellings; wrong answers and default as above
order        ``string``: the steps are lettered, and the letters are typed in order
bug          ``multiple_choice``; the program stands in the question, each line has its number
============ =================================================================================

JupyterQuiz has no hints and no general feedback. Hints therefore stand in the question, each folded
up, and the solution, folded up too, behind the feedback to the right answer. It ignores the
``id`` and ``objective`` that each question carries besides.
"""

import hashlib
import json
from collections.abc import Sequence
from string import ascii_uppercase

from lstm_helpers.quiz.bank import Bank
from lstm_helpers.quiz.export import keys, parts
from lstm_helpers.quiz.export.text import check_characters, escape, inline, paragraphs
from lstm_helpers.quiz.grading import ALL_IN_ORDER
from lstm_helpers.quiz.item import Item, Option
from lstm_helpers.quiz.parsing import parse_number

_TYPES = {"several": "many_choice", "number": "numeric", "shape": "string", "order": "string"}


def to_jupyterquiz(banks: Sequence[Bank]) -> str:
    """Write banks as JSON for ``jupyterquiz.display_quiz``.

    Parameters
    ----------
    banks : sequence of Bank
        The lessons to export.

    Returns
    -------
    str
        The file's text, in ASCII alone, for JupyterQuiz reads it in each computer's own encoding.

    Raises
    ------
    ValueError
        If an item cannot be written; names the item and why.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> json.loads(to_jupyterquiz([load_bank("05_gates")]))[0]["type"]
    'multiple_choice'
    """
    questions = [_question(bank, item) for bank in banks for item in bank.items]
    return json.dumps(questions, indent=1) + "\n"


def _question(bank: Bank, item: Item) -> dict:
    check_characters(item)
    if item.kind == "order":
        text, answers = _steps(bank, item)
    else:
        text = parts.prompt(item)
        answers = _answers(bank, item)
    hints = "".join(
        _folded(f"Hint {number}", paragraphs(hint)) for number, hint in enumerate(item.hints, 1)
    )
    return {
        "id": parts.name(bank, item),
        "objective": item.objective,
        "type": _TYPES.get(item.kind, "multiple_choice"),
        "question": _untouched(text + hints),
        "answers": answers,
    }


def _answers(bank: Bank, item: Item) -> list[dict]:
    if item.kind not in ("number", "shape"):
        return [
            _label(item, place, option) | _verdict(bank, item, option)
            for place, option in enumerate(item.options, start=1)
        ]
    ways = _ranges if item.kind == "number" else _spellings
    foreseen = [
        way | _verdict(bank, item, option)
        for option in keys.key_first(item)
        for way in ways(item, option)
    ]
    return [*foreseen, {"type": "default", "feedback": _untouched(paragraphs(item.otherwise))}]


def _label(item: Item, place: int, option: Option) -> dict:
    if item.kind == "bug":
        return {"answer": f"Line {place}", "code": escape(option.text)}
    if item.kind == "prints":
        return {"code": escape(option.text)}
    return {"answer": _untouched(inline(option.text))}


def _verdict(bank: Bank, item: Item, option: Option) -> dict:
    right = option.id in item.key
    said = parts.feedback(bank, option) + (_solution(bank, item) if right else "")
    return {"correct": right, "feedback": _untouched(said)}


def _ranges(item: Item, option: Option) -> list[dict]:
    value = parse_number(option.text).value
    # JupyterQuiz leaves the upper end out; the course's own grading allows a hair more too.
    reach = item.tolerance + 1e-9 * max(1.0, abs(value))
    return [{"type": "range", "range": [value - reach, value + reach]}]


def _spellings(_: Item, option: Option) -> list[dict]:
    return [{"answer": way, "match_case": False} for way in keys.spellings(option.text)]


def _steps(bank: Bank, item: Item) -> tuple[str, list[dict]]:
    if len(item.options) > len(ascii_uppercase):
        raise ValueError(f"item {item.id!r} has {len(item.options)} steps; letters reach 26")
    options = _mixed(bank, item)
    letter = {option.id: ascii_uppercase[place] for place, option in enumerate(options)}
    listed = "".join(f"<li>{inline(option.text)}</li>" for option in options)
    key = [letter[option_id] for option_id in item.key]
    example = "".join(letter.values())
    text = parts.prompt(item, f"Type the letters of the steps, the first step first: {example} …")
    right = _untouched(f"<p>{ALL_IN_ORDER}</p>{_solution(bank, item)}")
    answers = [
        {"answer": between.join(key), "match_case": False, "correct": True, "feedback": right}
        for between in ("", " ", ",", ", ")
    ]
    wrong = _untouched(f"<p>Not in this order yet.</p>{parts.about_each_step(bank, item)}")
    return f'{text}<ol type="A">{listed}</ol>', [*answers, {"type": "default", "feedback": wrong}]


def _mixed(bank: Bank, item: Item) -> list[Option]:
    """Return the steps in an order that is the same at each export, and never the right one."""
    seed = parts.name(bank, item)
    options = sorted(
        item.options,
        key=lambda option: hashlib.sha256(f"{seed}/{option.id}".encode()).digest(),
    )
    if [option.id for option in options] == list(item.key):
        options.reverse()
    return options


def _solution(bank: Bank, item: Item) -> str:
    return _folded("The solution", parts.explanation(bank, item))


def _folded(title: str, html: str) -> str:
    return f"<details><summary>{title}</summary>{html}</details>"


def _untouched(html: str) -> str:
    # By these names MathJax, where a page has one, leaves the text as it is.
    return f'<span class="tex2jax_ignore mathjax_ignore">{html}</span>'
