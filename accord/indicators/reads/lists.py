"""Lists of indicators."""

from dataclasses import dataclass

from accord.indicators.models import Indicator


@dataclass(frozen=True)
class IndicatorLine:
    code: str
    names: dict[str, str]
    population: str
    custodian: str
    sdg: str
    url: str
    core: bool


def indicator_list() -> list[IndicatorLine]:
    return [
        IndicatorLine(i.code, i.names, i.population, i.custodian, i.sdg, f"indicators/{i.code}/", i.core)
        for i in Indicator.objects.all()
    ]
