"""The text of a downloaded file, or words that say why there is none."""

from pathlib import Path


def read_text(path: Path) -> str:
    r"""Return a file's text with its line ends as they are.

    Parameters
    ----------
    path : Path
        A file.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the file is no UTF-8 text; the message names the file and the first byte at fault.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "few"
    ...     _ = path.write_bytes(b"caf\xc3\xa9\r\n")
    ...     read_text(path)
    'café\r\n'
    """
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as fault:
        raise ValueError(f"{path.name} must be UTF-8 text; byte {fault.start} is not") from None
