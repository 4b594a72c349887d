"""The list of practices and the page of one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.calc.grades import PEERS
from accord.discussions.reads.lists import newest_on
from accord.discussions.reads.shown import TopicLine
from accord.learning.access import access_practice, asking_hat, may_peer, officer_for, owner_hat, peer_for, writing_hat
from accord.learning.access.practices import begun_reviews, held_places
from accord.learning.discussing import may_talk
from accord.learning.models import Evidence, Practice, PracticeRating
from accord.learning.models.homes import body_url
from accord.learning.models.practices import TEXTS, Grade
from accord.learning.practice_states import OWNER, PRACTICE_STEPS
from accord.learning.reads.changes import HEADINGS, RevisionLine, revisions_of
from accord.learning.reads.countries import NO_COUNTRY, countries_and_none, country_and_world
from accord.learning.reads.guards import practice_facts, step_lines
from accord.learning.reads.lineage import Lineage, lineage_of
from accord.learning.reads.reviews import RatingLine, ReviewLine, ratings_of, reviews_of
from accord.learning.wording import cost_words, practice_wording
from accord.people.models import Area
from accord.record.access import held_refs
from accord.record.filters import Filter, Option, choices_of, topics_of, unknown
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, LinkedCard, history, linked_cards
from accord.record.search.reads import refs_with
from accord.record.steps import Held

PAGE = 20


@dataclass(frozen=True)
class PracticeLine:
    """`grade` is empty where it is not rated; `grade_words` then says how far it is. `area`: whose it is; none where its owner is
    of no country, which then may tell the `place` where it was done."""

    ref: str
    url: str
    title: str
    summary: str
    language: str
    area: dict[str, str] | None
    area_code: str
    area_url: str
    owner: dict[str, str] | None
    owner_url: str
    place: dict[str, str] | None
    place_code: str
    place_url: str
    kind: str
    kind_words: str
    state: str
    state_words: str
    grade: str
    grade_words: str
    topics: list[dict[str, str]]
    cost: str  # with currency and year, empty where it is not told
    adoptions: int
    published_on: date | None
    world: str
    place_open: bool = False  # nobody told yet whether it was done in one country or in several


@dataclass(frozen=True)
class PracticeList:
    """Keyset pages: `next` is the last id shown, or 0. One world a page; `count` is of the whole list."""

    lines: list[PracticeLine]
    chosen: dict[str, str]
    next: int
    world: str
    count: int
    unknown: dict[str, str] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list, metadata={"html_only": True})
    may_write: bool = field(default=False, metadata={"html_only": True})
    by_words: bool = field(default=True, metadata={"html_only": True})


@dataclass(frozen=True)
class Told:
    """One of a practice's texts: Markdown as written, and as it was drawn then."""

    name: str
    heading: str
    text: str
    html: SafeString = field(default=SafeString(), metadata={"html_only": True})


@dataclass(frozen=True)
class EvidenceLine:
    id: int
    title: str
    url: str
    here: str  # the address on this site, where it is of this site
    year: int | None
    stance: str
    stance_words: str
    note: str


@dataclass(frozen=True)
class UpdateLine:
    on: date
    text: str
    language: str


@dataclass(frozen=True)
class Offered:
    """A step that the reader may take, with what has to be true first."""

    code: str
    words: str
    lines: list[Held]
    aside: bool

    @property
    def open(self) -> bool:
        return all(line.holds for line in self.lines)


@dataclass(frozen=True)
class PracticePage:
    line: PracticeLine
    world: str
    version: int
    language: str
    owner_slug: str
    contact: str  # the capacity that answers questions
    since: int | None
    cost: Decimal | None
    currency: str
    cost_year: int | None
    cost_covers: str
    reason: str
    round: int
    stages: list[tuple[str, bool, bool]]  # words, done, here
    texts: list[Told]
    evidence: list[EvidenceLine]
    updates: list[UpdateLine]
    reviews: list[ReviewLine]
    ratings: list[RatingLine]
    begun: int  # reviews of this round that are begun and not public
    lineage: Lineage | None
    links: list[LinkedCard]
    revisions: list[RevisionLine]
    history: list[HistoryLine]
    talk: list[TopicLine]  # the newest topics
    may_talk: bool = field(default=False, metadata={"html_only": True})
    may: frozenset[str] = field(default=frozenset(), metadata={"html_only": True})
    offers: list[Offered] = field(default_factory=list, metadata={"html_only": True})


def grade_words(practice: Practice, rating: PracticeRating | None) -> str:
    """The rating, or how far it is on the way to one: what is not rated says so."""
    return str(rating.get_grade_display() if rating else practice.get_state_display())


def latest_rating(p: Practice) -> PracticeRating | None:
    """With `ratings` at hand no query: the newest round stands first. In a new round the old rating stands until the new one."""
    return next(iter(p.ratings.all()), None)


