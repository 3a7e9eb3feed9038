"""A trained text classifier as a review model, so that its gates can be watched."""

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.models import weights_from_keras
from lstm_helpers.pretrained import ReviewModel
from lstm_helpers.text_classifier.estimator import TextClassifier


def as_review_model(classifier: TextClassifier) -> ReviewModel:
    """Copy a trained text classifier into NumPy, so that it can be read word by word.

    Parameters
    ----------
    classifier : TextClassifier
        Trained on two classes, with one LSTM layer that reads forwards, and neither attention nor
        normalisation behind it.

    Returns
    -------
    ReviewModel
        P(positive) is the classifier's probability of the second of its `classes_`; where a bag of
        words stands beside the LSTM, the probability by the LSTM's part alone.

    Raises
    ------
    ValueError
        If the classifier is not trained, has other than two classes, or another network.

    Notes
    -----
    A softmax over the logits a and b is a sigmoid of b − a: eᵇ / (eᵃ + eᵇ) = σ(b − a). So the
    output unit's weights are the difference of the two columns. A text longer than the
    classifier's length is read whole here, and markup as if it were words.

    Examples
    --------
    >>> from lstm_helpers import fit_text_classifier
    >>> classifier = fit_text_classifier(["good", "bad"] * 20, [True, False] * 20, epochs=1)
    >>> model = as_review_model(classifier)
    >>> one = classifier.predict_proba(["a good film"])[0, 1]
    >>> bool(np.isclose(model.read("a good film").probabilities[-1], one, atol=1e-5))
    True
    """
    _validate.instance("classifier", classifier, TextClassifier)
    if not hasattr(classifier, "network_"):
        raise ValueError("classifier must be trained: call its fit first")
    classes = classifier.classes_.tolist()
    if len(classes) != 2:
        raise ValueError(f"classifier must know two classes; got {len(classes)}: {classes}")
    network = classifier.network_
    layers = [layer for layer in network.layers if isinstance(layer, keras.layers.LSTM)]
    more = [name for name in ("bidirectional", "attention") if getattr(classifier, name)]
    if classifier.normalise != "none":
        more.append(f"{classifier.normalise} normalisation")
    if more or classifier.cell != "lstm" or len(layers) != 1:
        kind = ", ".join([f"{classifier.layers} × {classifier.cell}", *more])
        raise ValueError(f"classifier must have one forward LSTM layer; got {kind}")
    (embedding,) = network.get_layer("embedding").get_weights()
    kernel, bias = network.get_layer("dense").get_weights()
    weight = classifier.blend_["lstm"]
    return ReviewModel(
        classifier.vocabulary_,
        embedding,
        weights_from_keras(layers[0]),
        weight * np.ascontiguousarray(kernel[:, 1] - kernel[:, 0]),
        weight * float(bias[1] - bias[0]),
        {"classes": [str(label) for label in classes], "seed": classifier.seed},
    )
