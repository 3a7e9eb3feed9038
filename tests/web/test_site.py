"""The whole site in a real browser: from a web server and from the disk, and no other host."""

import functools
import io
import json
import re
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from PIL import Image
from playwright.sync_api import expect

from lstm_helpers.quiz.bank import lessons, load_bank
from tests.browser.accessibility import faults
from tests.browser.chromium import Watch
from tests.browser.explorer_page import ExplorerPage
from tests.browser.quiz_page import QuizPage
from web.build import NOTEBOOKS
from web.lesson import read_lessons

LESSONS = read_lessons(NOTEBOOKS)
PAGES = ["index.html", *(lesson.address for lesson in LESSONS)]
GATES = "05_open_the_lstm_gates.html"
MEGABYTE = 1_000_000


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address(site):
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=site)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


# Pictures out of view are loaded late; one that can't be decoded is told by what follows.
LOAD_PICTURES = """() => Promise.all([...document.images].map(picture => {
    picture.loading = "eager";
    return picture.decode().catch(() => {});
}))"""


def left(asked):
    """Say whether a picture, the icon too, was still on its way when the next page came."""
    return asked.resource_type in ("image", "other") and asked.failure == "net::ERR_ABORTED"


@pytest.fixture
def page(browser, request):
    """Give a page of a browser that keeps nothing yet; a request that fails is an error."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    watch, failed = Watch(page), []
    page.on("requestfailed", lambda asked: None if left(asked) else failed.append(asked.url))
    page.on("response", lambda got: failed.append(got.url) if got.status >= 400 else None)
    yield page
    outside = [url for url in watch.outside if not url.startswith("file:")]
    found = (list(watch.errors), outside, list(failed))
    context.close()  # breaks off what is still asked for, which is no fault
    assert found == ([], [], [])


def quiz_of(page, item):
    """Return the quiz that asks a single question, once it is drawn."""
    page.wait_for_selector(f".quiz-card[data-item='{item}']")
    return QuizPage(page.locator(".quiz", has=page.locator(f".quiz-card[data-item='{item}']")))


def explorer_of(page):
    page.wait_for_selector(".gate-explorer[data-tokens]")
    return ExplorerPage(page.locator(".gate-explorer"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_open_to_all(page, address, name):
    page.goto(address + name)
    page.evaluate(LOAD_PICTURES)
    page.wait_for_load_state("networkidle")
    assert page.locator(".living > script").count() == 0, "a widget was not brought to life"
    blank = "[...document.images].filter(one => !one.naturalWidth || !one.alt).map(one => one.src)"
    assert page.evaluate(blank) == []
    assert faults(page, "html") == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("name", ["index.html", GATES, "12_tag_named_entities.html"])
def test_a_page_is_open_to_all_in_the_dark_on_a_phone(page, address, name):
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.goto(address + name)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 20, 23)"
    assert faults(page, "html") == []


@pytest.mark.parametrize(("theme", "ground"), [("light", 255), ("dark", 210)])
@pytest.mark.parametrize("place", [".drawn", ".text"])
def test_a_picture_drawn_on_white_does_not_glare_in_the_dark(page, address, place, theme, ground):
    page.emulate_media(color_scheme=theme)
    page.goto(address + GATES)
    picture = page.locator(f"{place} .picture").first
    picture.scroll_into_view_if_needed()
    # No wait_for_function: from its second look on the page's policy forbids what it asks.
    expect(picture.locator("img")).to_have_js_property("complete", True, timeout=30_000)
    with Image.open(io.BytesIO(picture.screenshot())) as seen:
        brightest = max(high for _, high in seen.convert("RGB").getextrema())
    assert abs(brightest - ground) <= 2  # a picture made smaller is rounded


@pytest.mark.parametrize("from_disk", [False, True], ids=["server", "disk"])
def test_gates_move_on_the_first_page(page, address, site, from_disk):
    page.goto((site / "index.html").as_uri() if from_disk else address)
    explorer = explorer_of(page)
    before = explorer.fact("probability")
    page.locator(".ge-chip").first.focus()
    page.keyboard.press("ArrowRight")
    explorer.wait_for("timestep", 1)
    explorer.read("i did not love it")
    explorer.wait_for("tokens", 5)
    assert explorer.fact("probability") != before
    explorer.clamp("forget", 0)
    page.wait_for_selector(".gate-explorer:not([data-altered-probability=''])")
    assert explorer.altered_probability != explorer.probability


def test_the_first_page_is_light(page, address, site):
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(address)
    explorer_of(page)
    page.wait_for_load_state("networkidle")
    files = [site / (unquote(path).strip("/") or "index.html") for path in asked]
    assert [file for file in files if not file.is_file()] == []
    assert len(files) > 4
    assert sum(file.stat().st_size for file in files) < MEGABYTE


@pytest.mark.parametrize("from_disk", [False, True], ids=["server", "disk"])
def test_answers_are_judged_and_kept_in_the_browser(page, address, site, from_disk):
    home = f"{site.as_uri()}/" if from_disk else address
    page.goto(home + GATES)
    quiz = quiz_of(page, "predict_story")
    quiz.choose("input", sure="certain")
    assert quiz.verdict == "wrong"
    quiz.click("Try again")
    quiz.choose("forget")
    assert quiz.verdict == "right"
    page.reload()
    assert quiz_of(page, "predict_story").state == "right-later"
    quizzes = "[...document.querySelectorAll('.quiz')]"
    asked = page.evaluate(
        f"{quizzes}.reduce((n, one) => n + one.querySelectorAll('.quiz-step').length, 0)"
    )
    page.goto(f"{home}00_start_here.html")
    row = page.locator(".kept li[data-lesson='05_gates']")
    assert row.inner_text().endswith(f"1 of {asked} right")
    forget = page.locator(".forget")
    forget.click()
    forget.click()
    assert row.inner_text().endswith(f"0 of {asked} right")
    page.goto(home + GATES)
    assert quiz_of(page, "predict_story").state == "not-attempted"


def answered(page, name, act):
    """Keep something as a quiz does, and tell the page of it."""
    page.evaluate(
        "([name, act]) => { localStorage.setItem('lstm-course:pending:' + name, act);"
        " document.dispatchEvent(new Event('course:act')); }",
        [name, act],
    )


def test_forgetting_is_asked_about_each_time(page, address):
    page.goto(f"{address}00_start_here.html")
    forget, told = page.locator(".forget"), page.locator(".forgotten")
    for act in ("first", "second"):
        answered(page, act, json.dumps({"action": "hint"}))
        assert forget.inner_text() == "Forget my answers here"
        forget.click()
        assert page.evaluate("localStorage.length") == 1
        assert forget.inner_text() == "Forget all of them, for good"
        forget.click()
        assert page.evaluate("localStorage.length") == 0
        assert forget.is_hidden()
        assert told.inner_text().startswith("Forgotten.")


def test_what_another_page_keeps_hides_no_answers(page, address):
    page.goto(f"{address}00_start_here.html")
    row = page.locator(".kept li[data-lesson='05_gates']")
    item = row.get_attribute("data-items").split(" ")[0]
    act = {"action": "answer", "right": True, "lesson": "05_gates", "item": item}
    for name, text in (("a", "no JSON"), ("b", json.dumps(act)), ("c", "{")):
        answered(page, name, text)
    assert row.locator(".kept-count").inner_text().startswith("1 of ")


def test_many_answers_are_counted_together(page, address):
    page.goto(f"{address}00_start_here.html")
    row = page.locator(".kept li").first
    acts = {
        f"lstm-course:pending:{number}": json.dumps(
            {"id": str(number), "at": "2026-01-01", "action": "answer", "item": "none"}
        )
        for number in range(50)
    }
    page.evaluate("acts => Object.assign(localStorage, acts)", acts)
    page.add_init_script(
        "window.counts = 0;"
        "new MutationObserver((seen) => {"
        "  const row = document.querySelector('.kept-count');"
        "  counts += seen.filter((one) => one.target === row && one.removedNodes.length).length;"
        "  document.documentElement.dataset.counts = counts;"
        "}).observe(document, { childList: true, subtree: true });"
    )
    page.reload()
    page.wait_for_selector("html[data-counts]:not([data-counts='0'], [data-counts='1'])")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("counts") <= 3, "at the start, and once for each of two quizzes"
    items = row.get_attribute("data-items").split(" ")
    assert row.locator(".kept-count").inner_text() == f"0 of {len(items)} right"


def test_a_question_leads_to_the_page_that_shows_it(page, address, site):
    page.goto(address + GATES)
    quiz_of(page, "predict_story").choose("input")
    link = page.locator(".quiz-link").first
    expect(link).to_have_attribute("href", re.compile(r"\.html"), timeout=30_000)
    file, _, heading = link.get_attribute("href").partition("#")
    assert unquote(heading) in ids(site / file)


def test_a_card_is_turned_and_said(page, address):
    page.goto(f"{address}15_final_test.html")
    cards = page.locator(".flashcards")
    first = cards.locator(".flashcard").get_attribute("data-term")
    cards.locator(".flashcard-turn").click()
    assert cards.locator(".flashcard-meaning").inner_text()
    page.keyboard.press("1")
    page.wait_for_selector(f".flashcard:not([data-term='{first}'])")


@pytest.mark.parametrize("from_disk", [False, True], ids=["server", "disk"])
def test_the_search_finds_a_place_and_leads_there(page, address, site, from_disk):
    page.goto(f"{site.as_uri()}/index.html" if from_disk else address)
    page.locator("#search").fill("forget gate")
    page.wait_for_selector(".found li")
    texts = page.locator(".found li").all_inner_texts()
    assert all("forget gate" in " ".join(text.split()).lower() for text in texts[:3])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/[0-9]{2}_\w+\.html#."))
    heading = unquote(urlsplit(page.url).fragment)
    assert page.evaluate("id => document.getElementById(id) !== null", heading)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)
def test_the_search_looks_through_each_section_and_files_no_word_under_another(site, lesson):
    made = html.parse(site / lesson.address)
    sections = []  # of the page, in order: the heading, its id and all words of text and code
    for part in made.xpath("//main/*[@class='text' or @class='code']"):
        for block in part:
            if re.fullmatch("h[1-6]", block.tag):
                sections.append((block.get("id"), block.text_content(), []))
            sections[-1][2].extend(block.text_content().split())
    script = (site / "assets" / "index.js").read_text(encoding="utf-8")
    pieces = json.loads(script.removeprefix("course.searchIn(").removesuffix(");\n"))
    found = [piece for piece in pieces if piece["address"].startswith(f"{lesson.address}#")]
    assert [piece["heading"] for piece in found] == [heading for _, heading, _ in sections]
    addresses = [f"{lesson.address}#{id_}" for id_, *_ in sections]
    assert [piece["address"] for piece in found] == addresses
    headings = made.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
    assert [heading.get("id") for heading in headings] == [id_ for id_, *_ in sections]
    for piece, (_, _, words) in zip(found, sections, strict=True):
        assert piece["text"].split() == words, piece["heading"]


def searched(page, address):
    """Search for something, and return what was found."""
    page.goto(address)
    page.locator("#search").fill("gate")
    page.wait_for_selector(".found li")
    return page.locator(".found")


def test_enter_in_an_emptied_search_leads_nowhere(page, address):
    found = searched(page, address)
    page.locator("#search").fill("")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.url == address
    assert found.is_hidden()


def test_what_was_found_closes_as_the_focus_leaves_it(page, address):
    found = searched(page, address)
    for _link in range(found.locator("a").count()):
        page.keyboard.press("Tab")
        assert found.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.search')") is None
    assert found.is_hidden()
    page.locator("#search").focus()
    page.keyboard.press("Enter")
    assert found.is_visible(), "Enter shows again what was found"


def test_what_is_searched_for_is_text(page, address):
    page.goto(address)
    page.locator("#search").fill("<img src=x onerror=window.caught=1>")
    expect(page.locator(".found-count")).to_have_text("0 places", timeout=30_000)
    assert page.evaluate("window.caught") is None


def test_an_explorer_at_rest_shows_its_numbers(site):
    made = html.parse(site / "02_pad_and_mask_sequences.html")
    (figure,) = made.xpath("//figure[@aria-label='PaddingExplorer']")
    words = " ".join(figure.text_content().split())
    assert "length 20 tokens" in " ".join(figure.xpath("string(./dl)").split())
    assert "P(positive) is" in words
    assert "In JupyterLab it moves" in words
    (trained,) = html.parse(site / "10_classify_sentiment.html").xpath("//figure")
    assert "in place of the one this lesson trains" in trained.text_content()


def states(site, lesson, module):
    """Return the states that a lesson's page gives its widgets of a class, in order."""
    made = html.parse(site / lesson.address)
    found = made.xpath(f"//*[@data-module='{module}']/script/text()")
    return [json.loads(state) for state in found]


