"""Record variants of the LSTM on the two-class reviews: ``python -m tools.record_variants``.

Writes ``data/recorded/variants.json``: for each variant and seed the share of right test sentences
(all, those in pairs, the others), with parameters and CPU seconds; the same with the words of every
sentence shuffled; and what is learned from few sentences.
"""

import random
import time

import tensorflow as tf
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from lstm_helpers import Corpus, fit_text_classifier, load_corpus
from lstm_helpers.recorded import RECORDED_FOLDER
from tools.record_messages import in_short

SEEDS = (0, 1, 2)
PLAN = {"epochs": 4, "batch": 128, "learning_rate": 0.015}
VARIANTS = {
    "LSTM": {},
    "GRU": {"cell": "gru"},
    "RNN": {"cell": "rnn"},
    "2 layers": {"layers": 2},
    "3 layers": {"layers": 3},
    "bidirectional": {"bidirectional": True},
    "attention": {"attention": True},
    "no dropout": {"dropout": 0.0, "word_dropout": 0.0},
    "recurrent dropout": {"recurrent_dropout": 0.2},
    "layer normalisation": {"normalise": "layer"},
    "batch normalisation": {"normalise": "batch"},
}
SIZES = {50: 40, 200: 20, 1000: 8}  # training sentences: epochs
CLASSES = ("negative", "positive")


def main() -> None:
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    began = time.process_time()
    reviews = load_corpus("reviews")
    train, test = (reviews.select(split, CLASSES) for split in ("train", "test"))
    record = {"made_by": "python -m tools.record_variants", "plan": PLAN, "seeds": list(SEEDS)}
    runs = {name: [] for name in (*VARIANTS, "LSTM, words shuffled")}
    few = {f"{kind}, {size}": [] for size in SIZES for kind in ("bag of words", "LSTM")}
    fit_text_classifier(train.texts[:99], train.labels[:99], epochs=1)  # TensorFlow's first start
    for seed in SEEDS:
        for name, settings in VARIANTS.items():
            runs[name].append(one_run(train, test, seed, **PLAN | settings))
        mixed = shuffled(train, seed), shuffled(test, seed)
        runs["LSTM, words shuffled"].append(one_run(*mixed, seed, **PLAN))
        for size, epochs in SIZES.items():
            drawn = some(train, size, seed)
            few[f"bag of words, {size}"].append(measured(bag(drawn), test)["accuracy"])
            settings = {"epochs": epochs, "batch": 16}
            few[f"LSTM, {size}"].append(one_run(drawn, test, seed, **settings)["accuracy"])
        print(seed, {name: run[-1]["accuracy"] for name, run in runs.items()}, flush=True)
        print(seed, {name: run[-1] for name, run in few.items()}, flush=True)
    began_bag = time.process_time()
    found = bag(train)
    spent = time.process_time() - began_bag
    record["bag of words"] = {**measured(found, test), "cpu_seconds": round(spent, 1)}
    record |= {"runs": runs, "few": few}
    record["cpu_seconds"] = round(time.process_time() - began)
    path = RECORDED_FOLDER / "variants.json"
    path.write_text(in_short(record) + "\n", encoding="utf-8")


def one_run(train: Corpus, test: Corpus, seed: int, **settings: object) -> dict:
    began = time.process_time()
    model = fit_text_classifier(train.texts, train.labels, seed=seed, **settings)
    spent = time.process_time() - began
    print(settings, f"{spent:.1f} s", flush=True)
    embedding = model.network_.get_layer("embedding").count_params()
    return {
        **measured(model, test),
        "parameters": model.network_.count_params() - embedding,
        "cpu_seconds": round(spent, 1),
    }


def measured(model: object, test: Corpus) -> dict[str, float]:
    """Return the share of right labels, of all sentences, of those in pairs, and of the others."""
    right = model.predict(test.texts) == test.labels
    twins = [bool(pair) for pair in test.pairs]
    others = [not twin for twin in twins]
    parts = {"accuracy": right, "in_pairs": right[twins], "others": right[others]}
    return {name: round(float(part.mean()), 4) for name, part in parts.items()}


def bag(train: Corpus) -> object:
    return make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000)).fit(
        train.texts, train.labels
    )


def shuffled(corpus: Corpus, seed: int) -> Corpus:
    """Return the same sentences with their words in an order drawn by chance."""
    draw = random.Random(seed)
    texts = []
    for text in corpus.texts:
        words = text.split()
        draw.shuffle(words)
        texts.append(" ".join(words))
    return Corpus(tuple(texts), corpus.labels, corpus.splits, corpus.pairs)


def some(corpus: Corpus, size: int, seed: int) -> Corpus:
    """Return so many sentences, half of them of each class."""
    draw = random.Random(seed)
    places = [
        place
        for label in CLASSES
        for place in draw.sample([i for i, each in enumerate(corpus.labels) if each == label],
                                 size // 2)
    ]  # fmt: skip
    columns = (corpus.texts, corpus.labels, corpus.splits, corpus.pairs)
    return Corpus(*(tuple(column[place] for place in places) for column in columns))


if __name__ == "__main__":
    main()
