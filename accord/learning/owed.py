"""What is owed in this room: questions to answer, practices to mend, check, review and rate, exchanges to tell of."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accord.kit.texts import Text
from accord.learning.access import WRITERS, may_write, place_of
from accord.learning.access.hats import COUNTRY, acts_for, is_official, stands_apart
from accord.learning.access.practices import held_words
from accord.learning.exchange_states import ASKED, exchange_steps_from
from accord.learning.models import Exchange, Practice, Question, Review
from accord.learning.models.exchanges import Party
from accord.learning.reads.exchange_guards import due_of
from accord.learning.reads.exchanges import awaited
from accord.people.models import Capacity, Role
from accord.record.owing import Duties, Duty, Scope, Waiting, Whose

State = Practice.State
MOST = 10  # of a kind
OVER = (Exchange.State.DECLINED, Exchange.State.CALLED_OFF)
KINDS = {"learning": _lazy("Practices and exchanges")}
ANSWERING, MENDING, CHECKING, RATING, REVIEWING, AGREEING, REPORTING = 20, 60, 45, 60, 90, 20, 45  # minutes, as estimated by us


def duties(scope: Scope) -> Duties:
    """No query of its own where nothing waits. On a country's list none of it stands: it is owed by persons.

    Where only days are asked for, of everybody at once, exchanges alone are looked at: three queries for all of them.
    """
    if not scope.capacities or scope.of is not None:
        return
    there = yield Waiting({"learning": _sources(scope)})
    if not there:
        return
    yield from _exchanges(scope)
    if scope.dated:
        return
    hats = Capacity.objects.filter(pk__in=scope.capacities, role__in=[*WRITERS, Role.SECRETARIAT, Role.PEER_REVIEWER])
    for hat in hats.select_related("person", "area", "organisation__area").order_by("pk"):
        if hat.role == Role.SECRETARIAT:
            yield from _of_officer(hat)
        elif hat.role == Role.PEER_REVIEWER:
            yield from _of_peer(hat)
        elif may_write(hat):
            yield from [*_questions(hat), *_returned(hat)]


def _sources(scope: Scope) -> list[QuerySet[Any]]:
    """Wider than what is owed: who is asked of each is decided below."""
    found: list[QuerySet[Any]] = [_under_way(scope)]
    if scope.dated:
        return found
    found += [
        Question.objects.filter(
            _of_scope(scope, ("practice__area", "adoption__area"), ("practice__owner", "adoption__owner")), answered_on=None
        ),
        Practice.objects.filter(contact__in=scope.capacities, state=State.DRAFT),
    ]
    if Role.SECRETARIAT in scope.roles:
        found.append(Practice.objects.filter(world=scope.world, state__in=(State.SUBMITTED, State.REVIEWED)))
    if Role.PEER_REVIEWER in scope.roles:
        found.append(Review.objects.filter(by__in=scope.capacities, finished_on=None))
    return found


def _of_scope(scope: Scope, areas: tuple[str, ...], bodies: tuple[str, ...]) -> Q:
    """What one of these paths ties to a country or a body that the person speaks for."""
    found = Q()
    for paths, ours in ((areas, scope.ours), (bodies, scope.organisations)):
        for path in paths:
            found |= Q(**{f"{path}__in": ours})
    return found


def _under_way(scope: Scope) -> QuerySet[Exchange]:
    """Of one person's countries and bodies; of all where many persons are asked for at once."""
    rows = Exchange.objects.filter(world=scope.world).exclude(state__in=OVER)
    return rows.filter(_of_scope(scope, ("giver", "taker"), ("giver_body", "taker_body"))) if scope.persons else rows


def _of_practice(p: Practice, words: str, url: str, hat: Capacity, minutes: int) -> Duty:
    about: list[str | Text] = [Text(p.title, p.language)]
    return Duty(f"{url}{hat.pk}", "learning", words, about, url, Whose(capacity=hat.pk), None, minutes, f"practices/{p.ref}")


