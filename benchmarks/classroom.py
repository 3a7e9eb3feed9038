"""A class at one JupyterHub: what each learner takes of memory and time, and what stays private.

python -m benchmarks.classroom --python /srv/course/bin/python --proxy configurable-http-proxy
"""

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import requests

from benchmarks.classroom_hub import ClassroomError, accounts, memory_of, running_hub
from benchmarks.classroom_visit import BANK, Learner, Visit, VisitError
from benchmarks.report import markdown, verdict, write
from lstm_helpers.quiz.bank import load_bank

NAME = "lstm-learner-{}"
FORBIDDEN = (403, 404)  # the hub tells who may not enter a server nothing of it


@dataclass
class Measured:
    """One learner among several: the visit, and what it took.

    Attributes
    ----------
    started : float
        Seconds until the learner's JupyterLab was ready.
    visit : Visit
        What followed.
    empty, full : int
        Bytes of all the learner's processes before the lesson, and with its kernel after it.
    item : str
        The question that was answered.
    """

    started: float
    visit: Visit
    empty: int
    full: int
    item: str

    def faults(self):
        """List in words what broke a learner's privacy, or the limit on memory."""
        found = [line for line in self.visit.pried.splitlines() if line]
        found += [f"HTTP {code}" for code in self.visit.refused if code not in FORBIDDEN]
        if self.visit.answered != [self.item]:
            found.append(f"answers in the progress file: {self.visit.answered}")
        if not self.visit.limited:
            found.append("a kernel took more memory than a process may have")
        return found


def measure(hub, homes):
    """Let all learners start at once, work at once, and pry at once."""
    learners = {name: Learner(hub.url, name, hub.let_in(name)) for name in homes}
    items = load_bank(BANK).items
    asked = [place for place, item in enumerate(items) if item.use == "quiz"]
    with ThreadPoolExecutor(len(homes)) as pool:
        started = list(pool.map(hub.start, homes))
        empty = [memory_of(name) for name in homes]

        def visit(number):
            name = list(homes)[number]
            others = {other: home for other, home in homes.items() if other != name}
            return learners[name].visit(asked[number], others)

        visits = list(pool.map(visit, range(len(homes))))
        full = [memory_of(name) for name in homes]
        for learner in learners.values():
            learner.leave()
        list(pool.map(hub.stop, homes))
    answered = [items[asked[number]].id for number in range(len(homes))]
    rows = zip(started, visits, empty, full, answered, strict=True)
    return [Measured(*row) for row in rows]


def table(runs):
    """Lay out one row for each size of class."""
    head = [
        "learners at once", "JupyterLab ready, s", "kernel answers, s", "lesson 05, s",
        "MB each, lab alone", "MB each, with lesson 05", "MB, all", "apart and limited",
    ]  # fmt: skip
    rows = []
    for count, measured in runs.items():
        worst = [
            max(one.started for one in measured),
            max(one.visit.opened for one in measured),
            max(one.visit.lesson for one in measured),
        ]
        memory = [
            max(one.empty for one in measured),
            max(one.full for one in measured),
            sum(one.full for one in measured),
        ]
        apart = verdict(not any(one.faults() for one in measured))
        figures = [f"{seconds:.1f}" for seconds in worst] + [f"{b / 1e6:.0f}" for b in memory]
        rows.append([str(count), *figures, apart])
    return markdown(head, rows, words=())


def main(arguments=None):
    """Measure, print, and say by the exit status whether learners were kept apart."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--python", required=True, help="of the environment with hub and wheel")
    parser.add_argument("--proxy", nargs="+", default=["configurable-http-proxy"], help="command")
    parser.add_argument("--learners", type=int, nargs="+", default=[1, 2, 4], help="sizes of class")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args(arguments)
    if why := unsuitable(max(options.learners)):
        print(why, file=sys.stderr)
        return 2
    runs = {}
    try:
        for count in options.learners:
            names = [NAME.format(number + 1) for number in range(count)]
            with accounts(names) as homes, running_hub(options.python, options.proxy) as hub:
                runs[count] = measure(hub, homes)
    except (ClassroomError, VisitError, requests.RequestException) as error:
        print(f"The class did not come about: {error}", file=sys.stderr)
        return 2
    lines = table(runs)
    print("\n".join(lines))
    faults = [fault for measured in runs.values() for one in measured for fault in one.faults()]
    print(
        "\n".join(faults)
        or "No learner saw anything of another, or took more memory than is allowed."
    )
    if options.write:
        write("classroom", lines)
    return 1 if faults else 0


def unsuitable(count):
    """Say why a class can't be measured here; nothing if it can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "This makes accounts and reads their memory: it has to be run by root on Linux."
    import pwd  # which Windows has not

    known = {account.pw_name for account in pwd.getpwall()}
    taken = known & {NAME.format(number + 1) for number in range(count)}
    if taken:
        return f"There are accounts of these names already: {', '.join(sorted(taken))}."
    return None


if __name__ == "__main__":
    sys.exit(main())
