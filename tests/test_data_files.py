"""data/README.md lists every data file with its size and its SHA-256, and no other."""

import hashlib
import re

from lstm_helpers.corpus import DATA_FOLDER

ROW = re.compile(r"^\| `([\w./]+)` \| ([\d,]+) bytes \| `([0-9a-f]{64})` \|$", re.MULTILINE)
KINDS = (".csv", ".txt", ".npz", ".json")  # the quizzes are read and changed by hand


def test_the_readme_knows_every_file_by_its_size_and_hash():
    table = (DATA_FOLDER / "README.md").read_text("utf-8").partition("\n## Checksums")[2]
    rows = ROW.findall(table)
    known = {name: (int(size.replace(",", "")), digest) for name, size, digest in rows}
    contents = {
        path.relative_to(DATA_FOLDER).as_posix(): path.read_bytes()
        for path in DATA_FOLDER.rglob("*")
        if path.suffix in KINDS
    }
    assert known == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in contents.items()
    }
