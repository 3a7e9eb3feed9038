"""Train the taggers of lesson 12 and record how they do: ``python -m tools.record_entity_taggers``.

For each of five seeds one tagger that reads from the left and one that reads from both sides are
trained on the same sentences, with the same settings, and judged on the test sentences. The weights
are rounded to half precision first, as they are kept. Writes
``data/recorded/entity_taggers.json`` and, from seed 0, ``data/pretrained/entity_taggers.npz``. The
settings were chosen on the validation sentences; the seed of the shipped pair was not chosen.
"""

import argparse
import json
import time
from dataclasses import replace

import numpy as np

from lstm_helpers.cells import LSTMWeights
from lstm_helpers.corpus import TaggedCorpus, load_corpus
from lstm_helpers.recorded import RECORDED_FOLDER
from lstm_helpers.span_metrics import span_scores, tag_accuracy
from lstm_helpers.spans import tag_spans
from lstm_helpers.tagger import EntityTagger
from lstm_helpers.tagger_file import TAGGERS_FILE, EntityTaggers, save_entity_taggers
from lstm_helpers.tagger_fitting import fit_entity_tagger

SEEDS = (0, 1, 2, 3, 4)
SETTINGS = {
    "features": 64,
    "dropout": 0.4,
    "word_dropout": 1.0,
    "name_dropout": 0.3,
    "epochs": 12,
    "batch": 32,
    "learning_rate": 0.01,
}
# Both give 128 numbers a token. The one-sided LSTM has more parameters than the two together.
WAYS = {
    "left_only": {"bidirectional": False, "units": 128},
    "both_sides": {"bidirectional": True, "units": 64},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--dry", action="store_true", help="print the figures, write no file")
    arguments = parser.parse_args()

    corpus = load_corpus("entities")
    train = corpus.select("train")
    met = names(train)
    runs, shipped = {name: [] for name in WAYS}, {}
    for name in sorted(WAYS):
        for seed in arguments.seeds:
            began = time.process_time()
            tagger = rounded(fit_entity_tagger(train, seed=seed, **SETTINGS, **WAYS[name]))
            seconds = time.process_time() - began
            run = {"seed": seed, "cpu_seconds": round(seconds, 1), "parameters": parameters(tagger)}
            for split in ("validation", "test"):
                run[split] = figures(tagger, corpus.select(split), met)
            runs[name].append(run)
            shipped.setdefault(name, tagger)
            print(name, json.dumps(run), flush=True)
    if not arguments.dry:
        made = {"made_by": "python -m tools.record_entity_taggers", "seeds": [*arguments.seeds]}
        write({**made, "settings": SETTINGS, "sizes": WAYS, "runs": runs}, shipped)


def rounded(tagger: EntityTagger) -> EntityTagger:
    """Return the tagger with weights that half precision holds."""

    def half(array: np.ndarray) -> np.ndarray:
        return array.astype(np.float16).astype(np.float32)

    def lstm(weights: LSTMWeights) -> LSTMWeights:
        return LSTMWeights(*map(half, (weights.kernel, weights.recurrent_kernel, weights.bias)))

    return replace(
        tagger,
        embedding=half(tagger.embedding),
        forward=lstm(tagger.forward),
        backward=tagger.backward and lstm(tagger.backward),
        dense_kernel=half(tagger.dense_kernel),
        dense_bias=half(tagger.dense_bias),
    )


def parameters(tagger: EntityTagger) -> dict[str, int]:
    lstms = [lstm for lstm in (tagger.forward, tagger.backward) if lstm is not None]
    return {
        "embedding": tagger.embedding.size,
        "lstm": sum(lstm.parameters for lstm in lstms),
        "dense": tagger.dense_kernel.size + tagger.dense_bias.size,
    }


def names(sentences: TaggedCorpus) -> set[tuple[str, ...]]:
    """Return the names that occur, without their kinds."""
    return {
        tokens[span.start : span.end]
        for tokens, tags in zip(sentences.tokens, sentences.tags, strict=True)
        for span in tag_spans(tags)
    }


def figures(
    tagger: EntityTagger, sentences: TaggedCorpus, met: set[tuple[str, ...]]
) -> dict[str, float]:
    """Judge a tagger: by tokens, by spans, by names met or new, and where what follows counts."""
    predicted = [tagger.read(tokens).tags for tokens in sentences.tokens]
    scores = span_scores(sentences.tags, predicted)
    rows = zip(sentences.tags, predicted, sentences.focus_places, strict=True)
    focus = [true[k] == called[k] for true, called, k in rows if k is not None]
    found = {True: [], False: []}  # was the name met in training? was the entity found?
    for tokens, true, called in zip(sentences.tokens, sentences.tags, predicted, strict=True):
        for span in tag_spans(true):
            found[tokens[span.start : span.end] in met].append(span in tag_spans(called))
    measured = {
        "accuracy": tag_accuracy(sentences.tags, predicted),
        "precision": scores.precision,
        "recall": scores.recall,
        "f1": scores.f1,
    }
    return {
        **{name: round(value, 4) for name, value in measured.items()},
        "focus_right": sum(focus),
        "focus": len(focus),
        "met_found": sum(found[True]),
        "met": len(found[True]),
        "new_found": sum(found[False]),
        "new": len(found[False]),
    }


def write(record: dict, shipped: dict[str, EntityTagger]) -> None:
    RECORDED_FOLDER.mkdir(exist_ok=True)
    path = RECORDED_FOLDER / "entity_taggers.json"
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    for name, tagger in shipped.items():
        tagger.record["test"] = record["runs"][name][0]["test"]
    TAGGERS_FILE.parent.mkdir(exist_ok=True)
    save_entity_taggers(EntityTaggers(**shipped), TAGGERS_FILE)
    for written in (path, TAGGERS_FILE):
        print(f"{written.name}: {written.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
