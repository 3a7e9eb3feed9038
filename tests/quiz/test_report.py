"""The teacher's report: counts checked by hand and by SciPy, names and answers only ever text."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from lxml import html
from scipy.stats import pointbiserialr

from lstm_helpers.quiz.__main__ import main
from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.grading import grade
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.report.classroom import classroom
from lstm_helpers.quiz.report.discrimination import FEWEST, item_figures
from lstm_helpers.quiz.report.learners import Learner, read_learners
from lstm_helpers.quiz.report.misconceptions import misconceptions_held
from lstm_helpers.quiz.report.page import report_page
from lstm_helpers.quiz.report.tables import csv_tables

BANK = load_bank("05_gates")
CHOICES = [
    item for item in BANK.items if item.use != "predict" and item.kind in ("one", "bug", "prints")
]
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
DAY = date(2025, 3, 20)


def wrong_option(item):
    return next(option for option in item.options if option.misconception)


def act(who, item, right, *, day=0, round=1, confidence="fairly"):
    """Answer a question of one choice, the key or the first option with a misconception."""
    chosen = item.key[0] if right else wrong_option(item).id
    assert grade(item, chosen).right == right
    at = (NOON + timedelta(days=day)).isoformat()
    place = (BANK.lesson, item.id, item.objective, item.use)
    return Answer(
        f"{who}-{item.id}-{round}", at, *place, "answer", round, chosen, right, confidence
    )


def learner(name, *acts):
    return Learner(name, tuple(acts))


def kept(folder, name, *acts):
    """Write a learner's progress file and return its path."""
    progress = Progress(folder / f"{name}.sqlite")
    for one in acts:
        progress.record(one)
    return progress.path


# ---------------------------------------------------------------- misconceptions


def test_a_misconception_is_counted_in_learners_and_by_what_they_hold_still():
    item = CHOICES[0]
    name = wrong_option(item).misconception
    held = misconceptions_held(
        [
            learner("mended", act("a", item, False), act("a", item, True, day=2, round=2)),
            learner("held", act("b", item, False, confidence="certain")),
            learner("twice", act("c", item, False), act("c", item, False, day=2, round=2)),
            learner("never", act("d", item, True)),
            learner("absent"),
        ],
        [BANK],
    )
    (one,) = [found for found in held if found.name == name]
    assert (one.asked, one.met, one.still, one.certain) == (4, 3, 2, 1)
    assert one.text == BANK.misconceptions[name]
    assert one.place == BANK.places.get(name)


def test_a_second_try_in_the_same_round_changes_nothing():
    item = CHOICES[0]
    second_try = replace(act("a", item, True, day=0.01), id="second try")
    (one,) = misconceptions_held([learner("a", act("a", item, False), second_try)], [BANK])
    assert (one.met, one.still) == (1, 1)


# ---------------------------------------------------------------- discrimination


def test_discrimination_is_scipys_correlation_with_the_rest():
    random = np.random.default_rng(3)
    items = CHOICES[:7]
    right = random.random((12, 7)) < np.linspace(0.2, 0.9, 12)[:, None]
    class_ = [
        learner(str(n), *(act(n, item, bool(hit)) for item, hit in zip(items, row, strict=True)))
        for n, row in enumerate(right)
    ]
    figures = {one.item.id: one for one in item_figures(class_, [BANK])}
    for place, item in enumerate(items):
        rest = np.delete(right, place, axis=1).mean(axis=1)
        found = figures[item.id]
        assert (found.answered, found.right) == (12, right[:, place].sum())
        assert found.discrimination == pytest.approx(pointbiserialr(right[:, place], rest)[0])


def test_a_question_that_those_who_know_more_miss_is_told():
    odd, *others = CHOICES[:5]
    class_ = [
        learner(
            str(n),
            act(n, odd, n < 5),
            *(act(n, item, n >= 4 + place) for place, item in enumerate(others)),
        )
        for n in range(10)
    ]
    (figures,) = [one for one in item_figures(class_, [BANK]) if one.item == odd]
    assert figures.discrimination < -0.5
    assert "key" in figures.verdict


@pytest.mark.parametrize(
    ("right", "verdict"), [(True, "all were right"), (False, "nobody was right")]
)
def test_what_all_get_alike_tells_nothing(right, verdict):
    item, other = CHOICES[:2]
    class_ = [learner(str(n), act(n, item, right), act(n, other, n > 2)) for n in range(6)]
    (figures,) = [one for one in item_figures(class_, [BANK]) if one.item == item]
    assert (figures.verdict, figures.discrimination) == (verdict, None)


