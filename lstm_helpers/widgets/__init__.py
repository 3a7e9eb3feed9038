"""Explorers to watch and to operate on, a module each; what one needs, the others don't load."""
