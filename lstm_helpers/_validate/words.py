"""What was passed, in few enough words for a message."""


def brief(value: object) -> str:
    """Return how Python writes `value`, cut to a length that fits into a message."""
    try:
        shown = repr(value)
    except Exception:  # a whole number of more than 4,300 digits, or an object that fails to
        shown = f"what can't be shown, of type {type(value).__name__}"
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
