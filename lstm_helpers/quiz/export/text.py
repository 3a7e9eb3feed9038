"""A bank's text as HTML that shows the same text, whatever characters stand in it.

All three formats carry HTML. The rules are those of the course's own page
(``static/quiz_text.js``): backticks mark code, three of them at a line's start a block of it, an
empty line parts paragraphs, and every other character stands for itself.
"""

import html
import re
from collections.abc import Iterable

from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.page_text import STRESSED

# What a browser calls white space; Python's own idea of it differs in a few characters.
SPACE = " \t\n\v\f\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_EDGES = re.compile(rf"^[{SPACE}]+|[{SPACE}]+$")
_EMPTY_LINE = re.compile(rf"\n[{SPACE}]*\n")
_FENCE = re.compile(r"^```[^\n]*$", re.MULTILINE)
_NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# HTML has no use for these, but Moodle's and JupyterQuiz's own filters would: formulas between $
# or after a backslash, file places after @@, links as in [text](address).
_OTHERS_SIGNS = {"$": "&#36;", "\\": "&#92;", "@@": "&#64;&#64;", "](": "&#93;("}


def escape(text: str) -> str:
    r"""Return HTML that shows exactly this text.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        HTML without a tag. A carriage return becomes a newline, as in every browser.

    Examples
    --------
    >>> escape("a < b && c, for $5\\n")
    'a &lt; b &amp;&amp; c, for &#36;5&#92;n'
    """
    escaped = html.escape(text.replace("\r\n", "\n").replace("\r", "\n"), quote=False)
    for sign, reference in _OTHERS_SIGNS.items():
        escaped = escaped.replace(sign, reference)
    return escaped


def inline(text: str) -> str:
    """Return a line of HTML, with what stands between backticks as code, between stars as stressed.

    Parameters
    ----------
    text : str
        Text of a bank, such as an option's.

    Returns
    -------
    str

    Examples
    --------
    >>> inline("What does `x < 1` *not* say?")
    'What does <code>x &lt; 1</code> <em>not</em> say?'
    """
    parts = enumerate(text.split("`"))
    return "".join(
        f"<code>{escape(part)}</code>" if place % 2 else _stressed(part)
        for place, part in parts
        if part
    )


def _stressed(text: str) -> str:
    # Stressed before it is escaped: other programs' signs, stars among them, are then references.
    parts = enumerate(STRESSED.split(text))
    return "".join(
        f"<em>{escape(part)}</em>" if place % 2 else escape(part) for place, part in parts
    )


def block(text: str) -> str:
    r"""Return code as a block of HTML that keeps its line breaks and spaces.

    Parameters
    ----------
    text : str
        Lines of code, or what a program prints.

    Returns
    -------
    str

    Examples
    --------
    >>> block("if x:\n    y = 1")
    '<pre><code>if x:\n    y = 1</code></pre>'
    """
    return f"<pre><code>{escape(text)}</code></pre>"


def paragraphs(text: str) -> str:
    r"""Return HTML paragraphs and blocks of code, parted as on the course's own page.

    Parameters
    ----------
    text : str
        Text of a bank, such as a prompt.

    Returns
    -------
    str

    Examples
    --------
    >>> paragraphs("One gate.\n\nAnother gate.")
    '<p>One gate.</p><p>Another gate.</p>'
    """
    found = []
    for place, part in enumerate(_FENCE.split(text.replace("\r\n", "\n").replace("\r", "\n"))):
        if place % 2:
            found.append(block(re.sub(r"\A\n|\n\Z", "", part)))
            continue
        for paragraph in _EMPTY_LINE.split(part):
            if trimmed := _EDGES.sub("", paragraph):
                found.append(f"<p>{inline(trimmed)}</p>")
    return "".join(found)


def listing(texts: Iterable[str], tag: str = "ul") -> str:
    """Return a list of HTML, an entry for each text.

    Parameters
    ----------
    texts : iterable of str
        Texts of a bank, such as the steps of a solution.
    tag : str
        ``ul``, or ``ol`` for numbered entries.

    Returns
    -------
    str

    Examples
    --------
    >>> listing(["Multiply.", "Add."], "ol")
    '<ol><li><p>Multiply.</p></li><li><p>Add.</p></li></ol>'
    """
    entries = "".join(f"<li>{paragraphs(text)}</li>" for text in texts)
    return f"<{tag}>{entries}</{tag}>"


def check_characters(item: Item) -> None:
    r"""Refuse an item that holds a character which no XML file can carry.

    Parameters
    ----------
    item : Item
        The item.

    Raises
    ------
    ValueError
        At the first such character; names the item, the field and the character.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> item = load_bank("05_gates").items[0]
    >>> check_characters(replace(item, prompt="Ring the bell: \a"))
    Traceback (most recent call last):
    ValueError: item 'predict_story', field 'prompt': U+0007 cannot be exported; take it out
    """
    texts = {"prompt": item.prompt, "code": item.code, "otherwise": item.otherwise}
    for field in ("hints", "solution", "mistakes"):
        texts |= {f"{field}[{place}]": text for place, text in enumerate(getattr(item, field))}
    for place, option in enumerate(item.options):
        texts |= {f"options[{place}].text": option.text, f"options[{place}].answer": option.answer}
    for field, text in texts.items():
        if found := _NEVER_IN_XML.search(text or ""):
            raise ValueError(
                f"item {item.id!r}, field {field!r}: U+{ord(found[0]):04X} cannot be exported; "
                "take it out"
            )
