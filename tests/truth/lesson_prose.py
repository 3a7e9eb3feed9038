"""What a lesson's Markdown says with numbers, without what numbers merely count or name."""

import re

# Code that is shown, formulas, a link's address (its text stays), the mark of a list's entry.
_NOT_SAID = re.compile(
    r"^```.*?^```|\$\$.*?\$\$|\$[^$\n]+\$|(?<=\])\([^)\s]*\)|^\s*\d+\. ", re.MULTILINE | re.DOTALL
)
_MANY = r"\d+(?:(?:,\s| and\s| or\s| to\s|–)\d+)*"
# Names that are numbers, years, and the minutes a learner is told to take.
_NAMES = re.compile(
    rf"\b(?:lessons?|stages?|patients?|traps?)\s+{_MANY}\b"
    r"|^\| \d\d \||(?:\(|\b[Ii]n )(?:19|20)\d\d\b|\*\*(?:Time|Core)\*\*: about \d+ minutes",
    re.MULTILINE | re.IGNORECASE,
)
_ENTRY = re.compile(r"^\d+\. .*(?:\n .*)*", re.MULTILINE)  # of a numbered list, with what hangs on


def said(markdown: str, explorer: bool = False) -> str:
    """Blank out what states nothing; what stays keeps its place in the text.

    Parameters
    ----------
    markdown : str
        A cell.
    explorer : bool
        Whether it belongs to an explorer: its numbered lists then say what to set.
    """
    for pattern in (_ENTRY,) * explorer + (_NOT_SAID, _NAMES):
        markdown = pattern.sub(lambda match: re.sub(r"\S", " ", match[0]), markdown)
    return markdown


def around(text: str, start: int, end: int, width: int = 40) -> str:
    """Return a piece of a text with what stands beside it, on one line."""
    return " ".join(text[max(0, start - width) : end + width].split())
