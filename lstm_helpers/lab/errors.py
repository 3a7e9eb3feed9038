"""Failures in one or two plain sentences."""

import errno

DISK_FULL = "The disk is full. Make room, then run the same command again."
_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class CourseError(Exception):
    """Something went wrong that its message explains to a learner in full."""


def no_permission(path: object) -> str:
    """Say that a file or folder can't be written, and what to do."""
    return (
        f"No permission to write {path}. Close programs that use it, "
        "or copy the course into a folder of your own and start it there."
    )


def sentence(error: OSError, full: str = DISK_FULL) -> str:
    """Say what the operating system refused; `full` is what is said of a full disk."""
    if error.errno in _FULL:
        return full
    if error.errno in _FORBIDDEN:
        return no_permission(error.filename or "a file")
    place = f" ({error.filename})" if error.filename else ""
    return f"The computer refused a step: {error.strerror or error}{place}."