def shown(lesson, start):
    """Return the texts of a lesson's stored outputs that begin with something, in order."""
    outputs = (out for cell in lesson.cells for out in cell.get("outputs", ()))
    texts = (output.get("data", {}).get("text/plain", "") for output in outputs)
    return [text for text in texts if text.startswith(start)]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)
def test_a_page_asks_what_its_notebook_asks(site, lesson):
    quizzes = states(site, lesson, "Quiz")
    items = [[item["id"] for item in quiz["items"]] for quiz in quizzes]
    asked = zip(quizzes, items, strict=True)
    texts = [f"Quiz({quiz['lesson']!r}, {len(ids)} item" for quiz, ids in asked]
    assert texts == [text.rstrip("s)") for text in shown(lesson, "Quiz('")]
    every = [item for ids in items for item in ids]
    assert len(every) == len(set(every)), "a question is asked twice"
    decks = [deck["cards"] for deck in states(site, lesson, "Flashcards")]
    texts = [f"Flashcards of {len(cards)} terms" for cards in decks]
    assert texts == shown(lesson, "Flashcards of")
    if lesson is not LESSONS[-1]:  # which deals all terms of the course
        assert {card["notebook"] for cards in decks for card in cards} <= {lesson.name}


def test_every_question_of_the_course_is_on_the_site_and_counted_once(site):
    asked = {}
    for lesson in LESSONS:
        for quiz in states(site, lesson, "Quiz"):
            asked.setdefault(quiz["lesson"], []).extend(item["id"] for item in quiz["items"])
    every = {name: sorted(item.id for item in load_bank(name).items) for name in lessons()}
    # The start page names the few that it asks; others stand in for them in reviews.
    every["00_start"] = sorted(asked["00_start"])
    assert {name: sorted(items) for name, items in asked.items()} == every
    rows = html.parse(site / "00_start_here.html").xpath("//*[@class='kept']//li")
    counted = {row.get("data-lesson"): row.get("data-items").split(" ") for row in rows}
    assert counted == asked


def ids(path):
    """Return the ids on a page; each stands there once."""
    found = html.parse(path).xpath("//@id")
    assert len(found) == len(set(found)), [id_ for id_ in found if found.count(id_) > 1]
    return set(found)


@pytest.mark.parametrize("name", PAGES)
def test_no_id_stands_twice_on_a_page(site, name):
    assert ids(site / name)


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere_on_the_site(site, name):
    made = html.parse(site / name)
    assert "default-src 'none'" in made.xpath("string(//meta[@http-equiv]/@content)")
    sources = made.xpath("//@src | //@srcset | //link/@href")
    links = made.xpath("//a/@href")
    assert len(links) > 10
    for link in [*sources, *links]:
        file, _, heading = link.partition("#")
        assert not urlsplit(link).scheme, f"{link} leads elsewhere"
        assert (site / (file or name)).is_file(), link
        assert not heading or unquote(heading) in ids(site / (file or name)), link
