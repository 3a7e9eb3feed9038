"""Tells in words what a forgetful memory did at the timestep that went wrong, and likely why."""

import numpy as np

from lstm_helpers.cells import LSTMWeights, sigmoid
from lstm_helpers.exercises.forget_behaviour import (
    DROPPED,
    KEPT,
    STORED,
    Failure,
    described,
    first_failure,
    working_order,
)

_ORDER = ("input", "forget", "candidate", "output")
_INPUT, _FORGET, _CANDIDATE = range(3)
_VALUE, _CUE = range(2)


def explained(weights: LSTMWeights, failure: Failure) -> str:
    """Say what failed, with the gates at that timestep, and the likely cause.

    Parameters
    ----------
    weights : LSTMWeights
        2 features, 1 unit.
    failure : Failure
        What `first_failure` found in them.

    Returns
    -------
    str
        A few lines for the learner.

    Examples
    --------
    >>> weights = LSTMWeights(np.zeros((2, 4)), np.zeros((1, 4)), np.zeros(4))
    >>> print(explained(weights, first_failure(weights)).splitlines()[0])
    Not yet. In the sequence value +1:
    """
    fact, cause = {
        "store": _store,
        "keep": _keep,
        "drop": _drop,
        "stay empty": _stay_empty,
    }[failure.behaviour](weights, failure)
    cause = _cause_in_the_whole(weights) or cause
    return f"Not yet. In the sequence {described(failure.sequence)}:\n{fact}\nLikely cause: {cause}"


def _cause_in_the_whole(weights: LSTMWeights) -> str | None:
    kernel, recurrent, bias = weights.kernel, weights.recurrent_kernel, weights.bias
    if not (kernel.any() or recurrent.any() or bias.any()):
        return (
            "all weights are zero. Every gate then stands half open at sigmoid(0) = 0.5, so a "
            "memory would halve at each timestep, and the candidate is tanh(0) = 0, so there is "
            "nothing to store."
        )
    if first_failure(LSTMWeights(kernel[::-1], recurrent, bias)) is None:
        return "the rows of kernel have changed places: the first is for the value, then the cue's."
    order = working_order(weights)
    if order is None or _only_the_cue_is_misplaced(weights):
        return None
    yours = ", ".join(_ORDER[order.index(column)] for column in range(4))
    return (
        f"your columns stand in the order {yours}; they must stand as {', '.join(_ORDER)}, in "
        "kernel, recurrent_kernel and bias alike."
    )


def _only_the_cue_is_misplaced(weights: LSTMWeights) -> bool:
    kernel = weights.kernel.copy()
    kernel[_CUE] = 0.0
    kernel[_CUE, _FORGET] = weights.kernel[_CUE].sum()
    return first_failure(LSTMWeights(kernel, weights.recurrent_kernel, weights.bias)) is None


def _store(weights: LSTMWeights, failure: Failure) -> tuple[str, str]:
    value = 1 if failure.sequence[failure.timestep] == "+" else -1
    gate, candidate, cell = (failure.at(name) for name in ("input", "candidate", "cell"))
    fact = (
        f"At timestep {failure.timestep} (counted from 0) the value {value:+d} came. The input "
        f"gate stood at {gate:.2f} and the candidate at {candidate:+.2f}, so the cell came to "
        f"{cell:+.2f}; it should be {'at least' if value > 0 else 'at most'} {value * STORED:+g}."
    )
    return fact, _store_cause(weights, value, gate, candidate * value)


def _store_cause(weights: LSTMWeights, value: int, gate: float, content: float) -> str:
    weight, opener = weights.kernel[_VALUE, _CANDIDATE], weights.kernel[_VALUE, _INPUT]
    if weight == 0:
        return (
            "no weight leads from the value to the candidate, kernel[0, 2], so the candidate does "
            "not know the value."
        )
    if weight < 0:
        return (
            f"the weight from the value to the candidate, kernel[0, 2] = {weight:g}, has the wrong "
            "sign: the opposite of the value is written."
        )
    if content < STORED and weights.bias[_CANDIDATE] * value < 0 and np.tanh(weight) >= STORED:
        return (
            f"the candidate's bias, bias[2] = {weights.bias[_CANDIDATE]:g}, pulls all values to "
            "one side; with 0 the candidate follows the value alone."
        )
    if content < STORED:
        return (
            f"the weight from the value to the candidate, kernel[0, 2] = {weight:g}, is too small: "
            f"tanh({weight:g}) = {np.tanh(weight):.2f}."
        )
    if opener * value < 0:
        return (
            f"kernel[0, 0] = {opener:g} moves the input gate one way for +1 and the other way for "
            "-1. A gate that must open for both has to be opened by its bias, bias[0]."
        )
    return (
        f"the input gate is not open enough: bias[0] = {weights.bias[_INPUT]:g}. A larger one "
        "opens it; the candidate is 0 at empty timesteps, so nothing is written then."
    )


