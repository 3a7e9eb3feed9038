"""A class report as one page: complete in itself, without a script."""

from collections.abc import Iterable
from itertools import groupby

from lstm_helpers.quiz.page_frame import day_in_words, framed_page
from lstm_helpers.quiz.page_text import escape, spanned
from lstm_helpers.quiz.report.classroom import Classroom
from lstm_helpers.quiz.report.discrimination import FEWEST, ItemFigures
from lstm_helpers.quiz.report.misconceptions import Held
from lstm_helpers.quiz.review import ObjectiveProgress

MOST = 20  # misconceptions shown

_STYLE = """
:root { --most: light-dark(#cfe8dc, #17493a); --half: light-dark(#eef0d2, #43431f);
  --few: light-dark(#fbdccb, #5b2f17); }
body { max-width: 72rem; }
h1 { margin: 0 0 0.2rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2.4rem 0 0.4rem; font-size: 1.2rem; }
p { max-width: 46rem; }
.wide { overflow-x: auto; margin: 0.8rem 0; }
table { font-size: 0.9rem; }
th, td { padding: 0.35rem 0.6rem; }
thead th { color: var(--soft); font-weight: 500; vertical-align: bottom; border-top: 0; }
thead th.name { text-align: right; }
thead th.name span { display: inline-block; max-width: 8rem; overflow-wrap: break-word; }
tbody th { font-weight: 400; min-width: 15rem; max-width: 26rem; position: sticky; left: 0;
  background: var(--ground); }
tbody th.lesson { padding-top: 0.9rem; font-weight: 650; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.most { background: var(--most); } td.half { background: var(--half); }
td.few { background: var(--few); }
.sure { color: var(--wrong); font-weight: 700; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; }
  .wide { overflow: visible; } td { print-color-adjust: exact; } }
"""

_BODY = """
<h1>Class report</h1>
<p class="soft">How an LSTM reads text, {day}.</p>
<p>{summary}</p>
<h2>Objectives by learner</h2>
<p>Questions whose latest first answer was right, of those answered: coloured below one half, from
one half, and from four fifths. <span class="sure">!</span> counts those answered wrongly and with
certainty. A dot: nothing answered yet.</p>
<div class="wide" tabindex="0" role="region" aria-label="Objectives by learner">{objectives}</div>
<section id="misconceptions">
<h2>Misconceptions most held</h2>
<p>Counted in learners, by their first answers. A wrong answer suggests a misconception and does not
prove it.</p>
{misconceptions}
</section>
<section id="items">
<h2>Questions that tell little</h2>
<p>{about_items}</p>
{items}
</section>
"""


def report_page(figures: Classroom) -> str:
    """Return the report of a class as a page.

    Parameters
    ----------
    figures : Classroom
        The class.

    Returns
    -------
    str
        HTML that needs no other file and no network. Names stand on it as text.
    """
    day = day_in_words(figures.day)
    body = _BODY.format(
        day=day,
        summary=_summary(figures),
        objectives=_objectives(figures) if figures.objectives else "<p>Nobody has begun.</p>",
        misconceptions=_misconceptions(figures.misconceptions),
        about_items=_about_items(figures),
        items=_items(figures.telling_little),
    )
    return framed_page(f"Class report, {day}", _STYLE, body)


def _summary(figures: Classroom) -> str:
    count = len(figures.learners)
    begun = sum(any(one.values()) for one in figures.progress)
    text = f"{count} learner{'' if count == 1 else 's'}, {begun} of whom have answered a question."
    if figures.unknown:
        many = "answers are to questions" if figures.unknown > 1 else "answer is to a question"
        text += (
            f" {figures.unknown} {many} that this course does not have (a bank of your own, or "
            "another version): counted by objective, and nowhere else."
        )
    return text


def _objectives(figures: Classroom) -> str:
    names = "".join(
        f'<th class="name" scope="col"><span>{escape(name)}</span>'
        for name in ("All", *figures.learners)
    )
    lines = [f'<table><thead><tr><th scope="col">Objective{names}</thead><tbody>']
    for lesson, listed in groupby(figures.objectives, key=lambda one: one.lesson):
        lines.append(f'<tr><th class="lesson" scope="rowgroup">{escape(lesson)}</tr>')
        for one in listed:
            cells = [_share(figures.of_class(one.name))]
            cells += [_share(mine.get(one.name)) for mine in figures.progress]
            lines.append(f'<tr><th scope="row">{spanned(one.text)}{"".join(cells)}</tr>')
    return "\n".join([*lines, "</tbody></table>"])


def _share(progress: ObjectiveProgress | None) -> str:
    if progress is None or not progress.judged:
        return '<td class="number soft">·'
    share = progress.right / progress.judged
    kind = "most" if share >= 0.8 else "half" if share >= 0.5 else "few"
    sure = progress.sure_but_wrong
    mark = f' <span class="sure">!{sure if sure > 1 else ""}</span>' if sure else ""
    return f'<td class="number {kind}">{progress.right}/{progress.judged}{mark}'


def _misconceptions(held: tuple[Held, ...]) -> str:
    if not held:
        return "<p>None has shown yet.</p>"
    rows = map(_held, held[:MOST])
    more = len(held) - MOST
    note = f"<p class='soft'>{more} more are in the CSV table.</p>" if more > 0 else ""
    head = ("Misconception", "Hold it still", "Fell to it", "Were asked", "Were certain",
            "Disproved in")  # fmt: skip
    return _table(head, rows) + note


def _held(one: Held) -> str:
    counts = "".join(
        f'<td class="number">{count}' for count in (one.still, one.met, one.asked, one.certain)
    )
    place = f"{one.place.notebook}, “{one.place.heading}”" if one.place else ""
    return f'<tr><th scope="row">{spanned(one.text)}{counts}<td>{escape(place)}</tr>'


def _about_items(figures: Classroom) -> str:
    judged = sum(one.answered >= FEWEST for one in figures.items)
    if not judged:
        return f"No question was answered by {FEWEST} learners or more: too few to say anything."
    return (
        f"Of {judged} questions answered by {FEWEST} learners or more, by each learner’s very "
        "first answer. Discrimination is the correlation of being right here with the share right "
        "elsewhere: near 0, the question says little about what a learner knows; below 0, look at "
        "its key and its wording. In a class of 12, chance alone moves it by about 0.3: read the "
        "question before you judge it. One that all had right may still be wanted as a start."
    )


def _items(little: list[ItemFigures]) -> str:
    if not little:
        return ""
    rows = (
        f'<tr><th scope="row"><code>{escape(one.lesson)}/{escape(one.item.id)}</code><br>'
        f'{spanned(one.item.prompt)}<td class="number">{one.right}/{one.answered}'
        f'<td class="number">{_signed(one.discrimination)}<td>{escape(one.verdict)}</tr>'
        for one in little
    )
    return _table(("Question", "Right", "Discrimination", "Why it is here"), rows)


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}".replace("-", "−")


def _table(head: tuple[str, ...], rows: Iterable[str]) -> str:
    titles = "".join(f'<th scope="col">{title}' for title in head)
    body = "\n".join(rows)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{head[0]}">'
        f"<table><thead><tr>{titles}</thead><tbody>\n{body}\n</tbody></table></div>"
    )
