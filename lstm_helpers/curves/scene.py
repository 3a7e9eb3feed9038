"""All the numbers of a picture of curves."""

from dataclasses import dataclass

from lstm_helpers import _validate
from lstm_helpers.curves.observing import Diagnosis, diagnose
from lstm_helpers.curves.recorded import Run
from lstm_helpers.curves.reference import Guessing
from lstm_helpers.history import History


@dataclass(frozen=True)
class CurvesScene:
    """A training up to an epoch, and what it is to be compared with.

    Attributes
    ----------
    run : Run
        The epochs shown.
    epochs : int
        How many the axis has room for.
    guessing : Guessing
        What guessing gives.
    diagnosis : Diagnosis
        What the losses say.
    """

    run: Run
    epochs: int
    guessing: Guessing
    diagnosis: Diagnosis


def curves_scene(
    training: Run | History, guess: Guessing, epochs: int | None = None
) -> CurvesScene:
    """Gather the numbers of a picture of curves.

    Parameters
    ----------
    training : Run or History
        With at least one epoch, and figures on what was kept back.
    guess : Guessing
        From `guessing`, of the training labels.
    epochs : int, optional
        How many of the epochs to show; all if left out.

    Returns
    -------
    CurvesScene

    Raises
    ------
    ValueError
        If there is no epoch, no figure on what was kept back, or fewer epochs than asked for.

    Examples
    --------
    >>> run = Run((0.9, 0.3), (0.6, 0.9), (0.8, 0.7), (0.7, 0.7))
    >>> scene = curves_scene(run, Guessing(1.1, 1.0, 0.4), epochs=1)
    >>> scene.epochs, scene.diagnosis.word
    (2, 'underfits')
    """
    _validate.instance("guess", guess, Guessing)
    run = run_of(training) if isinstance(training, History) else training
    _validate.instance("training", run, Run)
    if not len(run):
        raise ValueError("training must hold at least one finished epoch; got none")
    shown = run if epochs is None else run.first(epochs)
    diagnosis = diagnose(shown.loss, shown.validation_loss, guess.even)
    return CurvesScene(shown, len(run), guess, diagnosis)


def run_of(history: History) -> Run:
    """Return the figures of a history, a tuple for each measure.

    Parameters
    ----------
    history : History
        Of a training that was judged, and counted its accuracy, after every epoch.

    Returns
    -------
    Run

    Raises
    ------
    ValueError
        If a figure is missing.

    Examples
    --------
    >>> from lstm_helpers.history import Epoch
    >>> run_of(History((Epoch(1, 0.9, 0.6, 0.8, 0.7, 1.0),))).validation_loss
    (0.8,)
    """
    names = ("loss", "accuracy", "validation_loss", "validation_accuracy")
    columns = [tuple(getattr(epoch, name) for epoch in history.epochs) for name in names]
    for name, column in zip(names, columns, strict=True):
        if None in column:
            raise ValueError(f"history must hold the {name.replace('_', ' ')} of every epoch")
    return Run(*columns)
