"""Every figure of the lessons.

A figure is made by one function and returned; nothing is shown, printed or saved here. A function
is loaded when it is first used: some need scikit-learn, and most lessons draw a few figures only.
"""

from importlib import import_module

_HOME = {
    "plot_attended_words": "attention",
    "plot_attention": "attention",
    "plot_both_ways": "both_ways",
    "plot_by_seed": "by_seed",
    "plot_calibration": "calibration",
    "plot_ward": "clinic",
    "plot_confusion": "confusion",
    "plot_curves": "curves",
    "plot_lookup": "embedding",
    "plot_word_map": "embedding",
    "plot_word_maps": "embedding",
    "plot_cell_diagram": "gates",
    "plot_gate_maps": "gates",
    "plot_squashing": "gates",
    "plot_generation": "generation",
    "plot_gradient_norms": "gradients",
    "plot_held_out_losses": "held_out",
    "plot_probabilities": "measures",
    "plot_word_gates": "measures",
    "plot_batches": "padding",
    "plot_drift": "padding",
    "plot_lengths": "padding",
    "plot_padded_reading": "padding",
    "plot_pipeline": "pipeline",
    "plot_stage": "pipeline",
    "plot_recall_view": "recall_live",
    "plot_recall": "recurrent",
    "plot_recurrent_steps": "recurrent",
    "plot_scores": "scores",
    "plot_sentiment": "sentiment",
    "plot_share_ranges": "share_ranges",
    "GATE_COLOURS": "style",
    "plot_tagged": "tagged",
    "plot_tagging": "tagging",
    "plot_thresholds": "thresholds",
    "plot_coverage": "tokens",
    "plot_token_ids": "tokens",
    "plot_each_run": "training_runs",
    "plot_runs": "training_runs",
    "plot_unrolled": "unrolled",
    "plot_variants": "variants",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    """Load a figure's function from its module on first use."""
    if name not in _HOME:
        raise AttributeError(f"plots has no name {name!r}; it offers {', '.join(__all__)}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
