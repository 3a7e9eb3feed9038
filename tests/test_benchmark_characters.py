"""The measurement of character training: what is trained, judged and laid out."""

import math

import pytest

import lstm_helpers
from benchmarks import character_trainers, characters
from lstm_helpers import load_corpus


@pytest.mark.parametrize("name", ["ours", "keras"])
def test_a_contender_learns_more_than_nothing_in_its_time(name):
    text = load_corpus("verse").text("train")[:12_000]
    trained = getattr(character_trainers, name)(text, 1.0, "".join(sorted(set(text))))
    assert trained.characters > 0
    assert trained.units == trained.model.lstm.units
    alphabet = set(text)
    assert set(trained.model.characters) == alphabet
    assert trained.model.loss(text[-3000:], characters.ROW) < math.log(len(alphabet))


def test_a_contender_that_is_not_installed_is_left_out(monkeypatch, capsys):
    class Here:
        """A pool that works at once, in this process."""

        def __init__(self, *_, **__): ...
        def __enter__(self):
            return self

        def __exit__(self, *_): ...
        def submit(self, work, *given):
            self._work, self._given = work, given
            return self

        def result(self):
            return self._work(*self._given)

    def missing(text, seconds, characters):
        raise ModuleNotFoundError("No module named 'torch'")

    def there(text, seconds, characters):
        model = lstm_helpers.fit_character_model(text, epochs=1, units=4, batch=4, rows=16)
        return character_trainers.Trained(model, 100, 4)

    monkeypatch.setattr(characters, "ProcessPoolExecutor", Here)
    monkeypatch.setattr(character_trainers, "TRAINERS", {"there": there, "missing": missing})
    found = characters.measure("the tide goes out, " * 40, [1.0, 2.0])
    assert list(found) == [("there", 1.0), ("there", 2.0)]
    assert found["there", 2.0].a_second == 50
    assert "missing is left out: No module named 'torch'" in capsys.readouterr().out


def test_the_table_says_how_far_above_ours_the_others_end():
    figures = {"ours": (1.9, 1.5), "theirs": (2.0, 1.625)}
    found = {
        (name, seconds): characters.Measured(nats, 1234.5, 64)
        for name, both in figures.items()
        for seconds, nats in zip((1.0, 2.0), both, strict=True)
    }
    assert characters.table(found) == [
        "| held-out nats a character after | 1 s | 2 s | above ours | units "
        "| characters a second |",
        "|---|--:|--:|--:|--:|--:|",
        "| ours | 1.900 | 1.500 |  | 64 | 1,234 |",
        "| theirs | 2.000 | 1.625 | +0.125 | 64 | 1,234 |",
    ]


def test_the_text_is_that_of_a_file_or_else_what_can_be_had(tmp_path, monkeypatch):
    path = tmp_path / "mine.txt"
    path.write_text("Möwe", encoding="utf-8")
    assert characters.the_text(path) == ("Möwe", "mine.txt")
    verse = load_corpus("verse")

    def load(name):
        if name == "verse":
            return verse
        raise ValueError("no network")

    monkeypatch.setattr(lstm_helpers, "load_corpus", load)
    assert characters.the_text() == (verse.text(), "The course's verse")
