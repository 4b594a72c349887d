"""The list of recommendations: narrowed by any of its filters, searched by words, at 300,000 as at 300."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accord.accountability.marks import column_mark, heading_mark
from accord.accountability.models import ClusterMember, Heading, Placing, Recommendation
from accord.accountability.reads.filters import Filter, sessions_of_world, unknown, world_of
from accord.accountability.reads.kept_filters import COLUMNS, SCHEMES, UNTOLD, recommendation_filters
from accord.accountability.reads.lists import PAGE, Line, ListPage, kept_page
from accord.calc.normalise import query_tokens
from accord.people.models import Area, World
from accord.record.access import audience_ids, held_refs
from accord.record.models import Card, Reader
from accord.record.search import engine
from accord.record.search.index import thing_of
from accord.record.search.tokens import audience_tokens, facet_token, mark_token

COUNTED = 10_000  # a longer list says "more than"; its index alone is walked for it
COUNTED_ROWS = 250  # the same where each row must be looked at
COUNTED_WORDS = 1_000  # the same for words
LOOKED = 300  # the newest that words are looked for among pages
ASKED = ("country", *COLUMNS, *SCHEMES, "q", "world")
# Words by code: asking each of 25 rows for its own would make these lists 25 times.
RESPONSES, BODIES = dict(Recommendation.Response.choices), dict(Recommendation.Body.choices)
PROGRESS = dict(Recommendation.Progress.choices)


@dataclass(frozen=True)
class Wanted:
    """What a reader asked for. `headings` begin with the rarest; None where one is asked for that there is not."""

    world: str
    country: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    headings: Sequence[Heading] | None = ()
    words: str = ""


def recommendation_list(asked: Mapping[str, str], after: int, user: Reader) -> ListPage:
    """`asked`: any of ASKED. At most twelve queries, whatever is asked."""
    world = world_of(asked.get("country", ""), asked.get("world", ""))
    filters = recommendation_filters(asked, world)
    said = " ".join(asked.get("q", "").split())

    def ask() -> tuple[list[Line], int, int, bool]:
        wanted = _wanted(asked, world, said)
        if not _can_be_met(wanted, filters):
            return [], 0, 0, False
        ids, more, count, capped = _searched(wanted, after, user) if said else _narrowed(wanted, after)
        return lines_of(ids), more, count, capped

    lines, more, count, capped = ask() if said else kept_page(user, f"recommendations {world}", filters, after, ask)
    chosen = {f.name: f.chosen for f in filters if f.chosen} | ({"q": said} if said else {})
    return ListPage(lines, chosen, more, world, count, capped, unknown(filters), sessions_of_world(world), filters)


def _wanted(asked: Mapping[str, str], world: str, said: str) -> Wanted:
    named = [Q(scheme=scheme, code=asked[name]) for name, scheme in SCHEMES.items() if asked.get(name)]
    found = list(Heading.objects.filter(reduce(or_, named), world=world).order_by("count")) if named else []
    return Wanted(
        world, asked.get("country", "").upper(), {name: asked[name] for name in COLUMNS if asked.get(name)},
        found if len(found) == len(named) else None, said,
    )  # fmt: skip


def _can_be_met(wanted: Wanted, filters: Iterable[Filter]) -> bool:
    return wanted.headings is not None and not unknown(filters)


def _columns(wanted: Wanted, path: str = "") -> Q:
    met = Q()
    for name, value in wanted.columns.items():
        met &= Q(**{f"{path}{name}": "" if value == UNTOLD else value})
    return met


def _narrowed(wanted: Wanted, after: int) -> tuple[list[int], int, int, bool]:
    """A page of ids, where the next begins, how many there are and whether there are more.

    Of a country its own rows are walked, else those of the rarest heading: two sets are met in the time of the smaller.
    """
    headings = list(wanted.headings or ())
    key = "recommendation_id" if headings and not wanted.country else "pk"
    found: QuerySet[Any] = _rows(wanted)
    if key != "pk":
        first, *headings = headings
        found = Placing.objects.filter(_columns(wanted, "recommendation__"), heading=first)
    for heading in headings:
        found = found.filter(Exists(Placing.objects.filter(heading=heading, recommendation_id=OuterRef(key))))
    ids = list(found.filter(**{f"{key}__gt": after}).order_by(key).values_list(key, flat=True)[: PAGE + 1])
    most = COUNTED if len(wanted.columns) + len(wanted.headings or ()) + bool(wanted.country) < 2 else COUNTED_ROWS
    count = found.order_by()[: most + 1].count()
    return ids[:PAGE], ids[PAGE - 1] if len(ids) > PAGE else 0, min(count, most), count > most


def _rows(wanted: Wanted) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.filter(_columns(wanted))
    if wanted.country:
        return rows.filter(area__code=wanted.country)
    demo = list(Area.objects.in_world(World.DEMO).values_list("pk", flat=True))
    if wanted.world == World.DEMO:
        return rows.filter(area_id__in=demo)
    return rows.exclude(area_id__in=demo) if demo else rows  # by id, with an index: a join would sort them all


def _searched(wanted: Wanted, after: int, user: Reader) -> tuple[list[int], int, int, bool]:
    """The newest that hold every word, within the filters; `after` is how many were shown."""
    mine = audience_ids(user)
    groups = query_tokens(wanted.words)
    if not groups or not mine:
        return [], 0, 0, False
    marks = [column_mark(name, value) for name, value in wanted.columns.items()]
    marks += [heading_mark(h.pk) for h in wanted.headings or ()]
    # What every recommendation of a world has is a long list to walk: it is left out where a shorter one says as much.
    groups += [[mark_token(mark)] for mark in marks] or [[facet_token("kind", "recommendation")]]
    groups += [[facet_token("country", wanted.country)] if wanted.country else [facet_token("world", wanted.world)]]
    groups += [audience_tokens(mine)]
    entries, count = engine.find("body", groups, limit=LOOKED, up_to=COUNTED_WORDS + 1)
    cards = list(dict.fromkeys(thing_of(e.pk)[0] for e in sorted(entries, key=lambda e: -e.pk)))
    page = cards[after : after + PAGE]
    refs = dict(Card.objects.visible_to(user).filter(pk__in=page).values_list("pk", "ref"))
    own = {pk: refs[pk].partition("/")[2] for pk in page if pk in refs}
    by_ref = dict(Recommendation.objects.filter(ref__in=own.values()).values_list("ref", "pk"))
    more = after + PAGE if len(cards) > after + PAGE else 0
    return [by_ref[ref] for ref in own.values() if ref in by_ref], more, min(count, COUNTED_WORDS), count > COUNTED_WORDS


def lines_of(ids: Sequence[int]) -> list[Line]:
    """In the order of the ids; two queries. What is hidden is left out here: looking for it among 300,000 would take longer."""
    rows = Recommendation.objects.exclude(ref__in=held_refs("recommendation")).select_related("area").in_bulk(ids)
    alike = alike_of(ids)
    return [recommendation_line(rows[pk], alike.get(pk, 0)) for pk in ids if pk in rows]


def alike_of(ids: Iterable[int]) -> dict[int, int]:
    """How many recommendations ask for the same, itself among them; confirmed clusters alone."""
    mine = ClusterMember.objects.filter(recommendation__in=ids, kept=True)
    counted = mine.annotate(n=Count("cluster__members", filter=Q(cluster__members__kept=True)))
    return dict(counted.values_list("recommendation_id", "n"))


def recommendation_line(r: Recommendation, alike: int = 0) -> Line:
    return Line(
        r.ref, f"recommendations/{r.ref}/", r.text, r.area.names, r.area.url, r.session, r.issues, r.source,
        r.from_words, r.from_area_id is not None, r.response, str(RESPONSES[r.response]), r.response_word, r.action,
        r.area.world, r.body, str(BODIES[r.body]), r.symbol, r.paragraph, r.given_on, r.cycle, r.persons, r.goals,
        r.strategies, r.response_source, r.progress, str(PROGRESS[r.progress]) if r.progress else "", alike,
        language=r.language,
    )  # fmt: skip
