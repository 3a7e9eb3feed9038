"""A lesson's core path: its sections, which of them can wait, and how long each takes.

A section begins at a heading of the second level; what stands before the first one is the opening.
It is *deeper* if the mark stands under its heading, else it is of the core.
"""

import ast
import builtins
import dis
import re
from dataclasses import dataclass, field
from types import CodeType

from lstm_helpers.quiz.bank import load_bank
from tests.test_lesson_cells import code_lines, words

MARK = "*Deeper: can wait.*"

# Seconds. Silent reading of plain text runs at 240 words a minute and more; this text is studied.
# The rest is our estimate. Cards and what is due are for other days, and are not counted.
WORD = 60 / 180
CODE_LINE = 4
PRINTED_LINE = 2
PICTURE = 20
QUESTION = 45
EXPLORER = 3 * 60
EXERCISE = 4 * 60

_HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
_GIVEN = {*dir(builtins), "display"}  # IPython gives display to every notebook


@dataclass
class Section:
    """What stands under one heading; the opening has no title."""

    title: str = ""
    deeper: bool = False
    texts: list = field(default_factory=list)
    code: list = field(default_factory=list)  # cells

    @property
    def seconds(self):
        """How long it takes to read, run and answer."""
        read = sum(len(words(text)) for text in self.texts) * WORD
        return read + sum(map(_seconds_of_code, self.code))


def divide(notebook):
    """Return a notebook's sections in order, the opening first."""
    sections = [Section()]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            sections[-1].code.append(cell)
            continue
        # A cell may end one section and begin the next.
        before, *parts = _HEADING.split(cell.source)
        sections[-1].texts.append(before)
        for title, text in zip(parts[::2], parts[1::2], strict=True):
            deeper = text.lstrip().startswith(MARK)
            sections.append(Section(title, deeper, [f"## {title}\n{text}"]))
    return sections


def minutes(sections):
    """Return how many minutes some sections take together."""
    return sum(section.seconds for section in sections) / 60


def names(source):
    """Return the names that a cell reads before it makes them, and those that it makes."""
    code = compile(source, "cell", "exec")
    read, made = set(), set()
    for step in dis.get_instructions(code):
        if step.opname == "STORE_NAME":
            made.add(step.argval)
        elif step.opname in ("LOAD_NAME", "LOAD_GLOBAL") and step.argval not in made:
            read.add(step.argval)
    # What a function or a comprehension reads is there once the cell has run to its end.
    read |= _read_within(code) - made
    return read - _GIVEN, made


def borrowed(sections):
    """Return what the core would lack alone: names whose value a deeper section has made.

    Returns
    -------
    set of tuple of str
        Title of a core section, name, title of the deeper one.
    """
    maker, lacking = {}, set()
    for section in sections:
        for cell in section.code:
            read, made = names(cell.source)
            if not section.deeper:
                makers = {name: maker[name] for name in read & maker.keys()}
                lacking |= {(section.title, n, by.title) for n, by in makers.items() if by.deeper}
            maker |= dict.fromkeys(made, section)
    return lacking


def _read_within(code):
    found = set()
    for inner in (constant for constant in code.co_consts if isinstance(constant, CodeType)):
        steps = dis.get_instructions(inner)
        found |= {step.argval for step in steps if step.opname in ("LOAD_NAME", "LOAD_GLOBAL")}
        found |= _read_within(inner)
    return found


def _seconds_of_code(cell):
    seconds = len(code_lines(cell.source)) * CODE_LINE
    for output in cell.get("outputs", []):
        seconds += len(output.get("text", "").splitlines()) * PRINTED_LINE
        seconds += ("image/png" in output.get("data", {})) * PICTURE
    calls = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
    return seconds + sum(map(_seconds_of_call, calls))


def _seconds_of_call(call):
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name == "quiz":
        lesson, *items = (argument.value for argument in call.args)
        asked = items or [item for item in load_bank(lesson).items if item.use == "quiz"]
        return len(asked) * QUESTION
    if name.endswith("Explorer"):
        return EXPLORER
    return EXERCISE if name == "check" else 0
