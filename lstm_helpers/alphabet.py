"""An alphabet: which characters a language model knows, and the id of each."""

from dataclasses import dataclass

from lstm_helpers import _validate


@dataclass(frozen=True)
class Alphabet:
    """Characters, a character's id being its place.

    Attributes
    ----------
    characters : str
        Two or more, each once.

    Raises
    ------
    ValueError
        If there are fewer than two, or one comes twice.

    Examples
    --------
    >>> Alphabet("abl").encode("ball")
    [1, 0, 2, 2]
    """

    characters: str

    def __post_init__(self) -> None:
        _validate.text("characters", self.characters)
        if len(set(self.characters)) != len(self.characters):
            raise ValueError("characters must hold each character once only")
        if len(self.characters) < 2:
            raise ValueError("characters must hold at least two different characters")

    def __len__(self) -> int:
        """Return V, the number of characters."""
        return len(self.characters)

    def encode(self, text: str, name: str = "text") -> list[int]:
        """Return the id of each character.

        Parameters
        ----------
        text : str
            Of known characters.
        name : str
            What the text is called in the words of an error.

        Returns
        -------
        list of int

        Raises
        ------
        ValueError
            If a character is unknown; the words name the first one, and those that are known.

        Examples
        --------
        >>> Alphabet("abl").encode("bat")
        Traceback (most recent call last):
        ValueError: text must hold characters that the model knows, 'abl'; got 't'
        """
        ids = [self.characters.find(character) for character in _validate.text(name, text)]
        if -1 in ids:
            raise ValueError(
                f"{name} must hold characters that the model knows, {self.characters!r}; "
                f"got {text[ids.index(-1)]!r}"
            )
        return ids


def two_or_more(name: str, text: str, alphabet: Alphabet) -> list[int]:
    """Return the ids of a text of which something can be predicted.

    Parameters
    ----------
    name : str
        What the text is called in the words of an error.
    text : str
        Of known characters, at least two.
    alphabet : Alphabet
        Those that are known.

    Returns
    -------
    list of int

    Raises
    ------
    ValueError
        If the text is too short or holds an unknown character.

    Examples
    --------
    >>> two_or_more("text", "b", Alphabet("abl"))
    Traceback (most recent call last):
    ValueError: text must hold at least 2 characters; got 1
    """
    ids = alphabet.encode(text, name)
    if len(ids) < 2:
        raise ValueError(f"{name} must hold at least 2 characters; got {len(ids)}")
    return ids
