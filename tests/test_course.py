"""course.py: which Pythons it takes, what it sets up again and when, and what it says."""

import ast
import errno
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import tomllib
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from launcher import checks, cli, installation, lab
from launcher.environment import ROOT, Environment, Need
from launcher.errors import NO_SPACE, CourseError, sentence
from launcher.pip_process import NO_NETWORK, explain
from launcher.progress import Progress
from lstm_helpers.lab.server import _is_free, choose_port

OTHER_PYTHONS = sorted(
    path
    for path in (Path.home() / ".pyenv" / "versions").glob("*/bin/python")
    if not path.parts[-3].startswith(("3.11", "3.12", "3.13"))
)
posix = pytest.mark.skipif(os.name == "nt", reason="uses signals as Linux and macOS have them")


def run(*command, **options):
    options = {"capture_output": True, "text": True, "timeout": 600, "cwd": ROOT, **options}
    return subprocess.run([str(word) for word in command], **options)


def assert_plain(done, status):
    """The process said what was wrong in at most two lines, and showed no traceback."""
    assert done.returncode == status
    assert 1 <= len(done.stderr.strip().splitlines()) <= 2
    assert "Traceback" not in done.stderr + done.stdout


# Pythons


def test_python_of_another_version_is_refused_in_one_sentence(tmp_path):
    refusal = "import sys; sys.version_info = {}; sys.argv = ['course.py', 'setup']; import runpy"
    for version in ((2, 7, 18), (3, 10, 0), (3, 14, 0)):
        code = refusal.format(version) + f"; runpy.run_path({str(ROOT / 'course.py')!r}, None, "
        done = run(sys.executable, "-c", code + "'__main__')", cwd=tmp_path)
        assert_plain(done, status=1)
        assert f"this is Python {version[0]}.{version[1]}" in done.stderr


@pytest.mark.skipif(not OTHER_PYTHONS, reason="no Python of another version is here")
def test_other_pythons_that_are_here_can_read_the_file_and_are_refused():
    for python in OTHER_PYTHONS:
        done = run(python, "course.py", "setup")
        assert_plain(done, status=1)
        assert "needs Python 3.11, 3.12 or 3.13" in done.stderr


def test_all_that_runs_before_the_set_up_is_in_the_standard_library():
    files = [ROOT / "course.py", ROOT / "tests" / "browser" / "chromium.py"]
    package = ROOT / "lstm_helpers"
    modules = [package / "__init__.py", package / "_course_folder.py", *package.glob("lab/*.py")]
    modules += (ROOT / "launcher").glob("*.py")
    own = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in modules}
    own |= {name.removesuffix(".__init__") for name in own}
    for path in [*files, *modules]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            tops = {name.partition(".")[0] for name in names if name not in own}
            assert tops <= sys.stdlib_module_names, path


# What the environment needs


@pytest.fixture
def environment(tmp_path):
    """A finished environment in miniature: a real Python, one package, the course's own."""
    root = tmp_path / "course"
    (root / "lstm_helpers").mkdir(parents=True)
    (root / "lstm_helpers" / "__init__.py").touch()
    (root / "requirements.txt").write_text("# pinned\nsample==1.0\n")
    (root / "requirements.lock").write_text("sample==1.0 --hash=sha256:0\n")
    (root / "pyproject.toml").write_text("[project]\n")
    made = Environment(root)
    run(sys.executable, "-m", "venv", "--without-pip", made.folder)
    (made.packages / "sample-1.0.dist-info").mkdir()
    metadata = "Metadata-Version: 2.1\nName: sample\nVersion: 1.0\n"
    (made.packages / "sample-1.0.dist-info" / "METADATA").write_text(metadata)
    (made.packages / "lstm_helpers.pth").write_text(str(root))
    made.write_stamp()
    return made


def test_finished_environment_needs_nothing_and_is_left_alone(environment, monkeypatch):
    assert environment.state().need is Need.NOTHING
    monkeypatch.setattr(installation, "_install", lambda *_: pytest.fail("set up again"))
    installation.set_up(environment)
    assert not environment.lock.exists()  # so a folder that can only be read will do


@pytest.fixture
def other_packages(tmp_path, monkeypatch):
    """Another version of the package, where PYTHONPATH leads, as a cluster's modules set it."""
    stack = tmp_path / "stack"
    (stack / "sample-2.0.dist-info").mkdir(parents=True)
    metadata = "Metadata-Version: 2.1\nName: sample\nVersion: 2.0\n"
    (stack / "sample-2.0.dist-info" / "METADATA").write_text(metadata)
    monkeypatch.setenv("PYTHONPATH", str(stack))


