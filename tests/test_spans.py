"""Spans and their scores: hand-checked cases, properties, and what seqeval says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_helpers import load_corpus, load_recorded, span_scores, tag_accuracy, tag_spans
from lstm_helpers.corpus.tagged import TAGS
from lstm_helpers.span_metrics import SpanScores
from lstm_helpers.spans import Span, may_follow

# Random tags, right and wrong, scored once by seqeval 1.2.2. A letter a token, P and p for B-PER
# and I-PER, and so on; a space between sentences.
SEQEVAL = load_recorded("seqeval")
LETTERS = SEQEVAL["letters"]

rows = st.lists(st.sampled_from(TAGS), max_size=12)
pairs = st.lists(
    st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(TAGS)), max_size=12), max_size=4
).map(lambda found: tuple([[pair[k] for pair in row] for row in found] for k in (0, 1)))


def written(letters):
    return [[LETTERS[letter] for letter in row] for row in letters.split(" ")]


@pytest.mark.parametrize(
    ("letters", "spans"),
    [
        ("", []),
        ("OOO", []),
        ("PpOL", [(0, 2, "PER"), (3, 4, "LOC")]),
        ("PP", [(0, 1, "PER"), (1, 2, "PER")]),  # two that touch
        ("OPpp", [(1, 4, "PER")]),  # open to the end
        ("Opp", [(1, 3, "PER")]),  # nothing was begun, so I- begins
        ("PlO", [(0, 1, "PER"), (1, 2, "LOC")]),  # another kind
        ("POp", [(0, 1, "PER"), (2, 3, "PER")]),  # a gap
        ("Ggg", [(0, 3, "ORG")]),
    ],
)
def test_spans_checked_by_hand(letters, spans):
    assert tag_spans(written(letters)[0]) == [Span(*span) for span in spans]


@given(rows)
def test_spans_cover_all_but_o_and_never_overlap(tags):
    spans = tag_spans(tags)
    covered = [place for span in spans for place in range(span.start, span.end)]
    assert covered == [place for place, tag in enumerate(tags) if tag != "O"]
    for span in spans:
        assert {tag[2:] for tag in tags[span.start : span.end]} == {span.kind}
        assert all(tag.startswith("I-") for tag in tags[span.start + 1 : span.end])


@given(rows)
def test_legal_tags_can_be_written_again_from_their_spans(tags):
    legal = [
        tag if may_follow(before, tag) else f"B-{tag[2:]}"
        for before, tag in zip([None, *tags], tags, strict=False)
    ]
    again = ["O"] * len(tags)
    for start, end, kind in tag_spans(tags):
        again[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    assert again == legal
    assert tag_spans(again) == tag_spans(tags)


def test_only_an_i_can_be_illegal():
    assert all(may_follow(before, tag) for before in TAGS for tag in TAGS if tag[0] != "I")
    allowed = {(b, t) for b in (None, *TAGS) for t in TAGS if t[0] == "I" and may_follow(b, t)}
    assert allowed == {(f"{part}-{k}", f"I-{k}") for part in "BI" for k in ("PER", "LOC", "ORG")}


def test_the_course_s_own_tags_are_legal():
    for tags in load_corpus("entities").tags:
        assert all(
            may_follow(before, tag) for before, tag in zip((None, *tags), tags, strict=False)
        )


@pytest.mark.parametrize("case", SEQEVAL["cases"], ids=lambda case: case["tags"][:12])
def test_scores_are_those_of_seqeval(case):
    scores = span_scores(written(case["tags"]), written(case["predicted"]))
    for name in ("precision", "recall", "f1"):
        assert getattr(scores, name) == pytest.approx(case[name], abs=1e-6)


@pytest.mark.parametrize(
    ("true", "called", "counts"),
    [
        ("PpOL", "PpOL", (2, 2, 2)),
        ("PpOL", "POOL", (2, 2, 1)),  # cut short: a miss and a false alarm
        ("PpOL", "PpOP", (2, 2, 1)),  # the kind
        ("PpOL", "OOOO", (2, 0, 0)),
        ("OOOO", "OOOP", (0, 1, 0)),
        ("Ppp", "Ppl", (1, 2, 0)),  # cut in two
        ("PPO", "PpO", (2, 1, 0)),  # run together
    ],
)
def test_scores_checked_by_hand(true, called, counts):
    assert span_scores(written(true), written(called)) == SpanScores(*counts)


@given(pairs)
def test_scores_are_fractions_and_turn_round_with_their_sides(sides):
    scores, turned = span_scores(*sides), span_scores(*sides[::-1])
    assert scores.precision == turned.recall
    assert scores.f1 == turned.f1
    assert 0 <= scores.correct <= min(scores.actual, scores.predicted)
    low, high = sorted((scores.precision, scores.recall))
    assert low - 1e-12 <= scores.f1 <= high + 1e-12
    by_kind = [span_scores(*sides, kind=kind) for kind in ("PER", "LOC", "ORG")]
    assert sum(one.correct for one in by_kind) == scores.correct


@given(st.lists(rows, max_size=4))
def test_the_truth_scores_full_marks(tags):
    scores = span_scores(tags, tags)
    assert scores.f1 == (1.0 if scores.actual else 0.0)
    assert tag_accuracy(tags, tags) == (1.0 if any(tags) else 0.0)


def test_all_o_has_a_fine_accuracy_and_finds_nothing():
    tags = load_corpus("entities").select("test").tags
    nothing = [["O"] * len(row) for row in tags]
    assert tag_accuracy(tags, nothing) > 0.8
    assert span_scores(tags, nothing).f1 == 0.0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: tag_spans("O"), "tags must be a list of tags, such as .*; got 'O'"),
        (lambda: tag_spans(["PER"]), "each of tags must be O, or B- or I- and a kind"),
        (lambda: tag_spans(["B-"]), "as in B-PER; got 'B-'"),
        (lambda: tag_spans([3]), "as in B-PER; got 3"),
        (lambda: may_follow("X", "O"), "before must be O, or B- or I-"),
        (lambda: may_follow("O", "X"), "tag must be O, or B- or I-"),
        (lambda: span_scores([["O"]], []), "for each of the 1 sentences; got 0"),
        (lambda: span_scores([["O"]], [["O", "O"]]), r"predicted\[0\] must hold 1 tags, one for"),
        (lambda: span_scores([["O"]], [["X"]]), r"each of predicted\[0\] must be O"),
        (lambda: span_scores("O", [["O"]]), "tags must be a list with a list of tags"),
        (lambda: span_scores([["O"]], [["O"]], kind=3), "kind must be text"),
        (lambda: tag_accuracy(["O"], [["O"]]), r"tags\[0\] must be a list of tags"),
    ],
)
def test_what_is_no_tagging_is_told_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
