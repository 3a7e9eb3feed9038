"""Train the review model that comes with the course: ``python -m tools.pretrain_review_model``.

Writes ``data/pretrained/review_lstm.npz``. Several seeds are trained, and the one that does best on
the validation sentences is kept; the test sentences are judged once, by that one, and the figures
go into the model's record.
"""

import argparse
from dataclasses import replace

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from lstm_helpers.corpus import Corpus, load_corpus
from lstm_helpers.metrics import BinaryScores, binary_scores
from lstm_helpers.prediction import classify
from lstm_helpers.pretrained import REVIEW_MODEL_FILE, ReviewModel
from lstm_helpers.training import Recipe, fit_review_model

SEEDS = (0, 1, 2, 3, 4)
TARGETS = {"negative": 0.0, "neutral": 0.5, "positive": 1.0}
VERDICTS = ("negative", "positive")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--dry", action="store_true", help="print the figures, write no file")
    arguments = parser.parse_args()

    corpus = load_corpus("reviews")
    model = best_of(arguments.seeds, corpus)
    baseline = bag_of_words(corpus.select("train", labels=VERDICTS))
    record = dict(model.record)
    for split in ("validation", "test"):
        sentences = corpus.select(split, labels=VERDICTS)
        for name, part in ((split, sentences), (f"{split}_pairs", sentences.select(paired=True))):
            record[name] = figures(score(part, classify(model, part.texts)))
            bag = score(part, baseline.predict_proba(part.texts)[:, 1])
            print(f"{name:16} {record[name]}  bag of words {bag.accuracy:.3f}")
    if not arguments.dry:
        save(replace(model, record=record))


def best_of(seeds: list[int], corpus: Corpus) -> ReviewModel:
    """Train one model a seed; return the one that judges most validation sentences rightly."""
    train, validation = corpus.select("train"), corpus.select("validation", labels=VERDICTS)
    targets = [TARGETS[label] for label in train.labels]
    best, highest, accuracies = None, -1.0, {}
    for seed in seeds:
        model = fit_review_model(train.texts, targets, Recipe(), seed)
        accuracies[seed] = score(validation, classify(model, validation.texts)).accuracy
        print(f"seed {seed}: validation accuracy {accuracies[seed]:.4f}", flush=True)
        if accuracies[seed] > highest:
            best, highest = model, accuracies[seed]
    rounded = {str(seed): round(accuracy, 4) for seed, accuracy in accuracies.items()}
    return replace(best, record={**best.record, "validation_accuracy_by_seed": rounded})


def bag_of_words(train: Corpus) -> object:
    """Fit the baseline that knows which words there are but not their order."""
    baseline = make_pipeline(TfidfVectorizer(), LogisticRegression())
    return baseline.fit(train.texts, train.labels)


def score(part: Corpus, probabilities: list[float]) -> BinaryScores:
    return binary_scores([label == "positive" for label in part.labels], probabilities)


def figures(scores: BinaryScores) -> dict[str, float]:
    names = ("accuracy", "precision", "recall", "f1")
    return {name: round(getattr(scores, name), 4) for name in names}


def save(model: ReviewModel) -> None:
    REVIEW_MODEL_FILE.parent.mkdir(exist_ok=True)
    model.save(REVIEW_MODEL_FILE)
    print(f"{REVIEW_MODEL_FILE.name}: {REVIEW_MODEL_FILE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
