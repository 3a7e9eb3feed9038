"""Record how LSTMs judge the messages: ``python -m tools.record_messages``.

Writes ``data/recorded/messages.json``: what each seed finds in the test split, with the loss as it
is and weighted; and, for every message, the probability given by an LSTM that was not trained on
it (five parts in the order of writing, each judged by a network trained on the other four).
"""

import json
import re
import time

import numpy as np
from sklearn.metrics import average_precision_score
from sklearn.model_selection import KFold

from lstm_helpers import binary_scores, fit_text_classifier, load_corpus
from lstm_helpers.recorded import RECORDED_FOLDER

SEEDS = (0, 1, 2, 3, 4)
MODELS = {"LSTM": {}, "LSTM, loss weighted": {"balanced": True}}
DIGITS = 4


def main() -> None:
    began = time.process_time()
    messages = load_corpus("messages")
    record = {
        "made_by": "python -m tools.record_messages",
        "test": {
            name: [on_test(messages, seed, **parameters) for seed in SEEDS]
            for name, parameters in MODELS.items()
        },
        "held_out": {"LSTM": held_out(messages)},
    }
    record["cpu_seconds"] = round(time.process_time() - began)
    RECORDED_FOLDER.mkdir(exist_ok=True)
    path = RECORDED_FOLDER / "messages.json"
    path.write_text(in_short(record) + "\n", encoding="utf-8")


def in_short(record) -> str:
    """Write as JSON what is innermost on one line."""
    lines = json.dumps(record, indent=1)
    return re.sub(r"([\[{])\s+([^\[\]{}]+?)\s+([\]}])", _on_one_line, lines)


def _on_one_line(match) -> str:
    return match[1] + " ".join(match[2].split()) + match[3]


def unwanted(corpus):
    return np.array([label == "unwanted" for label in corpus.labels])


def on_test(messages, seed, **parameters) -> dict[str, float]:
    """Train on the training split; return what is found in the test split at a threshold of 0.5."""
    train, test = messages.select("train"), messages.select("test")
    network = fit_text_classifier(train.texts, unwanted(train), seed=seed, **parameters)
    probabilities = network.predict_proba(test.texts)[:, 1]
    scores = binary_scores(unwanted(test), probabilities)
    precision = average_precision_score(unwanted(test), probabilities)
    figures = {"seed": seed, **vars(scores), "average_precision": round(precision, DIGITS)}
    print(parameters, figures, flush=True)
    return figures


def held_out(messages) -> list[float]:
    texts, actual = np.array(messages.texts), unwanted(messages)
    probabilities = np.zeros(len(texts))
    for others, part in KFold(5).split(texts):
        network = fit_text_classifier(texts[others], actual[others])
        probabilities[part] = network.predict_proba(texts[part])[:, 1]
    return probabilities.round(DIGITS).tolist()


if __name__ == "__main__":
    main()
