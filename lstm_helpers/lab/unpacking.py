"""The lessons as a learner's own files: unpacked once, renewed later, never overwritten."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from lstm_helpers._course_folder import COURSE_FOLDER
from lstm_helpers.lab.errors import CourseError

HIDDEN = ".course"  # in the learner's folder: what was unpacked, settings, JupyterLab's log
FIRST_LESSON = "00_start_here.ipynb"


@dataclass(frozen=True)
class Unpacked:
    """What became of each file, by its name in the learner's folder.

    Attributes
    ----------
    written : tuple of str
        Files that were not there.
    renewed : tuple of str
        Files that the learner had not changed, replaced by the course's newer ones.
    beside : tuple of str
        Newer files laid beside those that the learner has changed.

    Examples
    --------
    >>> Unpacked(("00.ipynb", "a.png"), (), ("01_new.ipynb",)).sentences()
    ['2 files unpacked.', 'Newer than what you have changed, and laid beside it: 01_new.ipynb.']
    """

    written: tuple[str, ...]
    renewed: tuple[str, ...]
    beside: tuple[str, ...]

    def sentences(self) -> list[str]:
        """Say what was done, in a sentence each; nothing if nothing was."""
        said = []
        if self.written:
            said.append(f"{_files(self.written)} unpacked.")
        if self.renewed:
            said.append(f"{_files(self.renewed)} that you had not changed renewed.")
        if self.beside:
            names = ", ".join(self.beside)
            said.append(f"Newer than what you have changed, and laid beside it: {names}.")
        return said


def unpack(folder: Path, source: Path = COURSE_FOLDER / "notebooks") -> Unpacked:
    """Bring lessons and pictures into a learner's folder, without touching what they changed.

    A file is the learner's own once it differs from the one unpacked: it is then kept as it is,
    and a newer one of the course is laid beside it as ``…_new``. A file taken away comes back.

    Parameters
    ----------
    folder : Path
        The learner's folder; it is made if it is not there.
    source : Path
        The folder with the course's notebooks, and its ``pictures``.

    Returns
    -------
    Unpacked

    Raises
    ------
    CourseError
        If `folder` is a file, or its name is none that a system can have.
    OSError
        If it can't be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     first, second = unpack(Path(folder)), unpack(Path(folder))
    >>> FIRST_LESSON in first.written, second
    (True, Unpacked(written=(), renewed=(), beside=()))
    """
    if not _can_be_named(folder):
        raise CourseError(
            f"{str(folder)!r} can't be a folder's name: name another for the lessons."
        )
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is a file: name a folder for the lessons.")
    (folder / HIDDEN).mkdir(parents=True, exist_ok=True)
    record = folder / HIDDEN / "unpacked.json"
    known = _read(record)
    outcome: dict[str, list[str]] = {"written": [], "renewed": [], "beside": []}
    for path in course_files(source):
        name = path.relative_to(source).as_posix()
        what, placed = _bring(folder, name, path.read_bytes(), known)
        if what:
            outcome[what].append(placed)
    _replace(record, (json.dumps(known, indent=1) + "\n").encode())
    return Unpacked(*(tuple(names) for names in outcome.values()))


def _can_be_named(folder: Path) -> bool:
    try:
        return b"\0" not in os.fsencode(folder)
    except UnicodeEncodeError:  # half a character
        return False


def course_files(source: Path) -> list[Path]:
    """List what a learner gets of a folder of notebooks: the lessons, and their pictures.

    Parameters
    ----------
    source : Path
        The folder with the course's notebooks.

    Returns
    -------
    list of Path

    Examples
    --------
    >>> course_files(COURSE_FOLDER / "notebooks")[0].name
    '00_start_here.ipynb'
    """
    return [*sorted(source.glob("*.ipynb")), *sorted((source / "pictures").glob("*.png"))]


def _bring(
    folder: Path, name: str, content: bytes, known: dict[str, str]
) -> tuple[str | None, str]:
    """Bring one file; `known` learns its hash. Return what was done, and under which name."""
    ours, place = _hash(content), folder / name
    offered, known[name] = known.get(name), ours
    if not place.exists():
        _replace(place, content)
        return "written", name
    found = _hash(place.read_bytes())
    if found == ours:
        return None, name
    if found == offered:
        _replace(place, content)
        return "renewed", name
    if offered == ours:  # changed by the learner, and nothing newer to offer
        return None, name
    free = _free_name(folder, name, known)
    known[free] = ours
    _replace(folder / free, content)
    return "beside", free


def _free_name(folder: Path, name: str, known: dict[str, str]) -> str:
    """Find the first name beside a file that is not taken by something the learner changed."""
    stem, dot, ending = name.rpartition(".")
    newer = known[name]  # may lie there already, where an earlier run was broken off
    number, suffix = 1, "_new"
    while True:
        free = f"{stem}{suffix}{dot}{ending}"
        place = folder / free
        if not place.exists() or _hash(place.read_bytes()) in (known.get(free), newer):
            return free
        number += 1
        suffix = f"_new_{number}"


def _replace(place: Path, content: bytes) -> None:
    """Write a file in one step: nothing half-written is left, whenever it is broken off."""
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, place)
    finally:
        unfinished.unlink(missing_ok=True)


def _read(record: Path) -> dict[str, str]:
    try:
        found = json.loads(record.read_text("utf-8"))
    except (FileNotFoundError, ValueError):  # lost or damaged: what is there counts as changed
        return {}
    return found if isinstance(found, dict) else {}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _files(names: tuple[str, ...]) -> str:
    return f"{len(names)} file{'s' if len(names) > 1 else ''}"
