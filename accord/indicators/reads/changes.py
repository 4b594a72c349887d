"""What changed between two releases: figures that are new, gone, or otherwise."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.cache import caches
from django.http import Http404

from accord.indicators.frames import analysis
from accord.indicators.frames.reading import shown
from accord.indicators.models import Indicator
from accord.indicators.reads.figures import SEX_ORDER, plain
from accord.indicators.reads.releases import ReleaseLine, holdings, release_lines
from accord.people.models import Area

MOST = 5000


@dataclass(frozen=True, slots=True)
class Change:
    """`kind`: new, gone, raised, lowered, or other (a figure became no figure, or the reverse)."""

    area: dict[str, str]
    area_code: str
    area_url: str
    sex: str
    age: str
    breakdown: str
    period: str
    before: Decimal | None
    after: Decimal | None
    kind: str


@dataclass(frozen=True)
class ChangesPage:
    code: str
    names: dict[str, str]
    unit: str
    unit_names: dict[str, str]
    releases: list[ReleaseLine]
    before: ReleaseLine | None
    after: ReleaseLine | None
    counts: dict[str, int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    cut: bool = False  # there are more than are listed
    world: str = "real"


def changes_page(code: str, before: int | None, after: int | None) -> ChangesPage:
    """Without a choice, the newest release and the one of its origin before it. Raises 404 for a release without its figures."""
    indicator = Indicator.objects.filter(code=code).select_related("unit_measure").first()
    if indicator is None:
        raise Http404
    held = holdings(indicator)
    lines = release_lines(held, [h for h in held if h.current])
    chosen = {line.id: line for line in lines}
    if (before or after) and not (before in chosen and after in chosen):
        raise Http404
    if not before and (newest := next((line for line in lines if line.previous), None)):
        before, after = newest.previous, newest.id
    units = indicator.unit_measure.names if indicator.unit_measure else {}
    if not before or not after:
        return ChangesPage(indicator.code, indicator.names, indicator.unit, units, lines, None, None)
    names = {h.release_id: h.release.parquet for h in held}
    told = _difference(names[before], names[after], indicator.sdmx)
    changes = _in_words(told[:MOST])
    counts = dict(Counter(c.kind for c in changes))
    return ChangesPage(
        indicator.code, indicator.names, indicator.unit, units, lines, chosen[before], chosen[after], counts, changes,
        len(told) > MOST,
    )  # fmt: skip


def _difference(before: str, after: str, indicator: str) -> list[analysis.Changed]:
    """Two files never change, so what was found once holds; asking the engine anew would cost a third of a second."""
    key = f"difference:{before[:24]}:{after[:24]}:{indicator}"
    found: list[analysis.Changed] | None = caches["pages"].get(key)
    if found is None:
        found = analysis.difference(before, after, indicator, MOST + 1)
        caches["pages"].set(key, found, 3600)
    return found


def _in_words(told: list[analysis.Changed]) -> list[Change]:
    areas = Area.objects.in_bulk({c.area for c in told}, field_name="code")
    found = [
        Change(
            areas[c.area].names, c.area, areas[c.area].url, shown(c.sex, "T"), shown(c.age), shown(c.breakdown), c.period,
            _number(c.before), _number(c.after), _kind(c),
        )
        for c in told
        if c.area in areas
    ]  # fmt: skip
    return sorted(found, key=lambda c: (not c.area_url, c.area.get("en", ""), SEX_ORDER.get(c.sex, 9), c.period))


def _kind(c: analysis.Changed) -> str:
    if c.is_new:
        return "new"
    if c.is_gone:
        return "gone"
    if c.before is None or c.after is None:
        return "other"
    return "raised" if c.after > c.before else "lowered"


def _number(value: float | None) -> Decimal | None:
    return None if value is None else plain(Decimal(str(round(value, 6))))
