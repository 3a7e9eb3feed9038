"""The result of a test as one page to keep or print: complete in itself, and without a script."""

import html
import re
from datetime import date

from lstm_helpers import _validate
from lstm_helpers.quiz.final.outcome import SURENESS, Judged, Outcome

LONGEST_NAME = 80

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Final test, {day}</title>
<style>
:root {{ color-scheme: light dark; --ink: light-dark(#1b1f24, #e9ebee);
  --soft: light-dark(#555b64, #b3bac4); --line: light-dark(#d9dde3, #3c434c);
  --right: light-dark(#0a6847, #6fd6a8); --wrong: light-dark(#a63d00, #ffab7d); }}
body {{ max-width: 44rem; margin: 2.5rem auto; padding: 0 1.2rem; color: var(--ink);
  background: light-dark(#ffffff, #16191d); font: 16px/1.5 system-ui, sans-serif; }}
h1 {{ margin: 0 0 0.2rem; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }}
h2 {{ margin: 2rem 0 0.6rem; font-size: 1.1rem; }}
p {{ margin: 0.3rem 0; overflow-wrap: anywhere; }}
.soft, td.level {{ color: var(--soft); }}
.score {{ margin-top: 1.3rem; font-size: 1.25rem; font-weight: 650; }}
table {{ width: 100%; border-collapse: collapse; }}
th {{ color: var(--soft); font-weight: 500; font-size: 0.85rem; text-align: left; }}
th, td {{ padding: 0.45rem 0.7rem 0.45rem 0; border-top: 1px solid var(--line);
  vertical-align: top; }}
.mark {{ white-space: nowrap; font-weight: 650; }}
.right {{ color: var(--right); }}
.wrong {{ color: var(--wrong); }}
.missed {{ margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--wrong);
  break-inside: avoid; }}
.missed .asked {{ font-weight: 600; }}
code, pre {{ font: 0.9em ui-monospace, monospace; white-space: pre-wrap; }}
@media print {{ :root {{ color-scheme: light; }} body {{ margin: 0; font-size: 11pt; }} }}
</style>
<h1>{title}</h1>
<p class="soft">{about}</p>
<p class="score">{score}</p>
<p>{meaning}</p>
<p>{sureness}</p>
<h2>By objective</h2>
<table>
<tr><th>What was asked for<th>Lesson<th>Level<th>You were<th>Answer</tr>
{rows}
</table>
{missed}
</html>
"""


def result_page(outcome: Outcome, name: str = "") -> str:
    """Return a page with the result of a test.

    Parameters
    ----------
    outcome : Outcome
        The test handed in.
    name : str
        Whose result it is, at most 80 characters; it stands on the page as text.

    Returns
    -------
    str
        HTML that needs no other file and no network.

    Raises
    ------
    ValueError
        If `name` is no text, or too long.

    Examples
    --------
    >>> page = result_page(Outcome(date(2025, 3, 1), ()), "Ada <3")
    >>> "Ada &lt;3" in page, "1 March 2025" in page
    (True, True)
    """
    shown = name_as_text(name)
    return _PAGE.format(
        day=day_in_words(outcome.day),
        title=_escape(shown) or "Final test",
        about=f"How an LSTM reads text, final test, {day_in_words(outcome.day)}. "
        "A note to oneself, and no certificate.",
        score=_escape(outcome.score_in_words),
        meaning=_escape(outcome.meaning_in_words),
        sureness=_escape(outcome.sureness_in_words),
        rows="\n".join(map(_row, outcome.questions)),
        missed=_missed(outcome.missed),
    )


def name_as_text(name: str) -> str:
    """Return a name without what has no width or turns text round.

    Parameters
    ----------
    name : str
        As it was typed.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If it is no text, or longer than 80 characters.
    """
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        got = f"{len(name)} characters" if isinstance(name, str) else _validate.brief(name)
        raise ValueError(f"name must be text of at most {LONGEST_NAME} characters; got {got}")
    return _UNSEEN.sub(" ", name).strip()


def day_in_words(day: date) -> str:
    """Return a day as in 1 March 2025.

    Parameters
    ----------
    day : date
        The day.

    Returns
    -------
    str
    """
    return f"{day.day} {day:%B %Y}"


def _row(one: Judged) -> str:
    sure = SURENESS[one.answer.confidence].removeprefix("when ") if one.answer else "–"
    mark = "right" if one.right else "wrong" if one.answer else "left open"
    kind, sign = ("right", "✓") if one.right else ("wrong", "✗")
    cells = (
        f"<td>{_escape(one.objective.text)}",
        f"<td>{_escape(one.objective.lesson)}",
        f'<td class="level">{one.item.level}',
        f"<td>{sure}",
        f'<td class="mark {kind}">{sign} {mark}',
    )
    return f"<tr>{''.join(cells)}</tr>"


def _missed(missed: tuple[Judged, ...]) -> str:
    if not missed:
        return ""
    return "\n".join(["<h2>To look at again</h2>", *map(_one_missed, missed)])


def _one_missed(one: Judged) -> str:
    lines = [f'<p class="asked">{_spanned(one.item.prompt)}</p>']
    if one.item.code:
        lines.append(f"<pre>{_escape(one.item.code)}</pre>")
    if one.given:
        lines.append(f"<p>Your answer: {_spanned(' · '.join(one.given))}</p>")
    lines += [f"<p>{_spanned(text)}</p>" for text in one.says]
    for belief, place in one.beliefs:
        where = f" Disproved in {place.notebook}, under “{place.heading}”." if place else ""
        lines.append(f'<p class="soft">The idea behind it: {_spanned(belief + where)}</p>')
    if not any(place for _, place in one.beliefs):
        lines.append(f'<p class="soft">Taught in {_escape(one.objective.notebook)}.</p>')
    return f'<div class="missed">{"".join(lines)}</div>'


def _escape(text: str) -> str:
    return html.escape(_UNSEEN.sub(lambda found: "\n" if "\n" in found[0] else " ", text))


def _spanned(text: str) -> str:
    """Return text as HTML, what stands between backticks as code."""
    parts = _escape(text).split("`")
    return "".join(
        f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts)
    )
