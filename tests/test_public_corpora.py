"""Public corpora: how they are fetched and what may go wrong, on a server of our own."""

import io
import json
import stat
import subprocess
import sys
import tarfile
import tempfile
import threading
import zipfile
from dataclasses import replace
from hashlib import md5, sha256

import pytest

from lstm_helpers import CorpusUnavailableError, load_corpus
from lstm_helpers.corpus import DATA_FOLDER, PUBLIC, receiving
from lstm_helpers.corpus.fetching import corpora_folder
from tests.file_server import file_server

MESSAGES = "".join(
    f"{'spam' if number % 5 == 0 else 'ham'}\tmessage {chr(97 + number)}\n" for number in range(20)
).encode()
SPEECHES = "\n\n".join(f"ALL:\nSpeak {number}." for number in range(400)).encode() + b"\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LSTM_COURSE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NO_PROXY", "*")
    return tmp_path / "home"


@pytest.fixture
def server(home):
    with file_server() as server:
        yield server


def put(monkeypatch, server, name, content, packed=0):
    """Have the corpus `name` be a file of this content, at the server's address."""
    file = PUBLIC[name].files[0]
    url = f"{server.address}/{name}"
    known = replace(
        file, url=url, hash=sha256(content).hexdigest(), size=len(content), packed=packed
    )
    monkeypatch.setitem(PUBLIC, name, replace(PUBLIC[name], files=(known,)))
    return f"/{name}", corpora_folder() / name / file.name


@pytest.fixture
def speeches(monkeypatch, server):
    """Return the path at which the server is asked for Shakespeare, and the file it is kept in."""
    return put(monkeypatch, server, "tiny_shakespeare", SPEECHES)


def packed(write) -> bytes:
    """Return a zip archive that `write` filled."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive)
    return buffer.getvalue()


def told(name="tiny_shakespeare") -> str:
    """Return the one sentence that is said when the corpus can't be had."""
    with pytest.raises(CorpusUnavailableError) as caught:
        load_corpus(name)
    sentence = str(caught.value)
    assert sentence.startswith(f"{name} could not be loaded: ")
    assert sentence.endswith(f"load_corpus({PUBLIC[name].stand_in!r}), which comes with the course")
    assert "\n" not in sentence
    assert ". " not in sentence
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert [entry.name for entry in caught.traceback][1:] == ["load_corpus", "_load_public"]
    return sentence


def test_a_whole_file_is_downloaded_once(server, speeches, capsys):
    path, kept = speeches
    server.answers[path] = server.whole(SPEECHES)
    corpus = load_corpus("tiny_shakespeare")
    assert corpus.text() == SPEECHES.decode()
    assert corpus.origin == PUBLIC["tiny_shakespeare"].origin
    assert "\rtiny_shakespeare: 100% of 0.0 MB\n" in capsys.readouterr().err
    assert load_corpus("tiny_shakespeare") == corpus
    assert server.asked == [path]
    assert list(kept.parent.iterdir()) == [kept]


def test_of_several_files_each_is_fetched(server, monkeypatch):
    speeches = put(monkeypatch, server, "tiny_shakespeare", SPEECHES)[0]
    file = PUBLIC["tiny_shakespeare"].files[0]
    other = replace(file, name="other.txt", hash=f"md5:{md5(SPEECHES).hexdigest()}")
    both = replace(
        PUBLIC["tiny_shakespeare"],
        files=(file, other),
        read=lambda *paths: replace(load_corpus("verse"), pieces=paths, origin=None),
    )
    monkeypatch.setitem(PUBLIC, "tiny_shakespeare", both)
    server.answers[speeches] = server.whole(SPEECHES)
    read = load_corpus("tiny_shakespeare").pieces
    assert [path.read_bytes() for path in read] == [SPEECHES, SPEECHES]
    server.answers.clear()
    read[1].unlink()
    assert f"save other.txt (from {file.url}) in " in told()
    read[0].unlink()
    assert f"save input.txt (from {file.url}) and other.txt (from {file.url}) in " in told()


