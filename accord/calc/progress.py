"""Whether a series is on track, by each of four published methods; side by side, and again from what was stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from accord.calc.progress_inputs import Assessment, Inputs, Status, read_inputs
from accord.calc.progress_methods import escap, statcan, unsd_2022, unsd_2023

Step = Literal["forward", "slow", "backward"]

# A method whose text is read anew gets a new version here and keeps the old one: past reports are run again with it.
METHODS: Mapping[tuple[str, str], Callable[[Inputs], Assessment]] = {
    ("unsd_2022", "1"): unsd_2022,
    ("unsd_2023", "1"): unsd_2023,
    ("statcan", "1"): statcan,
    ("escap", "1"): escap,
}
CURRENT = {"unsd_2022": "1", "unsd_2023": "1", "statcan": "1", "escap": "1"}
DEFAULT = "unsd_2023"

# Standing still is slow, not backward: one text calls it limited, another stagnation, and both mean that it does not move.
STEPS: Mapping[Status, Step | None] = {
    "met": "forward",
    "on_track": "forward",
    "fair": "slow",
    "limited": "slow",
    "no_progress": "slow",
    "deterioration": "backward",
    "not_assessable": None,
}


@dataclass(frozen=True)
class SideBySide:
    """The assessments in the order of `CURRENT`; `disagree` where those that could be made stand on different steps."""

    assessments: tuple[Assessment, ...]
    disagree: bool


def assess(inputs: Inputs, method: str = DEFAULT, version: str = "") -> Assessment:
    """One method's word, in its current version or the one named. Raises KeyError on a method or version that is none."""
    return METHODS[method, version or CURRENT[method]](inputs)


def side_by_side(inputs: Inputs) -> SideBySide:
    """Every method's word on one series, and whether they disagree on forward, slow or backward."""
    found = tuple(assess(inputs, method) for method in CURRENT)
    steps = {STEPS[one.status] for one in found} - {None}
    return SideBySide(found, len(steps) > 1)


def rerun(stored: Mapping[str, Any]) -> Assessment:
    """The assessment made again from what `Assessment.stored` wrote, by the same version of the same method.

    Equal to the first, to the last bit, or the code of that version has changed. Raises KeyError on an unknown version.
    """
    return METHODS[stored["method"], stored["version"]](read_inputs(stored["inputs"]))
