"""Values of the pages of releases: the list, one release, a draft that waits to be attested."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accord.indicators import access
from accord.indicators.actions import country_of
from accord.indicators.frames import analysis, summaries
from accord.indicators.loading.reads import IntakeLine, Line, PartShown, intake_line, intake_page, parts_shown
from accord.indicators.models import Holding, Origin, Release
from accord.people.models import Area, Capacity
from accord.record.models import Reader

EACH = 50
CHANGES = 50  # figures of a difference that a page shows
COUNTED = 5000  # and those that are counted


@dataclass(frozen=True)
class ReleaseLine:
    id: int
    source: str
    file_name: str
    dated: str
    rows: int
    state: str
    published_at: datetime | None
    loaded_at: datetime
    role: str
    url: str
    current: bool


@dataclass(frozen=True)
class ReleaseList:
    releases: list[ReleaseLine]
    drafts: list[ReleaseLine]
    on_their_way: list[IntakeLine]
    may_load: bool
    next: str
    world: str


@dataclass(frozen=True)
class ChangedFigure:
    indicator: str
    area: dict[str, str]
    sex: str
    age: str
    period: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Difference:
    """Of a release to the older one that it replaces for some indicators."""

    older: ReleaseLine
    indicators: list[str]
    added: int
    gone: int
    changed: int
    more: bool
    figures: list[ChangedFigure]


@dataclass(frozen=True)
class Attested:
    """By whom, as a capacity; the name only for those who may see it."""

    role: str
    of: str
    name: str = ""


@dataclass(frozen=True)
class ReleasePage:
    id: int
    state: str
    source: str
    licence: str
    url: str
    dated: str
    period: str
    method: str
    language: str
    origin: str
    origin_role: str
    file_name: str
    rows: int
    parts: list[PartShown]
    newest: int
    sha256: str
    original_sha256: str
    parquet_sha256: str
    published_at: datetime | None
    attested: Attested | None
    event: int | None
    event_digest: str
    replaced_by: list[ReleaseLine]
    handling: dict[str, Any]
    world: str


@dataclass(frozen=True)
class PublishPage:
    """What would be published. `intake` is the file's page while it can still be mended."""

    release: ReleasePage
    differences: list[Difference]
    first_of: list[str]  # indicators for which nothing is replaced
    warnings: int
    warned: list[Line]
    intake: int | None
    world: str
    mends: list[dict[str, Any]] = field(default_factory=list)


def release_list(user: Reader, world: str, before: int | None = None) -> ReleaseList:
    """Newest first; drafts and files on their way for those who may see them (5 queries)."""
    seen = Release.objects.filter(access.releases_seen(user, world), shape__isnull=True).select_related("origin")
    published = seen.filter(state=Release.State.PUBLISHED, world=world)
    if before:
        published = published.filter(pk__lt=before)
    rows = list(published.order_by("-pk")[: EACH + 1])
    drafts = list(seen.filter(state=Release.State.DRAFT).exclude(intakes__state="drafted").order_by("-pk")[:EACH])
    way = access.open_intakes(user)
    return ReleaseList(
        _lines(rows[:EACH]), _lines(drafts), [intake_line(i) for i in way], access.may_load(user),
        str(rows[EACH - 1].pk) if len(rows) > EACH else "", world,
    )  # fmt: skip


def _lines(releases: Sequence[Release]) -> list[ReleaseLine]:
    current = set(Holding.everywhere.filter(release__in=releases, current=True).values_list("release_id", flat=True))
    return [release_line(r, r.pk in current) for r in releases]


def release_line(release: Release, current: bool = False) -> ReleaseLine:
    role = release.origin.role if release.origin else ""
    return ReleaseLine(
        release.pk, release.source, release.file_name, release.dated, release.rows, release.state, release.published_at,
        release.loaded_at, role, f"releases/{release.pk}/", current,
    )  # fmt: skip


