"""The embedding explorer in Python: its state, its words, and what it answers a page."""

import json

import numpy as np
import pytest

from lstm_helpers import EmbeddingExplorer, load_review_model, nearest_neighbours
from lstm_helpers.plots.live import Look
from tests.widgets.test_kernel_explorer import LOOK, pixels


@pytest.fixture
def explorer():
    return EmbeddingExplorer(word="dull", neighbours=5)


@pytest.fixture
def ask(explorer):
    answers = []
    explorer.send = lambda answer, buffers: answers.append((answer, buffers))

    def ask(**question):
        explorer._hear(explorer, {"asked": "1", **question}, [])
        return answers[-1]

    ask(look=LOOK)
    return ask


def test_it_says_what_it_shows(explorer):
    assert explorer.readout == [
        "“dull”, id 56, stands in 193 training sentences, mostly in blame.",
        "Nearest after training: poor 0.95, terrible 0.90, hated 0.89, bored 0.89, stupid 0.89.",
        "4 of 5 neighbours stand mostly in blame as well.",
        "The map shows 60% of the variance of all 3,782 word vectors, and 400 words.",
    ]


def test_one_neighbour_is_told_in_the_singular(explorer):
    explorer.neighbours = 1
    assert explorer.readout[2] == "1 of 1 neighbour stands mostly in blame as well."
    explorer.word = "goodness"
    assert "stands in 1 training sentence, " in explorer.readout[0]


def test_before_training_the_vectors_are_random(explorer):
    explorer.training = "before"
    assert explorer.readout[1].startswith("Nearest before training: ")
    assert "14% of the variance" in explorer.readout[3]
    assert "poor" not in explorer.readout[1]


def test_among_all_words_the_neighbours_are_the_usual_ones(explorer):
    explorer.set_trait("words", 3782)
    model = load_review_model()
    near = nearest_neighbours("dull", model.vocabulary, model.embedding, count=5)
    told = ", ".join(f"{each.word} {each.similarity:.2f}" for each in near)
    assert explorer.readout[1] == f"Nearest after training: {told}."


def test_a_word_may_be_typed_with_capitals_and_be_rarer_than_the_words_shown(explorer):
    explorer.word = "Goodness!"
    assert explorer.readout[0].startswith("“goodness”, id ")
    assert explorer.word == "Goodness!"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("word", "dul", r"word must be in the vocabulary; got 'dul' – did you mean 'dull'\?"),
        ("word", "", "word must be one word; got ''"),
        ("word", "two words", "word must be one word; got 'two words'"),
        ("word", 3, "word must be text"),
        ("neighbours", 0, "neighbours must be a whole number from 1 to 15; got 0"),
        ("neighbours", 16, "neighbours must be a whole number from 1 to 15; got 16"),
        ("training", "during", "training must be one of before, after; got 'during'"),
        ("words", 99, "words must be a whole number from 100 to 3782; got 99"),
        ("words", 3783, "words must be a whole number from 100 to 3782; got 3783"),
    ],
)
def test_what_it_cannot_show_is_refused_in_words(name, value, words, explorer):
    with pytest.raises(ValueError, match=words):
        setattr(explorer, name, value)
    with pytest.raises(ValueError, match=words):
        EmbeddingExplorer(**{name: value})
    assert explorer.readout[0].startswith("“dull”")


def test_a_page_gets_the_words_of_a_refusal_and_keeps_the_last_picture(ask, explorer):
    _, (before,) = ask(set={"neighbours": 3})
    answer, (after,) = ask(set={"word": "dul"})
    assert answer["problem"].endswith("did you mean 'dull'?")
    assert answer["values"]["word"] == "dull"
    assert before == after
    answer, _ = ask(set={"word": "film"})
    assert answer["problem"] == ""
    json.dumps(answer)


def test_every_value_of_every_control_is_taken(ask):
    for control in ask()[0]["controls"]:
        for value in control.get("values", control.get("suggestions"))[:20]:
            answer, (png,) = ask(set={control["name"]: value})
            assert answer["problem"] == ""
            assert answer["values"][control["name"]] == value
    assert pixels(png).shape == (420, 800, 3)


def test_a_size_set_from_python_is_on_the_slider(ask, explorer):
    explorer.words = 555
    (slider,) = (each for each in ask()[0]["controls"] if each["name"] == "words")
    assert 555 in slider["values"]
    assert slider["values"] == sorted(slider["values"])


def test_a_click_on_a_word_chooses_it(ask, explorer):
    figure = explorer._figure
    target = explorer._atlas.around("loved", 1, 400).point
    x, y = figure._map.transData.transform(target) / figure._figure.bbox.size
    answer, _ = ask(pick=[x, y])
    assert answer["values"]["word"] == "loved"
    assert ask(pick=[0.98, 0.5])[0]["values"]["word"] == "loved", "beside the map nothing is chosen"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [560, 1000])
def test_it_draws_at_any_size(dark, width, explorer):
    explorer.set_trait("neighbours", 15)
    shown = pixels(explorer._render(Look(width, 2.0, dark)))
    assert shown.shape == (840, 2 * width, 3)
    assert np.ptp(shown) > 180


def test_its_name_is_short_and_fixed(explorer):
    assert repr(explorer) == "EmbeddingExplorer()"
    assert "5 nearest" in explorer._alt(explorer._scene())
