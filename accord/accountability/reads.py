"""Pages of recommendations and commitments."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404

from accord.accountability.models import Commitment, Recommendation
from accord.people.models import Area
from accord.record.models import Card, Reader
from accord.record.reads import LinkedCard, linked_cards

PAGE = 25


@dataclass(frozen=True)
class Line:
    ref: str
    url: str
    text: str
    area: dict[str, str]
    area_url: str
    session: int | None
    issues: list[str]
    source: str
    from_words: str = ""
    from_is_known: bool = True
    response: str = ""
    response_words: str = ""
    response_in_source: str = ""
    action: int | None = None
    world: str = "real"


@dataclass(frozen=True)
class ListPage:
    """Keyset pages: `next` is the last id shown, or 0."""

    lines: list[Line]
    chosen: dict[str, str]
    next: int


@dataclass(frozen=True)
class DetailPage:
    line: Line
    links: list[LinkedCard]
    world: str


@dataclass(frozen=True)
class Counted:
    code: str
    words: str
    count: int


def recommendation_list(country: str, response: str, after: int) -> ListPage:
    found = Recommendation.objects.select_related("area").filter(id__gt=after).order_by("id")
    if country:
        found = found.filter(area__code=country.upper())
    if response:
        found = found.filter(response=response)
    rows = list(found[: PAGE + 1])
    chosen = {k: v for k, v in (("country", country), ("response", response)) if v}
    return ListPage([_recommendation(r) for r in rows[:PAGE]], chosen, rows[PAGE - 1].pk if len(rows) > PAGE else 0)


def commitment_list(country: str, after: int) -> ListPage:
    found = Commitment.objects.select_related("area").filter(id__gt=after, world="real").order_by("id")
    if country:
        found = found.filter(area__code=country.upper())
    rows = list(found[: PAGE + 1])
    chosen = {"country": country} if country else {}
    return ListPage([_commitment(c) for c in rows[:PAGE]], chosen, rows[PAGE - 1].pk if len(rows) > PAGE else 0)


def recommendation_page(ref: str, user: Reader) -> DetailPage:
    card = Card.objects.visible_to(user).filter(ref=f"recommendations/{ref}").first()
    found = Recommendation.objects.select_related("area").filter(ref=ref).first()
    if card is None or found is None:
        raise Http404
    return DetailPage(_recommendation(found), linked_cards(card, user), card.world)


def commitment_page(ref: str, user: Reader) -> DetailPage:
    card = Card.objects.visible_to(user).filter(ref=f"commitments/{ref}").first()
    found = Commitment.objects.select_related("area").filter(ref=ref).first()
    if card is None or found is None:
        raise Http404
    return DetailPage(_commitment(found), linked_cards(card, user), card.world)


def counts_for(area: Area) -> tuple[list[Counted], int]:
    """Recommendations by response, and the number of pledges (2 queries)."""
    rows = Recommendation.objects.filter(area=area).values_list("response").annotate(n=Count("id")).order_by("-n")
    counted = [Counted(code, str(Recommendation.Response(code).label), n) for code, n in rows]
    return counted, Commitment.objects.filter(area=area).count()


def _recommendation(r: Recommendation) -> Line:
    return Line(
        r.ref, f"recommendations/{r.ref}/", r.text, r.area.names, r.area.url, r.session, r.issues, r.source,
        r.from_words, r.from_area_id is not None, r.response, str(r.get_response_display()), r.response_word, r.action,
        r.area.world,
    )  # fmt: skip


def _commitment(c: Commitment) -> Line:
    return Line(c.ref, f"commitments/{c.ref}/", c.text, c.area.names, c.area.url, c.session, c.issues, c.source, world=c.world)
