"""Values of the pages of the data house."""

from accord.indicators.reads.changes import Change, ChangesPage, changes_page
from accord.indicators.reads.country import (
    CountryFigures,
    FamilyShown,
    Panel,
    country_figures,
    country_values,
    coverage,
    unit_names,
)
from accord.indicators.reads.figures import Trend, Value, area_values, current_figures, trends
from accord.indicators.reads.indicator import IndicatorPage, SourceShown, indicator_head, indicator_page
from accord.indicators.reads.lists import IndicatorLine, indicator_list
from accord.indicators.reads.releases import (
    ReleaseLine,
    current_releases,
    standing_of_area,
    standing_of_indicator,
    state,
)
from accord.indicators.reads.spoken import SpokenOf, spoken_of

__all__ = [
    "Change",
    "ChangesPage",
    "CountryFigures",
    "FamilyShown",
    "IndicatorLine",
    "IndicatorPage",
    "Panel",
    "ReleaseLine",
    "SourceShown",
    "SpokenOf",
    "Trend",
    "Value",
    "area_values",
    "changes_page",
    "country_figures",
    "country_values",
    "coverage",
    "current_figures",
    "current_releases",
    "indicator_head",
    "indicator_list",
    "indicator_page",
    "spoken_of",
    "standing_of_area",
    "standing_of_indicator",
    "state",
    "trends",
    "unit_names",
]
