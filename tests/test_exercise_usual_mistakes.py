"""Wrong answers, written here as a learner would write them, are told their true cause.

The exercises' own tests give each check the very mistakes by which it recognises an answer. Whether
those do what their causes say is told by answers that were written apart from them.
"""

import re

import numpy as np
import pytest

from lstm_helpers import lstm_step, pad, softmax, trace_lstm


def letters_and_digits_alone(text, known):
    words = re.sub(r"[^\w\s]", "", text.lower()).split()
    return [known.index(word) if word in known else 1 for word in words]


def every_sign_a_space(text, known):
    words = re.sub(r"[^\w\s]", " ", text.lower()).split()
    return [known.index(word) if word in known else 1 for word in words]


def whole_sentences(sequences, share):
    return np.percentile([len(sequence) for sequence in sequences], 100 * share)


def greatest_length(sequences, share):
    return len(max(sequences, key=len))


def one_hot_alone(ids, embedding):
    rows = np.zeros((len(ids), len(embedding)))
    rows[np.arange(len(ids)), ids] = 1
    return rows


def counted_from_one(ids, embedding):
    return np.array([embedding[id_ - 1] for id_ in ids])


def row_and_column_exchanged(ids, embedding):
    rows = np.zeros((len(ids), len(embedding)))
    for place, id_ in enumerate(ids):
        rows[id_, place] = 1
    return rows @ embedding


def two_indices_into_lists(ids, embedding):
    rows = [[0] * len(embedding) for _ in ids]
    for place, id_ in enumerate(ids):
        rows[place, id_] = 1
    return rows @ embedding


def tokens_rounded(sequences, share):
    lengths = np.array([len(sequence) for sequence in sequences])
    needed = round(share * lengths.sum())
    return next(n for n in range(1, 99) if np.minimum(lengths, n).sum() >= needed)


def without_the_reserved_rows(words, features, length):
    return words * features + length * features + 1


def without_the_bias(words, features, length):
    return (words + 2) * features + length * features


def features_for_units(batch, timesteps, features, units, return_sequences, return_state):
    state = (batch, features)
    output = (batch, timesteps, features) if return_sequences else state
    return [output, state, state] if return_state else [output]


def sequences_of_states(batch, timesteps, features, units, return_sequences, return_state):
    output = (batch, timesteps, units) if return_sequences else (batch, units)
    return [output] * (3 if return_state else 1)


def state_dropped(layer, first, second):
    early = layer(first)[0]
    late, hidden, cell = layer(second)
    return np.concatenate([early, late], axis=1), hidden, cell


def states_exchanged(layer, first, second):
    early, hidden, cell = layer(first)
    late, hidden, cell = layer(second, initial_state=[cell, hidden])
    return np.concatenate([early, late], axis=1), hidden, cell


def over_the_texts(logits):
    powers = np.exp(logits - logits.max(axis=0))
    return powers / powers.sum(axis=0)


def one_sigmoid_each(logits):
    return 0.5 * (1 + np.tanh(logits / 2))


def epochs_from_zero(validation_losses, patience):
    best = 0
    for epoch, loss in enumerate(validation_losses):
        if loss < validation_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return len(validation_losses) - 1, best


def compared_with_the_one_before(validation_losses, patience):
    waited = 0
    for epoch in range(1, len(validation_losses)):
        waited = waited + 1 if validation_losses[epoch] >= validation_losses[epoch - 1] else 0
        if waited == patience:
            break
    else:
        epoch = len(validation_losses) - 1
    seen = validation_losses[: epoch + 1]
    return epoch + 1, seen.index(min(seen)) + 1


def accuracy_for_precision(labels, probabilities, threshold):
    called = probabilities > threshold
    precision = (labels == called).mean()
    recall = called[labels].mean() if labels.any() else 0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0


def called_at_the_threshold(labels, probabilities, threshold):
    called = probabilities >= threshold
    right = (called & labels).sum()
    precision = right / called.sum() if called.any() else 0
    recall = right / labels.sum() if labels.any() else 0
    return precision, recall, 2 * right / ((called.sum() + labels.sum()) or 1)


def highest_threshold(labels, probabilities, precision):
    for threshold in sorted({0, *probabilities}, reverse=True):
        called = labels[probabilities > threshold]
        if len(called) and called.mean() >= precision:
            return threshold
    return 1


def never_at_zero(labels, probabilities, precision):
    for threshold in sorted(probabilities):
        called = labels[probabilities > threshold]
        if len(called) and called.mean() >= precision:
            return threshold
    return 1


