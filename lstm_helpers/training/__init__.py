"""Training: the loop, its batches, and the review model's own recipe."""

from lstm_helpers.training.batches import batches_by_length, padded_batches, read_rows
from lstm_helpers.training.loop import Plan, train
from lstm_helpers.training.restart import restart
from lstm_helpers.training.review_model import Recipe, WordDropout, fit_review_model

__all__ = [
    "Plan",
    "Recipe",
    "WordDropout",
    "batches_by_length",
    "fit_review_model",
    "padded_batches",
    "read_rows",
    "restart",
    "train",
]
