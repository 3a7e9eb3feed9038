"""A site's folder: what an earlier build wrote is replaced, and nothing else is touched."""

import os
import shutil
from pathlib import Path

# The files that a build wrote, a name a line. By it a folder is known to hold a site of the course.
RECORD = ".lstm_course_site"


def check(site: Path) -> None:
    """Refuse a folder that holds something, and no site of the course.

    Parameters
    ----------
    site : Path
        The folder; it need not exist.

    Raises
    ------
    ValueError
        If it is neither empty nor a site's.
    """
    if site.exists() and not (site / RECORD).is_file() and any(site.iterdir()):
        raise ValueError(f"{site} must be empty or hold a site; it holds something else")


def replace(site: Path, made: Path) -> None:
    """Put a site in the place of the one before.

    Parameters
    ----------
    site : Path
        The site's folder, which `check` takes.
    made : Path
        A folder with the new site's files and no others.

    Raises
    ------
    ValueError
        If a file of somebody else's stands where one of the site's files or folders belongs, or a
        folder has become a link; then nothing is touched.
    """
    old = _written_before(site)
    new = [path.relative_to(made).as_posix() for path in sorted(made.rglob("*")) if path.is_file()]
    for name in new:
        if name not in old and os.path.lexists(site / name):
            raise ValueError(f"{site / name} must be moved away: the site has a file of that name")
    folders = {folder.as_posix() for name in new for folder in Path(name).parents} - {"."}
    for name in sorted(folders.difference(old)):
        place = site / name
        # What a link leads to is not the site's.
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise ValueError(f"{place} must be moved away: the site has a folder of that name")
    site.mkdir(parents=True, exist_ok=True)
    # First of all: whatever breaks this off, the next build knows what is the site's.
    _record(site, [*old, *new])
    for name in old:
        (site / name).unlink()
    for name in new:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made / name, site / name)
    _record(site, new)


def _written_before(site: Path) -> list[str]:
    """Return the names of the earlier build's files that are still there."""
    record = site / RECORD
    names = record.read_text(encoding="utf-8").splitlines() if record.is_file() else []
    return [name for name in dict.fromkeys(names) if _is_inside(site / name, site)]


def _is_inside(path: Path, site: Path) -> bool:
    # A folder may have become a link to another place, whose files are not the site's.
    inside = path.parent.resolve().is_relative_to(site.resolve())
    return inside and (path.is_file() or path.is_symlink())


def _record(site: Path, names: list[str]) -> None:
    (site / RECORD).touch()  # takes no room, even where the names find none
    beside = site / f"{RECORD}.new"
    beside.write_text("\n".join(names), encoding="utf-8")
    beside.replace(site / RECORD)
