"""Record trainings to scrub through: ``python -m tools.record_curves``.

Writes ``data/recorded/curves.json``: a grid of trainings of the text classifier's network on the
reviews, by learning rate, units, training sentences and dropout; and small trainings that fail,
one fault each, beside one without a fault. Finished runs are kept in a file beside it, so that a
recording that is stopped goes on where it was; that file goes once all are done. ``--fault NAME``
records one fault anew, and keeps all other runs as they stand in the file.
"""

import argparse
import json
import os
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np

from lstm_helpers._backend import keras
from lstm_helpers.corpus import Corpus, load_corpus
from lstm_helpers.history import History
from lstm_helpers.networks import classifier_network
from lstm_helpers.padding import pad
from lstm_helpers.probabilities import softmax
from lstm_helpers.recorded import RECORDED_FOLDER, load_recorded
from lstm_helpers.tokenizer import Vocabulary
from lstm_helpers.training import Plan, padded_batches, read_rows, train

FILE = RECORDED_FOLDER / "curves.json"
RATES = (0.0003, 0.001, 0.003, 0.01, 0.1, 1.0)
UNITS = (16, 4, 64)
SENTENCES = (2000, 200, 700)
DROPOUTS = (0.0, 0.4)
EPOCHS, BATCH, FEATURES, SEED, CLIPNORM = 10, 32, 16, 0, 1.0

FAULT_SEEDS = (0, 1, 2)
FAULT_SENTENCES, FAULT_EPOCHS, FAULT_LENGTH = 2000, 6, 40
COPIED = 500  # sentences that stand three times among those of the leak


@dataclass(frozen=True, eq=False)
class Task:
    """Sentences as rows of ids, and their classes as numbers; some of them kept back."""

    vocabulary: Vocabulary
    rows: list[list[int]]
    targets: np.ndarray
    kept_rows: list[list[int]]
    kept_targets: np.ndarray


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dry", action="store_true", help="one run of each kind, write no file")
    parser.add_argument("--fault", choices=FAULTS, help="record this fault anew, keep all else")
    arguments = parser.parse_args()
    corpus = load_corpus("reviews")
    if arguments.fault:
        write(with_fault_anew(corpus, load_recorded("curves"), arguments.fault))
        return
    jobs = {**fault_jobs(corpus), **grid_jobs(corpus)}
    if arguments.dry:
        for job in (next(iter(jobs.values())), list(jobs.values())[-1]):
            print(job())
        return
    done = Kept(FILE.with_suffix(".part"))
    for name, job in jobs.items():
        if name not in done.runs:
            began = time.process_time()
            done.add(name, {**job(), "seconds": round(time.process_time() - began, 1)})
            print(f"{name}: {done.runs[name]}", flush=True)
    save(corpus, done.runs)
    done.path.unlink()


# ------------------------------------------------------------------------------ the grid


def grid_jobs(corpus: Corpus) -> dict[str, Callable[[], dict]]:
    jobs = {}
    for sentences, units, dropout in product(SENTENCES, UNITS, DROPOUTS):
        bench = Bench(corpus, sentences, units, dropout)
        for rate in RATES:
            name = f"grid {sentences} {units} {dropout} {rate}"
            jobs[name] = lambda bench=bench, rate=rate: bench.run(rate)
    return jobs


class Bench:
    """One network, trained again and again from the same weights, at one rate after the other."""

    def __init__(self, corpus: Corpus, sentences: int, units: int, dropout: float) -> None:
        self.corpus, self.sentences, self.units, self.dropout = corpus, sentences, units, dropout
        self.network: keras.Model | None = None

    def run(self, rate: float) -> dict:
        if self.network is None:
            self.task = task_of(self.corpus, self.sentences, SEED)
            self.network = network_for(self.task, self.units, self.dropout)
            train_once(self.network, self.task, 1, rate, batches=1)  # builds the optimizer
            self.variables = [*self.network.variables, *self.network.optimizer.variables]
            fresh = network_for(self.task, self.units, self.dropout)
            self.start = [variable.numpy() for variable in fresh.variables]
            self.start += [np.zeros(v.shape) for v in self.network.optimizer.variables]
        for variable, value in zip(self.variables, self.start, strict=True):
            variable.assign(value)
        history = train_once(self.network, self.task, EPOCHS, rate)
        setting = {"rate": rate, "units": self.units, "sentences": self.sentences}
        return {**setting, "dropout": self.dropout, **figures(history)}


