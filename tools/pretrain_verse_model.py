"""Train the verse model that comes with the course: ``python -m tools.pretrain_verse_model``.

Writes ``data/pretrained/verse_lstm.npz``, in about five minutes of one processor core a seed. Of
several seeds (``--seeds 0 1 2``) the one that does best on the validation pieces is kept; the test
pieces are judged once, by that one, and the figures go into the model's record.

``--undropped`` trains the same once more without dropout, for half as many epochs, and writes what
it reached to ``data/recorded/verse_dropout.json``: training falls further, validation less far.

Both files that come with the course were made when Keras computed the training's steps. Today NumPy
does (`lstm_helpers.character_model.learner`), from other first weights and in another order of the
rows: run again, this gives another model, with other figures.
"""

import argparse
import json
import time
from dataclasses import replace

from lstm_helpers.character_model import CharacterModel, load_verse_model
from lstm_helpers.character_model.fitting import fit_character_model
from lstm_helpers.character_model.verse import VERSE_MODEL_FILE, save_character_model
from lstm_helpers.corpus import DATA_FOLDER, RunningText, load_corpus

SEEDS = (0,)
RECIPE = {
    "units": 192,
    "features": 32,
    "dropout": 0.5,
    "epochs": 50,
    "batch": 16,
    "rows": 64,
    "learning_rate": 0.008,
}
UNDROPPED = RECIPE | {"dropout": 0.0, "epochs": 25}
UNDROPPED_FILE = DATA_FOLDER / "recorded" / "verse_dropout.json"
SAMPLED_AFTER = (1, 2, 4, 8, 16, 50)  # epochs
SAMPLE = {"prompt": "The ", "length": 90, "temperature": 0.7, "seed": 1}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--undropped", action="store_true", help="train without dropout")
    parser.add_argument("--dry", action="store_true", help="print the figures, write no file")
    arguments = parser.parse_args()
    verse = load_corpus("verse")
    if arguments.undropped:
        found = undropped(verse)
        if not arguments.dry:
            UNDROPPED_FILE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        return
    model = best_of(arguments.seeds, verse)
    if arguments.dry:
        return
    # What is judged is what is loaded: the weights in the file are rounded.
    save_character_model(model, VERSE_MODEL_FILE)
    record = {**model.record, **judged(load_verse_model(), verse)}
    save_character_model(replace(model, record=record), VERSE_MODEL_FILE)
    print(f"{VERSE_MODEL_FILE.name}: {VERSE_MODEL_FILE.stat().st_size / 1000:.0f} kB")


def best_of(seeds: list[int], verse: RunningText) -> CharacterModel:
    """Train one model a seed; return the one with the lowest validation loss, with its record."""
    best, lowest, reached = None, float("inf"), {}
    for seed in seeds:
        samples: dict[int, str] = {}
        epochs = [0]

        def sample(model: CharacterModel, samples=samples, epochs=epochs) -> None:
            epochs[0] += 1
            if epochs[0] in SAMPLED_AFTER:
                samples[epochs[0]] = model.generate(**SAMPLE)

        model, seconds = fit(verse, seed, RECIPE, sample)
        reached[seed] = model.history.best.validation_loss
        print(f"seed {seed}: validation {reached[seed]:.4f}, {seconds:.0f} s of CPU", flush=True)
        if reached[seed] < lowest:
            lowest = reached[seed]
            best = replace(model, record=told(model, seed, seconds, samples))
    by_seed = {str(seed): round(loss, 4) for seed, loss in reached.items()}
    return replace(best, record={**best.record, "validation_loss_by_seed": by_seed})


def fit(verse: RunningText, seed: int, recipe: dict, after_epoch=None):
    """Train one model; return it and the CPU seconds that it took."""
    began = time.process_time()
    model = fit_character_model(
        verse.text("train"),
        seed=seed,
        validation=verse.text("validation"),
        characters=verse.characters,
        after_epoch=after_epoch,
        **recipe,
    )
    return model, time.process_time() - began


def told(model: CharacterModel, seed: int, seconds: float, samples: dict[int, str]) -> dict:
    """Return a training's record."""
    epochs = model.history.epochs
    return {
        "recipe": RECIPE,
        "seed": seed,
        "cpu_seconds": round(seconds),
        "train_loss": [round(epoch.loss, 4) for epoch in epochs],
        "validation_loss": [round(epoch.validation_loss, 4) for epoch in epochs],
        "best_epoch": model.history.best.number,
        "sample": SAMPLE,
        "samples": [[epoch, text] for epoch, text in samples.items()],
    }


def judged(model: CharacterModel, verse: RunningText) -> dict:
    """Measure a model on both parts kept back, in rows of 256 and in one go, in nats."""
    figures = {}
    for split in ("validation", "test"):
        text = verse.text(split)
        figures[split] = round(model.loss(text), 4)
        figures[f"{split}_in_one_go"] = round(model.loss(text, row=len(text)), 4)
    print(figures)
    return figures


def undropped(verse: RunningText) -> dict:
    """Train without dropout; return what was reached, epoch by epoch."""
    model, seconds = fit(verse, 0, UNDROPPED)
    epochs = model.history.epochs
    found = {
        "made_by": "python -m tools.pretrain_verse_model --undropped",
        "seed": 0,
        "recipe": UNDROPPED,
        "cpu_seconds": round(seconds),
        "best_epoch": model.history.best.number,
        "train_loss": [round(epoch.loss, 3) for epoch in epochs],
        "validation_loss": [round(epoch.validation_loss, 3) for epoch in epochs],
    }
    print(found)
    return found


if __name__ == "__main__":
    main()
