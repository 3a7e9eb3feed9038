"""Draws what one stage of a pipeline holds, as it is, into a panel of a figure."""

from lstm_helpers.pipeline import Stages
from lstm_helpers.plots.number_panels import draw_probabilities, draw_state, draw_vectors
from lstm_helpers.plots.pixels import Panel
from lstm_helpers.plots.token_panels import draw_ids, draw_padded, draw_text


def draw_stage(panel: Panel, stages: Stages, stage: str) -> None:
    """Draw what a stage holds of the first text.

    Parameters
    ----------
    panel : Panel
        Where to draw it.
    stages : Stages
        What `TextPipeline.run` gave.
    stage : str
        One of `lstm_helpers.pipeline.STAGES`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from lstm_helpers import load_pipeline
    >>> from lstm_helpers.plots.palette import Palette
    >>> from lstm_helpers.plots.pixels import Page
    >>> page = Page(Figure(), Palette.on(dark=False))
    >>> panel = Panel(page, 0, 0, 600, 200)
    >>> draw_stage(panel, load_pipeline().run("A dull film."), "ids")
    >>> [text.get_text() for text in page.figure.texts]
    ['a', 'dull', 'film', '4', '56', '8']
    """
    draw = {
        "text": draw_text,
        "ids": draw_ids,
        "padded": draw_padded,
        "vectors": draw_vectors,
        "state": draw_state,
        "probabilities": draw_probabilities,
    }[stage]
    draw(panel, stages)