def task_of(corpus: Corpus, sentences: int, seed: int) -> Task:
    """Choose training sentences at random; keep back the corpus's own validation sentences."""
    fit, kept = corpus.select("train"), corpus.select("validation")
    chosen = np.random.default_rng(seed).permutation(len(fit))[:sentences]
    vocabulary = Vocabulary.from_texts([fit.texts[place] for place in chosen])
    classes = sorted(set(fit.labels))
    return Task(
        vocabulary,
        [vocabulary.encode(fit.texts[place]) for place in chosen],
        np.array([classes.index(fit.labels[place]) for place in chosen]),
        [vocabulary.encode(text) for text in kept.texts],
        np.array([classes.index(label) for label in kept.labels]),
    )


def network_for(task: Task, units: int, dropout: float = 0.0, seed: int = SEED) -> keras.Model:
    keras.utils.set_random_seed(seed)
    network = classifier_network(
        len(task.vocabulary), 3, FEATURES, units, dropout=dropout, seed=seed
    )
    return compiled(network)


def compiled(network: keras.Model) -> keras.Model:
    network.compile(
        keras.optimizers.Adam(clipnorm=CLIPNORM),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return network


def train_once(
    network: keras.Model,
    task: Task,
    epochs: int,
    rate: float,
    seed: int = SEED,
    batches: int | None = None,
    shaped: Callable[[np.ndarray], np.ndarray] = lambda ids: ids,
) -> History:
    """Train at a steady rate; `shaped` turns padded ids into what the network reads."""
    random = np.random.default_rng(seed)

    def epoch() -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for number, (ids, wanted) in enumerate(
            padded_batches(task.rows, task.targets, BATCH, random)
        ):
            if batches is None or number < batches:
                yield shaped(ids), wanted

    def measure() -> tuple[float, float]:
        if network.input_shape[1] is None:
            logits = read_rows(network, task.kept_rows)
        else:
            logits = network.predict_on_batch(shaped(pad_behind(task.kept_rows)))
        probabilities = softmax(logits)
        chosen = probabilities[np.arange(len(logits)), task.kept_targets]
        right = probabilities.argmax(axis=1) == task.kept_targets
        return float(-np.log(np.maximum(chosen, 1e-12)).mean()), float(right.mean())

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a loss that is no number is recorded as such
        steps = -(-len(task.rows) // BATCH)
        return train(network, epoch, steps, Plan(epochs, rate, steady=True), measure)


# ---------------------------------------------------------------------------- the faults


def fault_jobs(corpus: Corpus) -> dict[str, Callable[[], dict]]:
    return {
        f"fault {name} {seed}": lambda name=name, seed=seed: {
            "fault": name,
            "seed": seed,
            **figures(FAULTS[name](task_of(corpus, FAULT_SENTENCES, seed), seed)),
        }
        for seed, name in product(FAULT_SEEDS, FAULTS)
    }


def with_fault_anew(corpus: Corpus, record: dict, fault: str) -> dict:
    """Record the runs of one fault again; what they cost is added to the CPU seconds."""
    jobs, began = fault_jobs(corpus), time.process_time()
    faults = [
        jobs[f"fault {fault} {run['seed']}"]() if run["fault"] == fault else run
        for run in record["faults"]
    ]
    seconds = round(time.process_time() - began)
    return {**record, "faults": faults, "cpu_seconds": record["cpu_seconds"] + seconds}


def sound(task: Task, seed: int, rate: float = 0.01, epochs: int = FAULT_EPOCHS) -> History:
    return train_once(network_for(task, 16, seed=seed), task, epochs, rate, seed)


def too_few_epochs(task: Task, seed: int) -> History:
    """Stop in the middle of the fall: in the grid, the same training goes on to a better epoch."""
    return sound(task, seed, rate=0.001, epochs=3)


def labels_mixed_up(task: Task, seed: int) -> History:
    shuffled = np.random.default_rng(seed).permutation(task.targets)
    return sound(replace(task, targets=shuffled), seed)


def no_mask(task: Task, seed: int) -> History:
    """Pad all to one length, behind, and read the padding like words."""
    keras.utils.set_random_seed(seed)
    layers = keras.layers
    network = keras.Sequential([
        keras.Input((FAULT_LENGTH,), dtype="int32"),
        layers.Embedding(len(task.vocabulary), FEATURES),
        layers.LSTM(16),
        layers.Dense(3),
    ])  # fmt: skip
    return train_once(compiled(network), task, FAULT_EPOCHS, 0.01, seed, shaped=longer)


def ids_as_numbers(task: Task, seed: int, scale: float = 1.0) -> History:
    """Leave out the embedding, so that each id is read as one number."""
    keras.utils.set_random_seed(seed)
    layers = keras.layers
    network = keras.Sequential([
        keras.Input((FAULT_LENGTH, 1)),
        layers.Masking(),
        layers.LSTM(16),
        layers.Dense(3),
    ])  # fmt: skip
    return train_once(
        compiled(network), task, FAULT_EPOCHS, 0.01, seed,
        shaped=lambda ids: (longer(ids) / scale).astype(np.float32)[..., None],
    )  # fmt: skip


def copies_kept_back(task: Task, seed: int) -> History:
    """Copy sentences, then keep a part back at random: most have a twin that was trained on."""
    rows, targets = task.rows[:COPIED] * 3, np.tile(task.targets[:COPIED], 3)
    kept, fit = np.split(np.random.default_rng(seed).permutation(len(rows)), [300])
    leaky = replace(
        task,
        rows=[rows[place] for place in fit],
        targets=targets[fit],
        kept_rows=[rows[place] for place in kept],
        kept_targets=targets[kept],
    )
    return sound(leaky, seed)


def copies_not_kept_back(task: Task, seed: int) -> History:
    """Train on the same copies, and keep back sentences of their own."""
    copied = replace(task, rows=task.rows[:COPIED] * 3, targets=np.tile(task.targets[:COPIED], 3))
    return sound(copied, seed)


FAULTS: dict[str, Callable[[Task, int], History]] = {
    "none": sound,
    "rate too low": lambda task, seed: sound(task, seed, rate=1e-5),
    "rate too high": lambda task, seed: sound(task, seed, rate=1.0),
    "too few epochs": too_few_epochs,
    "no mask": no_mask,
    "ids as numbers": ids_as_numbers,
    "ids scaled": lambda task, seed: ids_as_numbers(task, seed, scale=len(task.vocabulary)),
    "labels mixed up": labels_mixed_up,
    "copies kept back": copies_kept_back,
    "copies, honest": copies_not_kept_back,
}


def pad_behind(rows: list[list[int]]) -> np.ndarray:
    return pad(rows, FAULT_LENGTH, where="post").ids


def longer(ids: np.ndarray) -> np.ndarray:
    """Pad a batch on to the one length; sentences of the reviews are shorter."""
    return np.pad(ids, ((0, 0), (0, FAULT_LENGTH - ids.shape[1])))


# ------------------------------------------------------------------------------ the file


class Kept:
    """Runs that are done, one line each in a file."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        self.path, self.runs = path, {}
        if path.is_file():
            lines = path.read_bytes().splitlines(keepends=True)
            whole = [line for line in lines if line.endswith(b"\n")]
            for line in whole:
                self.runs.update(json.loads(line))
            os.truncate(path, sum(map(len, whole)))  # without a line that was broken off

    def add(self, name: str, run: dict) -> None:
        self.runs[name] = run
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({name: run}) + "\n")


def figures(history: History) -> dict:
    """Round to four decimals; a loss that is no number ends a run before its last epoch."""
    names = ("loss", "accuracy", "validation_loss", "validation_accuracy")
    return {name: [round(getattr(epoch, name), 4) for epoch in history.epochs] for name in names}


def save(corpus: Corpus, runs: dict[str, dict]) -> None:
    fit = corpus.select("train").labels
    grid = [run for run in runs.values() if "rate" in run]
    faults = [run for run in runs.values() if "fault" in run]
    record = {
        "made_by": "python -m tools.record_curves",
        "epochs": EPOCHS,
        "batch": BATCH,
        "features": FEATURES,
        "clipnorm": CLIPNORM,
        "seed": SEED,
        "keras": keras.__version__,
        "cpu_seconds": round(sum(run.pop("seconds") for run in [*grid, *faults])),
        "training_labels": {label: fit.count(label) for label in sorted(set(fit))},
        "validation_sentences": len(corpus.select("validation").texts),
        "fault_sentences": FAULT_SENTENCES,
        "runs": sorted(grid, key=lambda run: [run[key] for key in list(run)[:4]]),
        "faults": faults,
    }
    write(record)


def write(record: dict) -> None:
    lines = json.dumps(record, indent=1)
    FILE.write_text(_on_one_line(lines), encoding="utf-8")
    print(f"{FILE}: {FILE.stat().st_size:,} bytes, {record['cpu_seconds']} CPU seconds")


def _on_one_line(text: str) -> str:
    """Write each run on a line of its own."""
    record = json.loads(text)
    head = {key: value for key, value in record.items() if key not in ("runs", "faults")}
    parts = [json.dumps(head)[1:-1]]
    for name in ("runs", "faults"):
        rows = ",\n  ".join(json.dumps(run) for run in record[name])
        parts.append(f'"{name}": [\n  {rows}\n]')
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    main()
