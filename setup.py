"""What pyproject.toml can't say: the wheel holds the course, and needs what a learner needs.

``requirements.txt`` is the one list of pinned packages. What stands above its line ``# [test]`` a
learner needs; what stands below, only those who build and test the course.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
# What goes into the package, under the name that lstm_helpers/_course_folder.py looks for.
COURSE = Path("lstm_helpers", "_course")
FILES = ("requirements.txt", "data/**/*", "notebooks/*.ipynb", "notebooks/pictures/*.png")


class BuildWithCourse(build_py):
    """Copies data, lessons and the list of packages into what is built."""

    def run(self):
        """Build the package, then put the course into it."""
        if self.editable_mode:  # the course is found in the folder of the project itself
            super().run()
            return
        # What an earlier build left, and is no longer of the project, must not get into this one.
        shutil.rmtree(Path(self.build_lib, COURSE.parts[0]), ignore_errors=True)
        super().run()
        for source, target in self._course_files():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)

    def get_outputs(self, include_bytecode=True):
        """List all files that are built."""
        course = [] if self.editable_mode else [str(target) for _, target in self._course_files()]
        return [*super().get_outputs(include_bytecode), *course]

    def _course_files(self):
        for pattern in FILES:
            for source in sorted(ROOT.glob(pattern)):
                if source.is_file():
                    yield source, Path(self.build_lib, COURSE, source.relative_to(ROOT))


def pins():
    """Return the packages for learners, and those for tests, as ``name==version``."""
    parts = (ROOT / "requirements.txt").read_text("utf-8").split("\n# [test]")
    learners, tests = ([line for line in part.splitlines() if "==" in line] for part in parts)
    return learners, tests


LEARNERS, TESTS = pins()
setup(
    cmdclass={"build_py": BuildWithCourse},
    install_requires=LEARNERS,
    extras_require={"test": TESTS},
)
