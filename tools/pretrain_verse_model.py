"""Train the verse model that comes with the course: ``python -m tools.pretrain_verse_model``.

Writes ``data/pretrained/verse_lstm.npz``, in about five minutes of one processor core a seed. Of
several seeds (``--seeds 0 1 2``) the one that does best on the validation pieces is kept; the test
pieces are judged once, by that one, and the figures go into the model's record.

``--search`` trains the sizes and dropouts of `SEARCH` instead, one seed each, and writes what they
reached on validation to ``data/recorded/verse_search.json``; `RECIPE` is the best of them.
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
SEARCH = ((96, 0.5), (192, 0.0), (192, 0.5))  # units and dropout
SEARCH_FILE = DATA_FOLDER / "recorded" / "verse_search.json"
SAMPLED_AFTER = (1, 2, 4, 8, 16, 50)  # epochs
SAMPLE = {"prompt": "The ", "length": 90, "temperature": 0.7, "seed": 1}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--search", action="store_true", help="try sizes and dropouts")
    parser.add_argument("--dry", action="store_true", help="print the figures, write no file")
    arguments = parser.parse_args()
    verse = load_corpus("verse")
    if arguments.search:
        found = search(verse)
        if not arguments.dry:
            SEARCH_FILE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
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


def search(verse: RunningText) -> dict:
    """Train each of `SEARCH`; what the recipe itself reaches stands in the model's record."""
    rows = []
    for units, dropout in SEARCH:
        recipe = RECIPE | {"units": units, "dropout": dropout}
        if recipe == RECIPE:
            record = load_verse_model().record
            train, kept, seconds = (
                record[name] for name in ("train_loss", "validation_loss", "cpu_seconds")
            )
        else:
            model, seconds = fit(verse, 0, recipe)
            epochs = model.history.epochs
            train = [epoch.loss for epoch in epochs]
            kept = [epoch.validation_loss for epoch in epochs]
        best = kept.index(min(kept))
        row = {
            "units": units,
            "dropout": dropout,
            "best_epoch": best + 1,
            "train": round(train[best], 3),
            "validation": round(kept[best], 3),
            "last": round(kept[-1], 3),
            "cpu_seconds": round(seconds),
        }
        rows.append(row)
        print(row, flush=True)
    fixed = {name: RECIPE[name] for name in RECIPE if name not in ("units", "dropout")}
    made_by = "python -m tools.pretrain_verse_model --search"
    return {"made_by": made_by, "seed": 0, "recipe": fixed, "runs": rows}


if __name__ == "__main__":
    main()
