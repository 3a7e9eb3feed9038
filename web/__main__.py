"""Write the site.

python course.py site                 into the folder _site
python course.py site FOLDER          into another
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from web.build import ROOT, build


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python course.py site", description="Writes the site.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "_site")
    folder = parser.parse_args(arguments).folder
    try:
        pages = build(folder)
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 1
    except OSError as fault:
        print(f"{fault.filename or folder}: {fault.strerror or fault}", file=sys.stderr)
        return 1
    print(f"{len(pages)} pages. Open {pages[0]}, or put the folder on any web server.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
