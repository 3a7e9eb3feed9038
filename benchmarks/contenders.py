"""What is moved and answered in the latency measurement, side by side.

`interact`, ipympl, the blitted image and the gate explorer draw the same numbers: six maps (forget,
input, candidate, output, cell, hidden) of one sentence read by the review model, the chosen
timestep marked. The course's other explorers, quiz, final test and flashcards show their own.
"""

from benchmarks.contender import SLIDER, Contender
from benchmarks.latency_cells import (
    ATTENTION,
    BLIT,
    CURVES,
    EMBEDDING,
    EXPLORER,
    EXPLORER_LARGE,
    FINAL_TEST,
    FLASHCARDS,
    FLOOR,
    GENERATION,
    GRADIENTS,
    HAND_IN,
    INTERACT,
    IPYMPL,
    PADDING,
    PIPELINE,
    QUIZ,
    RETURNS,
    SENTIMENT,
    TAGGING,
    THRESHOLD,
    TOKENS,
    TOKENS_LARGE,
    UNITS_LARGE,
)
from benchmarks.quiz_contenders import (
    CardContender,
    FinalTestContender,
    HandInContender,
    QuizContender,
)

YARDSTICK = "`interact` + inline Matplotlib"
FRAME = 1000 / 60  # ms that a 60 Hz screen shows one picture
KERNEL_LIMIT = 80  # ms for a picture that the kernel draws
FEEDBACK_LIMIT = 50  # ms from an answer to what is said of it
EXPLORER_ROOT = ".gate-explorer"
CHOSEN_CHIP = ".ge-chip[aria-pressed='true']"
FORGET_SLIDER = ".ge-control[data-gate='forget'] input[type='range']"


def kernel_explorer(name, cell, control, moved, steps=19):
    """Return an explorer whose picture the kernel draws, moved by one of its sliders."""
    focus = f"[data-control='{control}']"
    return Contender(
        f"{name}, {moved}", cell, ".kernel-explorer", focus, "image", KERNEL_LIMIT, steps
    )


def contenders():
    """List every contender, in the order of the table."""
    floor = ".measured-floor"
    interact, ipympl, blit = ".measured-interact", ".measured-ipympl", ".measured-blit"
    large = f"{TOKENS_LARGE} tokens × {UNITS_LARGE} units"
    return [
        Contender("an empty change (the floor)", FLOOR, floor, f"{floor} input", "document"),
        Contender(
            YARDSTICK, INTERACT, f"{interact} .widget-output", f"{interact} {SLIDER}", "image"
        ),
        Contender("ipympl", IPYMPL, ".jupyter-matplotlib", f"{ipympl} {SLIDER}", "canvas"),
        Contender(
            "Matplotlib blitted into an `Image`",
            BLIT,
            f"{blit} img",
            f"{blit} {SLIDER}",
            "image",
            KERNEL_LIMIT,
        ),
        Contender("GateExplorer, move", EXPLORER, EXPLORER_ROOT, CHOSEN_CHIP, "document", FRAME),
        Contender("GateExplorer, surgery", EXPLORER, EXPLORER_ROOT, FORGET_SLIDER, "canvas", FRAME),
        Contender(
            f"GateExplorer, move, {large}",
            EXPLORER_LARGE,
            EXPLORER_ROOT,
            CHOSEN_CHIP,
            "document",
            50,
            TOKENS_LARGE - 1,
        ),
        Contender(
            f"GateExplorer, surgery, {large}",
            EXPLORER_LARGE,
            EXPLORER_ROOT,
            FORGET_SLIDER,
            "canvas",
            50,
        ),
        Contender(
            "TokenExplorer, size of the vocabulary",
            TOKENS,
            ".token-explorer",
            ".te-slider",
            "document",
            KERNEL_LIMIT,
            100,
        ),
        kernel_explorer("PaddingExplorer", PADDING, "length", "length of the row"),
        kernel_explorer("EmbeddingExplorer", EMBEDDING, "neighbours", "number of neighbours", 14),
        kernel_explorer("GradientExplorer", GRADIENTS, "gain", "recurrent gain", 18),
        kernel_explorer("ReturnExplorer", RETURNS, "units", "units", 5),
        kernel_explorer("PipelineExplorer", PIPELINE, "stage", "stage", 5),
        kernel_explorer("SentimentExplorer", SENTIMENT, "word", "word that is changed"),
        kernel_explorer("CurvesExplorer", CURVES, "epochs", "epochs shown", 9),
        kernel_explorer("ThresholdExplorer", THRESHOLD, "threshold", "threshold", 100),
        kernel_explorer("GenerationExplorer", GENERATION, "temperature", "temperature", 18),
        kernel_explorer("TaggingExplorer", TAGGING, "read", "tokens read"),
        kernel_explorer("AttentionExplorer", ATTENTION, "distance", "distance", 5),
        QuizContender(
            "quiz, answer to feedback",
            QUIZ,
            ".quiz-stage",
            ".quiz-commit",
            "document",
            FEEDBACK_LIMIT,
        ),
        FinalTestContender(
            "final test, answer to next question",
            FINAL_TEST,
            ".quiz-stage",
            ".quiz-commit",
            "document",
        ),
        HandInContender(
            "final test, handed in to result",
            HAND_IN,
            ".final-stage",
            ".final-go",
            ".final-score",
        ),
        CardContender(
            "flashcard, turned", FLASHCARDS, ".flashcards-stage", ".flashcard-turn", "document"
        ),
    ]
