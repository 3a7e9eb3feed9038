"""What an exported question must say, worked out from the item alone; and how its HTML is read."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import cycle

from hypothesis import strategies as st

from lstm_helpers.quiz.bank import Bank, lessons, load_bank
from lstm_helpers.quiz.parsing import parse_number, parse_shape

ALL = [load_bank(lesson) for lesson in lessons()]
PAIRS = [(bank, item) for bank in ALL for item in bank.items]
KINDS = ("one", "several", "number", "shape", "order", "prints", "bug")
# What a browser calls white space.
SPACE = " \t\n\v\f\r\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"
SPACE += "".join(map(chr, range(0x2000, 0x200B)))
PLAIN_TAGS = {"p", "pre", "code", "em", "ul", "ol", "li", "span", "details", "summary"}
MARKS = {"code": "`", "em": "*"}
SOLUTION, MISTAKES, STEPS = (
    "The solution, step by step", "What often goes wrong", "About each step",
)  # fmt: skip


class _Reader(HTMLParser):
    """Reads blocks of text: each with its tag; code and stress within one marked as in a bank."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self._open = [], []

    def handle_starttag(self, tag, attributes):
        assert tag in PLAIN_TAGS, f"text has become the tag {tag}"
        assert set(dict(attributes)) <= {"class", "type"}
        self._open.append(tag)
        if tag in ("p", "pre", "summary"):
            self.blocks.append([tag, ""])
        elif tag in MARKS and "pre" not in self._open:
            self.handle_data(MARKS[tag])

    def handle_endtag(self, tag):
        assert self._open.pop() == tag
        if tag in MARKS and "pre" not in self._open:
            self.handle_data(MARKS[tag])

    def handle_data(self, data):
        loose = not {"p", "pre", "summary"} & set(self._open)
        if loose and (not self.blocks or self.blocks[-1][0] != "text"):
            self.blocks.append(["text", ""])
        self.blocks[-1][1] += data


def read(html):
    """Return what a page of this HTML says, as pairs of tag and text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader._open == []
    return [tuple(block) for block in reader.blocks]


def blocks(text):
    """Return what a page should say of a bank's text, by the rules of the course's own page."""
    found = []
    for place, part in enumerate(re.split(r"(?m)^```[^\n]*$", text)):
        if place % 2:
            found.append(("pre", part.removeprefix("\n").removesuffix("\n")))
            continue
        trimmed = (p.strip(SPACE) for p in re.split(rf"\n[{SPACE}]*\n", part))
        found += [("p", paragraph) for paragraph in trimmed if paragraph]
    return found


def prompt_of(item):
    code = [("pre", item.code)] if item.code else []
    if item.kind == "bug":
        code.append(("pre", "\n".join(option.text for option in item.options)))
    return [*blocks(item.prompt), *code]


def text_of(item, option):
    return [("pre" if item.kind in ("prints", "bug") else "p", option.text)]


def feedback_of(bank, option):
    behind = bank.misconceptions[option.misconception] if option.misconception else ""
    said = blocks(option.answer)
    return [*said, ("p", f"The idea behind it: {behind}")] if behind else said


def steps_of(bank, item):
    told = [text_of(item, option) + feedback_of(bank, option) for option in item.options]
    return [("p", STEPS), *(block for blocks in told for block in blocks)]


def explanation_of(bank, item):
    listed = lambda title, texts: [("p", title)] + [b for text in texts for b in blocks(text)]  # noqa: E731
    said = listed(SOLUTION, item.solution) + listed(MISTAKES, item.mistakes)
    if item.kind == "order":
        said += steps_of(bank, item)
    return said + ([("p", f"See it happen: {item.shown_in}.ipynb")] if item.shown_in else [])


def typed_of(bank, item):
    """Return the answers foreseen, the key first: value, whether it is right, what is said."""
    parse = parse_number if item.kind == "number" else parse_shape
    options = sorted(item.options, key=lambda option: option.id not in item.key)
    return [
        (parse(option.text).value, option.id in item.key, feedback_of(bank, option))
        for option in options
    ]


def check_prompt(item, found):
    """Check that a prompt is as wanted and ends in one line that says how to answer."""
    *said, (tag, how) = found
    assert (said, tag) == (prompt_of(item), "p")
    assert re.fullmatch(r"\*[^*]+[.…]\*", how)


HOSTILE = [
    *("~", "=", "#", "{", "}", ":", "\\", "\\n", "\\:", "->", "::", "####", "%50%", "[html]", "//"),
    *("[id:x]", "$CATEGORY: x", "&&058;", "&&010", "TRUE", "=%100%", "{#", "~%-100%"),
    *("<img src=x onerror=window.caught=1>", "</script><script>window.caught=1</script>"),
    *("<!--", "-->", "]]>", "<![CDATA[", "<?x ?>", "&", "&amp;", "&#35;", "&lt", "'", '"'),
    *("$x$", "$$", "\\(", "\\[", "[a](javascript:window.caught=1)", "<http://a.b>"),
    *("@@PLUGINFILE@@/", "{{1}}", "*", "_"),
    *("\t", "  ", "\n", "\n\n", "\u2028", "\x85", "é", "e\u0301", "漢", "😀"),
    *("\u202e", "\ufeff", "\xa0", "\x7f"),
]  # fmt: skip


def around_each_sign():
    """Return texts that begin and end with each hostile sign, or are that sign alone."""
    texts = [text for sign in HOSTILE for text in (sign, f"{sign} x", f"x {sign}")]
    return [text.strip() for text in texts if text.strip() and text.strip(SPACE)]


def with_text(item, text):
    """Return an item that says this text wherever it says something of its own."""
    typed = item.kind in ("number", "shape")
    options = tuple(
        replace(option, text=option.text if typed else text, answer=text) for option in item.options
    )
    said = dict.fromkeys(("hints", "solution", "mistakes"), (text, text))
    otherwise = text if typed else None
    return replace(item, prompt=text, options=options, otherwise=otherwise, **said)


def hostile_texts():
    """Return a strategy for texts as a bank may hold them, full of every format's own signs."""
    # Backticks mark code; they are tried where the course's own page reads them as well.
    letter = st.characters(exclude_categories=["Cs"], exclude_characters="`\r\ufffe\uffff").filter(
        lambda letter: letter >= " " or letter in "\t\n"
    )
    pieces = st.lists(st.sampled_from(HOSTILE) | letter, min_size=1, max_size=12)
    return pieces.map(lambda found: "".join(found).strip()).filter(lambda text: text.strip(SPACE))


@st.composite
def hostile_banks(draw, kinds=KINDS):
    """Return a strategy for banks of one item of any kind, with hostile text in every field."""
    kind = draw(st.sampled_from(kinds))
    bank, item = next(pair for pair in PAIRS if pair[1].kind == kind)
    texts = cycle(draw(st.lists(hostile_texts(), min_size=1, max_size=5)))
    typed = item.kind in ("number", "shape")
    options = tuple(
        replace(option, text=option.text if typed else next(texts), answer=next(texts))
        for option in item.options
    )
    fields = {
        name: tuple(next(texts) for _ in getattr(item, name))
        for name in ("hints", "solution", "mistakes")
    }
    changed = replace(
        item, prompt=next(texts), options=options, code=next(texts) if item.code else None,
        otherwise=next(texts) if typed else None, **fields,
    )  # fmt: skip
    beliefs = {option.misconception: next(texts) for option in options}
    return Bank(bank.lesson, beliefs, (changed,))
