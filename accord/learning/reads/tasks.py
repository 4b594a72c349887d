"""What a person owes in this room."""

from django.db.models import Q
from django.utils.translation import gettext as _

from accord.kit.texts import Text
from accord.learning.access import WRITERS, place_of
from accord.learning.access.hats import acts_for, stands_apart
from accord.learning.exchange_states import ASKED, exchange_steps_from
from accord.learning.models import Exchange, Practice, Question, Review
from accord.learning.reads.exchange_guards import due_of
from accord.learning.reads.exchanges import awaited
from accord.people.models import Capacity, Role
from accord.record.hats import capacities
from accord.record.models import Reader
from accord.record.tasks import Task, task_of

State = Practice.State
MOST = 10  # of a kind


def tasks_of(user: Reader) -> list[Task]:
    """A few queries for each capacity; nothing for a reader who holds none."""
    found: list[Task] = []
    for hat in capacities(user, [*WRITERS, Role.SECRETARIAT, Role.PEER_REVIEWER]):
        if hat.role == Role.SECRETARIAT:
            found += _of_officer(user, hat)
        elif hat.role == Role.PEER_REVIEWER:
            found += _of_peer(user, hat)
        elif place_of(hat):
            found += [*_questions(hat), *_returned(hat), *_exchanges(user, hat)]
    return found


def _about(p: Practice) -> list[str | Text]:
    return [Text(p.title, p.language)]


def _questions(hat: Capacity) -> list[Task]:
    """To the contact; where the contact's capacity ended, to whoever acts for the owner."""
    rows = Question.objects.filter(answered_on=None, practice__area=place_of(hat)).select_related(
        "practice__owner", "practice__area"
    )
    gone = ~Q(practice__contact__in=Capacity.objects.active())
    rows = rows.filter(Q(practice__contact=hat) | gone)
    return [
        task_of(_("Answer a question"), _about(q.practice), f"{q.practice.url}questions/{q.pk}/", None, hat)
        for q in rows[: MOST * 2]
        if acts_for(hat, q.practice)
    ][:MOST]  # fmt: skip


def _returned(hat: Capacity) -> list[Task]:
    rows = Practice.objects.filter(contact=hat, state=State.DRAFT).select_related("area", "owner")[:MOST]
    sent_back, open_draft = _("Mend a practice that was returned"), _("Submit a practice, or leave it a draft")
    return [task_of(sent_back if p.reason else open_draft, _about(p), p.url, None, hat) for p in rows]


def _of_officer(user: Reader, hat: Capacity) -> list[Task]:
    rows = Practice.objects.filter(world=hat.world, state__in=(State.SUBMITTED, State.REVIEWED)).select_related("area", "owner")
    words = {State.SUBMITTED: _("Check a practice"), State.REVIEWED: _("Rate a practice")}
    return [task_of(words[State(p.state)], _about(p), p.url, None, hat) for p in rows[:MOST] if stands_apart(user, p)]


def _of_peer(user: Reader, hat: Capacity) -> list[Task]:
    """Reviews that were begun; practices that wait for a peer of another country are offered, nobody owes them."""
    rows = Review.objects.filter(by=hat, finished_on=None, practice__state=State.CHECKED).select_related("practice")
    words = _("Finish your review of a practice")
    return [task_of(words, _about(r.practice), f"{r.practice.url}review/", None, hat) for r in rows]


def _exchanges(user: Reader, hat: Capacity) -> list[Task]:
    area = place_of(hat)
    assert area is not None
    rows = Exchange.objects.filter(Q(giver=area) | Q(taker=area)).exclude(state__in=("declined", "called_off"))
    rows = rows.select_related("giver", "taker", "giver_body", "taker_body", "offer", "need").prefetch_related("notes")
    return [one for x in rows[: MOST * 2] if _ours(hat, x) for one in _of_exchange(x, hat)]


def _ours(hat: Capacity, x: Exchange) -> bool:
    return any(acts_for(hat, party) for party in x.parties)


def _of_exchange(x: Exchange, hat: Capacity) -> list[Task]:
    area = place_of(hat)
    half = x.offer or x.need
    assert area is not None
    assert half is not None
    about: list[str | Text] = [Text(half.title, half.language)]
    asked = any(step.whose == ASKED for step in exchange_steps_from(x.state)) and x.proposed_by_id != area.pk
    found = [task_of(_("Agree to an exchange, or decline"), about, x.url, None, hat)] if asked else []
    words = {0: _("Report on an exchange"), 6: _("Say what became of an exchange after 6 months"),
             12: _("Say what became of an exchange after 12 months")}  # fmt: skip
    return found + [task_of(words[m], about, f"{x.url}notes/{m}/", due_of(x, m), hat) for m in awaited(x, area)]
