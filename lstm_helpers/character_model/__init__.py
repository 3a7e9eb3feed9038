"""A language model of characters, and its training."""

from lstm_helpers.character_model.fitting import fit_character_model
from lstm_helpers.character_model.model import CharacterModel

__all__ = ["CharacterModel", "fit_character_model"]