@pytest.mark.usefixtures("other_packages")
def test_packages_that_pythonpath_leads_to_are_not_taken_for_those_in_the_environment(environment):
    assert environment.probe() == 0
    assert environment.state().need is Need.NOTHING


@pytest.mark.usefixtures("other_packages")
def test_builds_tests_and_jupyterlab_load_the_environment_s_own_packages(environment, monkeypatch):
    (environment.root / "tools").mkdir()
    (environment.root / "tools" / "build_lessons.py").write_text(
        "import importlib.metadata, sys\n"
        "sys.exit(0 if importlib.metadata.version('sample') == '1.0' else 1)\n"
    )
    assert checks.build_lessons(environment, []) == 0  # tests and the site are started alike
    served = []
    monkeypatch.setattr(lab.server, "serve", lambda what, *_: served.append(what) or 0)
    lab.serve(environment, 8888, browser=False)
    assert "PATH" in served[0].variables
    assert "PYTHONPATH" not in served[0].variables


def rewrite_stamp(environment, **changes):
    found = json.loads(environment.stamp.read_text())
    environment.stamp.write_text(json.dumps(found | changes))


BROKEN = {
    "no environment": lambda made: shutil.rmtree(made.folder),
    "never finished": lambda made: made.stamp.unlink(),
    "stamp cut short": lambda made: made.stamp.write_text(made.stamp.read_text()[:20]),
    "stamp is no record": lambda made: made.stamp.write_text("[]"),
    "stamp is no text": lambda made: made.stamp.write_bytes(b"\xff\xfe\x00"),
    "other Python": lambda made: rewrite_stamp(made, python="3.10"),
    "moved": lambda made: rewrite_stamp(made, folder="elsewhere"),
    "Python gone": lambda made: made.python.unlink(),
    "Python broken": lambda made: (
        (made.folder / "pyvenv.cfg").write_text("home = nowhere\n")
        and (made.python.unlink(), made.python.write_text(""))
    ),
}


@pytest.mark.parametrize("damage", BROKEN.values(), ids=BROKEN.keys())
def test_broken_environment_is_made_anew(environment, damage):
    damage(environment)
    assert environment.state().need is Need.RENEW


CHANGED = {
    "requirements": lambda made: made.requirements.write_text("sample==2.0\n"),
    "lock": lambda made: made.locked.write_text("sample==1.0 --hash=sha256:1\n"),
    "project": lambda made: (made.root / "pyproject.toml").write_text("[project]\nname = 'x'\n"),
    "package removed": lambda made: shutil.rmtree(made.packages / "sample-1.0.dist-info"),
    "course not installed": lambda made: (made.packages / "lstm_helpers.pth").unlink(),
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED.keys())
def test_changed_environment_is_updated_in_place(environment, change):
    change(environment)
    assert environment.state().need is Need.UPDATE


def test_update_takes_the_stamp_away_before_it_begins(environment, monkeypatch):
    environment.requirements.write_text("sample==2.0\n")

    def interrupted(*_):
        assert not environment.stamp.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(installation, "PipInstall", interrupted)
    with pytest.raises(KeyboardInterrupt):
        installation.set_up(environment)
    assert environment.state().need is Need.RENEW


def test_a_file_in_the_place_of_the_environment_makes_way(environment, monkeypatch):
    shutil.rmtree(environment.folder)
    environment.folder.touch()
    monkeypatch.setattr(installation, "SPACE", 10**18)  # stops once the way is free
    with pytest.raises(CourseError, match="The disk is full"):
        installation.set_up(environment)
    assert not environment.folder.exists()


# Set-ups that fail


@pytest.fixture
def copy(tmp_path):
    """The files that a set-up reads, in a folder of their own."""
    for name in ("course.py", "requirements.txt", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    for folder in ("launcher", "lstm_helpers/lab"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "lstm_helpers" / "__init__.py", tmp_path / "lstm_helpers")
    return tmp_path


def test_no_network_is_said_in_words_and_leaves_nothing_half_used(copy):
    with socket.socket() as closed:  # bound, but nobody listens
        closed.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}/simple"
        unreachable = {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": nowhere,
            "PIP_EXTRA_INDEX_URL": "",
            "PIP_FIND_LINKS": "",
        }
        command = (sys.executable, "course.py", "setup")
        done = run(*command, cwd=copy, env={**os.environ, **unreachable})
    assert_plain(done, status=1)
    assert done.stderr.strip() == NO_NETWORK
    assert "1 of 4" in done.stdout
    assert Environment(copy).state().reason == "an earlier set-up was not finished"


