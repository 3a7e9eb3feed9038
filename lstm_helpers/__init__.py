"""Small, readable helpers for learning how an LSTM reads text.

Text flows one way through the modules: text → tokens → padded ids and mask → vectors →
gates and states → prediction → metric → picture, widget, quiz.

Names are loaded when first used, so ``import lstm_helpers`` is immediate and TensorFlow is
imported only by what needs it.
"""

import os
from importlib import import_module

# Set before anything imports TensorFlow: its notices are about compute kernels, not about us.
# Without oneDNN's kernels a sum is taken in the same order on every processor.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

_HOME = {
    "check_installation": "installation",
    "ways_in": "ways",
    "Corpus": "corpus",
    "load_corpus": "corpus",
    "Vocabulary": "tokenizer",
    "tokenize": "tokenizer",
    "Padded": "padding",
    "pad": "padding",
    "embed": "embedding",
    "one_hot": "embedding",
    "GRUStep": "cells",
    "GRUWeights": "cells",
    "LSTMStep": "cells",
    "LSTMWeights": "cells",
    "RNNWeights": "cells",
    "gru_step": "cells",
    "lstm_step": "cells",
    "rnn_step": "cells",
    "sigmoid": "cells",
    "GateTrace": "trace",
    "Intervention": "trace",
    "trace_lstm": "trace",
    "GradientFlow": "gradients",
    "Gradients": "gradients",
    "backpropagate": "gradients",
    "clip_by_norm": "gradients",
    "global_norm": "gradients",
    "gradient_flow": "gradients",
    "random_cell": "gradients",
    "lstm_returns": "returns",
    "Unrolled": "unrolled",
    "small_network": "unrolled",
    "unroll": "unrolled",
    "Reading": "pretrained",
    "ReviewModel": "pretrained",
    "load_review_model": "pretrained",
    "keras_classifier": "models",
    "keras_lstm": "models",
    "weights_from_keras": "models",
    "Epoch": "history",
    "History": "history",
    "Progress": "history",
    "fit_review_model": "training",
    "TextClassifier": "text_classifier",
    "fit_text_classifier": "text_classifier",
    "CharacterModel": "character_model",
    "fit_character_model": "character_model",
    "classify": "prediction",
    "gates_by_word": "gate_census",
    "BinaryScores": "metrics",
    "binary_scores": "metrics",
    "calibration_bins": "calibration",
    "held_out_messages": "message_filters",
    "load_recorded": "recorded",
    "perplexity": "surprise",
    "ThresholdCurve": "thresholds",
    "threshold_curve": "thresholds",
    "ThresholdView": "threshold_views",
    "threshold_view": "threshold_views",
    "wilson_interval": "intervals",
    "GateExplorer": "widgets",
    "GradientExplorer": "widgets",
    "ReturnExplorer": "widgets",
    "ThresholdExplorer": "widgets",
    "TokenExplorer": "widgets",
    "quiz": "quiz",
    "progress": "quiz",
    "exercise": "exercises",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    """Load a public name from its module on first use."""
    if name not in _HOME:
        raise AttributeError(f"lstm_helpers has no name {name!r}; it offers {', '.join(__all__)}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