def in_thousandths(labels, probabilities, precision):
    for threshold in np.linspace(0, 1, 1001):
        called = labels[probabilities > threshold]
        if len(called) and called.mean() >= precision:
            return threshold
    return 1


def single_texts(right, pairs):
    judged = [one for one, pair in zip(right, pairs, strict=True) if pair != ""]
    return sum(judged) / len(judged) if judged else 0


def one_of_both(right, pairs):
    found = {pair for one, pair in zip(right, pairs, strict=True) if pair and one}
    return len(found) / max(1, len({*pairs} - {""}))


def last_of_the_pair(right, pairs):
    found = dict(zip(pairs, right, strict=True))
    found.pop("", None)
    return sum(found.values()) / len(found) if found else 0


def without_a_temperature(logits, temperature):
    powers = np.exp(logits)
    return powers / powers.sum()


def times_the_temperature(logits, temperature):
    powers = np.exp(logits * temperature)
    return powers / powers.sum()


def always_from_nothing(step, characters, prompt, length):
    text = prompt
    for _ in range(length):
        logits, _ = step(text[-1], None)
        text += characters[np.argmax(logits)]
    return text


def prompt_forgotten(step, characters, prompt, length):
    state = None
    for character in prompt:
        logits, state = step(character, state)
    text, state = prompt, None
    for _ in range(length):
        text += characters[np.argmax(logits)]
        logits, state = step(text[-1], state)
    return text


def padding_counted(targets, predicted, mask):
    return np.count_nonzero(targets == predicted) / targets.size


def divided_by_all_places(targets, predicted, mask):
    return np.count_nonzero(targets[mask] == predicted[mask]) / mask.size


def last_span_open(tags):
    spans, start = [], None
    for place, tag in enumerate(tags):
        if start is not None and tag != "I-" + tags[start][2:]:
            spans.append((start, place, tags[start][2:]))
            start = None
        if tag != "O" and start is None:
            start = place
    return spans


def begun_alone(tags):
    return [(place, place + 1, tag[2:]) for place, tag in enumerate(tags) if tag[0] == "B"]


def mask_forgotten(query, states, mask):
    scores = states @ query
    powers = np.exp(scores - scores.max())
    weights = powers / powers.sum()
    return weights, weights @ states


def masked_afterwards(query, states, mask):
    scores = states @ query
    powers = np.exp(scores - scores.max())
    weights = powers / powers.sum()
    weights[~mask] = 0
    return weights, weights @ states


def mask_times_infinity(query, states, mask):
    with np.errstate(invalid="ignore"):
        scores = states @ query + (1 - mask) * -np.inf
        powers = np.exp(scores - scores.max())
        weights = powers / powers.sum()
    return weights, weights @ states


def mask_turned_round(query, states, mask):
    with np.errstate(invalid="ignore"):
        scores = np.where(mask, -np.inf, states @ query)
        powers = np.exp(scores - scores.max())
        weights = powers / powers.sum()
    return weights, weights @ states


def nan_not_asked(losses, validation_losses, guess):
    if losses[-1] > 1.02 * guess:
        return "diverges"
    if losses[-1] > 0.5 * guess:
        return "underfits"
    return "overfits" if validation_losses[-1] > 1.1 * min(validation_losses) else "fits"


def only_nan_asked(losses, validation_losses, guess):
    if np.isnan([*losses, *validation_losses]).any():
        return "diverges"
    return nan_not_asked(losses, validation_losses, guess)


def no_margin(losses, validation_losses, guess):
    if not np.isfinite([*losses, *validation_losses]).all() or losses[-1] > guess:
        return "diverges"
    return nan_not_asked(losses, validation_losses, guess)


def either_above_guessing(losses, validation_losses, guess):
    if not np.isfinite([*losses, *validation_losses]).all() or validation_losses[-1] > 1.02 * guess:
        return "diverges"
    return nan_not_asked(losses, validation_losses, guess)


def any_rise(losses, validation_losses, guess):
    if not np.isfinite([*losses, *validation_losses]).all() or losses[-1] > 1.02 * guess:
        return "diverges"
    if losses[-1] > 0.5 * guess:
        return "underfits"
    return "overfits" if validation_losses[-1] > min(validation_losses) else "fits"


def differs(found, wanted):
    if not isinstance(found, np.ndarray) or found.shape != np.shape(wanted):
        return True
    return not np.allclose(found, wanted, atol=1e-5)


def padding_read(run):
    if [[*ids] for ids in run.ids] != [run.vocabulary.encode(text) for text in run.texts]:
        return "ids"
    if differs(run.padded, pad(run.ids, run.length, where="post", truncate="pre").ids):
        return "padded"
    if differs(run.vectors, run.embedding[run.padded]):
        return "vectors"
    if differs(run.state, [trace_lstm(run.lstm, row).hidden[-1] for row in run.vectors]):
        return "state"
    logits = run.state @ run.dense_kernel + run.dense_bias
    return "probabilities" if differs(run.probabilities, softmax(logits)) else "none"


