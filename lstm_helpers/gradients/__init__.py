"""Back-propagation through time, in plain NumPy: how each timestep's state moves the loss."""

from lstm_helpers.gradients.bptt import backpropagate
from lstm_helpers.gradients.clipping import clip_by_norm, global_norm
from lstm_helpers.gradients.flow import GradientCurve, GradientFlow, gradient_flow
from lstm_helpers.gradients.result import Gradients
from lstm_helpers.gradients.untrained import random_cell

__all__ = [
    "GradientCurve",
    "GradientFlow",
    "Gradients",
    "backpropagate",
    "clip_by_norm",
    "global_norm",
    "gradient_flow",
    "random_cell",
]
