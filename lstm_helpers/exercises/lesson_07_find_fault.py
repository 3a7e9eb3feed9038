"""Lesson 07, exercise 2: find the first stage at which a pipeline went wrong."""

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.fault_mistakes import CHECKED, likely_mistake
from lstm_helpers.exercises.pipeline_faults import SOUND, Case, cases
from lstm_helpers.padding import pad
from lstm_helpers.probabilities import softmax
from lstm_helpers.trace import trace_lstm


def my_first_fault(run):
    """Return the name of the first wrong stage of a run, or "none"."""
    # Each stage is judged by the one before: make it again, and compare.
    # Step 1. The ids are what the vocabulary gives; the lists may differ in length.
    if [list(ids) for ids in run.ids] != [run.vocabulary.encode(text) for text in run.texts]:
        return "ids"
    # Step 2. Rows of one length. Too long a text loses its first tokens; zeros come after.
    batch = pad(run.ids, run.length, where="post", truncate="pre")
    if not isinstance(run.padded, np.ndarray) or not np.array_equal(run.padded, batch.ids):
        return "padded"

    # Floating-point numbers may differ in the last digits. Shapes first: allclose broadcasts.
    def same(found, expected):
        return np.shape(found) == expected.shape and np.allclose(found, expected, atol=1e-5)

    # Step 3. A row of the embedding for each id.
    if not same(run.vectors, run.embedding[run.padded]):
        return "vectors"
    # Step 4. The hidden state after the last token, padding masked.
    read = [
        trace_lstm(run.lstm, row, mask=mask)
        for row, mask in zip(run.vectors, batch.mask, strict=True)
    ]
    state = np.array([trace.hidden[-1] for trace in read])
    if not same(run.state, state):
        return "state"
    # Step 5. Softmax over the classes, which lie along the last axis.
    if not same(run.probabilities, softmax(run.state @ run.dense_kernel + run.dense_bias)):
        return "probabilities"
    return "none"


def _review(attempt: Attempt) -> str:
    judged = cases()
    # First a sound run, the plainest: what fails there is no broken run's doing.
    sound = [case for case in judged if case.first == SOUND]
    _answer(attempt, min(sound, key=lambda case: len(case.story)))
    answers = [_answer(attempt, case) for case in judged]
    wrong = [
        (case, answer) for case, answer in zip(judged, answers, strict=True) if answer != case.first
    ]
    if not wrong:
        broken = sum(case.first != SOUND for case in judged)
        return (
            f"Right. In {len(judged)} runs, {broken} of them broken, each in its own way, you name "
            "the first wrong stage, and you leave the sound ones in peace."
        )
    case, answer = wrong[0]
    mistake = likely_mistake(judged, answers)
    cause = f"\nLikely cause: {mistake.cause}" if mistake else ""
    raise AnswerError(
        f"Not yet: {len(judged) - len(wrong)} of {len(judged)} runs are judged rightly. Of the "
        f"first that is not, this is true:\n    {case.story}\n    yours    {answer!r}\n"
        f"    expected {case.first!r}{cause}"
    )


def _answer(attempt: Attempt, case: Case) -> str:
    try:
        value = attempt.call(run=case.run)
    except AnswerError as error:
        raise AnswerError(f"{error}{_why(str(error), case)}") from None
    if isinstance(value, str) and value in (SOUND, *CHECKED):
        return value
    names = ", ".join(f'"{name}"' for name in (*CHECKED, SOUND))
    kind = "" if isinstance(value, str) else f", of type {type(value).__name__}"
    got = f"{_validate.brief(value)}{kind}"
    says = f"Return the name of a stage: one of {names}. Yours returned {got}."
    if isinstance(value, bool | np.bool_):
        says += " Whether something is wrong is half of the answer; the other half is where."
    elif isinstance(value, int | np.integer):
        says += " Write the stage's name, not its number."
    elif isinstance(value, list | tuple | set | dict):
        says += " The first wrong stage alone is wanted; return as soon as you meet it."
    elif isinstance(value, str) and value == "text":
        says += " The texts are what came in; they are never wrong."
    raise AnswerError(says)


def _why(error: str, case: Case) -> str:
    """Return what may be said about a checker that stopped with an error."""
    if "stopped with an error" not in error:
        return ""
    listed = any(
        words in error for words in ("inhomogeneous", "no attribute 'shape'", "list indices")
    )
    if case.first == SOUND:
        hint = " run.ids is always a list of lists, which differ in length, and no array."
        return f"\nIt was judging a run of which this is true: {case.story}.{hint * listed}"
    if listed:
        return (
            "\nLikely cause: a run whose rows were not padded, a list of lists. Ask for that "
            "before you compute with it: isinstance(run.padded, np.ndarray)."
        )
    if "broadcast" in error or "matmul" in error or "IndexError" in error:
        return (
            "\nLikely cause: a stage of another shape, or an id without a row, is computed with. "
            "Compare shapes first, and return at the first wrong stage."
        )
    return f"\nIt was judging a run of which this is true: {case.story}."


EXERCISE = Exercise(
    name="07_find_fault",
    objectives=("pipeline.stages", "pipeline.shapes"),
    prompt=(
        "Write my_first_fault(run): run holds what a program produced at every stage (run.texts, "
        "run.ids, run.padded, run.vectors, run.state, run.probabilities) and the parts it should "
        "have used (run.vocabulary, run.length, run.embedding, run.lstm, run.dense_kernel, "
        "run.dense_bias). Zeros go after the tokens, too long a text loses its first tokens, and "
        'padding is masked. Return the name of the first wrong stage: "ids", "padded", "vectors", '
        '"state" or "probabilities"; or "none".'
    ),
    reference=my_first_fault,
    review=_review,
    hints=(
        "Go from the left. For each stage ask: given the stage before, and that one is right, what "
        "should stand here? Is it there?",
        'Make each stage again: vocabulary.encode(text), pad(ids, length, where="post"), '
        "embedding[padded], trace_lstm(lstm, row, mask=row_mask).hidden[-1], softmax(state @ "
        "dense_kernel + dense_bias). Return its name as soon as one differs.",
        "Compare shapes before numbers, for np.allclose stretches what does not fit. Whole numbers "
        "must be equal; others may differ by 1e-5. Rows that were not padded are a list.",
        "def same(found, expected): return np.shape(found) == expected.shape and "
        "np.allclose(found, expected, atol=1e-5)",
    ),
    imports="import numpy as np\nfrom lstm_helpers import pad, softmax, trace_lstm",
)
