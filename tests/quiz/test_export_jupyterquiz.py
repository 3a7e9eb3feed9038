"""JupyterQuiz itself displays what is exported for it, in a real browser; and is answered there."""

import json
from dataclasses import replace

import jupyterquiz
import pytest
from hypothesis import HealthCheck, given, settings

from lstm_helpers.quiz.export.jupyterquiz import to_jupyterquiz
from lstm_helpers.quiz.export.text import SPACE as _SPACE
from lstm_helpers.quiz.export.text import paragraphs
from lstm_helpers.quiz.grading import ALL_IN_ORDER
from lstm_helpers.quiz.parsing import parse_number
from tests.browser.chromium import Watch
from tests.quiz import exported
from tests.quiz.exported import ALL, KINDS, PAIRS, blocks, read

TYPES = {"several": "ManyChoiceQn", "number": "NumericQn", "shape": "StringQn", "order": "StringQn"}

# What a learner sees, question by question, and what is answered to each option or typed text.
# Hidden meanwhile: else the browser lays out hundreds of questions anew after each click.
SHOW = """(questions) => {
  const quiz = document.body.appendChild(document.createElement("div"));
  quiz.style.display = "none";
  Object.assign(quiz.dataset, { shufflequestions: "False", shuffleanswers: "False" });
  show_questions(questions, quiz);
  const shown = [...quiz.querySelectorAll(".Quiz")].map((one) => ({
    type: one.firstChild.className,
    question: one.firstChild.firstChild.innerHTML,
    options: [...one.querySelectorAll("label.MCButton")].map((label) => {
      label.click();
      return {
        text: label.querySelector("span").innerHTML,
        code: label.querySelector(".QuizCode code")?.textContent ?? null,
        right: label.classList.contains("correctButton"),
        says: one.querySelector(".Feedback").innerHTML,
      };
    }),
  }));
  const foreign = quiz.querySelectorAll("script, img, a").length;
  quiz.remove();
  return { shown, foreign };
}"""
TYPE = """(asked) => asked.map(([question, texts]) => {
  const quiz = document.body.appendChild(document.createElement("div"));
  quiz.style.display = "none";
  show_questions([question], quiz);
  const input = quiz.querySelector("input"), says = quiz.querySelector(".Feedback");
  const answers = texts.map((text) => {
    input.value = text;
    (question.type === "numeric" ? check_numeric : check_string)(input, { keyCode: 13 });
    return [says.classList.contains("correct"), says.innerHTML];
  });
  quiz.remove();
  return answers;
})"""


def displayed(path, monkeypatch):
    """Return what `display_quiz` displays of a file: HTML, and JavaScript."""
    sent = []
    monkeypatch.setattr("jupyterquiz.dynamic.display.display", sent.append)
    jupyterquiz.display_quiz(str(path), shuffle_answers=False)
    return [one.data for one in sent]


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def shown(page, tmp_path_factory):
    """Have JupyterQuiz display all questions of the course; return the page's watch."""
    path = tmp_path_factory.mktemp("exported") / "questions.json"
    path.write_text(to_jupyterquiz(ALL), encoding="ascii")
    watch = Watch(page)
    with pytest.MonkeyPatch.context() as monkeypatch:
        html, script = displayed(path, monkeypatch)
    page.set_content(f"<!doctype html><meta charset='utf-8'><body>{html}")
    page.evaluate("console.log = () => {}")  # JupyterQuiz tells each click; its errors are heard
    page.add_script_tag(content=script)
    page.wait_for_function(f"document.querySelectorAll('.Quiz').length === {len(PAIRS)}")
    return watch


def split(question):
    """Part a question's HTML into what it asks and its hints."""
    asked, *hints = question.split("<details><summary>Hint ")
    return asked + "</span>", [
        hint.partition("</summary>")[2].split("</details>")[0] for hint in hints
    ]


def check_asked(bank, item, question):
    asked, hints = split(question["question"])
    assert [read(hint) for hint in hints] == list(map(blocks, item.hints))
    found = read(asked)
    if item.kind == "order":
        *found, listed = found
        assert listed[0] == "text"
        assert all(option.text in listed[1] for option in item.options)
    exported.check_prompt(item, found)
    assert question["type"] == TYPES.get(item.kind, "MultipleChoiceQn")


def said_to(bank, item, option):
    """Return what is said to an option: its answer and, where it is right, the solution."""
    said = exported.feedback_of(bank, option)
    if option.id in item.key:
        said += [("summary", "The solution"), *exported.explanation_of(bank, item)]
    return said


def without_count(html):
    """Drop JupyterQuiz's own [1/2] from the feedback to one of several."""
    return html.rpartition(" [")[0] if html.endswith("]") else html


def check_options(bank, item, question):
    for place, (option, found) in enumerate(zip(item.options, question["options"], strict=True)):
        if item.kind in ("prints", "bug"):
            assert found["code"] == option.text
            assert found["text"] == (f"Line {place + 1}" if item.kind == "bug" else "")
        else:
            assert read(found["text"]) == [("text", option.text)]
        assert found["right"] is (option.id in item.key)
        assert read(without_count(found["says"])) == said_to(bank, item, option)


