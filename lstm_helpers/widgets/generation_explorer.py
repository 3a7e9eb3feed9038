"""The generation explorer: a prompt, a temperature, what comes next and what is written."""

import numpy as np
import traitlets

from lstm_helpers import _validate
from lstm_helpers.character_model import (
    CharacterModel,
    Continuation,
    continue_text,
    load_verse_model,
)
from lstm_helpers.plots.generation import UNDERLINED, GenerationFigure, percent
from lstm_helpers.plots.wording import character_name
from lstm_helpers.widgets.controls import Control, Field, Slider
from lstm_helpers.widgets.course_widget import Attribute
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

PROMPT = "The boat "
TEMPERATURES = tuple(tenths / 10 for tenths in range(2, 21))
LENGTHS = (40, 80, 120, 160, 200)
SEEDS = tuple(range(10))
MOST_IN_PROMPT = 120  # characters; more would be read too slowly to be moved

_NAMED = 3  # next characters that the read-out names


class GenerationExplorer(KernelExplorer):
    """A character model that writes on from your prompt, at the temperature you set.

    Parameters
    ----------
    model : CharacterModel, optional
        Writes; the course's verse model if left out.
    prompt : str
        1 to 120 characters, all of them known to the model.
    temperature : float
        From 0.2 to 2.
    length : int
        Characters to write, from 1 to 200.
    seed : int
        From 0 up: another seed, another text.

    Raises
    ------
    ValueError
        If an argument is not of its kind or range; also when an attribute is set.

    Examples
    --------
    >>> explorer = GenerationExplorer(prompt="The ", length=40)
    >>> explorer.temperature = 0.5
    >>> explorer.readout[0][:33]
    'At temperature 0.5, after “The ”:'
    """

    prompt = Attribute(PROMPT)
    temperature = Attribute(1.0)
    length = Attribute(160)
    seed = Attribute(0)

    figure_class = GenerationFigure

    def __init__(self, model: CharacterModel | None = None, **attributes: object) -> None:
        model = load_verse_model() if model is None else model
        _validate.instance("model", model, CharacterModel)
        self._model = model
        self._written: Continuation | None = None
        super().__init__(**attributes)

    @traitlets.validate("prompt")
    def _check_prompt(self, proposal: dict) -> str:
        prompt = _validate.text("prompt", proposal["value"])
        unknown = [c for c in dict.fromkeys(prompt) if c not in self._model.characters]
        if unknown:
            known = "".join(c for c in self._model.characters if c.isprintable())
            raise ValueError(
                f"prompt must hold characters that the model has met while it was trained; got "
                f"{', '.join(map(repr, unknown[:5]))}, and it knows {known}"
            )
        if not 1 <= len(prompt) <= MOST_IN_PROMPT:
            raise ValueError(
                f"prompt must hold 1 to {MOST_IN_PROMPT} characters; got {len(prompt)}"
            )
        return prompt

    @traitlets.validate("temperature")
    def _check_temperature(self, proposal: dict) -> float:
        low, high = TEMPERATURES[0], TEMPERATURES[-1]
        return _validate.number("temperature", proposal["value"], low, high)

    @traitlets.validate("length")
    def _check_length(self, proposal: dict) -> int:
        return _validate.whole("length", proposal["value"], 1, LENGTHS[-1])

    @traitlets.validate("seed")
    def _check_seed(self, proposal: dict) -> int:
        return _validate.whole("seed", proposal["value"], 0)

    def _controls(self) -> tuple[Control, ...]:
        return (
            Field("prompt", "prompt", placeholder="how the text begins"),
            Slider(
                "temperature",
                "temperature",
                _with(self.temperature, TEMPERATURES),
                [f"{value:g}" for value in _with(self.temperature, TEMPERATURES)],
            ),
            Slider("length", "length", _with(self.length, LENGTHS), unit="characters"),
            Slider("seed", "seed", _with(self.seed, SEEDS)),
        )

    def _scene(self) -> Continuation:
        wanted = (self.prompt, self.temperature, self.length, self.seed)
        kept = self._written
        # Asked for several times in one answer.
        if kept is None or wanted != (kept.prompt, kept.temperature, len(kept.text), kept.seed):
            prompt, temperature, length, seed = wanted
            self._written = continue_text(self._model, prompt, length, temperature, seed)
        return self._written

    def _readout(self, scene: Continuation) -> list[str]:
        written = scene.text.replace("\n", " / ")
        unlikely = int((scene.probabilities < UNDERLINED).sum())
        plain = "" if scene.temperature == 1 else f"; at 1: {_likeliest(scene, scene.plain)}"
        return [
            f"At temperature {scene.temperature:g}, after “{scene.prompt}”: "
            f"{_likeliest(scene, scene.next)}{plain}.",
            f"Entropy of the next character: {scene.entropy:.2f} nats, as open as a choice among "
            f"{np.exp(scene.entropy):.1f} equally likely ones.",
            f"Written: “{written}”",
            f"To the model itself the text has {scene.nats:.2f} nats a character, perplexity "
            f"{np.exp(scene.nats):.1f}; {unlikely} of its {len(scene.text)} characters had less "
            f"than {percent(UNDERLINED)}.",
        ]

    def _alt(self, scene: Continuation) -> str:
        also = "" if scene.temperature == 1 else " and at 1"
        return (
            f"Left: bars of the likeliest characters after “{scene.prompt}”, at temperature "
            f"{scene.temperature:g}{also}. Right: the text that follows, characters of less than "
            f"50% shaded, of less than {percent(UNDERLINED)} underlined."
        )


def _with(value: float, values: tuple[float, ...]) -> list[float]:
    """Return a slider's values, with one that was set from Python between them."""
    return sorted({*values, value})


def _likeliest(scene: Continuation, probabilities: np.ndarray) -> str:
    order = np.argsort(-probabilities, kind="stable")[:_NAMED]
    return ", ".join(
        f"{_quoted(scene.characters[id_])} {percent(probabilities[id_])}" for id_ in order
    )


def _quoted(character: str) -> str:
    """Name a character so that a comma is told from the commas of a list."""
    name = character_name(character)
    return f"“{name}”" if name == character else name
