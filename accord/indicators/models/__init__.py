"""Tables of the data house."""

from accord.indicators.models.drawn import Drawn
from accord.indicators.models.intake import Intake, without_nul
from accord.indicators.models.meaning import (
    AggregationRule,
    Breakdown,
    Crosswalk,
    Family,
    Flag,
    Indicator,
    ProgressRule,
    SeriesCode,
    Target,
    UnitMeasure,
)
from accord.indicators.models.progress import ProgressStatus, RegionalFigure
from accord.indicators.models.sources import AcceptedSource, Holding, Latest, Origin, RealHoldings, Release, Structure

__all__ = [
    "AcceptedSource", "AggregationRule", "Breakdown", "Crosswalk", "Drawn", "Family", "Flag", "Holding", "Indicator", "Intake",
    "Latest", "Origin", "ProgressRule", "ProgressStatus", "RealHoldings", "RegionalFigure", "Release", "SeriesCode",
    "Structure", "Target", "UnitMeasure", "without_nul",
]  # fmt: skip
