"""Train the review model that comes with the course: ``python -m tools.pretrain_review_model``.

Writes ``data/pretrained/review_lstm.npz``. The recipe was chosen on the validation sentences; the
test sentences are judged once, after training, and the figures go into the model's record.
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

SEED = 0
TARGETS = {"negative": 0.0, "neutral": 0.5, "positive": 1.0}
VERDICTS = ("negative", "positive")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--dry", action="store_true", help="print the figures, write no file")
    arguments = parser.parse_args()

    corpus = load_corpus("reviews")
    train = corpus.select("train")
    targets = [TARGETS[label] for label in train.labels]
    model = fit_review_model(train.texts, targets, Recipe(), arguments.seed, verbose=1)
    baseline = bag_of_words(train.select(labels=VERDICTS))

    record = dict(model.record)
    for split in ("validation", "test"):
        sentences = corpus.select(split, labels=VERDICTS)
        for name, part in ((split, sentences), (f"{split}_pairs", sentences.select(paired=True))):
            record[name] = figures(score(part, classify(model, part.texts)))
            bag = score(part, baseline.predict_proba(part.texts)[:, 1])
            print(f"{name:16} {record[name]}  bag of words {bag.accuracy:.3f}")
    if not arguments.dry:
        REVIEW_MODEL_FILE.parent.mkdir(exist_ok=True)
        save(replace(model, record=record))


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
    model.save(REVIEW_MODEL_FILE)
    print(f"{REVIEW_MODEL_FILE.name}: {REVIEW_MODEL_FILE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
