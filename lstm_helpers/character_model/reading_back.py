"""A batch read by an LSTM, and the error sent back through time: lesson 04's way, made fast.

Three things make it fast. Whatever a character brings to the gates is looked up in a table instead
of multiplied out. Every array is made once and written into again and again. And the gradients of
the weights wait until all timesteps are done, for one large product is faster than many small ones.
"""

import numpy as np

from lstm_helpers.character_model.parameters import Parameters

# sigmoid(x) = ½ + ½ tanh(x/2): so one call of tanh serves all gates; the candidate is tanh itself.
_HALVES = np.array([0.5, 0.5, 1, 0.5], dtype=np.float32).reshape(4, 1, 1)
_LIFTS = np.array([0.5, 0.5, 0, 0.5], dtype=np.float32).reshape(4, 1, 1)


class SharedArrays:
    """What all rows of a batch need of the weights, computed once for each batch.

    Parameters
    ----------
    weights : Parameters
        Of V characters and H units.

    Attributes
    ----------
    table : ndarray, shape (4, V, H)
        What each character brings to the gates, x W + b; halved for the sigmoids.
    recurrent : ndarray, shape (4, H, H)
        The recurrent kernel, halved for the sigmoids.
    transposed : ndarray, shape (4, H, H)
        Each block of the recurrent kernel, transposed; not halved.
    """

    def __init__(self, weights: Parameters) -> None:
        halves = _HALVES.astype(weights.flat.dtype)
        self.table = (weights.embedding @ weights.kernel + weights.bias) * halves
        self.recurrent = weights.recurrent_kernel * halves
        self.transposed = np.ascontiguousarray(weights.recurrent_kernel.swapaxes(1, 2))


