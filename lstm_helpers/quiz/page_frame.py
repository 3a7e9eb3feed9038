"""A page that is complete in itself: no other file, no script, and readable on paper."""

from datetime import date

# Pages are read in a browser, light or dark, and printed: always dark on light.
_FRAME = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --ink: light-dark(#1b1f24, #e9ebee);
  --soft: light-dark(#555b64, #b3bac4); --line: light-dark(#d9dde3, #3c434c);
  --ground: light-dark(#ffffff, #16191d); --wrong: light-dark(#a63d00, #ffab7d); }}
@media print {{ :root {{ color-scheme: light; }} }}
body {{ margin: 2.5rem auto; padding: 0 1.2rem; color: var(--ink); background: var(--ground);
  font: 16px/1.5 system-ui, sans-serif; }}
p {{ margin: 0.3rem 0; }}
table {{ border-collapse: collapse; }}
th, td {{ border-top: 1px solid var(--line); text-align: left; vertical-align: top; }}
tr {{ break-inside: avoid; }}
code, pre {{ font: 0.9em ui-monospace, monospace; }}
.soft {{ color: var(--soft); }}
{style}
</style>
{body}
</html>
"""


def framed_page(title: str, style: str, body: str) -> str:
    """Return a page of its own.

    Parameters
    ----------
    title : str
        What its tab is called; no character of it may act as markup.
    style : str
        CSS, after what all such pages share.
    body : str
        HTML; what came from a learner or a file has to be text in it already.

    Returns
    -------
    str
        HTML that needs no other file and no network.

    Examples
    --------
    >>> page = framed_page("Result", "p { color: var(--wrong); }", "<p>4 of 10")
    >>> "<title>Result</title>" in page, page.count("<p>")
    (True, 1)
    """
    return _FRAME.format(title=title, style=style.strip(), body=body.strip())


def day_in_words(day: date) -> str:
    """Return a day as it stands on a page.

    Parameters
    ----------
    day : date
        The day.

    Returns
    -------
    str

    Examples
    --------
    >>> day_in_words(date(2025, 3, 1))
    '1 March 2025'
    """
    return f"{day.day} {day:%B %Y}"
