"""Which of a lesson's cells train a network, seen while they run."""

from nbformat.v4 import new_code_cell

from benchmarks.endurance.lesson_kernel import error_of

# Run on the kernel before the lesson. Every training of the course goes through one of these.
WATCH = """
def _watch():
    import builtins, functools
    import keras
    from lstm_helpers.recall import experiment
    from lstm_helpers.training import loop

    def counted(owner, name):
        plain = getattr(owner, name)

        @functools.wraps(plain)
        def training(*arguments, **named):
            builtins.trainings_begun += 1
            return plain(*arguments, **named)

        setattr(owner, name, training)

    builtins.trainings_begun = 0
    counted(keras.Model, "fit")
    counted(keras.Model, "train_on_batch")
    counted(loop._Run, "epoch")
    counted(experiment, "train_networks")


_watch()
del _watch
"""
BEGUN = "import builtins; print(builtins.trainings_begun)"


def watch(kernel):
    """Let a kernel count the trainings that begin on it."""
    if error := error_of(kernel.run(new_code_cell(WATCH))):
        raise RuntimeError(f"the trainings can't be watched: {error}")


def begun(kernel):
    """Return how many trainings, or epochs or batches of one, have begun on the kernel."""
    return int(kernel.ask(BEGUN))
