"""One file out of a zip archive that comes from elsewhere, without trusting the archive."""

import re
import stat
import zipfile
import zlib
from typing import BinaryIO

from lstm_helpers.corpus.unavailable import DownloadError

_ABSOLUTE = re.compile(r"/|[A-Za-z]:")
# What zipfile raises at an archive that is damaged, locked or packed in a way it does not know.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError)


def read_member(file: BinaryIO, name: str, limit: int) -> bytes:
    """Read one file of a zip archive; nothing is ever written under a name from the archive.

    Parameters
    ----------
    file : binary file
        The archive.
    name : str
        The file wanted.
    limit : int
        The most bytes that it may have when unpacked.

    Returns
    -------
    bytes

    Raises
    ------
    DownloadError
        If this is no zip archive, is damaged, or does not hold the file once; if it is larger than
        `limit`; or if any member leads out of the archive or is no plain file or folder.

    Examples
    --------
    >>> import io
    >>> packed = io.BytesIO()
    >>> with zipfile.ZipFile(packed, "w") as archive:
    ...     archive.writestr("poem.txt", "It rains.")
    >>> read_member(packed, "poem.txt", limit=100)
    b'It rains.'
    """
    try:
        with zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                _refuse_hostile(member)
            found = [member for member in archive.infolist() if member.filename == name]
            if len(found) != 1:
                raise DownloadError(f"the archive holds {name} {len(found)} times, not once")
            with archive.open(found[0]) as content:
                data = content.read(limit + 1)  # what a header says of the size may be untrue
    except _UNREADABLE:
        raise DownloadError("what came is no readable zip archive") from None
    if len(data) > limit:
        raise DownloadError(f"{name} in the archive is larger than {limit:,} bytes")
    return data


def _refuse_hostile(member: zipfile.ZipInfo) -> None:
    path = member.filename.replace("\\", "/")
    kind = stat.S_IFMT(member.external_attr >> 16)  # 0 where the archive was not packed on Unix
    if _ABSOLUTE.match(path):
        fault = "an absolute path"
    elif ".." in path.split("/"):
        fault = "a path that leads upwards"
    elif kind == stat.S_IFLNK:
        fault = "a link"
    elif kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        fault = "something that is neither file nor folder"
    else:
        return
    raise DownloadError(f"the archive holds {fault}")