def _keep(weights: LSTMWeights, failure: Failure) -> tuple[str, str]:
    lost, written = _lost(failure), _written(failure)
    opening = (
        f"At timestep {failure.timestep} (counted from 0) nothing came, yet the cell went from "
        f"{failure.before:+.2f} to {failure.at('cell'):+.2f}."
    )
    if abs(written) > abs(lost):
        return f"{opening} {_writing(failure)}", _writing_cause(weights)
    gate = failure.at("forget")
    waited = failure.timestep - max(failure.sequence.rfind(v, 0, failure.timestep) for v in "+-")
    fact = (
        f"{opening} The forget gate stood at {gate:.4g}: the cell keeps {gate:.1%} of itself at "
        f"each timestep. {failure.at('cell') / failure.stored:.0%} of what was stored is left "
        f"after {waited}; at least {KEPT:.0%} should be."
    )
    return fact, _keep_cause(weights, gate)


def _keep_cause(weights: LSTMWeights, gate: float) -> str:
    bias = weights.bias[_FORGET]
    if weights.recurrent_kernel[0, _FORGET] and gate < sigmoid(bias):
        return (
            "recurrent_kernel lets the hidden state close the forget gate. This memory needs no "
            "recurrent weights."
        )
    if bias < 0:
        return (
            f"the forget gate's bias, bias[1] = {bias:g}, is negative. In spite of the gate's name "
            "1 keeps and 0 forgets: at an empty timestep it must be open."
        )
    if bias == 0:
        return (
            "the forget gate's bias, bias[1], is 0. At an empty timestep both features are 0, so "
            "the gate is sigmoid(0) = 0.5, half open, and the memory halves each time."
        )
    return (
        f"the forget gate's bias, bias[1] = {bias:g}, is too small: sigmoid({bias:g}) = "
        f"{gate:.4g}, and the share kept is multiplied at every timestep."
    )


def _drop(weights: LSTMWeights, failure: Failure) -> tuple[str, str]:
    gate, cell = failure.at("forget"), failure.at("cell")
    opening = f"At timestep {failure.timestep} (counted from 0) the cue came,"
    wanted = f"the cell came to {cell:+.2f}; it should be nearer to 0 than {DROPPED:g}."
    if abs(gate * failure.before) >= abs(_written(failure)):
        fact = (
            f"{opening} the forget gate stood at {gate:.2f}, so the cell kept {gate:.0%} of "
            f"{failure.before:+.2f}: {wanted}"
        )
        return fact, _drop_cause(weights)
    return f"{opening} and {wanted} {_writing(failure)}", _writing_cause(weights, at_cue=True)


def _drop_cause(weights: LSTMWeights) -> str:
    weight, bias = weights.kernel[_CUE, _FORGET], weights.bias[_FORGET]
    if weight > 0:
        return (
            f"the cue's weight to the forget gate, kernel[1, 1] = {weight:g}, has the wrong sign: "
            "it opens the gate further, and an open forget gate keeps."
        )
    if weight == 0:
        elsewhere = np.flatnonzero(weights.kernel[_CUE])
        if elsewhere.size:
            column = elsewhere[0]
            return (
                f"the cue acts on the {_ORDER[column]} column, kernel[1, {column}]; dropping is "
                "the forget gate's work, kernel[1, 1]."
            )
        return "no weight leads from the cue to the forget gate, kernel[1, 1]: it acts as always."
    if sigmoid(bias + weight) < DROPPED / 2:
        return (
            "recurrent_kernel lets the hidden state hold the forget gate open against the cue. "
            "This memory needs no recurrent weights."
        )
    return (
        f"the cue's weight to the forget gate, kernel[1, 1] = {weight:g}, does not outweigh its "
        f"bias: {bias:g} + ({weight:g}) = {bias + weight:g}. Only well below 0 is a sigmoid near 0."
    )


def _stay_empty(weights: LSTMWeights, failure: Failure) -> tuple[str, str]:
    at_cue = failure.sequence[failure.timestep] == "c"
    fact = (
        f"At timestep {failure.timestep} (counted from 0) {'the cue' if at_cue else 'nothing'} "
        f"came and nothing was held, yet the cell came to {failure.at('cell'):+.2f}. "
        f"{_writing(failure)}"
    )
    return fact, _writing_cause(weights, at_cue)


def _writing(failure: Failure) -> str:
    return (
        f"The input gate stood at {failure.at('input'):.2f} and the candidate at "
        f"{failure.at('candidate'):+.2f}, so {_written(failure):+.2f} was written."
    )


def _writing_cause(weights: LSTMWeights, at_cue: bool = False) -> str:
    if at_cue and weights.kernel[_CUE, _CANDIDATE]:
        return (
            f"the cue writes: kernel[1, 2] = {weights.kernel[_CUE, _CANDIDATE]:g} leads from it to "
            "the candidate. The cue is to close the forget gate and nothing else."
        )
    if weights.bias[_CANDIDATE]:
        return (
            f"the candidate's bias, bias[2] = {weights.bias[_CANDIDATE]:g}, is written whenever "
            "the input gate is open, and here it is open when no value comes."
        )
    return (
        "recurrent_kernel leads from the hidden state to the candidate, so the memory writes "
        "itself again. This memory needs no recurrent weights."
    )


def _lost(failure: Failure) -> float:
    return (1 - failure.at("forget")) * failure.before


def _written(failure: Failure) -> float:
    return failure.at("input") * failure.at("candidate")
