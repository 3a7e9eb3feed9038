# -*- coding: utf-8 -*-
"""The one entry to the course.

python course.py                 set up what is needed, then open JupyterLab at lesson 00
python course.py setup           set up and stop
python course.py test [...]      run every test; what follows goes to pytest
python course.py build [...]     run lessons again from their sources: all, or those named
python course.py site [FOLDER]   write the lessons as a site: by default into the folder _site

Any Python can read this file, so that an unsuitable one can say which one is wanted; what it
starts, in launcher/, is for the Pythons that the pinned packages share.
"""

import sys

SUITABLE = ((3, 11), (3, 12), (3, 13))


def main():
    """Hand over to the launcher, or say in a sentence why this Python can't."""
    if tuple(sys.version_info[:2]) not in SUITABLE:
        sys.stderr.write(
            "This course needs Python 3.11, 3.12 or 3.13, and this is Python %d.%d: install one "
            "of those and start the course with it, for example: python3.12 course.py\n"
            % tuple(sys.version_info[:2])
        )
        return 1
    from launcher.cli import main as launch

    return launch(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
