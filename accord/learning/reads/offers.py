"""Offers and needs: the list, the page of one with what fits it and why, and exchanges."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accord.calc.matching import Match, Reason, Side, matches, needs_met
from accord.kit import clock
from accord.kit.templatetags.kit import OWN_NAMES
from accord.kit.texts import comma, pick
from accord.learning.access import WRITERS, access_offer, may_propose, owner_hat, writing_hat
from accord.learning.access.hats import acts_for
from accord.learning.models import Exchange, Offer
from accord.learning.models.homes import body_url
from accord.learning.reads.changes import RevisionLine, revisions_of
from accord.learning.reads.countries import NO_COUNTRY, countries_and_none, country_and_world
from accord.learning.wording import offer_wording
from accord.people.models import Area
from accord.record.access import held_refs, is_held
from accord.record.filters import Filter, choices_of, topics_of, unknown
from accord.record.hats import capacities
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, history
from accord.record.search.reads import refs_with

PAGE = 25


@dataclass(frozen=True)
class OfferLine:
    ref: str
    url: str
    side: str
    side_words: str
    kind: str
    kind_words: str
    state: str
    state_words: str
    title: str
    text: str
    language: str
    area: dict[str, str] | None  # none where its owner is of no country
    area_url: str
    owner: dict[str, str] | None
    owner_url: str
    languages: list[str]
    topics: list[dict[str, str]]
    until: date | None
    over: bool
    world: str

    @property
    def spoken(self) -> list[str]:
        return [OWN_NAMES[code] for code in self.languages if code in OWN_NAMES]


@dataclass(frozen=True)
class Fit:
    """Another side that fits, with the reasons in words; `score` is for the order alone."""

    line: OfferLine
    score: float
    reasons: list[str]


@dataclass(frozen=True)
class OfferList:
    lines: list[OfferLine]
    chosen: dict[str, str]
    next: int
    world: str
    count: int
    unknown: dict[str, str] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list, metadata={"html_only": True})
    may_write: bool = field(default=False, metadata={"html_only": True})
    by_words: bool = field(default=True, metadata={"html_only": True})


@dataclass(frozen=True)
class MetLine:
    """An exchange that came of it, as far as this reader sees it."""

    url: str
    ref: str
    state_words: str
    giver: dict[str, str]
    taker: dict[str, str]


@dataclass(frozen=True)
class OfferPage:
    line: OfferLine
    world: str
    version: int
    language: str
    contact: str
    reason: str
    practice_title: str
    practice_language: str
    practice_url: str
    fits: list[Fit]
    exchanges: list[MetLine]
    revisions: list[RevisionLine]
    history: list[HistoryLine]
    may: frozenset[str] = field(default=frozenset(), metadata={"html_only": True})
    mine: str = field(default="", metadata={"html_only": True})  # one's own half that fits best


def offer_line(o: Offer) -> OfferLine:
    """With `area`, `owner` and `topics` at hand no query."""
    return OfferLine(
        o.ref, o.url, o.side, str(o.get_side_display()), o.kind, str(o.get_kind_display()), o.state, str(o.get_state_display()),
        o.title, o.text, o.language, o.area.names if o.area else None, o.area.url if o.area else "",
        o.owner.names if o.owner else None, body_url(o.owner) if o.owner else "", list(o.languages),
        [t.names for t in o.topics.all()], o.until, o.until is not None and o.until < clock.today(), o.world,
    )  # fmt: skip


def offers_found(asked: Mapping[str, str], user: Reader) -> QuerySet[Offer]:
    """`asked`: q, side, kind, country, problem, theme, state, world. Closed ones where they are asked for."""
    country, world = country_and_world(asked)
    found = Offer.objects.filter(world=world, state=asked.get("state") or Offer.State.OPEN)
    found = found.exclude(ref__in=held_refs("offer", "need"))
    for name in ("side", "kind"):
        if asked.get(name):
            found = found.filter(**{name: asked[name]})
    if country:
        found = found.filter(area=None) if country == NO_COUNTRY else found.filter(area__code=country)
    if words := asked.get("q"):
        held = refs_with(user, words, ["offer", "need"], world)
        found = found.filter(ref__in=[ref.partition("/")[2] for ref in held])
    for name, scheme in (("problem", "form"), ("theme", "inspire")):
        if code := asked.get(name):
            found = found.filter(pk__in=Offer.objects.filter(topics__code=code, topics__scheme=scheme).values("pk"))
    return found.select_related("area", "owner", "practice").prefetch_related("topics")


def offer_list(asked: Mapping[str, str], after: int, user: Reader) -> OfferList:
    found, (country, world) = offers_found(asked, user), country_and_world(asked)
    every = {
        "side": (_("Offer or need"), _("Offers and needs"), choices_of(Offer.Side.choices)),
        "kind": (_("Kind"), _("All kinds"), choices_of(Offer.Kind.choices)),
        "country": (_("Country"), _("All countries"), countries_and_none(world)),
        "problem": (_("Form of violence"), _("All forms of violence"), topics_of("form")),
        "theme": (_("INSPIRE strategy"), _("All strategies"), topics_of("inspire")),
        "state": (_("State"), _("Open ones"), choices_of([(Offer.State.CLOSED.value, Offer.State.CLOSED.label)])),
    }  # fmt: skip
    filters = [
        Filter(name, label, all_of, options, country if name == "country" else asked.get(name, ""))
        for name, (label, all_of, options) in every.items()
    ]
    rows = list(found.filter(id__gt=after).order_by("id")[: PAGE + 1])
    chosen = {"q": asked["q"]} if asked.get("q") else {}
    return OfferList(
        [offer_line(o) for o in rows[:PAGE]], chosen | {f.name: f.chosen for f in filters if f.chosen},
        rows[PAGE - 1].pk if len(rows) > PAGE else 0, world, found.count(), unknown(filters), filters,
        writing_hat(user) is not None,
    )  # fmt: skip


COLUMNS = (
    "ref", "side", "kind", "state", "country", "owner", "title", "text", "languages", "topics", "practice", "until", "entered_on",
    "language", "world", "url",
)  # fmt: skip


def offer_rows(asked: Mapping[str, str], user: Reader) -> Iterator[list[str]]:
    for o in offers_found(asked, user).order_by("id").iterator(chunk_size=200):
        yield [
            o.ref, o.side, o.kind, o.state, o.area.code if o.area else "", o.owner.slug if o.owner else "", o.title, o.text,
            ";".join(o.languages),
            ";".join(t.code for t in o.topics.all()), o.practice.ref if o.practice else "", str(o.until or ""), str(o.entered_on),
            o.language, o.world, o.url,
        ]  # fmt: skip


def offer_page(ref: str, user: Reader) -> OfferPage:
    """Some 15 queries."""
    o = access_offer(user, ref)
    card = Card.objects.get(ref=f"offers/{ref}")
    fits = fits_of(o) if o.state == Offer.State.OPEN else []
    may = ({"own"} if owner_hat(user, o) else set()) | ({"propose"} if may_propose(user, o) else set())
    mine = _own_half(fits, user) if "propose" in may else ""
    p = o.practice if o.practice and not is_held(f"practices/{o.practice.ref}") else None
    return OfferPage(
        offer_line(o), o.world, o.version, o.language, str(o.contact or ""), o.reason, p.title if p else "",
        p.language if p else "en", p.url if p else "", fits, _met(o, user), revisions_of(card, offer_wording(o)),
        history(card, user), frozenset(may), mine,
    )  # fmt: skip


def _own_half(fits: Sequence[Fit], user: Reader) -> str:
    """The best fit that the reader acts for."""
    hats = capacities(user, WRITERS)
    rows = Offer.objects.select_related("area", "owner").filter(ref__in=[fit.line.ref for fit in fits])
    ours = {o.ref for o in rows if any(acts_for(hat, o) for hat in hats)}
    return next((fit.line.ref for fit in fits if fit.line.ref in ours), "")


def _met(o: Offer, user: Reader) -> list[MetLine]:
    rows = {f"exchanges/{x.ref}": x for x in _exchanges(o)}
    seen = Card.objects.visible_to(user).filter(ref__in=rows).order_by("id").values_list("ref", flat=True)
    return [
        MetLine(x.url, x.ref, str(x.get_state_display()), *(party.home.names for party in x.parties))
        for x in (rows[ref] for ref in seen)
    ]  # fmt: skip


def _exchanges(o: Offer) -> QuerySet[Exchange]:
    tied = Exchange.objects.filter(offer=o) | Exchange.objects.filter(need=o)
    return tied.select_related("giver", "taker", "giver_body", "taker_body")


def fits_of(o: Offer) -> list[Fit]:
    """The best of the other side, with reasons (4 queries)."""
    return fits_of_many([o])[o.ref]


def fits_of_many(mine: Sequence[Offer]) -> dict[str, list[Fit]]:
    """Of each that is open, by its ref: as many queries as for one."""
    if not mine:
        return {}
    rows = Offer.objects.filter(world=mine[0].world, kind__in={o.kind for o in mine}, state=Offer.State.OPEN)
    known = {one.ref: one for one in whole(rows.exclude(ref__in=held_refs("offer", "need")))[:500]}
    around = _around([one.area for one in (*mine, *known.values()) if one.area])
    names = {t.code: str(t.name) for one in (*mine, *known.values()) for t in one.topics.all()}
    names |= {code: str(pick(region)) for places in around.values() for code, region in places}
    sides = {one.ref: _side(one, around) for one in (*mine, *known.values())}
    fits = {}
    for o in mine:
        others = [sides[ref] for ref, one in known.items() if one.side != o.side]
        found = (matches if o.side == Offer.Side.NEED else needs_met)(sides[o.ref], others, clock.today())
        fits[o.ref] = [_fit(match, known[match.key], names) for match in found]
    return fits


def whole(rows: QuerySet[Offer]) -> QuerySet[Offer]:
    """With all that is told of one."""
    return rows.select_related("area", "owner", "practice").prefetch_related("topics")


def _around(areas: Sequence[Area]) -> dict[int, list[tuple[str, dict[str, str]]]]:
    """The regions round each country, from the continent to the nearest; the world is round all and left out (1 query)."""
    regions = {a.pk: a for a in Area.objects.filter(kind=Area.Kind.REGION)}
    found: dict[int, list[tuple[str, dict[str, str]]]] = {}
    for area in areas:
        way, at = [], regions.get(area.parent_id or 0)
        while at is not None and at.parent_id:
            way.append((at.code, at.names))
            at = regions.get(at.parent_id)
        found[area.pk] = way[::-1]
    return found


def _side(o: Offer, around: Mapping[int, Sequence[tuple[str, dict[str, str]]]]) -> Side:
    topics, languages = frozenset(t.code for t in o.topics.all()), frozenset(o.languages)
    about = o.practice.ref if o.practice else ""
    if o.area is None:
        return Side(o.ref, o.kind, "", topics, languages, practice=about, until=o.until, body=o.home.code)
    groups = {"LDC": o.area.ldc, "LLDC": o.area.lldc, "SIDS": o.area.sids}
    return Side(
        o.ref, o.kind, o.area.code, topics, languages,
        tuple(code for code, _names in around[o.area.pk]), frozenset(name for name, holds in groups.items() if holds),
        about, o.until,
    )  # fmt: skip


def _fit(match: Match, o: Offer, names: Mapping[str, str]) -> Fit:
    return Fit(offer_line(o), match.score, [_words(reason, o, names) for reason in match.reasons])


def _words(reason: Reason, o: Offer, names: Mapping[str, str]) -> str:
    said = comma().join(names.get(code, OWN_NAMES.get(code, code)) for code in reason.shared)
    return {
        "practice": _("about the same practice"), "kind": _("the same kind: %(kind)s") % {"kind": o.get_kind_display()},
        "topics": _("topics in common: %(names)s") % {"names": said},
        "language": _("language in common: %(names)s") % {"names": said},
        "region": _("the same region: %(names)s") % {"names": said},
        "groups": _("the same group of countries: %(names)s") % {"names": said},
    }[reason.name]  # fmt: skip
