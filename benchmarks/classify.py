"""How well and how fast the course's text classifier learns, beside what one would use instead.

``python -m benchmarks.classify --set reviews`` trains every contender on the same texts and judges
it by the same others; the set may also be ``sms_spam`` or a CSV file with the columns text and
label, and, if wanted, split (train or test). ``--write`` puts the table into benchmarks/README.md.
"""

import argparse
import csv
import importlib
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.report import write
from benchmarks.text_contenders import CONTENDERS

LAYER = Path(__file__).parent / ".layer"
HELD_OUT = 0.2  # of the texts, where the set has no split of its own


def main(arguments=None):
    """Measure every contender in a process of its own, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.classify", description=__doc__)
    parser.add_argument("--set", default="reviews", help="reviews, sms_spam or a CSV file")
    parser.add_argument("--path", type=Path, help="where the file of sms_spam lies, if it is here")
    parser.add_argument("--seconds", type=float, default=60.0, help="for fit_text_classifier")
    parser.add_argument("--seed", type=int, default=0, help="of the split and of every training")
    parser.add_argument("--layer", type=Path, default=LAYER, help="the folder that holds torch")
    parser.add_argument("--only", choices=CONTENDERS, action="append", help="one contender")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.layer.is_dir():
        sys.path.append(str(options.layer))
    if options.child:
        name, file = options.child
        print(json.dumps(measure(name, json.loads(Path(file).read_text()), options)))
        return 0
    parts = split(*read(options.set, options.path), options.seed)
    with tempfile.TemporaryDirectory(prefix="lstm-classify-") as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(parts))
        results = {name: in_a_process(name, file, options) for name in options.only or CONTENDERS}
    lines = table(results, parts, Path(options.set).stem)
    print("\n".join(lines))
    if options.write:
        write(f"classify {Path(options.set).stem}", lines)
    return 0


def read(name, path=None):
    """Return texts, labels, and the part that each belongs to, or "" where none is told."""
    if name == "sms_spam" and path is not None:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = dict.fromkeys(tuple(line.split("\t", 1)) for line in lines)  # repeats are dropped
        return [text for _, text in rows], [label for label, _ in rows], [""] * len(rows)
    if name.endswith(".csv"):
        with open(name, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        found = [[row.get(column) or "" for row in rows] for column in ("text", "label", "split")]
        return tuple(found)
    from lstm_helpers import load_corpus

    corpus = load_corpus(name)
    if name == "reviews":
        corpus = corpus.select(labels=("negative", "positive"))
    return list(corpus.texts), list(corpus.labels), list(corpus.splits)


def split(texts, labels, splits, seed):
    """Return the texts to train on and to test by; of the two labels the rarer counts as 1."""
    from sklearn.model_selection import train_test_split

    counts = Counter(labels)
    names = sorted(counts, key=lambda name: (-counts[name], name))
    if len(names) != 2:
        raise SystemExit(f"the set must hold two labels; got {len(names)}: {names[:5]}")
    targets = [names.index(label) for label in labels]
    test = [place for place, part in enumerate(splits) if part == "test"]
    train = [place for place, part in enumerate(splits) if part != "test"]
    if not test:
        train, test = train_test_split(
            train, test_size=HELD_OUT, random_state=seed, stratify=targets
        )
    return {
        "of": names[1],
        "train": [[texts[place] for place in train], [targets[place] for place in train]],
        "test": [[texts[place] for place in test], [targets[place] for place in test]],
    }


def in_a_process(name, file, options):
    """Return a contender's figures, or None where it isn't installed."""
    command = [sys.executable, "-m", "benchmarks.classify", "--child", name, str(file)]
    command += ["--seconds", str(options.seconds), "--seed", str(options.seed)]
    command += ["--layer", str(options.layer)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{name} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def measure(name, parts, options):
    """Train one contender and judge it; the clock counts its training and its reading of texts."""
    from sklearn.metrics import accuracy_score, f1_score

    fit, needed = CONTENDERS[name]
    try:
        importlib.import_module(needed)
    except ModuleNotFoundError as missing:
        if missing.name != needed:
            raise
        return None
    began, worked = time.perf_counter(), time.process_time()
    predict = fit(*parts["train"], options.seconds, options.seed)
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    predicted = predict(parts["test"][0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "accuracy": accuracy_score(parts["test"][1], predicted),
        "f1": f1_score(parts["test"][1], predicted),
        "seconds": seconds,
        "work": work,
        "megabytes": peak / (2**20 if platform.system() == "Darwin" else 2**10),
    }


def table(results, parts, name):
    """Lay the figures out as the lines of a Markdown table."""
    sizes = [len(parts[part][0]) for part in ("train", "test")]
    head = (
        f"{name}: {sizes[0]:,} texts to train on, {sizes[1]:,} to test by; F1 of “{parts['of']}”."
    )
    lines = [head, "", "| what | accuracy | F1 | seconds | processor seconds | peak memory, MiB |"]
    lines.append("|---|--:|--:|--:|--:|--:|")
    for contender, found in results.items():
        if found is None:
            lines.append(f"| {contender} | not installed | | | | |")
            continue
        lines.append(
            f"| {contender} | {found['accuracy']:.3f} | {found['f1']:.3f} | {found['seconds']:.1f} "
            f"| {found['work']:.1f} | {found['megabytes']:,.0f} |"
        )
    return lines


if __name__ == "__main__":
    sys.exit(main())
