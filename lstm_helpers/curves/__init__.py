"""Reading the curves of a training: what they say, and recorded ones to compare."""

from lstm_helpers.curves.observing import Diagnosis, diagnose, observe
from lstm_helpers.curves.recorded import RecordedRuns, Run, load_recorded_runs
from lstm_helpers.curves.reference import Guessing, guessing

__all__ = [
    "Diagnosis",
    "Guessing",
    "RecordedRuns",
    "Run",
    "diagnose",
    "guessing",
    "load_recorded_runs",
    "observe",
]
