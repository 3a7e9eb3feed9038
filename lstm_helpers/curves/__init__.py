"""Reading the curves of a training: what they say, and recorded ones to compare."""

from lstm_helpers.curves.observing import Diagnosis, diagnose, movements, observe
from lstm_helpers.curves.recorded import RecordedRuns, Run, load_recorded_runs
from lstm_helpers.curves.reference import Guessing, guessing
from lstm_helpers.curves.scene import CurvesScene, curves_scene

__all__ = [
    "CurvesScene",
    "Diagnosis",
    "Guessing",
    "RecordedRuns",
    "Run",
    "curves_scene",
    "diagnose",
    "guessing",
    "load_recorded_runs",
    "movements",
    "observe",
]