def practice_line(p: Practice) -> PracticeLine:
    """With `area`, `place`, `owner`, `topics`, `ratings` and the count of adoptions at hand no query."""
    rating = latest_rating(p) if p.state in Practice.PUBLIC else None
    return PracticeLine(
        p.ref, p.url, p.title, p.summary, p.language, *_told_of(p.area), p.owner.names if p.owner else None,
        body_url(p.owner) if p.owner else "", *_told_of(p.place), p.kind, str(p.get_kind_display()), p.state,
        str(p.get_state_display()), rating.grade if rating else "",
        grade_words(p, rating), [t.names for t in p.topics.all()], cost_words(p), getattr(p, "adopted", 0), p.published_on,
        p.world, p.place_open,
    )  # fmt: skip


def _told_of(area: Area | None) -> tuple[dict[str, str] | None, str, str]:
    return (area.names, area.code, area.url) if area else (None, "", "")


def with_lines(rows: QuerySet[Practice]) -> QuerySet[Practice]:
    standing = Count(
        "adoptions", filter=Q(adoptions__withdrawn_on=None) & ~Q(adoptions__ref__in=held_refs("adoption")), distinct=True
    )
    ratings = Prefetch("ratings", PracticeRating.objects.order_by("-round"))
    return rows.select_related("area", "place", "owner").prefetch_related("topics", ratings).annotate(adopted=standing)


UNRATED, WAITING = "unrated", "waiting"


def practices_found(asked: Mapping[str, str], user: Reader) -> QuerySet[Practice]:
    """Those of a country are its own and what bodies of no country did there. `asked`: q, country, theme, problem, sector,
    kind, grade, world. What is not public for its owner alone, officers the submitted."""
    country, world = country_and_world(asked)
    own = Card.objects.visible_to(user).filter(kind="practice", world=world).exclude(audience__code="public")
    refs = [ref.partition("/")[2] for ref in own.values_list("ref", flat=True)]
    found = Practice.objects.filter(Q(state__in=Practice.SEEN_BY_ALL) | Q(ref__in=refs), world=world)
    found = found.exclude(ref__in=held_refs("practice")).exclude(state=Practice.State.GIVEN_UP)
    if country:
        found = found.filter(area=None) if country == NO_COUNTRY else found.filter(Q(area__code=country) | Q(place__code=country))
    for name, scheme in SCHEMES.items():
        if code := asked.get(name):
            found = found.filter(pk__in=Practice.objects.filter(topics__code=code, topics__scheme=scheme).values("pk"))
    if kind := asked.get("kind"):
        found = found.filter(kind=kind)
    if words := asked.get("q"):
        held = refs_with(user, words, ["practice"], world)
        found = found.filter(ref__in=[ref.partition("/")[2] for ref in held])
    if asked.get("grade") == WAITING:
        return found.filter(pk__in=waiting_for_peers())
    if grade := asked.get("grade"):
        rated = found.filter(state__in=Practice.PUBLIC, ratings__isnull=False)
        newest = [p.pk for p in rated.prefetch_related("ratings").distinct() if grade in (UNRATED, *_grade_of(p))]
        found = found.exclude(pk__in=newest) if grade == UNRATED else found.filter(pk__in=newest)
    return found


SCHEMES = {"theme": "inspire", "problem": "form", "sector": "sector"}


def waiting_for_peers() -> QuerySet[Practice]:
    """Checked, and fewer than two peers have taken up this round."""
    begun = Count("reviews", filter=Q(held_places("reviews__"), reviews__round=F("round")))
    return Practice.objects.filter(state=Practice.State.CHECKED).annotate(begun=begun).filter(begun__lt=PEERS)


def _grade_of(p: Practice) -> tuple[str, ...]:
    rating = latest_rating(p)
    return (rating.grade,) if rating else ()


def practice_list(asked: Mapping[str, str], after: int, user: Reader) -> PracticeList:
    """Some 12 queries, however many there are."""
    found, (country, world) = practices_found(asked, user), country_and_world(asked)
    grades = [*choices_of(Grade.choices), Option(UNRATED, _("Not rated yet")), Option(WAITING, _("Waiting for peers"))]
    every = {
        "country": (_("Country"), _("All countries"), countries_and_none(world)),
        "problem": (_("Form of violence"), _("All forms of violence"), topics_of("form")),
        "theme": (_("INSPIRE strategy"), _("All strategies"), topics_of("inspire")),
        "sector": (_("Sector"), _("All sectors"), topics_of("sector")),
        "kind": (_("Kind"), _("All kinds"), choices_of(Practice.Kind.choices)),
        "grade": (_("Rating"), _("Any rating"), grades),
    }  # fmt: skip
    filters = [
        Filter(name, label, all_of, options, country if name == "country" else asked.get(name, ""))
        for name, (label, all_of, options) in every.items()
    ]
    rows = list(with_lines(found.filter(id__gt=after)).order_by("id")[: PAGE + 1])
    chosen = {"q": asked["q"]} if asked.get("q") else {}
    return PracticeList(
        [practice_line(p) for p in rows[:PAGE]], chosen | {f.name: f.chosen for f in filters if f.chosen},
        rows[PAGE - 1].pk if len(rows) > PAGE else 0, world, found.count(), unknown(filters), filters,
        writing_hat(user) is not None,
    )  # fmt: skip


