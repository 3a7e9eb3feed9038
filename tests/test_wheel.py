"""The wheel: what is in it, and that it works where nothing else of the project is."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKED = "lstm_helpers/_course/"
WANTED = (
    "lstm_helpers",
    "data",
    "notebooks",
    "*.toml",
    "*.txt",
    "*.py",
    "*.md",
    "*.in",
    "LICENSE*",
)
LEARNERS = (
    "import sys, lstm_helpers; from lstm_helpers import _course_folder, load_corpus, quiz, ways_in;"
    "assert lstm_helpers.__file__.startswith(sys.argv[1]), lstm_helpers.__file__;"
    "assert _course_folder.is_packed();"
    "print(len(load_corpus('reviews').texts), quiz('05_gates'), len(ways_in()._repr_html_()) > 999)"
)

# One that needs a network and TensorFlow, and one that needs the questions.
LESSONS = ("06_return_sequences_and_states", "15_final_test")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of a copy in which an earlier build has left files of its own."""
    folder = tmp_path_factory.mktemp("build")
    copy = folder / "course"
    copy.mkdir()
    unwanted = shutil.ignore_patterns("__pycache__", "*.egg-info", ".ipynb_checkpoints")
    for path in {path for pattern in WANTED for path in ROOT.glob(pattern)}:
        if path.is_dir():
            shutil.copytree(path, copy / path.name, ignore=unwanted)
        else:
            shutil.copy(path, copy)
    for left in ("gone.py", "_course/data/gone.csv"):
        path = copy / "build" / "lib" / "lstm_helpers" / left
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    run("-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--quiet",
        "--disable-pip-version-check", "--wheel-dir", folder / "dist", copy)  # fmt: skip
    (built,) = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The wheel in an otherwise empty folder."""
    folder = tmp_path_factory.mktemp("installed")
    run("-m", "pip", "install", "--no-deps", "--no-index", "--quiet", "--no-compile",
        "--disable-pip-version-check", "--target", folder, wheel)  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def unpacked(installed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("learner")
    done = run("-m", "lstm_helpers.lab", "--unpack", cwd=folder, env=only(installed))
    assert done.stdout.splitlines()[-1] == f"The lessons are in {folder / 'lstm-course'}"
    return folder / "lstm-course"


def run(*words, **options):
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        **{"capture_output": True, "text": True, "timeout": 600, "cwd": "/", **options},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def only(folder):
    """The environment variables of a Python that finds `folder`'s package before any other."""
    others = [
        path
        for path in os.environ.get("PYTHONPATH", "").split(os.pathsep)
        if path and Path(path).resolve() != ROOT
    ]
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), *others])}


def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def tracked(*patterns):
    return {
        path.relative_to(ROOT).as_posix()
        for pattern in patterns
        for path in ROOT.glob(pattern)
        if path.is_file()
    }


def test_the_wheel_holds_all_that_learners_need(wheel):
    course = tracked(
        "data/**/*", "notebooks/*.ipynb", "notebooks/pictures/*.png", "requirements.txt"
    )
    assert len([name for name in course if name.endswith(".ipynb")]) >= 16
    assert {name.removeprefix(PACKED) for name in names(wheel) if name.startswith(PACKED)} == course
    package = tracked("lstm_helpers/**/*.py", "lstm_helpers/**/static/*")
    held = {name for name in names(wheel) if name.startswith("lstm_helpers/")}
    assert {name for name in held if not name.startswith(PACKED)} == package


def test_the_wheel_holds_nothing_else(wheel):
    tops = {name.partition("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"lstm_helpers"}
    assert [name for name in names(wheel) if "/source/" in name or name.endswith(".pyc")] == []


def test_what_the_wheel_needs_are_the_pins_of_learners_and_its_extra_the_others(wheel):
    (file,) = (name for name in names(wheel) if name.endswith(".dist-info/METADATA"))
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(file).decode()
    needed = re.findall(r"^Requires-Dist: (\S+)\n", metadata, re.MULTILINE)
    extra = re.findall(r'^Requires-Dist: (\S+); extra == "test"\n', metadata, re.MULTILINE)
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert needed + extra == [line for line in lines if "==" in line]
    assert "tensorflow" in needed[0]
    assert {"pytest", "nbval", "ruff"} <= {pin.partition("==")[0] for pin in extra}


def test_the_package_imports_nothing_that_the_wheel_does_not_need():
    modules = {"sklearn": "scikit-learn", "PIL": "pillow", "yaml": "PyYAML"}
    brought = {"traitlets": "ipywidgets", "IPython": "ipywidgets"}  # with what the wheel needs
    learners = (ROOT / "requirements.txt").read_text("utf-8").partition("[test]")[0]
    from tests.test_architecture import imported
    from tests.test_architecture import modules as files

    tops = {name.partition(".")[0] for path in files() for name in imported(path)}
    for top in tops - sys.stdlib_module_names - {"lstm_helpers"}:
        assert f"\n{modules.get(top) or brought.get(top, top)}==" in learners, top


def test_the_installed_package_finds_data_questions_and_lessons(installed):
    done = run("-c", LEARNERS, installed, env=only(installed))
    count, rest = done.stdout.split(maxsplit=1)
    assert int(count) > 1000
    assert rest.startswith("Quiz('05_gates', ")
    assert rest.endswith("True\n")


def test_a_package_that_differs_is_answered_with_what_a_learner_can_run(installed):
    code = (
        "from lstm_helpers import installation;"
        "installation.version = lambda package: '0.1'; installation.check_installation()"
    )
    done = run("-c", code, env=only(installed))
    assert "run  python -m pip install keras==" in done.stdout
    assert "course.py" not in done.stdout


def test_the_command_is_there_and_says_what_it_takes(installed):
    (script,) = (installed / "bin").glob("lstm-course*")
    done = run(script, "--help", env=only(installed))
    assert done.stdout.startswith("usage: lstm-course ")
    assert "--port" in done.stdout


def test_unpacked_lessons_run_from_the_wheel_alone(installed, unpacked):
    paths = [unpacked / f"{lesson}.ipynb" for lesson in LESSONS]
    for path in paths:
        assert path.read_bytes() == (ROOT / "notebooks" / path.name).read_bytes()
    report = unpacked.parent / "report.xml"
    origin = "import lstm_helpers; print(lstm_helpers.__file__)"
    assert run("-c", origin, env=only(installed)).stdout.startswith(str(installed))
    run("-m", "pytest", "--nbval", "--quiet", "-p", "no:cacheprovider", "--rootdir", unpacked,
        f"--junit-xml={report}", *paths, cwd=unpacked, env=only(installed))  # fmt: skip
    cells = [cell for path in paths for cell in json.loads(path.read_text("utf-8"))["cells"]]
    code = sum(cell["cell_type"] == "code" for cell in cells)
    assert f'tests="{code}"' in report.read_text("utf-8")
