"""All countries on one INSPIRE strategy: what each was asked, promised and does. Who has nothing is counted, not listed."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accord.accountability.models import Action, Commitment, Heading, Measure, Placing, Rating, Recommendation, public_reports
from accord.accountability.reads.approaches import Approach, approaches
from accord.calc.normalise import fold
from accord.kit.sorting import NUMBER, Column, Sorting, in_order
from accord.kit.texts import pick
from accord.people.models import Area, World
from accord.record.models import Topic

SCHEME = "inspire"


@dataclass(frozen=True)
class ThemeRow:
    """Numbers of what everyone may see. `followed`: recommendations of which the government told how far they are."""

    iso3: str
    area: dict[str, str]
    area_url: str
    asked: int
    supported: int
    followed: int
    commitments: int
    rated: int
    actions: int
    done: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """In the order of the columns."""
        return (self.asked, self.supported, self.followed, self.commitments, self.rated, self.actions, self.done)


@dataclass(frozen=True)
class MeasuredBy:
    """An indicator that commitments on this strategy are to be measured by."""

    code: str
    names: dict[str, str]
    commitments: int


@dataclass(frozen=True)
class ThemeLink:
    code: str
    names: dict[str, str]
    here: bool


@dataclass(frozen=True)
class ThemeHead:
    """What stands around the drawn parts of the page."""

    names: dict[str, str]
    world: str


@dataclass(frozen=True)
class ThemePage:
    code: str
    names: dict[str, str]
    source: str
    world: str
    countries: int
    rows: list[ThemeRow]
    sorting: Sorting
    measures: list[MeasuredBy]
    themes: list[ThemeLink] = field(default_factory=list)
    approaches: list[Approach] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return sum(r.asked for r in self.rows)

    @property
    def commitments(self) -> int:
        return sum(r.commitments for r in self.rows)

    @property
    def rated(self) -> int:
        return sum(r.rated for r in self.rows)

    @property
    def actions(self) -> int:
        return sum(r.actions for r in self.rows)


COLUMNS: list[Column[ThemeRow]] = [
    Column("country", _("Country"), lambda r: fold(pick(r.area).text)),
    Column("asked", _("Recommendations"), lambda r: r.asked, NUMBER),
    Column("supported", _("of these supported"), lambda r: r.supported, NUMBER),
    Column("followed", _("of these told how far"), lambda r: r.followed, NUMBER),
    Column("commitments", _("Commitments"), lambda r: r.commitments, NUMBER),
    Column("rated", _("of these assessed"), lambda r: r.rated, NUMBER),
    Column("actions", _("Actions"), lambda r: r.actions, NUMBER),
    Column("done", _("of these done"), lambda r: r.done, NUMBER),
]
type Numbers = dict[int, Counter[str]]  # by the country's id


def theme_head(code: str, world: str) -> ThemeHead:
    topic = Topic.objects.filter(scheme=SCHEME, code=code).first()
    if topic is None:
        raise Http404
    return ThemeHead(topic.names, world)


def theme_page(code: str, world: str, sort: str = "") -> ThemePage:
    """The same for every reader: drafts are in no number. Nine queries, whatever the number of countries."""
    themes = list(Topic.objects.filter(scheme=SCHEME))
    topic = next((t for t in themes if t.code == code), None)
    if topic is None:
        raise Http404
    counted = _counted(topic, world)
    areas = {pk: (iso3, names) for pk, iso3, names in Area.objects.countries().in_world(world).values_list("pk", "code", "names")}
    rows = [_row(areas[pk][0], areas[pk][1], numbers) for pk, numbers in counted.items() if pk in areas]
    ordered, sorting = in_order(rows, COLUMNS, sort, {"world": world} if world == World.DEMO else {})
    links = [ThemeLink(t.code, t.names, t.code == code) for t in themes]
    return ThemePage(
        code, topic.names, topic.source, world, len(areas), ordered, sorting, _measures(topic, world), links, approaches(code)
    )  # fmt: skip


def _row(iso3: str, names: dict[str, str], n: Counter[str]) -> ThemeRow:
    told = (n[name] for name in ("asked", "supported", "followed", "commitments", "rated", "actions", "done"))
    return ThemeRow(iso3, names, f"countries/{iso3}/", *told)


def _counted(topic: Topic, world: str) -> Numbers:
    found: Numbers = defaultdict(Counter)
    for pk, asked, supported, followed in _recommendations(topic, world):
        found[pk].update(asked=asked, supported=supported, followed=followed)
    for pk, n in _commitments(topic, world).values_list("area_id").annotate(n=Count("pk")):
        found[pk]["commitments"] = n
    rated = Rating.objects.filter(public_reports("report__"), released_at__isnull=False).order_by()
    rated = rated.filter(commitment__in=_commitments(topic, world).values("pk"))
    for pk, n in rated.values_list("commitment__area_id").annotate(n=Count("commitment", distinct=True)):
        found[pk]["rated"] = n
    acts = Action.objects.filter(topics=topic, world=world, state__in=(Action.State.PUBLIC, Action.State.REVISED)).order_by()
    done = Count("pk", filter=Q(status=Action.Status.DONE))
    for pk, n, finished in acts.values_list("area_id").annotate(n=Count("pk"), done=done):
        found[pk].update(actions=n, done=finished)
    return found


def _recommendations(topic: Topic, world: str) -> list[tuple[int, int, int, int]]:
    """By country, through the placings under the strategy's heading (2 queries)."""
    heading = Heading.objects.filter(world=world, scheme=Heading.Scheme.STRATEGY, code=topic.code).first()
    if heading is None:
        return []
    rows = Placing.objects.filter(heading=heading).order_by().values_list("recommendation__area_id")
    supported = Q(recommendation__response__in=(Recommendation.Response.SUPPORTED, Recommendation.Response.IN_PART))
    told = ~Q(recommendation__progress="")
    return list(rows.annotate(n=Count("pk"), yes=Count("pk", filter=supported), told=Count("pk", filter=told)))


def _commitments(topic: Topic, world: str) -> QuerySet[Commitment]:
    return Commitment.objects.standing().filter(topics=topic, world=world).order_by()


def _measures(topic: Topic, world: str) -> list[MeasuredBy]:
    rows = Measure.objects.standing().filter(commitment__in=_commitments(topic, world).values("pk")).order_by()
    counted = rows.values_list("indicator__code", "indicator__names").annotate(n=Count("commitment", distinct=True))
    return sorted((MeasuredBy(*row) for row in counted), key=lambda m: fold(pick(m.names).text))