def _questions(hat: Capacity) -> list[Duty]:
    """To the contact; where the contact's capacity ended, to whoever acts for the owner."""
    place, active = place_of(hat), Capacity.objects.active()
    of: dict[str, Any] = {"area": place} if place else {"owner": hat.organisation}
    of_practice, to_adopter = (Q(**{f"{path}__{name}": one for name, one in of.items()}) for path in ("practice", "adoption"))
    mine = Q(practice__contact=hat) | ~Q(practice__contact__in=active)
    of_adoption = Q(adoption__contact=hat) | ~Q(adoption__contact__in=active)
    rows = Question.objects.filter(
        Q(mine, of_practice, adoption=None) | Q(of_adoption, to_adopter), ~held_words("questions"), answered_on=None
    )
    rows = rows.select_related("practice__owner", "practice__area", "adoption__owner", "adoption__area")
    words = _("Answer a question")
    ours = [q for q in rows[: MOST * 2] if acts_for(hat, q.to)][:MOST]
    return [_of_practice(q.practice, words, f"{q.practice.url}questions/{q.pk}/", hat, ANSWERING) for q in ours]


def _returned(hat: Capacity) -> list[Duty]:
    rows = Practice.objects.filter(contact=hat, state=State.DRAFT).select_related("area", "owner")[:MOST]
    sent_back, open_draft = _("Mend a practice that was returned"), _("Submit a practice, or leave it a draft")
    return [_of_practice(p, sent_back if p.reason else open_draft, p.url, hat, MENDING) for p in rows]


def _of_officer(hat: Capacity) -> list[Duty]:
    rows = Practice.objects.filter(world=hat.world, state__in=(State.SUBMITTED, State.REVIEWED))
    rows = rows.select_related("area", "place", "owner")
    words = {State.SUBMITTED: (_("Check a practice"), CHECKING), State.REVIEWED: (_("Rate a practice"), RATING)}
    free = [(p, *words[State(p.state)]) for p in rows[:MOST] if stands_apart(hat.person, p)]
    return [_of_practice(p, said, p.url, hat, minutes) for p, said, minutes in free]


def _of_peer(hat: Capacity) -> list[Duty]:
    """Reviews that were begun; practices that wait for a peer of another country are offered, nobody owes them."""
    rows = Review.objects.filter(by=hat, finished_on=None, practice__state=State.CHECKED).select_related("practice")
    words = _("Finish your review of a practice")
    return [_of_practice(r.practice, words, f"{r.practice.url}review/", hat, REVIEWING) for r in rows]


def _exchanges(scope: Scope) -> Iterator[Duty]:
    """Two queries. Of each side whoever acts for it is asked."""
    rows = _under_way(scope).select_related("giver", "taker", "giver_body", "taker_body", "offer", "need")
    for x in rows.prefetch_related("notes").order_by("pk")[: scope.most]:
        for party in x.parties:
            official = is_official(party)
            body = None if official or party.owner is None else party.owner.pk
            whose = Whose((Role.ORG_MEMBER,), organisation=body)
            if official and party.area is not None:
                whose = Whose(COUNTRY, area=party.area.pk)
            yield from _of_exchange(x, party, whose)


def _of_exchange(x: Exchange, party: Party, whose: Whose) -> Iterator[Duty]:
    half = x.offer or x.need
    assert half is not None
    about: list[str | Text] = [Text(half.title, half.language)]
    card = f"exchanges/{x.ref}"

    def duty(words: str, url: str, due: date | None, minutes: int) -> Duty:
        return Duty(f"{url}{party.home.code}", "learning", words, about, url, whose, due, minutes, card)

    if any(step.whose == ASKED for step in exchange_steps_from(x.state)) and x.proposed_by != party.side:
        yield duty(_("Agree to an exchange, or decline"), x.url, None, AGREEING)
    words = {0: _("Report on an exchange"), 6: _("Say what became of an exchange after 6 months"),
             12: _("Say what became of an exchange after 12 months")}  # fmt: skip
    for month in awaited(x, party):
        yield duty(words[month], f"{x.url}notes/{month}/", due_of(x, month), REPORTING)
