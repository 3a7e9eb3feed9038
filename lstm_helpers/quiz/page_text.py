"""Writes a bank's plain text as HTML, in which no character of it can act as markup.

``static/quiz_text.js`` does the same on a page that runs scripts.
"""

import html
import re

# What has no width, turns text round, or cannot be written as UTF-8.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")

_FENCED = re.compile(r"^```.*$", re.MULTILINE)
# A star that opens stands before a letter, one that closes after it: 2 * 3 * 4 holds none.
STRESSED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")


def escape(text: str) -> str:
    """Return text as HTML, its line ends kept.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str

    Examples
    --------
    >>> escape("1 < 2")
    '1 &lt; 2'
    """
    return html.escape(UNSEEN.sub(lambda found: "\n" if "\n" in found[0] else " ", text))


def spanned(text: str) -> str:
    """Return text as HTML, what stands between backticks as code, between stars as stressed.

    Parameters
    ----------
    text : str
        One paragraph.

    Returns
    -------
    str

    Examples
    --------
    >>> spanned("`x * y * z` is *not* <b>")
    '<code>x * y * z</code> is <em>not</em> &lt;b&gt;'
    """
    parts = escape(text).split("`")
    return "".join(
        f"<code>{part}</code>" if place % 2 else STRESSED.sub(r"<em>\1</em>", part)
        for place, part in enumerate(parts)
    )


def paragraphs(text: str, kind: str) -> str:
    r"""Return text as HTML: its paragraphs, and what stands between fences as blocks of code.

    Parameters
    ----------
    text : str
        Paragraphs with an empty line between them.
    kind : str
        The class of each paragraph.

    Returns
    -------
    str

    Examples
    --------
    >>> paragraphs("Read this:\n```\na < b\n```", "asked")
    '<p class="asked">Read this:</p><pre>a &lt; b</pre>'
    """
    blocks = []
    for place, part in enumerate(_FENCED.split(text)):
        if place % 2:
            code = part.removeprefix("\n").removesuffix("\n")
            blocks.append(f"<pre>{escape(code)}</pre>")
            continue
        pieces = (piece.strip() for piece in re.split(r"\n\s*\n", part))
        blocks += [f'<p class="{kind}">{spanned(piece)}</p>' for piece in pieces if piece]
    return "".join(blocks)