def test_too_few_answers_say_nothing():
    class_ = [learner(str(n), act(n, CHOICES[0], True)) for n in range(FEWEST - 1)]
    assert [one.verdict for one in item_figures(class_, [BANK])] == [""]


def test_predictions_are_not_judged():
    item = next(item for item in BANK.items if item.use == "predict" and item.kind == "one")
    assert item_figures([learner("a", act("a", item, True))], [BANK]) == []


# ---------------------------------------------------------------- the class


def test_the_class_is_the_sum_of_its_learners():
    one, other = CHOICES[:2]
    figures = classroom(
        [
            learner("a", act("a", one, True), act("a", other, False, confidence="certain")),
            learner("b", act("b", one, False)),
            learner("c"),
        ],
        [BANK],
        DAY,
    )
    whole = [figures.of_class(name.name) for name in figures.objectives]
    assert sum(entry.judged for entry in whole) == 3
    assert sum(entry.right for entry in whole) == 1
    assert sum(entry.sure_but_wrong for entry in whole) == 1
    assert figures.progress[2] == {}
    assert figures.unknown == 0


def test_answers_to_questions_of_another_course_are_told():
    strange = replace(act("a", CHOICES[0], True), lesson="my_own")
    figures = classroom([learner("a", strange)], [BANK], DAY)
    assert figures.unknown == 1
    assert "1 answer is to a question" in report_page(figures)


# ---------------------------------------------------------------- names and files


def test_learners_are_named_by_the_teacher_alone(tmp_path):
    first = kept(tmp_path, "ada_lovelace", act("a", CHOICES[0], True))
    second = kept(tmp_path, "b", act("b", CHOICES[0], True))
    found = read_learners([str(first), f"Grace={second}"])
    assert [one.name for one in found] == ["Learner 1", "Grace"]
    assert "ada_lovelace" not in report_page(classroom(found, [BANK], DAY))


def test_two_files_of_one_name_are_one_learner(tmp_path):
    desk = kept(tmp_path, "desk", act("a", CHOICES[0], True))
    copy = tmp_path / "laptop.json"
    both = Progress(desk)
    both.record(act("a", CHOICES[1], True))
    both.export(copy)
    (found,) = read_learners([f"Ada={desk}", f"Ada={copy}"])
    assert len(found.answers) == 2


def test_one_progress_under_two_names_is_refused(tmp_path):
    path = kept(tmp_path, "a", act("a", CHOICES[0], True))
    with pytest.raises(ValueError, match="holds some of Ada: is it a copy"):
        read_learners([f"Ada={path}", f"Bob={path}"])


def test_a_path_with_the_sign_is_a_path(tmp_path):
    path = kept(tmp_path, "a=b", act("a", CHOICES[0], True))
    assert [one.name for one in read_learners([str(path)])] == ["Learner 1"]


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_a_name_has_to_be_one(tmp_path, name):
    path = kept(tmp_path, "a", act("a", CHOICES[0], True))
    with pytest.raises(ValueError, match="name"):
        read_learners([f"{name}={path}"])


# ---------------------------------------------------------------- page and tables


def test_a_hostile_name_stays_text(tmp_path):
    name = "<script>alert(1)</script>\"'&=cmd"
    figures = classroom([learner(name, act("a", CHOICES[0], True))], [BANK], DAY)
    page = html.fromstring(report_page(figures))
    assert not page.xpath("//script | //@onerror | //@src | //link")
    assert name in [cell.text for cell in page.xpath("//th[@class='name']/span")]


def test_a_cell_that_a_spreadsheet_would_run_is_made_text():
    figures = classroom([learner("=1+1", act("a", CHOICES[0], True))], [BANK], DAY)
    rows = list(csv.DictReader(io.StringIO(csv_tables(figures)["objectives.csv"])))
    assert [row["learner"] for row in rows] == ["'=1+1"]


def test_the_tables_say_what_the_page_says():
    class_ = [
        learner(
            str(n),
            *(
                act(n, item, place == 0 or n % (place + 2) > 0)
                for place, item in enumerate(CHOICES)
            ),
        )
        for n in range(8)
    ]
    figures = classroom(class_, [BANK], DAY)
    tables = {
        name: list(csv.DictReader(io.StringIO(text))) for name, text in csv_tables(figures).items()
    }
    page = html.fromstring(report_page(figures))
    shown = page.xpath("//section[@id='misconceptions']//tbody/tr")
    for row, listed in zip(shown, tables["misconceptions.csv"][: len(shown)], strict=True):
        cells = [cell.text for cell in row.xpath("td")]
        assert cells[:4] == [listed[name] for name in ("still", "met", "asked", "certain")]
    little = page.xpath("//section[@id='items']//tbody/tr/td[1]/text()")
    wanted = [f"{row['right']}/{row['answered']}" for row in tables["items.csv"] if row["verdict"]]
    assert shown and little == wanted and wanted
    assert len(tables["objectives.csv"]) == sum(map(len, figures.progress))


