"""Record how far networks remember, with and without attention: ``python -m tools.record_recall``.

Writes ``data/recorded/recall.json``. For each cell, with attention and without, and each distance
N, one network a seed is trained on sequences of 1 to N others and tested on 500 with N. Beside the
share of right answers: how much the right word's logit moves with the word at each timestep (the
norm of its gradient, before training and after), and where the attention goes. `OTHERS` asks
whether another budget, or another start, would move the edge.
"""

import time
from concurrent.futures import ProcessPoolExecutor
from itertools import product

import numpy as np

from lstm_helpers import recall_scores
from lstm_helpers.recall.experiment import train_networks
from lstm_helpers.recall.networks import WORDS, back, read, start_weights
from lstm_helpers.recorded import RECORDED_FOLDER
from tools.record_messages import in_short

CELLS = ("rnn", "lstm", "gru")
DISTANCES = (10, 25, 50, 100, 200, 400)
SEEDS = (0, 1, 2, 3, 4)
UNITS, STEPS, RATE = 16, 1000, 0.01
TESTED, FOLLOWED = 500, 100  # sequences: for the answers, for gradients and attention
PLACES = 33  # timesteps that are recorded, and the second to the fourth besides
AT_ONCE = 2
OTHERS = (
    {"cell": "gru", "distance": 100, "steps": 2 * STEPS},
    {"cell": "lstm", "distance": 100, "steps": 2 * STEPS},
    {"cell": "lstm", "distance": 100, "forget_bias": 5.0},
    {"cell": "lstm", "distance": 400, "forget_bias": 5.0},
)


def main() -> None:
    tasks = sorted(product(CELLS, (False, True), DISTANCES), key=lambda task: -task[2])
    with ProcessPoolExecutor(AT_ONCE) as pool:
        runs = dict(zip(tasks, pool.map(one_run, *zip(*tasks, strict=True)), strict=True))
        others = list(pool.map(other_run, OTHERS))
    record = {
        "made_by": "python -m tools.record_recall",
        "units": UNITS,
        "steps": STEPS,
        "rate": RATE,
        "seeds": list(SEEDS),
        "words": WORDS,
        "tested": TESTED,
        "followed": FOLLOWED,
        "runs": [runs[task] for task in product(CELLS, (False, True), DISTANCES)],
        "others": others,
    }
    seconds = [run["cpu_seconds"] for run in (*record["runs"], *others)]
    record["cpu_seconds"] = round(sum(seconds))
    RECORDED_FOLDER.mkdir(exist_ok=True)
    path = RECORDED_FOLDER / "recall.json"
    path.write_text(in_short(record) + "\n", encoding="utf-8")


def one_run(cell: str, attention: bool, distance: int) -> dict:
    """Train one network a seed, and look at it before and after."""
    began = time.process_time()
    weights = start_weights(cell, UNITS, SEEDS, attention=attention)
    rng = np.random.default_rng([2**31, distance])
    before, _ = followed(cell, weights, distance)
    train_networks(cell, weights, distance, rng, RATE, STEPS, mixed=True)
    ids = rng.integers(WORDS, size=(len(SEEDS), TESTED, distance + 1))
    right = read(cell, weights, ids)[0].argmax(axis=-1) == ids[:, :, 0]
    after, attended = followed(cell, weights, distance)
    run = {
        "cell": cell,
        "attention": attention,
        "distance": distance,
        "parameters": sum(array[0].size for array in weights.values()),
        "accuracy": right.mean(axis=1).round(3).tolist(),
        "timesteps": timesteps(distance),
        "slope_before": before,
        "slope_after": after,
        "attended": attended,
        "cpu_seconds": round(time.process_time() - began, 1),
    }
    print(cell, attention, distance, run["accuracy"], run["cpu_seconds"], flush=True)
    return run


def other_run(settings: dict) -> dict:
    """Train without attention, with one setting changed."""
    began = time.process_time()
    changed = {"units": UNITS, "steps": STEPS, "rate": RATE, "seeds": SEEDS, **settings}
    scores = recall_scores(changed.pop("cell"), [changed.pop("distance")], **changed)
    run = {
        **settings,
        "accuracy": scores.accuracy[:, 0].round(3).tolist(),
        "cpu_seconds": round(time.process_time() - began, 1),
    }
    print(run, flush=True)
    return run


def timesteps(distance: int) -> list[int]:
    """Return the timesteps that are recorded, first and last among them."""
    spread = np.linspace(0, distance, PLACES).round().astype(int)
    return sorted({*spread.tolist(), 1, 2, 3})


def followed(cell: str, weights: dict, distance: int) -> tuple[list, list | None]:
    """Return the gradient's norm and the attention at the recorded timesteps.

    Both are means over the sequences; the norms' then a geometric mean over the seeds, the
    attention's the plain one.
    """
    exact = {name: array.astype(np.float64) for name, array in weights.items()}
    ids = np.random.default_rng([7, distance]).integers(
        WORDS, size=(len(SEEDS), FOLLOWED, distance + 1)
    )
    _, tape = read(cell, exact, ids)
    _, of_inputs = back(cell, exact, np.eye(WORDS)[ids[:, :, 0]], tape)
    norms = np.sqrt(np.square(of_inputs).sum(axis=-1)).mean(axis=-1)[timesteps(distance)]
    with np.errstate(divide="ignore"):  # 0 where squares underflow, in any seed
        norms = np.exp(np.log(norms).mean(axis=-1))
    shares = tape[1].weights
    if shares is not None:
        shares = [short(share) for share in shares.mean(axis=(1, 2))[timesteps(distance)]]
    return [short(norm) for norm in norms], shares


def short(number: float) -> float:
    return float(f"{number:.3g}")


if __name__ == "__main__":
    main()
