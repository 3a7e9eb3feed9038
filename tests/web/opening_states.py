"""How each explorer of the lessons opens: a table written by hand from the lessons' words.

What its cell sets stands here, and of what it leaves alone whatever the words around it build on.
"""

NOT_GOOD_BUT = "the plot was not good but i loved every minute"  # its sixth token is "but"

OPENINGS = {
    "00": ("GateExplorer", {"sentence": NOT_GOOD_BUT, "timestep": 0, "intervention": None}),
    "01": (
        "TokenExplorer",
        {"text": "I didn't expect to love this zorblish film!", "max_tokens": 1000},
    ),
    "02": (
        "PaddingExplorer",
        {
            "sentence": "I came in happy and went home angry.",
            "length": 20,
            "where": "post",
            "masked": False,
        },
    ),
    "03": ("EmbeddingExplorer", {"word": "loved", "neighbours": 10}),
    "04": ("GradientExplorer", {"cell": "RNN", "length": 50, "gain": 0.8, "clip": "off"}),
    "05": ("GateExplorer", {"sentence": NOT_GOOD_BUT, "timestep": 5, "intervention": None}),
    "06": (
        "ReturnExplorer",
        {"sentence": "Good Day", "return_sequences": True, "return_state": False, "masked": False},
    ),
    "07": (
        "PipelineExplorer",
        {
            "sentence": "The story was a wonderful one, and the music was zorblish.",
            "stage": "padded",
        },
    ),
    "08": ("CurvesExplorer", {"rate": 0.01, "units": 16, "epochs": 10}),
    "09": ("ThresholdExplorer", {"threshold": 0.2, "model": "bag of words"}),
    "10": (
        "SentimentExplorer",
        {"sentence": "The start was dull, but the ending was great", "change": "none"},
    ),
    "11": ("GenerationExplorer", {"prompt": "The boat ", "temperature": 0.7}),
    "12": (
        "TaggingExplorer",
        {"sentence": "Rose petals lay on Castle Square after the wedding."},
    ),
    "13": (
        "AttentionExplorer",
        {"cell": "lstm", "attention": True, "distance": 100, "trained": False},
    ),
    "14": (
        "PaddingExplorer",
        {
            "sentence": "I loved every minute of it.",
            "length": 40,
            "where": "post",
            "masked": False,
        },
    ),
}