def release_page(release: Release, user: Reader) -> ReleasePage:
    """5 queries, and one scan of the Parquet file."""
    parts = parts_shown([vars(p) for p in summaries.of_release(release.parquet)])
    own = access.is_owner(user, release)
    handling = dict(release.handling)
    if not own and release.state == Release.State.PUBLISHED:
        handling = counted(handling)
    event = release.event
    return ReleasePage(
        release.pk, release.state, release.source, release.licence, release.url, release.dated, release.period, release.method,
        release.language, release.origin.code if release.origin else "", release.origin.role if release.origin else "",
        release.file_name, release.rows, parts, max((p.last for p in parts), default=0), release.sha256, release.original_sha256,
        release.parquet_sha256, release.published_at, _attested(release.attested_by, own), event.position if event else None,
        event.digest if event else "", _lines(_newer(release)), handling, release.world,
    )  # fmt: skip


def counted(handling: dict[str, Any]) -> dict[str, Any]:
    """What everyone may know: how many cells were mended, why rows were left out, how many figures are withheld; never which."""
    mends = handling.pop("mends", [])
    for name in ("open", "already_public", "held_against"):  # would tell where to look
        handling.pop(name, None)
    reasons: dict[str, int] = defaultdict(int)
    for mend in mends:
        if mend.get("left_out"):
            reasons[mend["reason"]] += 1
    return {**handling, "mended": sum(not m.get("left_out") for m in mends), "left_out": dict(reasons)}


def _attested(by: Capacity | None, own: bool) -> Attested | None:
    return Attested(str(by.get_role_display()), by.of, by.person.name if own else "") if by else None


def _newer(release: Release) -> list[Release]:
    """Releases of the same origin that have since taken this one's place for some indicator."""
    if not release.origin_id or not release.published_at:
        return []
    mine = release.holdings.values("indicator_id")
    newer = Release.objects.filter(
        origin_id=release.origin_id, state=Release.State.PUBLISHED, published_at__gt=release.published_at,
        holdings__indicator__in=mine,
    )  # fmt: skip
    return list(newer.distinct().select_related("origin").order_by("published_at")[:5])


def publish_page(release: Release, user: Reader) -> PublishPage:
    """What a draft would publish, replace and change."""
    page = release_page(release, user)
    older = replaced(release)
    names = {code for codes in older.values() for code in codes}
    intake = release.intakes.select_related("by__person", "by__area").first()
    warned = intake_page(intake).warned if intake else []
    return PublishPage(
        page, [difference(old, release, codes) for old, codes in older.items()],
        [p.code for p in page.parts if p.code not in names], release.handling.get("warnings", 0), warned[:50],
        intake.pk if intake else None, release.world, release.handling.get("mends", []),
    )  # fmt: skip


def replaced(release: Release) -> dict[Release, list[str]]:
    """For each indicator the newest release of the same origin, which this one replaces (3 queries)."""
    origin = Origin.objects.filter(name=release.source, area=country_of(release), world=release.world).first()
    if origin is None:
        return {}
    mine = {h.indicator_id: h.indicator.code for h in release.holdings.select_related("indicator")}
    held: QuerySet[Holding] = Holding.everywhere.filter(
        indicator__in=mine, release__origin=origin, release__state=Release.State.PUBLISHED
    ).exclude(release=release)
    found: dict[int, tuple[Any, int]] = {}
    for indicator, number, at in held.values_list("indicator_id", "release_id", "release__published_at"):
        if indicator not in found or (at, number) > found[indicator]:
            found[indicator] = (at, number)
    releases = Release.objects.select_related("origin").in_bulk([number for _, number in found.values()])
    older: dict[Release, list[str]] = defaultdict(list)
    for indicator, (_at, number) in sorted(found.items(), key=lambda item: mine[item[0]]):
        older[releases[number]].append(mine[indicator])
    return dict(older)


def difference(older: Release, newer: Release, codes: Iterable[str]) -> Difference:
    """Figures of these indicators that one of the two has otherwise, by area and period."""
    wanted = {code.replace(".", "_"): code for code in codes}
    found = [c for sdmx in wanted for c in analysis.difference(older.parquet, newer.parquet, sdmx, COUNTED)]
    names = dict(Area.objects.filter(code__in={c.area for c in found[:CHANGES]}).values_list("code", "names"))
    figures = [
        ChangedFigure(wanted[c.indicator], names.get(c.area, {"en": c.area}), c.sex, c.age, c.period, c.before, c.after)
        for c in found[:CHANGES]
    ]
    added, gone = sum(c.is_new for c in found), sum(c.is_gone for c in found)
    more = len(found) >= COUNTED
    return Difference(release_line(older), list(wanted.values()), added, gone, len(found) - added - gone, more, figures)