@pytest.mark.parametrize("kind", ["broken_off", "unannounced", "altered"])
def test_what_is_not_the_file_is_thrown_away_and_said_so(server, speeches, kind):
    path, kept = speeches
    wrong = {
        "broken_off": (server.broken_off(SPEECHES), "broke off, and what had come was thrown away"),
        "unannounced": (server.unannounced(SPEECHES[:-9]), "is not the input.txt expected"),
        "altered": (server.whole(SPEECHES.replace(b"9", b"8")), "is not the input.txt expected"),
    }
    server.answers[path], words = wrong[kind]
    sentence = told()
    assert words in sentence
    assert "thrown away" in sentence
    assert f"save input.txt (from {server.address}{path}) in {kept.parent} and" in sentence
    assert list(kept.parent.iterdir()) == []
    server.answers[path] = server.whole(SPEECHES)
    assert load_corpus("tiny_shakespeare").text() == SPEECHES.decode()


@pytest.mark.parametrize("kind", ["silent", "hanging"])
def test_a_server_that_hangs_is_left_in_words(server, speeches, kind, monkeypatch):
    path, kept = speeches
    monkeypatch.setattr(receiving, "ANSWER_SECONDS", 0.2)
    server.answers[path] = server.silent() if kind == "silent" else server.hanging(SPEECHES)
    assert "127.0.0.1 sent nothing for 0.2 seconds; save" in told()
    assert list(kept.parent.iterdir()) == []


def test_a_server_that_trickles_is_left_in_words(server, speeches, monkeypatch):
    path, kept = speeches
    monkeypatch.setattr(receiving, "FILE_SECONDS", -1.0)  # over before it began
    server.answers[path] = server.whole(SPEECHES)
    assert f"127.0.0.1 is too slow: 1,024 of {len(SPEECHES):,} bytes came in" in told()
    assert list(kept.parent.iterdir()) == []


def test_a_server_that_never_ends_is_left_in_words(server, speeches):
    path, kept = speeches
    server.answers[path] = server.unannounced(SPEECHES * 3)
    assert f"sends more than the {len(SPEECHES):,} bytes expected" in told()
    assert list(kept.parent.iterdir()) == []


def test_a_file_that_is_not_there_is_told_by_the_answer(server, speeches):
    assert "127.0.0.1 answers 404 (Not Found); save input.txt" in told()
    server.answers[speeches[0]] = lambda request: request.send_error(599)
    assert "127.0.0.1 answers 599; save" in told()


def test_without_a_network_one_sentence_says_what_to_do(home, monkeypatch):
    with file_server() as gone:
        path, kept = put(monkeypatch, gone, "tiny_shakespeare", SPEECHES)
    assert told() == (
        f"tiny_shakespeare could not be loaded: 127.0.0.1 cannot be reached; save input.txt (from "
        f"{gone.address}{path}) in {kept.parent} and run this again, or use load_corpus('verse'), "
        "which comes with the course"
    )


def test_a_file_placed_by_hand_is_used(server, speeches):
    kept = speeches[1]
    kept.parent.mkdir(parents=True)
    kept.write_bytes(SPEECHES)
    assert load_corpus("tiny_shakespeare").text() == SPEECHES.decode()
    assert server.asked == []


def test_a_wrong_file_placed_by_hand_is_told_and_mended_by_a_download(server, speeches):
    path, kept = speeches
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"To be")
    assert "the input.txt there is damaged or another file, and 127.0.0.1 answers 404" in told()
    assert kept.read_bytes() == b"To be"
    server.answers[path] = server.whole(SPEECHES)
    assert load_corpus("tiny_shakespeare").text() == SPEECHES.decode()


