"""Explorers to watch and to operate on: widgets that run in the browser."""

from lstm_helpers.widgets.gate_explorer import GateExplorer
from lstm_helpers.widgets.gradient_explorer import GradientExplorer
from lstm_helpers.widgets.return_explorer import ReturnExplorer
from lstm_helpers.widgets.threshold_explorer import ThresholdExplorer
from lstm_helpers.widgets.token_explorer import TokenExplorer

__all__ = [
    "GateExplorer",
    "GradientExplorer",
    "ReturnExplorer",
    "ThresholdExplorer",
    "TokenExplorer",
]
