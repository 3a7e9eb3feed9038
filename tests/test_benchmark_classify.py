"""The measurement of text classifiers: the same texts for all, and honest figures."""

import csv

import pytest

from benchmarks import classify

pytest.importorskip("resource", reason="peak memory is measured by a module of Unix systems")


@pytest.fixture
def table_file(tmp_path):
    path = tmp_path / "films.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["text", "label", "split"])
        for part, repeats in (("train", 20), ("test", 3)):
            rows.writerows(
                [["a good film", "praise", part], ["a bad film", "blame", part]] * repeats
            )
        rows.writerow(["a good film", "blame", "test"])  # one that every contender gets wrong
    return path


def test_a_split_of_the_file_is_kept(table_file):
    parts = classify.split(*classify.read(str(table_file)), seed=0)
    assert (len(parts["train"][0]), len(parts["test"][0]), parts["of"]) == (40, 7, "praise")
    assert parts["test"][1] == [1, 0] * 3 + [0]


def test_without_a_split_texts_are_held_out_of_both_labels(tmp_path):
    path = tmp_path / "messages"
    lines = [f"{'spam' if n % 5 == 0 else 'ham'}\ttext {n}" for n in range(100)]
    path.write_text("\n".join([*lines, lines[0]]), encoding="utf-8")
    parts = classify.split(*classify.read("sms_spam", path), seed=0)
    assert len(parts["train"][0]) == 80  # the repeat is dropped
    assert sum(parts["test"][1]) == 4
    assert not set(parts["train"][0]) & set(parts["test"][0])


def test_a_contender_is_measured_in_a_process_of_its_own(table_file, capsys):
    name = "TF-IDF + logistic regression, words"
    assert classify.main(["--set", str(table_file), "--only", name]) == 0
    row = capsys.readouterr().out.splitlines()[-1]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[:3] == [name, "0.857", "0.857"]  # 6 of 7; 3 found, 1 too many
    assert float(cells[3]) >= 0
    assert float(cells[5].replace(",", "")) > 20


def test_three_labels_are_refused():
    with pytest.raises(SystemExit, match="two labels; got 3"):
        classify.split(["a"] * 3, ["x", "y", "z"], [""] * 3, 0)
