"""Which releases a page is made of, today or as of a day, and what is told of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection

from accord.indicators.models import Drawn, Holding, Indicator, Latest, Origin, Release
from accord.kit.texts import Text, reader_language
from accord.people.models import Area, World
from accord.record.models import Mark


@dataclass(frozen=True)
class ReleaseLine:
    """A release with figures of an indicator. `rows` are of this indicator; `previous` is the release of its origin before it."""

    id: int
    source: str
    origin: str
    role: str
    licence: str
    url: str
    dated: str
    period: str
    rows: int
    rows_in_all: int
    sha256: str
    published_at: datetime
    attested_by: str
    current: bool
    previous: int | None
    language: str = "en"

    @property
    def title(self) -> Text:
        """The source's name, in the language that it was given in."""
        return Text(self.source, self.language)


def state() -> str:
    """A token that changes with each publication and each loading of facts: what was made before is of the past.

    1 query, in SQL since Django asks nothing without a table to ask, and either of the two may be empty.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_EVERYWHERE}", _PUBLISHED)
        return _token(*cursor.fetchone())


_EVERYWHERE = (  # how many there are, too: one that was begun first may be the last to be there for all
    f"(SELECT count(*) FROM {Release._meta.db_table} WHERE state = %s), "
    f"(SELECT max(id) FROM {Release._meta.db_table} WHERE state = %s), "
    f"(SELECT max(published_at) FROM {Release._meta.db_table} WHERE state = %s), "
    f"(SELECT min(value) FROM {Mark._meta.db_table} WHERE key = 'facts')"
)
_PUBLISHED = [Release.State.PUBLISHED] * 3


def _token(many: object, newest: object, published: object, facts: str | None) -> str:
    return f"{many}.{newest}.{published}.{(facts or '')[:12]}".replace(" ", "T")


@dataclass(frozen=True)
class Standing:
    """Tokens of what a page is made of: `everywhere` as `state()` gives it, `own` of this page's figures and of the facts,
    `drawn` that of its drawing in the reader's language, None where nobody asked. `key` names the page among drawings.

    Rows of `Latest` are written anew by each publication that touches them, under ids that only grow: their newest id and
    their number change with every publication that a page could show, and with no other.
    """

    key: str
    everywhere: str
    own: str
    drawn: str | None = None


def standing_of_area(area: Area) -> Standing:
    """1 query."""
    rows = f"FROM {Latest._meta.db_table} WHERE area_id = %s"
    return _standing(f"country:{area.iso3}", f"(SELECT max(id) {rows}), (SELECT count(*) {rows})", [area.pk, area.pk])


def standing_of_indicator(code: str) -> Standing:
    """1 query. Its page lists all its releases, those that were replaced among them."""
    its = f"(SELECT id FROM {Indicator._meta.db_table} WHERE code = %s)"
    rows = f"FROM {Latest._meta.db_table} WHERE indicator_id = {its}"
    held = (
        f"FROM {Holding._meta.db_table} h JOIN {Release._meta.db_table} r ON r.id = h.release_id "
        f"WHERE h.indicator_id = {its} AND r.state = %s"
    )
    return _standing(
        f"indicator:{code}",
        f"(SELECT max(id) {rows}), (SELECT count(*) {rows}), (SELECT max(r.published_at) {held}), (SELECT count(*) {held})",
        [code, code, code, Release.State.PUBLISHED, code, Release.State.PUBLISHED],
    )


def _standing(key: str, own: str, values: Sequence[int | str]) -> Standing:
    drawn = f"(SELECT state FROM {Drawn._meta.db_table} WHERE key = %s AND language = %s)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_EVERYWHERE}, {drawn}, {own}", [*_PUBLISHED, key, reader_language(), *values])
        many, newest, published, facts, found, *rest = cursor.fetchone()
    own_token = ".".join(str(one) for one in (*rest, facts[:12] if facts else "")).replace(" ", "T")
    return Standing(key, _token(many, newest, published, facts), own_token, found or "")


def holdings(indicator: Indicator, as_of: date | None = None) -> list[Holding]:
    """Published releases with figures of it, newest first; with a day, those published by its end, UTC (1 query)."""
    found = Holding.objects.filter(indicator=indicator, release__state=Release.State.PUBLISHED).select_related(
        "release__origin", "release__attested_by__area", "release__attested_by__organisation"
    )
    held = sorted(found, key=lambda h: (published(h.release), h.release_id), reverse=True)
    if as_of is None:
        return held
    end = datetime.combine(as_of + timedelta(days=1), time(), UTC)
    return [h for h in held if published(h.release) < end]


def published(release: Release) -> datetime:
    return release.published_at or release.loaded_at


def shown_of(held: Sequence[Holding], as_of: date | None) -> list[Holding]:
    """The holdings that a page shows: those that are current, or as of a day the newest of each origin."""
    if as_of is None:
        return [h for h in held if h.current]
    newest: dict[int | None, Holding] = {}
    for h in held:
        newest.setdefault(h.release.origin_id, h)
    return list(newest.values())


def release_lines(held: Sequence[Holding], shown: Sequence[Holding]) -> list[ReleaseLine]:
    chosen = {h.release_id for h in shown}
    before: dict[int, int] = {}
    newer: dict[int | None, int] = {}
    for h in held:
        if h.release.origin_id in newer:
            before[newer[h.release.origin_id]] = h.release_id
        newer[h.release.origin_id] = h.release_id
    return [release_line(h, h.release_id in chosen, before.get(h.release_id)) for h in held]


def release_line(h: Holding, current: bool, previous: int | None) -> ReleaseLine:
    r = h.release
    origin = r.origin
    return ReleaseLine(
        r.pk, r.source, origin.code if origin else "", origin.role if origin else Origin.Role.OTHER, r.licence, r.url, r.dated,
        r.period, h.rows, r.rows, r.sha256, published(r), str(r.attested_by) if r.attested_by else "", current, previous,
        r.language,
    )  # fmt: skip


@dataclass(frozen=True)
class Published:
    source: str
    dated: str
    rows: int
    at: datetime


def newest_releases(most: int) -> list[Published]:
    """The last that were published (1 query)."""
    held = Release.objects.filter(state=Release.State.PUBLISHED, world=World.REAL, published_at__isnull=False)
    found = held.order_by("-published_at")[:most]
    return [Published(r.source, r.dated, r.rows, published(r)) for r in found]


def current_releases(indicators: Sequence[str] = ()) -> list[Release]:
    """The published releases that are their origin's newest for some indicator (1 query)."""
    found = Release.objects.filter(holdings__current=True)
    if indicators:
        found = found.filter(holdings__indicator__code__in=indicators)
    return list(found.distinct().order_by("source", "-id"))