@posix
def test_ctrl_c_during_the_set_up(copy):
    command = [sys.executable, "course.py", "setup"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=copy, **pipes) as running:
        assert running.stdout.readline().startswith("Setting up")
        running.send_signal(signal.SIGINT)
        try:
            output, errors = running.communicate(timeout=300)
        finally:
            running.kill()
    assert_plain(subprocess.CompletedProcess(command, running.returncode, output, errors), 130)
    assert not Environment(copy).stamp.exists()


def test_full_disk_is_said_before_anything_is_made(environment, monkeypatch):
    shutil.rmtree(environment.folder)
    monkeypatch.setattr(installation, "SPACE", 10**18)
    with pytest.raises(CourseError, match="The disk is full"):
        installation.set_up(environment)
    assert not environment.folder.exists()


def test_disk_that_fills_up_at_the_last_step_leaves_no_stamp(environment, monkeypatch, capsys):
    environment.stamp.unlink()

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", "set_up.json")

    monkeypatch.setattr(os, "replace", full)
    monkeypatch.setattr(cli, "_run", lambda *_: environment.write_stamp())
    assert cli.main(["setup"]) == 1
    assert capsys.readouterr().err.strip() == NO_SPACE
    assert environment.state().need is Need.RENEW


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "No permission to write /course/x"),
        (errno.EROFS, "No permission to write /course/x"),
        (errno.EIO, "refused a step"),
    ],
)
def test_refusals_of_the_system_become_sentences(code, words):
    assert words in sentence(OSError(code, os.strerror(code), "/course/x"))


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space",
            "disk is full",
        ),
        ("WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConne", "no network"),
        ("ERROR: Could not find a version that satisfies x==1 (from versions: none)", "64-bit"),
        ("ERROR: Could not find a version that satisfies x==1 (from versions: 0.8, 0.9)", "64-bit"),
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken\n"
            "ERROR: Could not find a version that satisfies x==1 (from versions: none)",
            "no network",
        ),
        ("ERROR: Could not install: [Errno 13] Permission denied: 'x'", "No permission"),
        ("ERROR: Could not install: [WinError 5] Zugriff verweigert: 'x'", "No permission"),
        ("ERROR: Could not install: [WinError 32] Le fichier est utilisé: 'x'", "Close programs"),
        ("ERROR: Could not install: [WinError 112] Espacio insuficiente", "disk is full"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "other contents than the course was tested with",
        ),
        ("HINT: this system does not have Windows Long Path support enabled", "short path"),
        ("ERROR: No matching distribution found for x==1", "No matching distribution found"),
        ("", "gave no reason"),
    ],
)
def test_failures_of_pip_become_sentences(output, words):
    assert words in explain(f"Collecting x\n{output}\n")


def test_second_set_up_waits_for_the_first(tmp_path, monkeypatch, capsys):
    lock, order, waits = tmp_path / "lock", [], threading.Event()
    monkeypatch.setattr(installation, "time", SimpleNamespace(sleep=lambda _: waits.set()))

    def second():
        with installation._only_one(lock):
            order.append("second")

    with installation._only_one(lock):
        waiting = threading.Thread(target=second)
        waiting.start()
        assert waits.wait(60)
        order.append("first")
    waiting.join(timeout=60)
    assert order == ["first", "second"]
    assert capsys.readouterr().out.count("waiting until it is done") == 1


# JupyterLab


@pytest.fixture
def busy_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_port_in_use_is_said_and_another_suggested(busy_port):
    done = run(sys.executable, "course.py", "--no-browser", "--port", busy_port)
    assert_plain(done, status=1)
    suggested = int(re.search(r"--port (\d+)", done.stderr)[1])
    assert f"Port {busy_port} is in use" in done.stderr
    assert 1 <= suggested <= 65_535
    assert suggested != busy_port


def test_the_port_suggested_is_the_next_free_one(monkeypatch):
    monkeypatch.setattr("lstm_helpers.lab.server._is_free", lambda port: port > 9002)
    with pytest.raises(CourseError, match=r"Port 9000 is in use .* --port 9003"):
        choose_port(9000)
    assert choose_port(9003) == 9003


def test_without_a_wish_the_first_free_port_is_taken(monkeypatch, busy_port):
    monkeypatch.setattr("lstm_helpers.lab.server.FIRST_PORT", busy_port)
    assert choose_port(None) > busy_port


