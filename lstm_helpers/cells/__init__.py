"""One timestep of each recurrent cell, in plain NumPy."""

from lstm_helpers.cells.activation import sigmoid
from lstm_helpers.cells.gru import GRUStep, GRUWeights, gru_step
from lstm_helpers.cells.lstm import LSTMStep, LSTMWeights, lstm_step
from lstm_helpers.cells.rnn import RNNWeights, rnn_step
from lstm_helpers.cells.weights import CellWeights

__all__ = [
    "CellWeights",
    "GRUStep",
    "GRUWeights",
    "LSTMStep",
    "LSTMWeights",
    "RNNWeights",
    "gru_step",
    "lstm_step",
    "rnn_step",
    "sigmoid",
]
