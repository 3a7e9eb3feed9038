"""Every figure of the lessons.

A figure is made by one function and returned; nothing is shown, printed or saved here.
"""

from lstm_helpers.plots.attention import plot_attended_words, plot_attention
from lstm_helpers.plots.both_ways import plot_both_ways
from lstm_helpers.plots.by_seed import plot_by_seed
from lstm_helpers.plots.calibration import plot_calibration
from lstm_helpers.plots.clinic import plot_ward
from lstm_helpers.plots.confusion import plot_confusion
from lstm_helpers.plots.curves import plot_curves
from lstm_helpers.plots.embedding import plot_lookup, plot_word_map, plot_word_maps
from lstm_helpers.plots.gates import plot_cell_diagram, plot_gate_maps, plot_squashing
from lstm_helpers.plots.generation import plot_generation
from lstm_helpers.plots.gradients import plot_gradient_norms
from lstm_helpers.plots.held_out import plot_held_out_losses
from lstm_helpers.plots.measures import plot_probabilities, plot_word_gates
from lstm_helpers.plots.padding import (
    plot_batches,
    plot_drift,
    plot_lengths,
    plot_padded_reading,
)
from lstm_helpers.plots.pipeline import plot_pipeline, plot_stage
from lstm_helpers.plots.recall_live import plot_recall_view
from lstm_helpers.plots.recurrent import plot_recall, plot_recurrent_steps
from lstm_helpers.plots.scores import plot_scores
from lstm_helpers.plots.sentiment import plot_sentiment
from lstm_helpers.plots.share_ranges import plot_share_ranges
from lstm_helpers.plots.style import GATE_COLOURS
from lstm_helpers.plots.tagged import plot_tagged
from lstm_helpers.plots.tagging import plot_tagging
from lstm_helpers.plots.thresholds import plot_thresholds
from lstm_helpers.plots.tokens import plot_coverage, plot_token_ids
from lstm_helpers.plots.training_runs import plot_each_run, plot_runs
from lstm_helpers.plots.unrolled import plot_unrolled
from lstm_helpers.plots.variants import plot_variants

__all__ = [
    "GATE_COLOURS",
    "plot_attended_words",
    "plot_attention",
    "plot_batches",
    "plot_both_ways",
    "plot_by_seed",
    "plot_calibration",
    "plot_cell_diagram",
    "plot_confusion",
    "plot_coverage",
    "plot_curves",
    "plot_drift",
    "plot_each_run",
    "plot_gate_maps",
    "plot_generation",
    "plot_gradient_norms",
    "plot_held_out_losses",
    "plot_lengths",
    "plot_lookup",
    "plot_padded_reading",
    "plot_pipeline",
    "plot_probabilities",
    "plot_recall",
    "plot_recall_view",
    "plot_recurrent_steps",
    "plot_runs",
    "plot_scores",
    "plot_sentiment",
    "plot_share_ranges",
    "plot_squashing",
    "plot_stage",
    "plot_tagged",
    "plot_tagging",
    "plot_thresholds",
    "plot_token_ids",
    "plot_unrolled",
    "plot_variants",
    "plot_ward",
    "plot_word_gates",
    "plot_word_map",
    "plot_word_maps",
]