COLUMNS = (
    "ref", "country", "owner", "kind", "title", "summary", "state", "grade", "rated_on", "since", "cost", "currency", "cost_year",
    "cost_covers", "topics", "adoptions", "published_on", "language", "world", "url", "done_in",
)  # fmt: skip


def practice_rows(asked: Mapping[str, str], user: Reader) -> Iterator[list[str]]:
    """Empty cells are untold; `done_in` is told by owners that are of no country. A few queries for each 200."""
    for p in with_lines(practices_found(asked, user)).order_by("id").iterator(chunk_size=200):
        rating = latest_rating(p)
        yield [
            p.ref, p.area.code if p.area else "", p.owner.slug if p.owner else "", p.kind, p.title, p.summary, p.state,
            rating.grade if rating else "", str(rating.on) if rating else "", str(p.since or ""),
            str(p.cost) if p.cost is not None else "", p.currency, str(p.cost_year or ""), p.cost_covers,
            ";".join(t.code for t in p.topics.all()), str(getattr(p, "adopted", 0)), str(p.published_on or ""), p.language,
            p.world, p.url, p.place.code if p.place else "",
        ]  # fmt: skip


def practice_page(ref: str, user: Reader) -> PracticePage:
    """Some 25 queries."""
    p = with_lines(Practice.objects.filter(pk=access_practice(user, ref).pk)).select_related("contact").get()
    card = Card.objects.get(ref=f"practices/{ref}")
    public = p.state in Practice.SEEN_BY_ALL and p.published_on is not None
    reviews = list(p.reviews.select_related("area", "by"))
    may = powers(p, user)
    return PracticePage(
        practice_line(p), p.world, p.version, p.language, p.owner.slug if p.owner else "", str(p.contact or ""), p.since, p.cost,
        p.currency, p.cost_year, p.cost_covers, p.reason, p.round, stages_of(p), texts_of(p), evidence_of(p),
        [UpdateLine(u.on, u.text, u.language) for u in p.updates.all()], reviews_of(reviews), ratings_of(p),
        sum(r.round == p.round and r.released_on is None for r in reviews), lineage_of(p) if public else None,
        [one for one in linked_cards(card, user) if one.kind not in ("adoption",)], revisions_of(card, practice_wording(p)),
        history(card, user), newest_on(card, user), may_talk(user, p), frozenset(may), offers_of(p, may),
    )  # fmt: skip


def powers(p: Practice, user: Reader) -> set[str]:
    """What the reader may do with it: own, answer, check, review, resume, free, rate, ask, adopt."""
    may: set[str] = set()
    if hat := owner_hat(user, p):
        may |= {"own"} | ({"answer"} if hat.pk != p.contact_id and p.state != Practice.State.WITHDRAWN else set())
    elif asking_hat(user, p):
        may.add("ask")
    if officer_for(user, p):
        may.add("check")
        may |= {"rate"} if p.state == Practice.State.REVIEWED else {"free"} if begun_reviews(p).exists() else set()
    peer = peer_for(user, p)
    if peer and p.reviews.filter(round=p.round, by__person=peer.person, finished_on=None).exists():
        may.add("resume")
    elif may_peer(p, peer):
        may.add("review")
    writer = writing_hat(user)
    if writer and writer.world == p.world and p.state in Practice.PUBLIC and "own" not in may:
        may.add("adopt")
    return may


def offers_of(p: Practice, may: set[str]) -> list[Offered]:
    whose = {"own": OWNER, "check": "officer"}
    open_to = {whose[one] for one in may if one in whose}
    steps = [s for s in PRACTICE_STEPS if p.state in s.starts and s.whose in open_to]
    if not steps:
        return []
    facts = practice_facts(p)
    return [Offered(s.code, str(s.words), step_lines(s, facts), s.aside) for s in steps]


WAY = {
    Practice.State.DRAFT: gettext_lazy("Draft"), Practice.State.SUBMITTED: gettext_lazy("Submitted"),
    Practice.State.CHECKED: gettext_lazy("Checked"), Practice.State.REVIEWED: gettext_lazy("Reviewed"),
    Practice.State.RATED: gettext_lazy("Rated"),
}  # fmt: skip


def stages_of(p: Practice) -> list[tuple[str, bool, bool]]:
    """Where it stands on its way. A withdrawn practice stands nowhere on it."""
    at = list(WAY).index(Practice.State(p.state)) if p.state in WAY else -1
    return [(str(words), number < at, number == at) for number, words in enumerate(WAY.values())]


def texts_of(p: Practice) -> list[Told]:
    """HTML is the kit's, cleaned when the text was written; a practice changed round the actions is found by `accord verify`."""
    return [
        Told(name, str(HEADINGS[name]), getattr(p, name), mark_safe(p.drawn.get(name, "")))  # noqa: S308  the kit's own, cleaned
        for name in TEXTS
        if getattr(p, name)
    ]


def evidence_of(p: Practice) -> list[EvidenceLine]:
    rows = p.evidence.select_related("card")
    return [
        EvidenceLine(e.pk, e.title, e.url, e.card.url if e.card else "", e.year, e.stance,
        str(Evidence.Stance(e.stance).label), e.note) for e in rows
    ]  # fmt: skip
