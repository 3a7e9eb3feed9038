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
    "TaggedCorpus": "corpus",
    "load_corpus": "corpus",
    "Span": "spans",
    "may_follow": "spans",
    "legal_tags": "tag_rows",
    "tag_spans": "spans",
    "Vocabulary": "tokenizer",
    "tokenize": "tokenizer",
    "FeatureVocabulary": "feature_vocabulary",
    "split_tokens": "feature_vocabulary",
    "token_features": "feature_vocabulary",
    "Padded": "padding",
    "length_for": "padding",
    "pad": "padding",
    "PaddedTags": "padded_tags",
    "pad_tagged": "padded_tags",
    "tagged_batches": "padded_tags",
    "embed": "embedding",
    "fresh_embedding": "embedding",
    "one_hot": "embedding",
    "Neighbour": "neighbours",
    "cosine_similarities": "neighbours",
    "nearest_neighbours": "neighbours",
    "Projection": "projection",
    "project": "projection",
    "WordLabels": "word_labels",
    "count_labels": "word_labels",
    "WordAtlas": "word_map",
    "WordMap": "word_map",
    "GRUStep": "cells",
    "GRUWeights": "cells",
    "LSTMStep": "cells",
    "LSTMWeights": "cells",
    "RNNWeights": "cells",
    "gru_step": "cells",
    "lstm_step": "cells",
    "rnn_step": "cells",
    "sigmoid": "cells",
    "softmax": "probabilities",
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
    "RecallScores": "recall",
    "recall_scores": "recall",
    "recall_sequences": "recall",
    "Reading": "pretrained",
    "ReviewModel": "pretrained",
    "load_review_model": "pretrained",
    "EntityTagger": "tagger",
    "TagReading": "tagger",
    "EntityTaggers": "tagger_file",
    "load_entity_taggers": "tagger_file",
    "Stages": "pipeline",
    "TextPipeline": "pipeline",
    "load_pipeline": "pipeline_file",
    "save_pipeline": "pipeline_file",
    "keras_classifier": "models",
    "keras_lstm": "models",
    "weights_from_keras": "models",
    "pipeline_from_keras": "pipeline_keras",
    "text_network": "pipeline_keras",
    "Epoch": "history",
    "History": "history",
    "Progress": "history",
    "fit_review_model": "training",
    "TextClassifier": "text_classifier",
    "fit_text_classifier": "text_classifier",
    "fit_entity_tagger": "tagger_fitting",
    "CharacterModel": "character_model",
    "fit_character_model": "character_model",
    "classify": "prediction",
    "TwoTaggings": "two_taggings",
    "read_twice": "two_taggings",
    "PaddedReading": "padded_reading",
    "read_padded": "padded_reading",
    "stage_notes": "stage_report",
    "gates_by_word": "gate_census",
    "BinaryScores": "metrics",
    "binary_scores": "metrics",
    "EmbeddingExplorer": "widgets.embedding_explorer",
    "GateExplorer": "widgets.gate_explorer",
    "GradientExplorer": "widgets.gradient_explorer",
    "PaddingExplorer": "widgets.padding_explorer",
    "PipelineExplorer": "widgets.pipeline_explorer",
    "ReturnExplorer": "widgets.return_explorer",
    "TokenExplorer": "widgets.token_explorer",
    "calibration_bins": "calibration",
    "held_out_messages": "message_filters",
    "load_recorded": "recorded",
    "perplexity": "surprise",
    "ThresholdCurve": "thresholds",
    "threshold_curve": "thresholds",
    "ThresholdView": "threshold_views",
    "threshold_view": "threshold_views",
    "wilson_interval": "intervals",
    "ThresholdExplorer": "widgets.threshold_explorer",
    "span_scores": "span_metrics",
    "tag_accuracy": "span_metrics",
    "TaggingExplorer": "widgets.tagging_explorer",
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