@pytest.mark.parametrize("port", ["0", "70000", "-1", "eight", "²"])
def test_what_is_no_port_is_refused(port, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["--port", port])
    assert ended.value.code == 2
    assert "from 1 to 65535" in capsys.readouterr().err or port == "-1"


@posix
def test_jupyterlab_answers_on_this_computer_to_its_token_and_stops_on_ctrl_c(
    tmp_path, monkeypatch
):
    # Neither one that systems hand out (from 32768 up) nor the first that a test beside this takes.
    port = next(port for port in range(20_000 + os.getpid() % 10_000, 32_000) if _is_free(port))
    # Whether this copy has been set up or not, JupyterLab is run by the Python of the tests.
    code = (
        "import pathlib, sys, types; from launcher import lab; sys.exit(lab.serve("
        "types.SimpleNamespace(root=pathlib.Path.cwd(), python=sys.executable,"
        f" folder=pathlib.Path({str(tmp_path)!r})), {port}, browser=False))"
    )
    command = [sys.executable, "-u", "-c", code]
    # A person's settings of Jupyter and their proxy have no say, and nothing goes to their folders.
    own = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"JUPYTERLAB_WORKSPACES_DIR": str(tmp_path), "JUPYTERLAB_SETTINGS_DIR": str(tmp_path)}
    own |= {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    for name, value in own.items():
        monkeypatch.setenv(name, value)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            address = next(line.strip() for line in running.stdout if "http://" in line)
            assert address.startswith(f"http://127.0.0.1:{port}/lab/")
            assert "notebooks/00_start_here.ipynb" in address
            token = address.partition("token=")[2]
            contents = f"http://127.0.0.1:{port}/api/contents/notebooks"
            with urllib.request.urlopen(f"{contents}?token={token}") as answer:
                assert answer.status == 200
            with pytest.raises(urllib.error.HTTPError, match="403") as refused:
                urllib.request.urlopen(contents)
            refused.value.close()
            running.send_signal(signal.SIGINT)
            assert running.wait(timeout=120) == 0
        finally:
            if running.poll() is None:
                running.terminate()  # it takes JupyterLab with it


# Tests and progress


def test_missing_chromium_is_a_line_for_a_learner(monkeypatch, capsys):
    commands = []
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(checks, "_find_chromium", lambda _: None)
    monkeypatch.setattr(checks, "_run", lambda _, command: commands.append(command) or 0)
    assert checks.run_tests(Environment(), ["-k", "gates"]) == 0
    assert capsys.readouterr().out.startswith("Browser tests skipped: no Chromium")
    assert commands[0][-4:] == ["-m", "not chromium", "-k", "gates"]


def test_every_cell_of_every_lesson_is_run_and_every_doctest(monkeypatch):
    commands = []
    monkeypatch.setattr(checks, "_find_chromium", lambda _: "chromium")
    monkeypatch.setattr(checks, "_run", lambda _, command: commands.append(command) or 0)
    assert checks.run_tests(Environment(), []) == 0
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    tested = settings["tool"]["pytest"]["ini_options"]["testpaths"]
    assert tested == ["notebooks", "tests", "lstm_helpers"]
    # The names alone are wanted, and of the doctests those of one module.
    doctests = "lstm_helpers/tokenizer.py"
    names_alone = ("--numprocesses=0", "--collect-only", "-q", "-p", "no:cacheprovider")
    done = run(sys.executable, *commands[0][1:], *names_alone, "notebooks", doctests)
    assert done.returncode == 0, done.stdout + done.stderr
    found = Counter(line.partition("::")[0] for line in done.stdout.splitlines() if "::" in line)
    assert found.pop(doctests) > 0
    cells = {
        path.relative_to(ROOT).as_posix(): sum(
            cell["cell_type"] == "code" for cell in json.loads(path.read_text("utf-8"))["cells"]
        )
        for path in (ROOT / "notebooks").glob("*.ipynb")
    }
    assert found == cells


def test_missing_chromium_is_a_failure_where_all_must_run(monkeypatch):
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(checks, "_find_chromium", lambda _: None)
    with pytest.raises(CourseError, match="need Chromium"):
        checks.run_tests(Environment(), [])


def test_progress_writes_a_line_per_stage_where_there_is_no_terminal(capsys):
    progress = Progress(stages=2)
    with progress.stage("First"):
        pass
    with pytest.raises(CourseError), progress.stage("Second"):
        raise CourseError("stop")
    first, second = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"  1 of 2  First +\d+ s", first)
    assert re.fullmatch(r"  2 of 2  Second +\d+ s  not finished", second)