def test_an_interrupted_download_leaves_nothing_and_can_be_repeated(server, speeches, monkeypatch):
    path, kept = speeches
    server.answers[path] = server.whole(SPEECHES)

    def stop(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(receiving._Watched, "flush", stop)
        load_corpus("tiny_shakespeare")
    assert list(kept.parent.iterdir()) == []
    assert load_corpus("tiny_shakespeare").text() == SPEECHES.decode()


SCRIPT = """
import sys
from dataclasses import replace
from lstm_helpers import load_corpus
from lstm_helpers.corpus import PUBLIC
url, hash_, size = sys.argv[1:]
old = PUBLIC["tiny_shakespeare"]
file = replace(old.files[0], url=url, hash=hash_, size=int(size))
PUBLIC["tiny_shakespeare"] = replace(old, files=(file,))
sys.stdout.write(load_corpus("tiny_shakespeare").text())
"""


def another_process() -> subprocess.Popen:
    """Start a process that loads Shakespeare from the server and prints it."""
    file = PUBLIC["tiny_shakespeare"].files[0]
    command = [sys.executable, "-c", SCRIPT, file.url, file.hash, str(file.size)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, text=True, **pipes)


def test_a_process_that_is_killed_half_way_does_no_harm(server, speeches):
    path, kept = speeches
    half_sent = threading.Event()
    server.answers[path] = server.hanging(SPEECHES, half_sent)
    with another_process() as process:
        assert half_sent.wait(300)
        process.kill()
        process.communicate()
    assert not kept.exists()
    server.answers[path] = server.whole(SPEECHES)
    assert load_corpus("tiny_shakespeare").text() == SPEECHES.decode()


def test_two_processes_at_once_both_get_the_corpus(server, speeches):
    path, kept = speeches
    server.answers[path] = server.together(SPEECHES, guests=2)
    with another_process() as one, another_process() as other:
        ends = [process.communicate(timeout=600) for process in (one, other)]
    assert [out for out, _ in ends] == [SPEECHES.decode()] * 2, [error for _, error in ends]
    assert server.asked == [path, path]
    assert list(kept.parent.iterdir()) == [kept]


def no_writing(*_, dir=None, **__):
    raise PermissionError(13, "Permission denied", dir)


def test_a_folder_that_cannot_be_written_to_is_told(server, speeches, monkeypatch):
    path, kept = speeches
    server.answers[path] = server.whole(SPEECHES)
    kept.parent.mkdir(parents=True)
    # Not by the folder's permissions, for an administrator may write everywhere.
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", no_writing)
    sentence = told()
    assert f"{kept.parent} cannot be used (Permission denied); " in sentence
    assert "set LSTM_COURSE_HOME to a folder that can, or use" in sentence
    assert server.asked == []


def test_a_folder_that_is_a_file_is_told(server, speeches, home):
    home.write_text("not a folder")
    assert "cannot be used (" in told()


def test_a_folder_for_reading_alone_is_enough_when_the_file_is_there(server, speeches, monkeypatch):
    kept = speeches[1]
    kept.parent.mkdir(parents=True)
    kept.write_bytes(SPEECHES)
    kept.chmod(stat.S_IRUSR)
    kept.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", no_writing)
    try:
        assert load_corpus("tiny_shakespeare").text() == SPEECHES.decode()
    finally:
        kept.parent.chmod(stat.S_IRWXU)
        kept.chmod(stat.S_IRWXU)


def test_the_folder_is_the_learners_cache_if_no_other_is_set(monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_COURSE_HOME", str(tmp_path))
    assert corpora_folder() == tmp_path / "corpora"
    monkeypatch.setenv("LSTM_COURSE_HOME", " ")
    assert corpora_folder().is_absolute()
    assert "lstm-course" in corpora_folder().parts


@pytest.fixture
def messages(monkeypatch, server):
    return put(monkeypatch, server, "sms_spam", MESSAGES, packed=400)


def test_a_file_is_taken_out_of_its_archive(server, messages):
    path, kept = messages

    def fill(archive):
        archive.writestr("readme", "The messages are real.")
        archive.writestr("SMSSpamCollection", MESSAGES)

    server.answers[path] = server.whole(packed(fill))
    corpus = load_corpus("sms_spam")
    assert len(corpus) == 20
    assert corpus.origin.licence == "CC BY 4.0"
    assert corpus.select("test").origin == corpus.origin
    assert list(kept.parent.iterdir()) == [kept]
    assert kept.read_bytes() == MESSAGES


def special(name, kind):
    member = zipfile.ZipInfo(name)
    member.external_attr = (kind | 0o644) << 16
    return member


def entered_as(name):
    member = zipfile.ZipInfo("x")
    member.filename = name  # the constructor would make it harmless
    return member


HOSTILE = {
    "upwards": (entered_as("../../evil"), "the archive holds a path that leads upwards"),
    "upwards by backslashes": (entered_as("a\\..\\evil"), "holds a path that leads upwards"),
    "absolute": (entered_as("/tmp/evil"), "the archive holds an absolute path"),
    "drive": (entered_as("C:\\evil"), "the archive holds an absolute path"),
    "link": (special("evil", stat.S_IFLNK), "the archive holds a link"),
    "pipe": (special("evil", stat.S_IFIFO), "something that is neither file nor folder"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_archive_is_refused_whole(server, messages, kind, home):
    path = messages[0]
    member, words = HOSTILE[kind]

    def fill(archive):
        archive.writestr("SMSSpamCollection", MESSAGES)
        archive.writestr(member, "/etc/passwd")

    server.answers[path] = server.whole(packed(fill))
    sentence = told("sms_spam")
    assert words in sentence
    assert f"save SMSSpamCollection (out of {server.address}{path}) in" in sentence
    assert [found for found in home.rglob("*") if found.is_file()] == []


@pytest.mark.parametrize("kind", [tarfile.LNKTYPE, tarfile.SYMTYPE], ids=["hard", "symbolic"])
def test_an_archive_of_links_of_another_kind_is_refused(server, messages, kind, home):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        link = tarfile.TarInfo("SMSSpamCollection")
        link.type, link.linkname = kind, "/etc/passwd"
        archive.addfile(link)
    server.answers[messages[0]] = server.whole(buffer.getvalue())
    assert "what came is no readable zip archive" in told("sms_spam")
    assert [found for found in home.rglob("*") if found.is_file()] == []


def damaged(archive: bytes) -> bytes:
    place = archive.index(b"SMSSpamCollection") + 40
    return archive[:place] + bytes(8) + archive[place + 8 :]


ARCHIVES = {
    "none": (b"<html>Sign in first</html>", "what came is no readable zip archive"),
    "empty": (packed(lambda archive: None), "the archive holds SMSSpamCollection 0 times"),
    "too large": (
        packed(lambda archive: archive.writestr("SMSSpamCollection", MESSAGES + bytes(9000))),
        f"SMSSpamCollection in the archive is larger than {len(MESSAGES)} bytes",
    ),
    "altered": (
        packed(lambda archive: archive.writestr("SMSSpamCollection", MESSAGES.upper())),
        "is not the SMSSpamCollection expected, and was thrown away",
    ),
    "damaged": (
        damaged(packed(lambda archive: archive.writestr("SMSSpamCollection", MESSAGES))),
        "what came is no readable zip archive",
    ),
}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_an_archive_that_does_not_hold_the_file_is_told(server, messages, kind):
    path, kept = messages
    data, words = ARCHIVES[kind]
    server.answers[path] = server.whole(data)
    assert words in told("sms_spam")
    assert list(kept.parent.iterdir()) == []


def test_nothing_is_fetched_or_loaded_unasked():
    check = (
        "import sys, socket; socket.socket = None\n"
        "from lstm_helpers import load_corpus\n"
        "for name in ('reviews', 'messages', 'verse', 'entities'): load_corpus(name)\n"
        "sys.exit('pooch' in sys.modules or 'requests' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True)


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_known_of_a_public_corpus_is_whole(name):
    corpus = PUBLIC[name]
    assert load_corpus(corpus.stand_in).origin.licence.startswith("CC0")
    assert all((corpus.origin.source, corpus.origin.licence, corpus.origin.citation))
    for file in corpus.files:
        method, _, digest = file.hash.rpartition(":")
        assert file.url.startswith("https://")
        assert len(bytes.fromhex(digest)) == {"": 32, "md5": 16}[method]
        assert file.size > 0


LESSONS = {10: "imdb", 11: "tiny_shakespeare", 12: "wikigold"}


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_offers_a_public_corpus_and_keeps_to_its_own(lesson):
    name = LESSONS[lesson]
    (source,) = (DATA_FOLDER.parent / "notebooks" / "source").glob(f"{lesson}_*.py")
    megabytes = sum(file.size for file in PUBLIC[name].files) / 1e6
    size = f"{megabytes:.0f}" if megabytes > 10 else f"{megabytes:.1f}"
    line = f'CORPUS = "{PUBLIC[name].stand_in}"  # or "{name}": downloads {size} MB once\n'
    assert source.read_text(encoding="utf-8").count(line) == 1


@pytest.mark.parametrize("name", PUBLIC)
def test_the_readme_of_the_data_says_the_same(name):
    readme = (DATA_FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"| `{name}` | `{PUBLIC[name].stand_in}` | " in readme
    for file in PUBLIC[name].files:
        digest = file.hash.rpartition(":")[2]
        assert f"| `{name}/{file.name}` | {file.size:,} bytes |" in readme
        assert f"`{digest}`" in readme


def test_the_registry_says_what_keras_says_of_imdb():
    """Keras names address and hash of each file in its own code; ours are the same."""
    import inspect

    from keras.datasets import imdb

    arrays, words = PUBLIC["imdb"].files
    for file, function in ((arrays, imdb.load_data), (words, imdb.get_word_index)):
        said = inspect.getsource(function)
        folder, _, name = file.url.rpartition("/")
        assert file.hash.rpartition(":")[2] in said
        assert f'"{folder}/"' in said
        assert f"{{origin_folder}}{name}" in said
        assert json.dumps(file.name) in said
