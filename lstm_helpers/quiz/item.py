"""One question of a bank, checked and frozen."""

from dataclasses import dataclass

LEVELS = ("easy", "medium", "hard")
KINDS = ("one", "several", "number", "shape", "order", "prints", "bug")
USES = ("quiz", "predict", "myth")


@dataclass(frozen=True)
class Option:
    """An answer on offer, or one foreseen, and what is said to whoever gives it."""

    id: str
    text: str
    answer: str
    misconception: str | None = None


@dataclass(frozen=True)
class Item:
    """One question. The fields are those of the bank file; `key` holds one or more option ids."""

    id: str
    objective: str
    level: str
    kind: str
    use: str
    prompt: str
    code: str | None
    options: tuple[Option, ...]
    key: tuple[str, ...]
    tolerance: float
    otherwise: str | None
    shuffle: bool
    hints: tuple[str, ...]
    solution: tuple[str, ...]
    mistakes: tuple[str, ...]
    evidence: str | None
    shown_in: str | None

    def option(self, option_id: str) -> Option | None:
        """Return the option of that id.

        Parameters
        ----------
        option_id : str
            As in the bank file.

        Returns
        -------
        Option or None
            None if there is none.
        """
        return next((option for option in self.options if option.id == option_id), None)
