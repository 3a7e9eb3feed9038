"""A name that an earlier section makes: where it is made, said beneath the error.

Whoever begins in the middle of a lesson meets ``NameError: name 'model' is not defined``, for the
kernel is new. This module is an IPython extension, which the course's kernels load (see
`lab.settings`): it adds to such an error where the name comes from, and changes nothing else.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from lstm_helpers.lesson_sections import Section, names_made, read_sections, source_of

REMEDY = "Choose Run > Run All Above Selected Cell, then run this cell again."


def load_ipython_extension(shell) -> None:
    """Let a kernel say where a missing name is made.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The kernel's.

    Examples
    --------
    >>> from IPython.core.interactiveshell import InteractiveShell
    >>> load_ipython_extension(InteractiveShell())
    """
    shell.set_custom_exc((NameError,), _show_with_its_place)


def _show_with_its_place(shell, kind, error, traceback, tb_offset=None):
    """Show a NameError as IPython does, and below it where the name is made."""
    if place := place_of(error.name, shell.history_manager.input_hist_raw, Path.cwd()):
        error.add_note(f"\n{place}")
    shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)


def place_of(name: str | None, cells_run: Sequence[str], folder: Path) -> str | None:
    """Say in which section of a lesson a name is made.

    Parameters
    ----------
    name : str or None
        The missing name.
    cells_run : sequence of str
        The cells that the kernel has run; the one that failed is the last.
    folder : Path
        The kernel's own, in which the lesson lies.

    Returns
    -------
    str or None
        Two sentences: the place, and what to do; None if no section makes it.

    Examples
    --------
    >>> from lstm_helpers.ways import NOTEBOOK_FOLDER
    >>> print(place_of("forget", ["print(forget)"], NOTEBOOK_FOLDER))
    None
    """
    cells = [
        (section.title, source_of(cell).strip())
        for section in _lesson(cells_run, folder)
        for cell in section.cells
    ]
    failed = cells_run[-1].strip()
    makers = [
        place
        for place, (_, source) in enumerate(cells)
        if source != failed and name in names_made(source)
    ]
    if not makers:
        return None
    # The value that a cell goes on from is the last one given above it. An edited cell is in no
    # file: then whatever makes the name first is taken to stand above.
    here = next((place for place, (_, source) in enumerate(cells) if source == failed), None)
    above = [place for place in makers if here is None or place < here]
    maker = above[-1] if above and here is not None else makers[0]
    where = f"under “{cells[maker][0]}”" if cells[maker][0] else "before the first heading"
    if above:
        return f"{name} is made further up, {where}. {REMEDY}"
    return f"{name} is made further down, {where}: that cell has to be run first."


def _lesson(cells_run: Sequence[str], folder: Path) -> list[Section]:
    """Read the sections of the notebook that the kernel runs; none if it can't be told."""
    told = folder / Path(os.environ.get("JPY_SESSION_NAME", "")).name
    if told.suffix == ".ipynb" and (sections := _read(told)):
        return sections
    run = {cell.strip() for cell in cells_run if cell.strip()}
    known, most = [], 0
    for sections in map(_read, sorted(folder.glob("*.ipynb"))):
        cells = {source_of(cell).strip() for section in sections for cell in section.cells}
        if len(run & cells) > most:
            known, most = sections, len(run & cells)
    return known


def _read(path: Path) -> list[Section]:
    try:
        return read_sections(path)
    except (OSError, ValueError):
        return []