class Rows:
    """Some rows of a batch: their states from one batch to the next, their loss and gradients.

    Parameters
    ----------
    weights : Parameters
        Are read, never changed.
    rows, length : int
        R and T.
    dropout : float
        Probability that a number of the hidden state is blanked before the logits.
    random : numpy.random.Generator
        Decides which.

    Attributes
    ----------
    loss : float
        Sum over all characters of the last batch, in nats.
    gradients : Parameters
        Of the mean loss of a batch, as far as these rows go.
    """

    def __init__(
        self,
        weights: Parameters,
        rows: int,
        length: int,
        dropout: float = 0.0,
        random: np.random.Generator | None = None,
    ) -> None:
        (size, features), units = weights.embedding.shape, weights.dense_kernel.shape[0]
        dtype = weights.flat.dtype
        self._weights, self._dropout, self._random = weights, dropout, random
        self.loss, self.gradients = 0.0, Parameters(size, features, units, dtype)
        self._halves, self._lifts = _HALVES.astype(dtype), _LIFTS.astype(dtype)

        def zeros(*shape: int) -> np.ndarray:
            return np.zeros(shape, dtype)

        self._gates = zeros(4, length, rows, units)
        self._hidden, self._cell = zeros(length + 1, rows, units), zeros(length + 1, rows, units)
        self._shown = zeros(length, rows, units)  # tanh of the cell state
        self._of_hidden = zeros(length, rows, units)
        self._logits = zeros(length * rows, size)
        self._one_hot = zeros(length * rows, size)
        self._four, self._other_four = zeros(4, rows, units), zeros(4, rows, units)
        self._one, self._of_cell, self._recurrent = (zeros(rows, units) for _ in range(3))
        self._places = np.arange(length * rows)
        self._mask: np.ndarray | None = None

    def learn(
        self,
        shared: SharedArrays,
        ids: np.ndarray,
        targets: np.ndarray,
        goes_on: np.ndarray,
        characters: int,
    ) -> None:
        """Read a batch and send its error back; `loss` and `gradients` then hold what came of it.

        Parameters
        ----------
        shared : SharedArrays
            Of the weights as they are.
        ids, targets : ndarray of int, shape (T, R)
            What is read, and what comes next.
        goes_on : ndarray of bool, shape (R,)
            Whether a row goes on from the state it had; else it begins with an empty one.
        characters : int
            In the whole batch, by which the mean is taken.
        """
        for states in (self._hidden, self._cell):
            np.multiply(states[-1], goes_on[:, None], out=states[0])
        for t, now in enumerate(ids):
            self._step(shared, t, now)
        hidden = self._dropped(self._hidden[1:].reshape(len(self._places), -1))
        self._judge(hidden, targets.ravel(), characters)
        self._back_to_hidden(hidden)
        self._of_cell[:] = self._recurrent[:] = 0
        for t in reversed(range(len(ids))):
            self._step_back(shared, t)
        self._gather(ids.ravel())

    def _step(self, shared: SharedArrays, t: int, ids: np.ndarray) -> None:
        gates, cell = self._gates[:, t], self._cell[t + 1]
        np.matmul(self._hidden[t], shared.recurrent, out=gates)
        # "clip" is the mode that writes straight into `out`; no id is out of range
        gates += np.take(shared.table, ids, axis=1, out=self._four, mode="clip")
        np.tanh(gates, out=gates)
        gates *= self._halves
        gates += self._lifts
        write, keep, candidate, show = gates
        np.multiply(keep, self._cell[t], out=cell)
        cell += np.multiply(write, candidate, out=self._one)
        np.multiply(show, np.tanh(cell, out=self._shown[t]), out=self._hidden[t + 1])

    def _dropped(self, hidden: np.ndarray) -> np.ndarray:
        if not self._dropout:
            return hidden
        kept = self._random.random(hidden.shape, dtype=np.float32) >= self._dropout
        self._mask = kept * hidden.dtype.type(1 / (1 - self._dropout))
        return hidden * self._mask

    def _judge(self, hidden: np.ndarray, targets: np.ndarray, characters: int) -> None:
        """Sum up the loss, and leave the gradient of the mean loss in the place of the logits."""
        logits, right = self._logits, (self._places, targets)
        np.matmul(hidden, self._weights.dense_kernel, out=logits)
        logits += self._weights.dense_bias
        logits -= logits.max(axis=1, keepdims=True)
        of_targets = logits[right]
        totals = np.exp(logits, out=logits).sum(axis=1, keepdims=True)
        self.loss = float((np.log(totals[:, 0]) - of_targets).sum(dtype=np.float64))
        logits /= totals
        logits[right] -= 1
        logits /= characters

    def _back_to_hidden(self, hidden: np.ndarray) -> None:
        np.matmul(hidden.T, self._logits, out=self.gradients.dense_kernel)
        self._logits.sum(axis=0, out=self.gradients.dense_bias)
        of_hidden = self._of_hidden.reshape(hidden.shape)
        np.matmul(self._logits, self._weights.dense_kernel.T, out=of_hidden)
        if self._mask is not None:
            of_hidden *= self._mask

    def _step_back(self, shared: SharedArrays, t: int) -> None:
        """Leave the gradients of the gates' pre-activations in the gates' place."""
        gates, shown, of_hidden = self._gates[:, t], self._shown[t], self._of_hidden[t]
        of_cell, of_gates, slopes, one = self._of_cell, self._four, self._other_four, self._one
        write, keep, candidate, show = gates
        of_hidden += self._recurrent
        np.multiply(shown, shown, out=one)
        np.subtract(1, one, out=one)  # the slope of tanh
        one *= show
        of_cell += np.multiply(one, of_hidden, out=one)
        np.multiply(of_cell, candidate, out=of_gates[0])
        np.multiply(of_cell, self._cell[t], out=of_gates[1])
        np.multiply(of_cell, write, out=of_gates[2])
        np.multiply(of_hidden, shown, out=of_gates[3])
        of_cell *= keep
        # The slope of a sigmoid s is s − s², that of the candidate's tanh g is 1 − g².
        np.multiply(gates, gates, out=slopes)
        candidate[:] = 1
        gates -= slopes
        gates *= of_gates
        np.matmul(gates, shared.transposed, out=of_gates).sum(axis=0, out=self._recurrent)

    def _gather(self, ids: np.ndarray) -> None:
        """Compute the gradients of all weights before the hidden state, over all timesteps."""
        weights, found = self._weights, self.gradients
        of_gates = self._gates.reshape(4, len(ids), -1)
        before = self._hidden[:-1].reshape(len(ids), -1)
        np.matmul(before.T, of_gates, out=found.recurrent_kernel)
        self._one_hot[:] = 0
        self._one_hot[self._places, ids] = 1
        of_table = self._one_hot.T @ of_gates  # (4, V, H): a character's rows are added up
        of_table.sum(axis=1, keepdims=True, out=found.bias)
        np.matmul(weights.embedding.T, of_table, out=found.kernel)
        (of_table @ weights.kernel.swapaxes(1, 2)).sum(axis=0, out=found.embedding)
