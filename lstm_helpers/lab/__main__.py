"""``python -m lstm_helpers.lab`` is ``lstm-course``, where a shell does not find that name."""

import sys

from lstm_helpers.lab.command import main

if __name__ == "__main__":
    sys.exit(main())
