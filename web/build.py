"""Writes the site: every lesson's page, the first page, and the files that they share."""

import shutil
import tempfile
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lstm_helpers.quiz.learner_progress import Progress
from web.lesson import Lesson, read_lessons
from web.markdown import anchor_of, render
from web.parts import Part, Parts
from web.search import search_script
from web.site_folder import check, replace

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
FIRST = "index.html"
_HERE = Path(__file__).parent


def build(site: Path, notebooks: Path = NOTEBOOKS) -> list[Path]:
    """Write a site from the stored lessons; nothing of them is run.

    Parameters
    ----------
    site : Path
        Its folder. What an earlier build wrote there is replaced, once the new site is whole; any
        other file stays.
    notebooks : Path
        The folder of the lessons.

    Returns
    -------
    list of Path
        The pages.

    Raises
    ------
    ValueError
        If there are no lessons, one of them cannot be shown, the folder holds something else than
        a site, or a file of somebody else's stands where a page or one of its files belongs.
    """
    lessons = read_lessons(notebooks)
    if not lessons:
        raise ValueError(f"there are no lessons in {notebooks}: a site is made from them")
    check(site)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "site"
        # Nobody's progress is read or written.
        pages = _write(made, notebooks, lessons, Progress(Path(folder) / "none.sqlite"))
        replace(site, made)
    return [site / name for name in pages]


def _write(made: Path, notebooks: Path, lessons: list[Lesson], nobody: Progress) -> list[str]:
    """Write a site into a folder of its own, and return its pages' names."""
    parts = Parts(notebooks, made, nobody)
    taken = [(lesson, parts.of(lesson)) for lesson in lessons]
    _share(made, notebooks, taken)
    templates = _templates(lessons)
    pages = {FIRST: _first(templates, parts, lessons)}
    for place, (lesson, content) in enumerate(taken):
        beside = {"before": lessons[place - 1] if place else None}
        beside["after"] = lessons[place + 1] if place + 1 < len(lessons) else None
        pages[lesson.address] = _page(templates, lesson, content, beside)
    for name, html in pages.items():
        (made / name).write_text(html, encoding="utf-8")
    return list(pages)


def _share(site: Path, notebooks: Path, taken: list[tuple[Lesson, list[Part]]]) -> None:
    shutil.copytree(notebooks / "pictures", site / "pictures")
    for path in sorted((_HERE / "static").iterdir()):
        shutil.copy(path, site / "assets" / path.name)
    (site / "assets" / "index.js").write_text(search_script(taken), encoding="utf-8")


def _templates(lessons: list[Lesson]) -> Environment:
    templates = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals |= {"lessons": lessons, "anchor_of": anchor_of}
    return templates


def _first(templates: Environment, parts: Parts, lessons: list[Lesson]) -> str:
    living = parts.explorer(lessons[0])
    return templates.get_template("first.html").render(
        explorer=living,
        aims={lesson.name: render(lesson.aim)[0] for lesson in lessons},
        modules=[living.module],
        scripts=living.scripts,
    )


def _page(templates: Environment, lesson: Lesson, parts: list[Part], beside: dict) -> str:
    living = [part.content for part in parts if part.kind == "living"]
    scripts = dict.fromkeys(name for one in living for name in one.scripts)
    headings = [text for part in parts for level, text in part.headings if level == 2]
    return templates.get_template("lesson.html").render(
        lesson=lesson,
        parts=parts,
        headings=headings,
        modules=list(dict.fromkeys(one.module for one in living)),
        scripts=list(scripts),
        counts=any(part.kind == "progress" for part in parts),
        **beside,
    )