def test_each_number_stands_with_its_learner_and_its_objective():
    cell = [item for item in CHOICES if item.objective == "gates.cell"]
    input_ = [item for item in CHOICES if item.objective == "gates.input"]
    ada = (act("a", cell[0], True), act("a", cell[1], False, confidence="certain"))
    ada += (act("a", cell[2], False), act("a", input_[0], True, day=19))  # due tomorrow
    ben = (act("b", cell[0], True, day=19), act("b", cell[1], False, day=19))
    cid = (act("c", input_[0], False, confidence="certain"),)
    cid += (act("c", input_[1], False, confidence="certain"),)
    class_ = [learner("Ada", *ada), learner("Ben", *ben), learner("Cid", *cid)]
    figures = classroom(class_, [BANK], DAY)
    table = html.fromstring(report_page(figures)).xpath("//table[.//th='Objective']")[0]
    assert table.xpath("./thead//span/text()") == ["All", "Ada", "Ben", "Cid"]
    rows = [
        [name.text_content().strip()] + [cell.text_content().strip() for cell in row.xpath("./td")]
        for row in table.xpath("./tbody/tr")
        for name in row.xpath("./th[@scope='row']")
    ]
    text = {one.name: re.sub("[*`]", "", one.text) for one in figures.objectives}
    wanted = {
        text["gates.cell"]: ["2/5 !", "1/3 !", "1/2", "·"],
        text["gates.input"]: ["1/3 !2", "1/1", "·", "0/2 !2"],
    }
    assert {name: cells for name, *cells in rows} == wanted
    listed = [
        [row[name] for name in ("learner", "objective", "text")]
        + [int(row[name]) for name in ("seen", "judged", "right", "sure_but_wrong", "due")]
        for row in csv.DictReader(io.StringIO(csv_tables(figures)["objectives.csv"]))
    ]
    said = {one.name: one.text for one in figures.objectives}
    assert sorted(listed) == [
        ["Ada", "gates.cell", said["gates.cell"], 3, 3, 1, 1, 3],
        ["Ada", "gates.input", said["gates.input"], 1, 1, 1, 0, 0],
        ["Ben", "gates.cell", said["gates.cell"], 2, 2, 1, 0, 0],
        ["Cid", "gates.input", said["gates.input"], 2, 2, 0, 2, 2],
    ]


def test_a_prediction_is_seen_and_not_judged():
    item = next(item for item in BANK.items if item.use == "predict" and item.kind == "one")
    figures = classroom([learner("Ada", act("a", item, True))], [BANK], DAY)
    (row,) = csv.DictReader(io.StringIO(csv_tables(figures)["objectives.csv"]))
    counts = [row[name] for name in ("seen", "judged", "right", "sure_but_wrong", "due")]
    assert counts == ["1", "0", "0", "0", "0"]


def test_nobody_has_begun():
    page = report_page(classroom([learner("a")], [BANK], DAY))
    assert "Nobody has begun." in page
    assert "None has shown yet." in page


# ---------------------------------------------------------------- the command


def test_the_command_writes_page_and_tables(tmp_path, capsys):
    path = kept(tmp_path, "a", act("a", CHOICES[0], False))
    page, tables = tmp_path / "class.html", tmp_path / "tables"
    words = ["report", f"Ada={path}", "--output", str(page), "--csv", str(tables)]
    assert main(words) == 0
    assert capsys.readouterr().out.count("Written: ") == 4
    assert "Ada" in page.read_text("utf-8")
    assert {one.name for one in tables.iterdir()} == {
        "objectives.csv",
        "misconceptions.csv",
        "items.csv",
    }


def test_a_learners_progress_is_never_written_over(tmp_path, capsys):
    path = kept(tmp_path, "a", act("a", CHOICES[0], False))
    before = path.read_bytes()
    assert main(["report", str(path), "--output", str(path)]) == 1
    assert "must not overwrite" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_what_is_no_progress_file_is_named(tmp_path, capsys):
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary", encoding="utf-8")
    assert main(["report", str(diary), "--output", str(tmp_path / "page.html")]) == 1
    assert "it is neither JSON nor a progress file" in capsys.readouterr().err
    assert not (tmp_path / "page.html").exists()
