"""The joint work plan: as a table, a board and along time; the page of one action."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accord.formats.spreadsheet import Cell
from accord.formats.work_plan import COLUMNS
from accord.kit import clock
from accord.people.models import Organisation
from accord.record.doings import Doing
from accord.record.filters import Filter, Option, unknown
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, LinkedCard, history, linked_cards
from accord.spaces.access import access_thing, hat_on, speaking
from accord.spaces.access.things import does_it
from accord.spaces.models import Agreement, AskedWording, JointAction, Platform
from accord.spaces.reads import shown
from accord.spaces.reads.filters import choices_of, countries_of, filter_of, refs_seen, topics_of, world_of
from accord.spaces.reads.shown import CountryShown, EarlierWording, PlatformName, TopicShown
from accord.spaces.reads.threats import may_promise, of_kind, rights

PAGE, MOST = 40, 200
VIEWS = ("table", "board", "timeline")
GOING_ON = "open"  # planned or under way: what gaps and overlaps are counted of
WITH = {"needs": _lazy("Needs something"), "offers": _lazy("Offers something")}


@dataclass(frozen=True)
class ActionRow:
    """One row: who, what, where, when, how far, people, needs, offers. `agreed`: countries that agreed to this wording."""

    ref: str
    url: str
    title: str
    text: str
    language: str
    organisation: dict[str, str] | None
    who: str
    strategies: list[TopicShown]
    sectors: list[TopicShown]
    countries: list[CountryShown]
    provinces: list[str]
    starts_on: date | None
    ends_on: date | None
    late: bool
    status: str
    status_words: str
    people_reached: int | None
    needs: str
    offers: str
    agreed: list[str]
    agreed_on: date | None
    platform: PlatformName


@dataclass(frozen=True)
class Column:
    """Of the board."""

    code: str
    words: str
    rows: list[ActionRow]


@dataclass(frozen=True)
class WorkPlan:
    """`count` is of the whole list; a board and a timeline show the first two hundred."""

    rows: list[ActionRow]
    view: str
    chosen: dict[str, str]
    next: int
    world: str
    count: int
    platform: PlatformName | None
    unknown: dict[str, str] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list, metadata={"html_only": True})
    filters: list[Filter] = field(default_factory=list, metadata={"html_only": True})
    most: int = MOST

    @property
    def kept(self) -> dict[str, str]:
        """What filtering keeps."""
        return {"view": self.view} if self.view != "table" else {}

    @property
    def narrowed(self) -> bool:
        """By more than a platform."""
        return bool(set(self.chosen) - {"platform"} or self.unknown)


@dataclass(frozen=True)
class AgreementLine:
    country: CountryShown
    on: date | None
    earlier: bool  # agreed to an earlier wording only
    asks: str  # for another wording than the present one: what would have to change
    asks_language: str


@dataclass(frozen=True)
class ActionPage:
    row: ActionRow
    world: str
    version: int
    agreements: list[AgreementLine]
    told_on: date | None
    entered_by: str
    solution: list[LinkedCard]
    commitments: list[LinkedCard]
    other_links: list[LinkedCard] = field(default_factory=list)
    earlier: list[EarlierWording] = field(default_factory=list)
    history: list[HistoryLine] = field(default_factory=list)
    may_change: bool = field(default=False, metadata={"html_only": True})
    may_tell: bool = field(default=False, metadata={"html_only": True})
    may_agree: bool = field(default=False, metadata={"html_only": True})
    may_ask: bool = field(default=False, metadata={"html_only": True})
    may_promise: bool = field(default=False, metadata={"html_only": True})


def action_row(a: JointAction) -> ActionRow:
    topics = shown.topics(a.topics.all())
    late = bool(a.ends_on and a.ends_on < clock.today() and a.status in JointAction.OPEN)
    agreed = sorted({g.area.code for g in a.agreements.all() if g.version == a.version})
    return ActionRow(
        a.ref, a.url, a.title, a.text, a.language, shown.body(a.organisation), a.who,
        [t for t in topics if t.scheme == "inspire"], [t for t in topics if t.scheme == "sector"],
        shown.countries(a.areas.all()), list(a.provinces), a.starts_on, a.ends_on, late, a.status, str(a.get_status_display()),
        a.people_reached, a.needs, a.offers, agreed, a.agreed_on, shown.platform_name(a.platform),
    )  # fmt: skip


def actions_found(asked: Mapping[str, str], user: Reader) -> QuerySet[JointAction]:
    """`asked`: platform, organisation, country, sector, strategy, status, with (needs or offers), world."""
    world = world_of(asked)
    found = JointAction.objects.filter(platform__world=world, ref__in=refs_seen("joint_action", world, user, asked))
    if platform := asked.get("platform"):
        found = found.filter(platform__ref=platform)
    if organisation := asked.get("organisation"):
        found = found.filter(organisation__slug=organisation)
    if status := asked.get("status"):
        found = found.filter(status__in=JointAction.OPEN if status == GOING_ON else [status])
    if (told := asked.get("with", "")) in WITH:
        found = found.exclude(**{told: ""})
    found = found.select_related("platform", "organisation").prefetch_related("topics", "areas", "agreements__area")
    return found.order_by("id")


def plan_filters(asked: Mapping[str, str], user: Reader, world: str) -> list[Filter]:
    refs = refs_seen("platform", world, user)
    ours = Platform.objects.ours().filter(ref__in=refs, world=world).exclude(state=Platform.State.DRAFT)
    platforms = [Option(p.ref, p.title, p.language) for p in ours[:300]]
    entered = JointAction.objects.filter(platform__world=world, ref__in=refs_seen("joint_action", world, user))
    bodies = sorted((str(b.name), b.slug) for b in Organisation.objects.filter(pk__in=entered.values("organisation")))
    return [
        filter_of("platform", platforms, asked), filter_of("organisation", [Option(slug, name) for name, slug in bodies], asked),
        filter_of("country", countries_of(world), asked),
        filter_of("sector", topics_of("sector"), asked), filter_of("strategy", topics_of("inspire"), asked),
        filter_of("status", choices_of([(GOING_ON, _("Planned or under way")), *JointAction.Status.choices]), asked),
        filter_of("with", choices_of(WITH.items()), asked),
    ]  # fmt: skip


def doing(body: Organisation, user: Reader) -> Doing | None:
    """Where the joint actions of a body stand, where the reader may see one."""
    asked = {"organisation": body.slug, "world": body.world}
    words = _lazy("What it does in joint work plans")
    return Doing(words, f"work-plan/?{urlencode(asked)}") if actions_found(asked, user).exists() else None


def work_plan(asked: Mapping[str, str], view: str, after: int, user: Reader) -> WorkPlan:
    asked, platform = of_platform(asked, user)
    world = world_of(asked)
    filters = plan_filters(asked, user, world)
    found = actions_found(asked, user)
    count = found.count()
    rows = list(found.filter(id__gt=after)[: PAGE + 1]) if view == "table" else list(found[:MOST])
    more = view == "table" and len(rows) > PAGE
    lines = [action_row(a) for a in (rows[:PAGE] if view == "table" else rows)]
    return WorkPlan(
        lines, view, {f.name: f.chosen for f in filters if f.chosen}, rows[PAGE - 1].pk if more else 0, world, count,
        shown.platform_name(platform) if platform else None, unknown(filters),
        board(lines) if view == "board" else [], filters,
    )  # fmt: skip


def of_platform(asked: Mapping[str, str], user: Reader) -> tuple[Mapping[str, str], Platform | None]:
    """What was asked for in the world of the platform that was chosen, and that platform where the reader may see it."""
    ref = asked.get("platform", "")
    if not ref or not Card.objects.visible_to(user).filter(ref=f"platforms/{ref}").exists():
        return asked, None
    found = Platform.objects.filter(ref=ref).first()
    return ({**asked, "world": found.world}, found) if found else (asked, None)


def board(rows: Sequence[ActionRow]) -> list[Column]:
    """Proposed and agreed apart: a plan that not all have agreed to is a wish."""

    S = JointAction.Status
    planned = [row for row in rows if row.status == S.PLANNED]
    first = [
        Column("proposed", _("Proposed"), [row for row in planned if row.agreed_on is None]),
        Column("agreed", _("Agreed"), [row for row in planned if row.agreed_on is not None]),
    ]
    return first + [Column(s.value, str(s.label), [r for r in rows if r.status == s]) for s in (S.UNDER_WAY, S.DONE, S.STOPPED)]


def action_page(ref: str, user: Reader) -> ActionPage:
    a = access_thing(user, JointAction, ref)
    card = Card.objects.select_related("audience").get(ref=a.card_ref)
    links = linked_cards(card, user)
    row = action_row(a)
    given = {g.area.code: g for g in a.agreements.select_related("area").order_by("version")}
    asks = {one.area.code: one for one in a.asked_wordings.filter(version=a.version).select_related("area")}
    agreed = [_agreement(c, given.get(c.code), asks.get(c.code), a.version) for c in row.countries]
    work, change = rights(user, a, a.platform)
    hat = hat_on(user, a.platform) if work else None
    tells = change or (hat is not None and does_it(a, hat))
    named = {area.pk for area in a.areas.all()}
    silent = {c.code for c in row.countries} - set(row.agreed) - set(asks)
    active = a.platform.state == Platform.State.ACTIVE
    agrees = active and any(h.area_id in named and h.area and h.area.code not in row.agreed for h in speaking(user))
    own = ("part_of",)
    return ActionPage(
        row, a.platform.world, a.version, agreed, a.told_on, shown.capacity(a.by),
        [one for one in links if one.kind == "solution"], of_kind(links, "commitment"),
        [one for one in links if one.relation not in own and one.kind not in ("solution", "commitment")],
        shown.earlier(card), history(card, user), change, tells, agrees,
        agrees and any(h.area and h.area.code in silent for h in speaking(user)), may_promise(user, a),
    )  # fmt: skip


def _agreement(country: CountryShown, given: Agreement | None, asks: AskedWording | None, version: int) -> AgreementLine:
    now = given is not None and given.version == version
    told = (asks.text, asks.language) if asks and not now else ("", "")
    return AgreementLine(country, given.on if given and now else None, given is not None and not now, *told)


def waiting_for(user: Reader, platform: Platform) -> list[JointAction]:
    """Actions of the platform that name a country of the reader's and to whose wording it has not agreed."""
    hats = {hat.area_id: hat for hat in speaking(user)}
    rows = platform.joint_actions.filter(areas__in=list(hats), status__in=JointAction.OPEN).distinct().order_by("id")
    agreed = {(g.action_id, g.version) for a in rows for g in a.agreements.filter(area__in=list(hats))}
    return [a for a in rows[:MOST] if (a.pk, a.version) not in agreed]


def table_rows(asked: Mapping[str, str], user: Reader) -> Iterator[list[Cell]]:
    """Cells under `COLUMNS` of formats/work_plan.py: what is written can be loaded again."""
    for a in actions_found(of_platform(asked, user)[0], user).iterator(chunk_size=500):
        topics = list(a.topics.all())
        yield [
            a.ref, a.version, a.title, a.text, a.organisation.slug if a.organisation else "", a.who,
            *("; ".join(t.code for t in topics if t.scheme == scheme) for scheme in ("inspire", "sector")),
            "; ".join(area.code for area in a.areas.all()), "; ".join(a.provinces), str(a.starts_on or ""), str(a.ends_on or ""),
            a.status, a.people_reached, a.needs, a.offers, a.language,
        ]  # fmt: skip


HEAD: tuple[str, ...] = COLUMNS
