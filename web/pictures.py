"""What a page has to know of a picture before it is there."""

import io

from PIL import Image


def png_size(data: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG in its own pixels."""
    with Image.open(io.BytesIO(data)) as picture:
        return picture.size
