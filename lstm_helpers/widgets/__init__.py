"""Explorers to watch and to operate on: widgets that run in the browser."""

from lstm_helpers.widgets.embedding_explorer import EmbeddingExplorer
from lstm_helpers.widgets.gate_explorer import GateExplorer
from lstm_helpers.widgets.gradient_explorer import GradientExplorer
from lstm_helpers.widgets.padding_explorer import PaddingExplorer
from lstm_helpers.widgets.pipeline_explorer import PipelineExplorer
from lstm_helpers.widgets.return_explorer import ReturnExplorer
from lstm_helpers.widgets.token_explorer import TokenExplorer

__all__ = [
    "EmbeddingExplorer",
    "GateExplorer",
    "GradientExplorer",
    "PaddingExplorer",
    "PipelineExplorer",
    "ReturnExplorer",
    "TokenExplorer",
]
