"""The result of a test as one page to keep or print: complete in itself, and without a script."""

from lstm_helpers import _validate
from lstm_helpers.quiz.final.outcome import SURENESS, Judged, Outcome
from lstm_helpers.quiz.objectives import load_objectives
from lstm_helpers.quiz.page_frame import day_in_words, framed_page
from lstm_helpers.quiz.page_text import UNSEEN, escape, paragraphs, spanned

LONGEST_NAME = 80

_STYLE = """
:root { --accent: light-dark(#0b5cad, #8cc2ff); --edge: light-dark(#7c8591, #8b94a0);
  --right: light-dark(#0a6847, #6fd6a8); }
body { max-width: 46rem; }
h1 { margin: 0.2rem 0; font-size: 1.7rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 0.6rem; font-size: 1.15rem; break-after: avoid; }
p { overflow-wrap: anywhere; }
.course { color: var(--accent); font-weight: 650; font-size: 0.9rem; }
td.level { color: var(--soft); }
.score { margin-top: 1.3rem; font-size: 1.35rem; font-weight: 650; }
svg { display: block; width: 24rem; max-width: 100%; margin: 0.5rem 0 0.7rem; overflow: visible; }
svg text { fill: var(--soft); font: 12px system-ui, sans-serif; }
table { width: 100%; font-size: 0.93rem; }
th { color: var(--soft); font-weight: 500; font-size: 0.85rem; }
th, td { padding: 0.4rem 0.8rem 0.4rem 0; }
th { border-top: 0; }
.sure, .mark { white-space: nowrap; }
.mark { padding-right: 0; font-weight: 650; }
.right { color: var(--right); }
.wrong { color: var(--wrong); }
.missed { margin: 1.1rem 0; padding-left: 1rem; border-left: 3px solid var(--wrong);
  break-inside: avoid; }
.asked { font-weight: 600; }
.given { display: flex; gap: 0.8rem; margin: 0.4rem 0; }
.given ul { margin: 0; padding: 0; list-style: none; }
code, pre { white-space: pre-wrap; overflow-wrap: anywhere; }
pre { margin: 0.4rem 0; padding: 0.6rem 0.8rem; border: 1px solid var(--line);
  border-radius: 6px; break-inside: avoid; }
.given pre { margin: 0; padding: 0.1rem 0; border: 0; }
@page { size: A4; margin: 15mm 18mm; }
@media print { :root { font-size: 9.6pt; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10pt; line-height: 1.4; } }
"""

_BODY = """
<p class="course">How an LSTM reads text · Final test</p>
<h1>{title}</h1>
<p class="soft">{day}. A note to oneself, and no certificate.</p>
<p class="score">{score}</p>
{band}
<p>{meaning}</p>
<p>{sureness}</p>
<h2>By objective</h2>
<table>
<thead><tr><th>What was asked for<th>Lesson<th>Level<th>You were<th>Answer</tr></thead>
{rows}
</table>
{missed}
"""

# In units of which 320 are a share of 1, with room for the labels below.
_BAND = """<svg viewBox="0 0 320 40" role="img" aria-label="{words}">
<rect x="0.5" y="6.5" width="319" height="9" rx="4.5" fill="none" stroke="var(--edge)"/>
<rect x="{low:.1f}" y="6.5" width="{reach:.1f}" height="9" rx="4.5" fill="var(--accent)"
 fill-opacity="0.45"/>
<rect x="{share:.1f}" y="1" width="4" height="20" rx="2" fill="var(--ink)"/>
<text x="0" y="37">0%</text><text x="160" y="37" text-anchor="middle">50%</text>
<text x="320" y="37" text-anchor="end">100%</text></svg>"""


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
    >>> from datetime import date
    >>> page = result_page(Outcome(date(2025, 3, 1), ()), "Ada <3")
    >>> "Ada &lt;3" in page, "1 March 2025" in page
    (True, True)
    """
    shown = name_as_text(name)
    day = day_in_words(outcome.day)
    body = _BODY.format(
        day=day,
        title=escape(shown) or "Final test",
        band=_band(outcome),
        score=escape(outcome.score_in_words),
        meaning=escape(outcome.meaning_in_words),
        sureness=escape(outcome.sureness_in_words),
        rows="\n".join(map(_row, outcome.questions)),
        missed=_missed(outcome.missed),
    )
    return framed_page(f"Final test, {day}", _STYLE, body)


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
    return UNSEEN.sub(" ", name).strip()


def _row(one: Judged) -> str:
    sure = SURENESS[one.answer.confidence].removeprefix("when ") if one.answer else "–"
    mark = "right" if one.right else "wrong" if one.answer else "left open"
    kind, sign = ("right", "✓") if one.right else ("wrong", "✗" if one.answer else "○")
    cells = (
        f"<td>{escape(one.objective.text)}",
        f"<td>{escape(one.objective.lesson)}",
        f'<td class="level">{one.item.level}',
        f'<td class="sure">{sure}',
        f'<td class="mark {kind}">{sign} {mark}',
    )
    return f"<tr>{''.join(cells)}</tr>"


def _missed(missed: tuple[Judged, ...]) -> str:
    if not missed:
        return ""
    return "\n".join(["<h2>To look at again</h2>", *map(_one_missed, missed)])


def _one_missed(one: Judged) -> str:
    lines = [paragraphs(one.item.prompt, "asked")]
    if one.item.code:
        lines.append(f"<pre>{escape(one.item.code)}</pre>")
    if one.given:
        printed = one.item.kind in ("prints", "bug")
        texts = [f"<pre>{escape(text)}</pre>" if printed else spanned(text) for text in one.given]
        items = "".join(f"<li>{text}</li>" for text in texts)
        lines.append(
            f'<div class="given"><span class="soft">Your answer</span><ul>{items}</ul></div>'
        )
    lines += [paragraphs(text, "said") for text in one.says]
    for belief, place in one.beliefs:
        where = (
            f" Disproved in {_lesson(place.notebook)}, under “{place.heading}”." if place else ""
        )
        lines.append(f'<p class="soft">The idea behind it: {spanned(belief + where)}</p>')
    if not any(place for _, place in one.beliefs):
        lines.append(f'<p class="soft">Taught in {escape(_lesson(one.objective.notebook))}.</p>')
    return f'<div class="missed">{"".join(lines)}</div>'


def _band(outcome: Outcome) -> str:
    """Draw where the true share may lie, as in the notebook."""
    if not outcome.questions:
        return ""
    low, high = outcome.interval
    share = outcome.right / len(outcome.questions)
    words = f"{outcome.right} of {len(outcome.questions)}; range {low:.2f} to {high:.2f}"
    return _BAND.format(
        words=words, low=320 * low, reach=320 * (high - low), share=min(320 * share, 318) - 2
    )


def _lesson(notebook: str) -> str:
    """Return a notebook as its reader knows it, such as: lesson 5, Open the LSTM gates."""
    titles = {one.notebook: one.lesson for one in load_objectives().values()}
    number = int(notebook.partition("_")[0])
    return f"lesson {number}, {titles.get(notebook, notebook)}"
