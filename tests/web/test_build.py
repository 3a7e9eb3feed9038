"""The command, and what becomes of a folder and of a lesson's text."""

import errno
import getpass
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from lxml import html

from lstm_helpers.quiz import quiz
from tests.quiz.exported import HOSTILE
from web.__main__ import main
from web.build import ROOT, build
from web.site_folder import RECORD, check, replace


def lesson_of(cells):
    """Return a folder's notebook, whose explorer the first page shows."""
    opening = nbformat.v4.new_code_cell("GateExplorer(model)")
    opening.outputs = [
        nbformat.v4.new_output("execute_result", {"text/plain": "GateExplorer(16 units)"})
    ]
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# One <b>\n\nText."), *cells, opening]
    )


@pytest.fixture
def notebooks(tmp_path):
    folder = tmp_path / "notebooks"
    (folder / "pictures").mkdir(parents=True)

    def write(*cells):
        nbformat.write(lesson_of(list(cells)), folder / "00_start_here.ipynb")
        return folder

    return write


def test_hostile_text_of_a_lesson_stays_text(notebooks, tmp_path):
    text = " ".join(HOSTILE)
    cell = nbformat.v4.new_code_cell(f"print({text!r})")
    cell.outputs = [nbformat.v4.new_output("stream", text=text)]
    pages = build(tmp_path / "site", notebooks(cell))
    made = html.fromstring(pages[1].read_text(encoding="utf-8"))
    assert made.xpath("string(//h1)") == "One <b>"
    assert made.xpath("//main//img | //main//script[not(@type='application/json')]") == []
    assert "<img src=x onerror=window.caught=1>" in made.xpath("string(//samp)")


def test_a_site_replaces_an_older_one_and_nothing_else(notebooks, tmp_path):
    folder = notebooks()
    site = tmp_path / "site"
    build(site, folder)
    own = [
        site / name for name in (".git/HEAD", "CNAME", "about.html", "assets/site.js", "me/a.png")
    ]
    for path in own:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    (folder / "00_start_here.ipynb").rename(folder / "00_begin.ipynb")
    build(site, folder)
    assert (site / "00_begin.html").exists()
    assert not (site / "00_start_here.html").exists()
    assert [path.read_text() for path in own] == ["mine"] * len(own)
    with pytest.raises(ValueError, match="must be empty or hold a site; it holds something else"):
        build(folder, folder)
    assert (folder / "00_begin.ipynb").exists()


def test_a_site_of_somebody_elses_is_not_taken_for_ours(notebooks, tmp_path):
    own = [tmp_path / "site" / name for name in ("assets/site.css", "index.html")]
    for path in own:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    with pytest.raises(ValueError, match="must be empty or hold a site; it holds something else"):
        build(tmp_path / "site", notebooks())
    assert [path.read_text() for path in own] == ["mine", "mine"]


def test_a_file_of_ones_own_is_not_written_over(tmp_path):
    site, made = tmp_path / "site", tmp_path / "made"
    made.mkdir()
    (made / "index.html").write_text("first")
    replace(site, made)
    (site / "about.html").write_text("mine")
    for name in ("about.html", "index.html"):
        (made / name).write_text("second")
    with pytest.raises(ValueError, match="must be moved away: the site has a file of that name"):
        replace(site, made)
    assert (site / "about.html").read_text() == "mine"
    assert (site / "index.html").read_text() == "first"


@pytest.mark.parametrize("linked", [False, True], ids=["a file", "a link"])
def test_what_stands_where_a_folder_belongs_stops_a_build_before_it_begins(linked, tmp_path):
    site, made, other = tmp_path / "site", tmp_path / "made", tmp_path / "other"
    (made / "pictures").mkdir(parents=True)
    other.mkdir()
    for name in ("index.html", "pictures/one.png"):
        (made / name).write_text("first")
    replace(site, made)
    (site / "pictures/one.png").unlink()
    (site / "pictures").rmdir()
    if linked:
        (site / "pictures").symlink_to(other, target_is_directory=True)
    else:
        (site / "pictures").write_text("mine")
    (made / "index.html").write_text("second")
    with pytest.raises(ValueError, match="must be moved away: the site has a folder of that name"):
        replace(site, made)
    assert (site / "index.html").read_text() == "first"
    assert not list(other.iterdir())
    (site / "pictures").unlink()
    replace(site, made)
    assert (site / "index.html").read_text() == "second"


