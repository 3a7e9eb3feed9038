"""Train the three-class pipeline of lesson 07: ``python -m tools.pretrain_review_pipeline``.

Writes ``data/pretrained/review_pipeline.npz``. The seed that does best on the validation sentences
is kept. The weights are rounded to half precision, which halves the file; what is printed was
measured after that.
"""

import argparse
from dataclasses import replace

import numpy as np

from lstm_helpers._backend import keras
from lstm_helpers.cells import LSTMWeights
from lstm_helpers.corpus import Corpus, load_corpus
from lstm_helpers.padding import pad
from lstm_helpers.pipeline import TextPipeline
from lstm_helpers.pipeline_file import PIPELINE_FILE, save_pipeline
from lstm_helpers.pipeline_keras import pipeline_from_keras, text_network
from lstm_helpers.tokenizer import Vocabulary

LABELS = ("negative", "neutral", "positive")
SIZE, LENGTH, FEATURES, UNITS = 2000, 10, 50, 64
EPOCHS, BATCH, RATE = 4, 64, 0.003


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=(0, 1, 2))
    parser.add_argument("--dry", action="store_true", help="print the figures, write no file")
    arguments = parser.parse_args()

    corpus = load_corpus("reviews")
    trained = [fit(corpus.select("train"), seed) for seed in arguments.seeds]
    best = max(trained, key=lambda pipeline: accuracy(pipeline, corpus.select("validation")))
    for pipeline in trained:
        print("validation", accuracy(pipeline, corpus.select("validation")))
    print("the best, on test", accuracy(best, corpus.select("test")))
    if not arguments.dry:
        save_pipeline(best, PIPELINE_FILE)
        print(f"{PIPELINE_FILE.name}: {PIPELINE_FILE.stat().st_size / 1000:.0f} kB")


def fit(train: Corpus, seed: int) -> TextPipeline:
    vocabulary = Vocabulary.from_texts(train.texts, max_tokens=SIZE)
    ids = pad([vocabulary.encode(text) for text in train.texts], LENGTH, where="post").ids
    wanted = np.array([LABELS.index(label) for label in train.labels])
    keras.utils.set_random_seed(seed)
    network = text_network(SIZE, FEATURES, UNITS, len(LABELS))
    rate = keras.optimizers.schedules.CosineDecay(RATE, EPOCHS * -(-len(ids) // BATCH))
    network.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    network.fit(ids, wanted, batch_size=BATCH, epochs=EPOCHS, verbose=0)
    return rounded(pipeline_from_keras(network, vocabulary, LABELS, LENGTH))


def rounded(pipeline: TextPipeline) -> TextPipeline:
    lstm = pipeline.lstm
    return replace(
        pipeline,
        embedding=half(pipeline.embedding),
        lstm=LSTMWeights(half(lstm.kernel), half(lstm.recurrent_kernel), half(lstm.bias)),
        dense_kernel=half(pipeline.dense_kernel),
        dense_bias=half(pipeline.dense_bias),
    )


def half(array: np.ndarray) -> np.ndarray:
    return array.astype(np.float16).astype(np.float32)


def accuracy(pipeline: TextPipeline, part: Corpus) -> float:
    predicted = pipeline.run(part.texts).predicted
    return float(np.mean(np.array(predicted) == np.array(part.labels)))


if __name__ == "__main__":
    main()
