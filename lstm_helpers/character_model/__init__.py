"""A language model of characters: reading, judging and writing text in NumPy.

Its training, in `lstm_helpers.character_model.fitting`, computes in NumPy, too, but is led by the
loop of `lstm_helpers.training`; that loop and `keras_network` need Keras.
"""

from lstm_helpers.character_model.model import CharacterModel
from lstm_helpers.character_model.reading import CharacterReader
from lstm_helpers.character_model.verse import load_verse_model
from lstm_helpers.character_model.writing import Continuation, continue_text

__all__ = [
    "CharacterModel",
    "CharacterReader",
    "Continuation",
    "continue_text",
    "load_verse_model",
]
