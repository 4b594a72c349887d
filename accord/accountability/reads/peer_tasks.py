"""What is owed in peer reviews, by capacity: words, what it is about, where it is done, by which day."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from accord.accountability.models import PeerAssignment, PeerQuestion, PeerReview, PeerRound
from accord.accountability.states import COUNTRY
from accord.kit import clock
from accord.kit.texts import Text
from accord.people.models import Capacity, Role

type Owed = tuple[str, list[str | Text], str, date | None]
State = PeerReview.State
Offer = PeerAssignment.State


def owed_in_peer_reviews(hat: Capacity, ours: Collection[int]) -> list[Owed]:
    """`ours`: countries of any hat of this person, whose reviews are no reviewer's or officer's task of theirs."""
    if hat.role == Role.PEER_REVIEWER and hat.area_id:
        return _of_reviewer(hat, ours)
    if hat.role in COUNTRY and hat.area_id:
        return _of_country(hat)
    return _of_officer(hat, ours) if hat.role == Role.SECRETARIAT else []


def _of_reviewer(hat: Capacity, ours: Collection[int]) -> list[Owed]:
    rows = PeerAssignment.objects.filter(area=hat.area, review__state__in=PeerReview.IN_COURSE).exclude(review__area__in=ours)
    rows = rows.select_related("area", "review__area", "review__round")
    words = {State.QUESTIONS: _("Ask advance questions"), State.RECOMMENDING: _("Write your recommendations")}
    found: list[Owed] = []
    for row in rows.filter(state__in=(Offer.OFFERED, Offer.ACCEPTED)):
        if row.state == Offer.OFFERED:
            url = f"{row.review.url}offers/{row.area.iso3}/accept/"
            found.append(_one(_("Accept or decline a peer review"), row.review, url, row.respond_by))
        elif row.by_id == hat.pk and State(row.review.state) in words:
            found.append(_one(words[State(row.review.state)], row.review, row.review.url, None))
    return found


def _of_country(hat: Capacity) -> list[Owed]:
    reviews = PeerReview.objects.filter(area=hat.area).select_related("round", "area")
    asked = PeerQuestion.objects.filter(review__area=hat.area, answer="", review__state__in=(State.QUESTIONS, State.DIALOGUE))
    found: list[Owed] = [
        (
            _("Answer an advance question"),
            [Text(_short(q.text), q.language)],
            f"{q.review.url}questions/{q.pk}/",
            q.review.dialogue_on,
        )
        for q in asked.select_related("review")[:10]
    ]
    due = reviews.filter(state=State.FINAL, midterm_due__isnull=False)
    return found + [
        _one(_("Tell the mid-term of a peer review"), r, f"{r.url}midterm/", r.midterm_due) for r in due if _is_near(r)
    ]


def _is_near(review: PeerReview) -> bool:
    return review.midterm_due is not None and (review.midterm_due - clock.today()).days <= 180


def _of_officer(hat: Capacity, ours: Collection[int]) -> list[Owed]:
    """Lists to close, draws to make, reviewers to replace."""
    today = clock.today()
    found: list[Owed] = []
    for one in PeerRound.objects.filter(world=hat.world).exclude(state=PeerRound.State.DRAWN):
        if one.state == PeerRound.State.JOINING and one.joins_until < today:
            found.append((_("Close the list of a round"), [one.name], f"{one.url}close/", one.number_on))
        if one.state == PeerRound.State.CLOSED and one.number_on <= today:
            found.append((_("Draw the reviewers of a round"), [one.name], f"{one.url}draw/", one.begins))
    rows = PeerAssignment.objects.filter(review__round__world=hat.world, review__state__in=PeerReview.IN_COURSE)
    rows = rows.exclude(review__area__in=ours).select_related("review__area", "review__round", "area").order_by("pk")
    newest = {(a.review_id, a.place): a for a in rows}
    gone = [a for a in newest.values() if a.is_overdue() or a.state == Offer.DECLINED]
    return found + [_one(_("Draw another reviewer"), a.review, a.review.url, None) for a in gone]


def _one(words: str, review: PeerReview, url: str, due: date | None) -> Owed:
    return words, [review.area.name, review.round.name], url, due


def _short(text: str) -> str:
    return text if len(text) <= 90 else text[:87].rsplit(" ", 1)[0] + " …"
