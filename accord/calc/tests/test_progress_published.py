"""Each method against figures that others published, as far as any could be read; the rest worked out by hand, step by step.

What was looked for and not found is in docs/decisions/0010.
"""

import pytest

from accord.calc.progress import assess
from accord.calc.progress_inputs import Inputs, Target
from accord.calc.trend import Point

# Eustat, the Basque statistical office, which took UNSD's note of 2023 over: EUSTAT-PRE/data @0f34aa0,
# indicator_calculation_components.yml, the yearly rate in the wanted direction as its own run printed it; and the class that it
# published by that note: EUSTAT-DES/data @00a0109, progress_status `alcanzado` (3) or `retroceso` (1).
EUSTAT_RATES = [
    ("10-3-1", (2013, 5.6), (2023, 8.8), "lower", -0.046235529994636204, "deterioration"),
    ("10-4-1", (2015, 48.2), (2023, 47.2), "higher", -0.0026172101760441047, "deterioration"),
    ("10-7-4", (2015, 3.9), (2022, 56.8), "lower", -0.46616682947278143, "deterioration"),
    ("11-4-1", (2015, 25.7), (2023, 37.4), "higher", 0.04801454441895925, "on_track"),
    ("11-6-2 PM10", (2015, 17.9), (2024, 14.6), "lower", 0.0223877222498422, "on_track"),
    ("11-6-2 PM2.5", (2015, 10.1), (2024, 8.4), "lower", 0.020269936716445947, "on_track"),
    ("11-7-2", (2015, 6.5), (2024, 34.6), "lower", -0.20416153187387676, "deterioration"),
    ("12-2-2", (2015, 311.8), (2022, 264.1), "lower", 0.023440074075761763, "on_track"),
]

# The same ratio of the actual to the required rate that UNSD 2022 calls CR, printed by two offices that cut it otherwise:
# Eustat @0f34aa0 (1-1-1, 1-2-1, 1-4-1), @00a0109 (1-1-1 with the figure of 2022); Statistics Canada as in test_progress.py.
RATIOS = [
    ("1-1-1", (2016, 0.1490340749), (2022, 0.17), "lower", 0.1, -0.7893659694952404, "deterioration"),
    ("1-1-1", (2016, 0.1490340749), (2024, 0.1045528172), "lower", 0.1, 1.5425619066269907, "on_track"),
    ("1-2-1", (2016, 16.4), (2022, 16.5), "lower", 8.2, -0.02098521874625286, "limited"),
    ("1-2-1", (2016, 16.4), (2024, 17.8), "lower", 8.2, -0.21306857311214195, "deterioration"),
    ("1-4-1", (2015, 99.6), (2023, 99.8), "higher", 99.9, 1.2506577815013848, "on_track"),
    ("Canada 1-2-1", (2015, 14.5), (2023, 10.2), "lower", 7.25, 0.9525901792032172, "on_track"),
    ("Canada 3-3-4", (2015, 0.73), (2023, 0.32), "lower", 0.073, 0.6883470841079962, "fair"),
    ("Canada 1-4-1", (2015, 98.82), (2022, 99.04), "higher", 100, 0.4013545340426752, "limited"),
]


def series(*points: tuple[float, float], direction: str = "lower", target: float | None = None, **more: object) -> Inputs:
    goal = None if target is None else Target(target)
    return Inputs(tuple(Point(*p) for p in points), direction, goal, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "first", "last", "direction", "rate", "status"), EUSTAT_RATES)
def test_unsd_2023_as_eustat_published_it(
    name: str, first: tuple[float, float], last: tuple[float, float], direction: str, rate: float, status: str
) -> None:
    found = assess(series(first, last, direction=direction), "unsd_2023")
    assert found.ratios["pace"] == pytest.approx(rate, rel=1e-12), name
    assert found.status == status, name


@pytest.mark.parametrize(("name", "first", "last", "direction", "target", "ratio", "status"), RATIOS)
def test_the_ratio_of_unsd_2022_as_two_offices_printed_it(
    name: str,
    first: tuple[float, float],
    last: tuple[float, float],
    direction: str,
    target: float,
    ratio: float,
    status: str,
) -> None:
    found = assess(series(first, last, direction=direction, target=target), "unsd_2022")
    assert found.ratios["ratio"] == pytest.approx(ratio, rel=1e-12), name
    assert found.status == status, name


def test_unsd_2023_with_a_target_by_hand() -> None:
    """80 (2015), 40 (2020), target 10 in 2030: the rate halves in 5 years.

    expected = 40 * (1/2)^(10/5) = 10; R = (10 - 80) / (10 - 80) = 1, on track. With 60 in 2020: 60 * (3/4)^2 = 33.75;
    R = (33.75 - 80) / (10 - 80) = 46.25 / 70 = 0.660714..., fair. With 79 in 2020: 79 * (79/80)^2 = 77.03734375;
    R = 2.96265625 / 70 = 0.0423236..., below 0.1 and above nought: no progress.
    """
    told = {40: (10.0, 1.0, "on_track"), 60: (33.75, 46.25 / 70, "fair"), 79: (77.03734375, 2.96265625 / 70, "no_progress")}
    for last, (expected, ratio, status) in told.items():
        found = assess(series((2015, 80), (2020, last), target=10), "unsd_2023")
        assert (found.ratios["expected"], found.ratios["ratio"]) == pytest.approx((expected, ratio), rel=1e-12)
        assert found.status == status


def test_the_regional_commissions_indices_by_hand() -> None:
    """Target 0 in 2030; 60 (2015), 54 (2018), 48 (2021): a straight line of 2 a year, so that the weights cannot matter.

    Current status: 10 * (60 - 48) / 60 = 2. Anticipated: 48 - 2 * 9 = 30; the gap 100 * 30 / 60 = 50 per cent: fair.
    Bent, the weights (1/7, 4/7, 1 for 2015, 2018, 2021) matter: 60, 54, 30. Times 7 their sum is 12;
    mean year (2015 + 4 * 2018 + 7 * 2021) / 12 = 2019.5; mean level (60 + 4 * 54 + 7 * 30) / 12 = 40.5;
    distances -4.5, -1.5, 1.5 and 19.5, 13.5, -10.5;
    slope (-87.75 + 4 * -20.25 + 7 * -15.75) / (20.25 + 4 * 2.25 + 7 * 2.25) = -279 / 45 = -6.2; 2030: 40.5 - 6.2 * 10.5 = -24.6,
    beyond the target: no gap is left, on track. Current status: 10 * 30 / 60 = 5.
    """
    straight = assess(series((2015, 60), (2018, 54), (2021, 48), target=0), "escap")
    assert straight.ratios == pytest.approx({"current_status": 2.0, "anticipated": 30.0, "anticipated_gap": 50.0})
    assert straight.status == "fair"
    bent = assess(series((2015, 60), (2018, 54), (2021, 30), target=0), "escap")
    assert bent.ratios == pytest.approx({"current_status": 5.0, "anticipated": -24.6, "anticipated_gap": 0.0})
    assert bent.status == "on_track"
