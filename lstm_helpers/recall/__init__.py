"""A task that needs memory: read a word, read others, then name the first.

Small networks are trained on it in NumPy, several at once, so that a lesson can compare a simple
RNN, an LSTM and a GRU over several seeds within seconds.
"""

from lstm_helpers.recall.experiment import RecallScores, recall_scores
from lstm_helpers.recall.task import RECALL_WORDS, recall_sequences

__all__ = ["RECALL_WORDS", "RecallScores", "recall_scores", "recall_sequences"]
