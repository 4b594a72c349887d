"""Peer reviews: offers to accept, questions to ask and to answer, recommendations to write, rounds to close and to draw."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accord.accountability.models import PeerAssignment, PeerQuestion, PeerReview, PeerRound
from accord.accountability.owed.wording import shortened
from accord.accountability.states import COUNTRY
from accord.kit import clock
from accord.kit.texts import Text
from accord.people.models import Capacity, Role
from accord.record.owing import Duty, Scope, Whose

# Minutes, as estimated by us.
ACCEPTING, ASKING, RECOMMENDING, ANSWERING, TELLING, CLOSING, DRAWING = 15, 60, 60, 30, 120, 10, 10
State, Offer = PeerReview.State, PeerAssignment.State


def reviews_in(scope: Scope) -> list[QuerySet[Any]]:
    """Wider than what is owed: what of it is, and by whom, is decided below."""
    found: list[QuerySet[Any]] = [PeerReview.objects.filter(area__in=scope.areas)] if scope.areas else []
    if scope.of is None and {Role.PEER_REVIEWER, Role.SECRETARIAT} & scope.roles:
        found += [
            PeerRound.objects.filter(world=scope.world).exclude(state=PeerRound.State.DRAWN),
            PeerAssignment.objects.filter(review__round__world=scope.world, review__state__in=PeerReview.IN_COURSE),
        ]
    return found


def of_peer_reviews(scope: Scope) -> Iterator[Duty]:
    """Five queries at most; one for a country's people where none is under way."""
    if Role.PEER_REVIEWER in scope.roles and scope.of is None:
        yield from _of_reviewers(scope)
    if scope.areas:
        yield from _of_countries(scope)
    if Role.SECRETARIAT in scope.roles and scope.of is None:
        yield from _of_officers(scope)


def _of_reviewers(scope: Scope) -> Iterator[Duty]:
    hats = Capacity.objects.filter(pk__in=scope.capacities, role=Role.PEER_REVIEWER)
    wanted = Q(state=Offer.OFFERED, area__in=hats.values("area")) | Q(state=Offer.ACCEPTED, by__in=scope.capacities)
    rows = PeerAssignment.objects.filter(wanted, review__state__in=PeerReview.IN_COURSE).exclude(review__area__in=scope.ours)
    words = {
        State.QUESTIONS: (_("Ask advance questions"), ASKING),
        State.RECOMMENDING: (_("Write your recommendations"), RECOMMENDING),
    }
    for row in rows.select_related("area", "review__area", "review__round").order_by("pk")[: scope.most]:
        review = row.review
        if row.state == Offer.OFFERED:
            whose = Whose((Role.PEER_REVIEWER,), area=row.area_id, about=review.area_id)
            url = f"{review.url}offers/{row.area.iso3}/accept/"
            yield _duty(review, f"offers/{row.pk}", _("Accept or decline a peer review"), url, whose, row.respond_by, ACCEPTING)
        elif row.by_id is not None and State(review.state) in words:
            said, minutes = words[State(review.state)]
            whose = Whose((Role.PEER_REVIEWER,), capacity=row.by_id, about=review.area_id)
            yield _duty(review, f"{review.state}/{row.pk}", said, review.url, whose, None, minutes)


def _of_countries(scope: Scope) -> Iterator[Duty]:
    """One query; a second where questions may be answered."""
    soon = clock.today() + timedelta(days=180)
    wanted = Q(state__in=(State.QUESTIONS, State.DIALOGUE)) | Q(state=State.FINAL, midterm_due__lte=soon)
    reviews = {r.pk: r for r in PeerReview.objects.filter(wanted, area__in=scope.areas).select_related("round", "area")}
    asked = [pk for pk, review in reviews.items() if review.state != State.FINAL]
    questions = PeerQuestion.objects.filter(review__in=asked, answer="").order_by("pk")[: scope.most] if asked else ()
    for q in questions:
        review = reviews[q.review_id]
        yield Duty(
            f"peer-questions/{q.pk}", "peers", _("Answer an advance question"), [Text(shortened(q.text), q.language)],
            f"{review.url}questions/{q.pk}/", Whose(COUNTRY, area=review.area_id), review.dialogue_on, ANSWERING,
            f"peer-reviews/{review.ref}", review.area_id,
        )  # fmt: skip
    for review in (r for r in reviews.values() if r.state == State.FINAL):
        whose, words = Whose(COUNTRY, area=review.area_id), _("Tell the mid-term of a peer review")
        yield _duty(review, "midterm", words, f"{review.url}midterm/", whose, review.midterm_due, TELLING)


def _of_officers(scope: Scope) -> Iterator[Duty]:
    """Lists to close, draws to make, reviewers to replace."""
    today, office = clock.today(), Whose((Role.SECRETARIAT,))
    for one in PeerRound.objects.filter(world=scope.world).exclude(state=PeerRound.State.DRAWN).order_by("pk"):
        card = f"peer-rounds/{one.slug}"
        if one.state == PeerRound.State.JOINING and one.joins_until < today:
            words = _("Close the list of a round")
            yield Duty(f"{card}/close", "peers", words, [one.name], f"{one.url}close/", office, one.number_on, CLOSING, card)
        if one.state == PeerRound.State.CLOSED and one.number_on <= today:
            words = _("Draw the reviewers of a round")
            yield Duty(f"{card}/draw", "peers", words, [one.name], f"{one.url}draw/", office, one.begins, DRAWING, card)
    rows = PeerAssignment.objects.filter(review__round__world=scope.world, review__state__in=PeerReview.IN_COURSE)
    rows = rows.exclude(review__area__in=scope.ours).select_related("review__area", "review__round", "area").order_by("pk")
    newest = {(a.review_id, a.place): a for a in rows}
    for a in newest.values():
        if a.is_overdue() or a.state == Offer.DECLINED:
            whose = Whose((Role.SECRETARIAT,), about=a.review.area_id)
            yield _duty(a.review, f"replace/{a.pk}", _("Draw another reviewer"), a.review.url, whose, None, DRAWING)


def _duty(review: PeerReview, key: str, words: str, url: str, whose: Whose, due: date | None, minutes: int) -> Duty:
    card = f"peer-reviews/{review.ref}"
    about = [review.area.name, review.round.name]
    return Duty(f"{card}/{key}", "peers", words, about, url, whose, due, minutes, card, review.area_id)