def never_emptied(model, texts):
    labels, hidden, cell = [], np.zeros(model.lstm.units), np.zeros(model.lstm.units)
    for text in texts:
        for id_ in model.vocabulary.encode(text):
            step = lstm_step(model.lstm, model.embedding[id_], hidden, cell)
            hidden, cell = step.hidden, step.cell
        logit = hidden @ model.dense_kernel + model.dense_bias
        labels.append("positive" if logit > 0 else "negative")
    return labels


def a_logit_judged_as_a_probability(model, texts):
    logits = [[model.dense_bias, *model.read(text).logits][-1] for text in texts]
    return ["positive" if logit > 0.5 else "negative" for logit in logits]


USUAL = {
    "01_encoder": {
        letters_and_digits_alone: "more than ASCII punctuation is removed",
        every_sign_a_space: "punctuation is replaced by a space",
    },
    "02_length": {
        whole_sentences: "the share of sentences that stay whole is measured",
        greatest_length: "this is the greatest length",
        tokens_rounded: "the number of tokens wanted is rounded to a whole one",
    },
    "03_lookup": {
        one_hot_alone: "these are the one-hot rows",
        counted_from_one: "every row is one too early",
        row_and_column_exchanged: "row and column are exchanged",
        two_indices_into_lists: "a list of lists takes one index at a time",
    },
    "03_parameters": {
        without_the_reserved_rows: "the two reserved ids are missing",
        without_the_bias: "Dense(1) has a bias too",
    },
    "06_shapes": {
        features_for_units: "the number of features stands where the units belong",
        sequences_of_states: "with return_sequences the states have an axis of timesteps too",
    },
    "06_carry": {
        state_dropped: "the state is dropped at the cut",
        states_exchanged: "h and c have changed places in initial_state",
    },
    "07_find_fault": {padding_read: "padding is read"},
    "07_softmax": {
        over_the_texts: "the sum runs over the texts, axis 0",
        one_sigmoid_each: "each logit goes through a sigmoid of its own",
    },
    "08_early_stop": {
        epochs_from_zero: "epochs are counted from 0",
        compared_with_the_one_before: "each loss is compared with the one before",
    },
    "08_diagnose": {
        nan_not_asked: "nan slips through",
        only_nan_asked: "inf slips through",
        no_margin: "a training loss a little above guess",
        either_above_guessing: "the validation loss is compared with guess as well",
        any_rise: "any rise of the validation loss counts",
    },
    "09_scores": {
        accuracy_for_precision: "accuracy stands where the precision belongs",
        called_at_the_threshold: "a probability equal to the threshold is called positive",
    },
    "09_threshold": {
        highest_threshold: "the highest threshold that is precise enough is returned",
        never_at_zero: "0 is never tried",
        in_thousandths: "thresholds are tried in steps of 0.001",
    },
    "10_twins": {
        single_texts: "single texts are counted",
        last_of_the_pair: "of each pair only the last text counts",
        one_of_both: "a pair counts as soon as *one* of its twins is right",
    },
    "11_temperature": {
        without_a_temperature: "the temperature has no effect",
        times_the_temperature: "the logits are multiplied by the temperature",
    },
    "11_carry_state": {
        always_from_nothing: "each character is read with the state None",
        prompt_forgotten: "the state is dropped at the end of the prompt",
    },
    "12_masked_accuracy": {
        padding_counted: "padding is counted",
        divided_by_all_places: "right tokens are counted without the padding, but divided by all",
    },
    "12_spans": {
        last_span_open: "a span that is still open when the sentence ends is forgotten",
        begun_alone: "only the tokens with B- are taken",
    },
    "13_attend": {
        mask_forgotten: "the mask is not used",
        masked_afterwards: "the weights at padding are set to 0 *after* the softmax",
        mask_times_infinity: "0 times infinity is NaN",
        mask_turned_round: "every score was −∞",
    },
    "14_repair": {
        never_emptied: "one fault is left: the state of one text is carried on into the next",
        a_logit_judged_as_a_probability: "one fault is left: a logit is judged at 0.5",
    },
}


@pytest.mark.parametrize(
    ("name", "function", "cause"),
    [(name, *row) for name, rows in USUAL.items() for row in rows.items()],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_usual_mistake_is_told_its_true_cause(name, function, cause, told):
    assert f"Likely cause: {cause}" in told(name, function)
