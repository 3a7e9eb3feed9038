"""A whole sequence through an LSTM with every gate kept, beside TensorFlow, Keras and PyTorch.

``python -m benchmarks.trace`` compares the results of all ways, then their times over lengths from
10 to 1,000 timesteps; ``--write`` puts the table into benchmarks/README.md. It returns 1 if the
results differ or a limit was missed. PyTorch is measured where it is installed.
"""

import argparse
import importlib.metadata
import os
import sys
import time

import numpy as np

from benchmarks.layer import INSTALL, has
from benchmarks.report import markdown, verdict, write
from benchmarks.trace_ways import EAGER, NUMPY, take_threads, ways
from lstm_helpers import LSTMWeights
from lstm_helpers.lab.settings import variables

LENGTHS = (10, 20, 50, 100, 200, 500, 1000)  # T
UNITS = (16, 64, 256)  # H
FEATURES = 50  # D
TOLERANCE = 1e-5  # between any two ways' results
COMPARED = (20, 64)  # T and H of the limit on the ratio
LEAST_RATIO = 25  # of the eager loop's time to trace_lstm's, there
MOST_GROWTH = 1.05  # exponent of trace_lstm in T: 1.0 to one decimal, or less


class DifferenceError(Exception):
    """Two ways have read the same sequence differently, so that their times can't be compared."""


def main(arguments=None):
    """Compare, measure, print the table, and return 1 if a limit was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trace", description=__doc__)
    parser.add_argument("--calls", type=int, default=15, help="timed calls of each way")
    parser.add_argument("--threads", type=int, default=1, help="that each library computes with")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args(arguments)
    os.environ |= variables(graphics_card=False)
    take_threads(options.threads)
    chosen = ways()
    seconds = {}
    try:
        for units in UNITS:
            for length in LENGTHS:
                measured = measure(chosen, *random_case(length, units), options.calls)
                seconds |= {(way, units, length): each for way, each in measured.items()}
            print(f"H = {units}: measured", flush=True)
    except DifferenceError as difference:
        print(f"The results differ, so nothing was measured: {difference}", file=sys.stderr)
        return 1
    lines = [*table(seconds), "", footnote(options.threads, options.calls)]
    print("\n".join(lines))
    if options.write:
        write("trace", lines)
    return 0 if within_limits(seconds) else 1


def random_case(length, units, features=FEATURES):
    """Make weights as a fresh layer has them, and a sequence, both float32.

    Returns
    -------
    tuple of LSTMWeights and ndarray of shape (T, D)
    """
    rng = np.random.default_rng(length * units)

    def glorot(rows):
        bound = np.sqrt(6 / (rows + 4 * units))
        return rng.uniform(-bound, bound, size=(rows, 4 * units)).astype(np.float32)

    bias = rng.normal(scale=0.1, size=4 * units).astype(np.float32)
    weights = LSTMWeights(glorot(features), glorot(units), bias)
    return weights, rng.normal(size=(length, features)).astype(np.float32)


def measure(chosen, weights, inputs, calls):
    """Compare what all ways return, then time them in turn, so that all meet the same machine.

    The fastest call counts: what other programs do only ever makes one longer.

    Parameters
    ----------
    chosen : list of Way
        The first is what the others have to agree with.
    weights : LSTMWeights
    inputs : ndarray, shape (T, D)
    calls : int
        How many calls of each are timed, each right after one that is not.

    Returns
    -------
    dict of str to float
        Seconds of the fastest call by the way's name.

    Raises
    ------
    DifferenceError
        If a way's result differs from the first one's by more than the tolerance.
    """
    reads = {way.name: way.prepare(weights, inputs) for way in chosen}
    compare({name: read() for name, read in reads.items()})
    fastest = dict.fromkeys(reads, np.inf)
    for _ in range(calls):
        for name, read in reads.items():
            read()  # finds the processor's caches full of another way's numbers
            start = time.perf_counter()
            read()
            fastest[name] = min(fastest[name], time.perf_counter() - start)
    return fastest


def compare(results):
    """Raise DifferenceError unless each result's arrays are those of the first, to 1e-5."""
    (first, expected), *others = results.items()
    for name, found in others:
        for array, values in found.items():
            if values.shape != expected[array].shape:
                raise DifferenceError(f"{array} of {name} has shape {values.shape}")
            apart = float(np.abs(values - expected[array]).max())
            if not apart <= TOLERANCE:  # NaN is a difference, too
                raise DifferenceError(f"{array} of {name} and {first}: {apart:.1e} apart")


def growth(seconds, way, units):
    """Return the exponent p of a time that grows as T to the p, by least squares in logarithms.

    Parameters
    ----------
    seconds : dict
        Of each way, units and length.
    way : str
    units : int

    Returns
    -------
    float
    """
    lengths = sorted(t for name, h, t in seconds if (name, h) == (way, units))
    taken = [seconds[way, units, t] for t in lengths]
    return float(np.polyfit(np.log(lengths), np.log(taken), deg=1)[0])


def ratio(seconds, way, units, length):
    """Return how many times as long as `trace_lstm` a way takes."""
    return seconds[way, units, length] / seconds[NUMPY.name, units, length]


def within_limits(seconds):
    """Say whether `trace_lstm` is linear in T, and so many times faster than the eager loop."""
    length, units = COMPARED
    linear = all(growth(seconds, NUMPY.name, h) < MOST_GROWTH for h in UNITS)
    return linear and ratio(seconds, EAGER.name, units, length) >= LEAST_RATIO


def table(seconds):
    """Lay the times out as the lines of a Markdown table, in milliseconds."""
    head = ["H", "way", "gives", *(f"T = {t:,}" for t in LENGTHS), "grows as", "× at T = 20"]
    rows = []
    for units in UNITS:
        for way in (way for way in ways() if (way.name, units, LENGTHS[0]) in seconds):
            taken = (milliseconds(seconds[way.name, units, t]) for t in LENGTHS)
            power, times = growth(seconds, way.name, units), ratio(seconds, way.name, units, 20)
            grows, slower = f"T^{power:.2f}", f"{times:.1f}"
            if way is NUMPY:
                grows += f" {verdict(power < MOST_GROWTH)}"
            if way is EAGER and units == COMPARED[1]:
                slower += f" {verdict(times >= LEAST_RATIO)}"
            rows.append([str(units), way.name, way.gives, *taken, grows, slower])
    return markdown(head, rows, words=(1, 2))


def milliseconds(seconds):
    """Write a time in milliseconds, to three digits or to the whole millisecond."""
    value = 1000 * seconds
    return f"{value:.3g}" if value < 100 else f"{value:,.0f}"


def footnote(threads, calls):
    """Say in a line with what was measured."""
    packages = ["numpy", "tensorflow", "keras"]
    absent = f"; PyTorch is not installed (`{INSTALL}`), and is not measured"
    if has("torch"):
        packages, absent = [*packages, "torch"], ""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return (
        f"Milliseconds, the fastest of {calls} calls; {threads} thread{'s' * (threads != 1)}; "
        f"{versions}{absent}."
    )


if __name__ == "__main__":
    sys.exit(main())
