"""What a model of characters learns in a given time: the course's trainer, Keras, PyTorch.

``python -m benchmarks.characters`` gives each of them 27 and 107 seconds, each training planned for
its time; ``--seconds`` says another longest time, ``--text`` another text than Tiny Shakespeare,
and ``--write`` puts the table into benchmarks/README.md.
"""

import argparse
import contextlib
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import write

SHARES = (0.25, 1.0)  # of the longest time
HELD_OUT = 0.1  # of the text, its end
ROW = 256  # held-out characters read in one go from an empty state


def main(arguments=None):
    """Train each model for each time, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.characters", description=__doc__)
    parser.add_argument("--seconds", type=float, default=107.0, help="the longest time")
    parser.add_argument("--text", type=Path, help="a file in UTF-8")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args(arguments)
    text, title = the_text(options.text)
    found = measure(text, [share * options.seconds for share in SHARES])
    lines = [f"{title}, {len(text):,} characters, the last tenth held out.", "", *table(found)]
    print("\n".join(lines))
    if options.write:
        write("characters", lines)
    return 0


@dataclass
class Measured:
    """What one training reached."""

    nats: float  # a character, held out
    a_second: float  # characters read while training
    units: int


def the_text(path=None):
    """Return a text and what to call it: Tiny Shakespeare if it can be had, else the verse."""
    from lstm_helpers import load_corpus

    if path is not None:
        return path.read_text(encoding="utf-8"), path.name
    with contextlib.suppress(ValueError, OSError):  # not downloaded, and no network to do it by
        return load_corpus("tiny_shakespeare").text(), "Tiny Shakespeare"
    return load_corpus("verse").text(), "The course's verse"


def measure(text, times):
    """Train every model for every time, one after the other, each in a process of its own."""
    from benchmarks.character_trainers import TRAINERS

    kept = round(len(text) * (1 - HELD_OUT))
    found, spawn = {}, multiprocessing.get_context("spawn")
    for name in TRAINERS:
        for seconds in times:
            with ProcessPoolExecutor(1, mp_context=spawn) as pool:
                try:
                    done = pool.submit(one, name, text[:kept], text[kept:], seconds).result()
                except ModuleNotFoundError as missing:
                    print(f"{name} is left out: {missing}")
                    break
            print(f"{name}, {seconds:.0f} s: {done.nats:.3f} nats", flush=True)
            found[name, seconds] = done
    return found


def one(name, text, held, seconds):
    """Train one model and judge it on what was held out."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    from benchmarks.character_trainers import TRAINERS

    trained = TRAINERS[name](text, seconds, "".join(sorted(set(text + held))))
    return Measured(trained.model.loss(held, ROW), trained.characters / seconds, trained.units)


def table(found):
    """Lay the results out as the lines of a Markdown table."""
    names, times = (list(dict.fromkeys(part)) for part in zip(*found, strict=True))
    first, last = names[0], times[-1]
    heads = [f"{seconds:.0f} s" for seconds in times]
    lines = [
        f"| held-out nats a character after | {' | '.join(heads)} | above ours | units | "
        "characters a second |",
        f"|---|{'--:|' * (len(times) + 3)}",
    ]
    for name in names:
        nats = [f"{found[name, seconds].nats:.3f}" for seconds in times]
        end = found[name, last]
        above = "" if name == first else f"{end.nats - found[first, last].nats:+.3f}"
        lines.append(
            f"| {name} | {' | '.join(nats)} | {above} | {end.units} | {end.a_second:,.0f} |"
        )
    return lines


if __name__ == "__main__":
    sys.exit(main())