def test_a_list_of_files_leads_to_none_outside_the_folder(tmp_path):
    site, made = tmp_path / "site", tmp_path / "made"
    for folder in (site, made):
        folder.mkdir()
    (tmp_path / "mine.txt").write_text("mine")
    (site / RECORD).write_text(f"../mine.txt\n{tmp_path / 'mine.txt'}\nno_more_there.html\n")
    replace(site, made)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_lesson_that_stops_the_build_leaves_the_site_as_it_was(notebooks, tmp_path):
    site = tmp_path / "site"
    cell = nbformat.v4.new_code_cell("PaddingExplorer(mine)")
    cell.outputs = [nbformat.v4.new_output("display_data", {"text/plain": "PaddingExplorer()"})]
    with pytest.raises(ValueError, match="mine must be a constant or one of"):
        build(site, notebooks(cell))
    build(site, notebooks())
    before = {path: path.read_bytes() for path in site.rglob("*.*")}
    with pytest.raises(ValueError, match="mine must be a constant or one of"):
        build(site, notebooks(cell))
    assert {path: path.read_bytes() for path in site.rglob("*.*")} == before


@pytest.mark.parametrize("called", ["copyfile", "write_text"])
def test_a_site_that_a_full_disk_broke_off_is_written_again(tmp_path, monkeypatch, called):
    site, made = tmp_path / "site", tmp_path / "made"
    made.mkdir()
    for name in ("a.html", "b.html"):
        (made / name).write_text(name)

    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    for _time in range(2):  # where nothing was before, and where a site was
        with monkeypatch.context() as patch:
            patch.setattr(shutil if called == "copyfile" else Path, called, full)
            with pytest.raises(OSError, match="No space left"):
                replace(site, made)
        check(site)
        replace(site, made)
        assert sorted(path.name for path in site.glob("*.html")) == ["a.html", "b.html"]


def test_options_stand_in_one_order_whoever_writes_the_site(notebooks, tmp_path, monkeypatch):
    cell = nbformat.v4.new_code_cell('quiz("05_gates")')
    shown = {"text/plain": "Quiz('05_gates', 9 items)"}
    cell.outputs = [nbformat.v4.new_output("execute_result", shown)]
    folder, pages = notebooks(cell), {}
    for name in ("ada", "grace"):
        monkeypatch.setattr(getpass, "getuser", lambda name=name: name)
        build(tmp_path / name, folder)
        pages[name] = {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*.*")
        }
    assert Path("assets", "Quiz.js") in pages["ada"]
    assert pages["ada"] == pages["grace"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# One", "00_start_here.ipynb must say below its heading what it is about; it does not"),
        ("# One\n\n![a cell](pictures/none.png)", "pictures/none.png must be a picture in the"),
    ],
    ids=["a heading alone", "no such picture"],
)
def test_a_lesson_that_cannot_be_shown_is_said_in_words(notebooks, tmp_path, text, message):
    folder = notebooks()
    lesson = nbformat.read(folder / "00_start_here.ipynb", as_version=4)
    lesson.cells[0].source = text
    nbformat.write(lesson, folder / "00_start_here.ipynb")
    with pytest.raises(ValueError, match=re.escape(message)):
        build(tmp_path / "site", folder)


def test_a_question_named_twice_is_asked_once_as_in_the_notebook(notebooks, tmp_path):
    cell = nbformat.v4.new_code_cell('quiz("05_gates", "predict_story", "predict_story")')
    shown = {"text/plain": repr(quiz("05_gates", "predict_story", "predict_story"))}
    cell.outputs = [nbformat.v4.new_output("execute_result", shown)]
    pages = build(tmp_path / "site", notebooks(cell))
    made = html.fromstring(pages[1].read_text(encoding="utf-8"))
    (state,) = made.xpath("//*[@data-module='Quiz']/script/text()")
    assert shown == {"text/plain": "Quiz('05_gates', 1 item)"}
    assert [item["id"] for item in json.loads(state)["items"]] == ["predict_story"]


def test_without_lessons_there_is_no_site(tmp_path):
    with pytest.raises(ValueError, match="there are no lessons in"):
        build(tmp_path / "site", tmp_path)
    assert not (tmp_path / "site").exists()


def test_the_command_says_what_is_wrong_in_a_line(tmp_path, capsys):
    (tmp_path / "kept.txt").write_text("mine")
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().err.endswith("it holds something else\n")
    assert (tmp_path / "kept.txt").read_text() == "mine"


def test_every_page_module_is_of_one_concept():
    long = [
        path.name
        for path in (ROOT / "web").glob("*.py")
        if len(path.read_text("utf-8").splitlines()) > 250
    ]
    assert long == []
    script = (ROOT / "web" / "static" / "search.js").read_text(encoding="utf-8")
    assert len(script.splitlines()) <= 100


def test_the_launcher_hands_a_folder_over(monkeypatch, tmp_path):
    from launcher import checks, cli

    asked = []
    monkeypatch.setattr(cli, "set_up", lambda environment: None)
    monkeypatch.setattr(checks, "_run", lambda environment, command: asked.append(command) or 0)
    assert cli.main(["site"]) == 0
    assert cli.main(["site", str(tmp_path)]) == 0
    assert [command[1:] for command in asked] == [["-m", "web"], ["-m", "web", str(tmp_path)]]
