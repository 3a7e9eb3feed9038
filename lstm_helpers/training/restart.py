"""Training one network from several seeds."""

from lstm_helpers import _validate
from lstm_helpers._backend import keras


def restart(network: keras.Model, seed: int) -> None:
    """Draw a network's first weights anew, and let its optimiser forget what it has learned.

    Several seeds can so be tried on one network. Each new network would cost a second of its own,
    for Keras prepares its first training step anew.

    Parameters
    ----------
    network : keras.Model
        Compiled. Dropout layers, if any, go on with their own chances.
    seed : int
        The same seed gives the same first weights. It also seeds Python, NumPy and Keras.

    Raises
    ------
    ValueError
        If `network` is no compiled network, or `seed` no whole number from 0.

    Examples
    --------
    >>> network = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    >>> network.compile("sgd", "mse")
    >>> restart(network, seed=3)
    """
    _validate.instance("network", network, keras.Model)
    if getattr(network, "optimizer", None) is None:
        raise ValueError("network must be compiled; got one that is not")
    keras.utils.set_random_seed(_validate.whole("seed", seed, 0, 2**32 - 1))
    network.set_weights(keras.models.clone_model(network).get_weights())
    for variable in network.optimizer.variables:
        if variable.name != "learning_rate":
            variable.assign(keras.ops.zeros_like(variable))