def typed_answers(bank, item, question):
    """Return what to type into a field, and for each whether it is right and what is said."""
    if item.kind == "order":
        letters = {found["answer"] for found in question["answers"] if "answer" in found}
        assert len(letters) == 4
        solved = [("p", ALL_IN_ORDER), ("summary", "The solution")]
        right = (True, solved + exported.explanation_of(bank, item))
        wrong = (False, [("p", "Not in this order yet."), *exported.steps_of(bank, item)])
        return dict.fromkeys([*letters, *map(str.lower, letters)], right) | {"ABCDEFG": wrong}
    answers = {}
    for option in item.options:
        typed, right = [option.text], option.id in item.key
        if item.kind == "number":
            value = parse_number(option.text).value
            edges = (-item.tolerance, item.tolerance) if right else ()
            typed = [repr(value), *(repr(value + edge) for edge in edges)]
        answers |= dict.fromkeys(typed, (right, said_to(bank, item, option)))
    return answers | {"987654321": (False, blocks(item.otherwise))}


def check(page, pairs):
    """Have all questions shown, and each answered in every way that is foreseen."""
    questions = [json.loads(to_jupyterquiz([replace(bank, items=(it,))]))[0] for bank, it in pairs]
    found = page.evaluate(SHOW, questions)
    assert found["foreign"] == 0
    fields = []
    for (bank, item), question, seen in zip(pairs, questions, found["shown"], strict=True):
        check_asked(bank, item, seen)
        if item.kind in ("number", "shape", "order"):
            fields.append((question, typed_answers(bank, item, question)))
        else:
            check_options(bank, item, seen)
    told = page.evaluate(TYPE, [[question, list(wanted)] for question, wanted in fields])
    for (_, wanted), answers in zip(fields, told, strict=True):
        assert [(right, read(says)) for right, says in answers] == list(wanted.values())
    assert page.evaluate("window.caught") is None


def test_every_question_of_the_course_is_displayed_and_answered(page, shown):
    check(page, PAIRS)
    assert page.locator(".Quiz").count() == len(PAIRS)
    assert (shown.errors, shown.outside) == ([], [])


def test_a_question_is_answered_by_hand(page, shown):
    bank, item = next(pair for pair in PAIRS if pair[1].kind == "number")
    place = PAIRS.index((bank, item))
    quiz = page.locator(".Quiz").nth(place)
    field = quiz.locator("input")
    field.press_sequentially(item.option(item.key[0]).text)
    field.press("Enter")
    assert read(quiz.locator(".Feedback").inner_html()) == said_to(
        bank, item, item.option(item.key[0])
    )
    assert "correct" in quiz.locator(".Feedback").get_attribute("class").split()
    hint = quiz.locator("details").first
    assert not hint.locator("p").is_visible()
    hint.locator("summary").click()
    assert hint.locator("p").is_visible()


def test_the_file_is_ascii_with_the_ids():
    text = to_jupyterquiz(ALL)
    assert text.isascii()
    assert [one["id"] for one in json.loads(text)] == [f"{b.lesson}/{i.id}" for b, i in PAIRS]


# One page shows all examples, each by itself.
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bank=exported.hostile_banks())
def test_hostile_text_stays_text(page, shown, bank):
    check(page, [(bank, bank.items[0])])


@pytest.mark.parametrize("kind", KINDS)
def test_each_sign_at_the_start_the_end_and_alone(page, shown, kind):
    bank, item = next(pair for pair in PAIRS if pair[1].kind == kind)
    texts = exported.around_each_sign()[KINDS.index(kind) % 3 :: 3]  # each kind a third of them
    check(page, [(bank, exported.with_text(item, text)) for text in texts])


COURSE = """async ([code, texts]) => {
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const { paragraphs } = await import(address);
  return texts.map((text) => paragraphs(text).map((node) => {
    const inside = [...node.querySelectorAll("code")].map((one) => one.textContent);
    return [node.localName, node.textContent, inside];
  }));
}"""
EXPORTED = """(htmls) => htmls.map((html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.body.children].map((node) => {
    const inside = [...node.querySelectorAll("code")].map((one) => one.textContent);
    return [node.localName, node.textContent, inside];
  });
})"""


def test_a_text_reads_as_on_the_courses_own_page(page):
    from lstm_helpers.quiz.front_end import STATIC

    texts = [text for _, item in PAIRS for text in (item.prompt, *item.hints, *item.solution)]
    texts += exported.around_each_sign()
    texts += [f"a {sign}\n\n{sign}`{sign}` b ``{sign}" for sign in exported.HOSTILE]
    texts += [
        "before\n```python\nif x:\n\n    y = '<b>'\n```\nafter `c`",
        "```\n`a`\n```",
        "```\nopen",
    ]
    texts += [f"a{space}\n{space}\n{space}b" for space in _SPACE if space not in "\n\r-"]
    code = (STATIC / "quiz_text.js").read_text(encoding="utf-8")
    wanted = page.evaluate(COURSE, [code, texts])
    found = page.evaluate(EXPORTED, [paragraphs(text) for text in texts])
    for text, one, other in zip(texts, found, wanted, strict=True):
        assert one == other, text
