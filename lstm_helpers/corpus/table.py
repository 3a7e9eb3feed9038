"""Reading a table of the course: rows that can be trusted, or words that name the fault."""

import csv
from collections.abc import Iterator
from pathlib import Path


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Read some columns of a CSV file, row by row.

    Parameters
    ----------
    path : Path
        A UTF-8 file whose first line names its columns.
    columns : tuple of str
        Those to read, in the order wanted.

    Yields
    ------
    place : str
        The file's name and the line, for a message.
    row : tuple of str
        What stands in the columns; None for what a short row lacks.

    Raises
    ------
    ValueError
        If the file is no UTF-8 text or no table, or lacks a column; the message names the file.

    Examples
    --------
    >>> from lstm_helpers.corpus import DATA_FOLDER
    >>> place, row = next(read_table(DATA_FOLDER / "reviews.csv", ("split", "label")))
    >>> place, len(row)
    ('reviews.csv, line 2', 2)
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:  # a spreadsheet may put a mark
            reader = csv.DictReader(file)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise ValueError(
                    f"{path.name} must have the columns {', '.join(columns)}; "
                    f"{', '.join(missing)} is missing"
                )
            for record in reader:
                place = f"{path.name}, line {reader.line_num}"
                yield place, tuple(record[column] for column in columns)
    except UnicodeDecodeError as fault:
        raise ValueError(f"{path.name} must be UTF-8 text; byte {fault.start} is not") from None
    except csv.Error as fault:
        raise ValueError(f"{path.name} cannot be read as a table: {fault}") from None
