"""Commitments and actions: drafts to publish, days that come, milestones to tell."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from accord.accountability.models import Action, Commitment, Milestone
from accord.accountability.owed.wording import shortened
from accord.accountability.states import COUNTRY
from accord.kit.texts import Text
from accord.record.owing import Duty, Scope, Whose

PUBLISHING, TELLING, CLOSING = 15, 10, 30  # minutes, as estimated by us
State = Commitment.State


def of_promises(scope: Scope) -> Iterator[Duty]:
    """Three queries. What ends later than a year from now is not listed yet."""
    if not scope.areas:
        return
    yield from _of_commitments(scope)
    yield from _of_milestones(scope)
    yield from _of_actions(scope)


def _of_commitments(scope: Scope) -> Iterator[Duty]:
    ends = Q(state__in=(State.PUBLIC, State.REVISED), ends_on__lte=scope.until)
    rows = Commitment.objects.filter(Q(state=State.DRAFT) | ends, area__in=scope.areas, kind=Commitment.Kind.COMMITMENT)
    fields = ("ref", "title", "text", "language", "ends_on", "state", "contact_id", "area_id")
    for c in rows.only(*fields).order_by("ends_on", "id")[: scope.most]:
        draft = c.state == State.DRAFT
        words = _("Publish a commitment, or leave it a draft") if draft else _("Close a commitment that ends, or revise its day")
        yield Duty(
            f"commitments/{c.ref}/{'publish' if draft else 'end'}", "promise", words, [Text(c.heading, c.language)], c.url,
            Whose(COUNTRY, area=c.area_id), None if draft else c.ends_on, PUBLISHING if draft else CLOSING,
            f"commitments/{c.ref}", c.area_id, contact=c.contact_id,
        )  # fmt: skip


def _of_milestones(scope: Scope) -> Iterator[Duty]:
    """Each leads straight to the form that tells it."""
    standing = Commitment.objects.standing().filter(area__in=scope.areas)
    rows = Milestone.objects.standing().filter(commitment__in=standing, done_on=None, due__lte=scope.until)
    told = ("ref", "title", "text", "language", "contact_id", "area_id")
    only = ("text", "due", *(f"commitment__{name}" for name in told))
    for m in rows.select_related("commitment").only(*only).order_by("due", "id")[: scope.most]:
        c = m.commitment
        about = [Text(shortened(m.text), c.language), Text(c.heading, c.language)]
        yield Duty(
            f"commitments/{c.ref}/milestones/{m.pk}", "promise", _("Tell how far a milestone is"), about,
            f"{c.url}milestones/{m.pk}/", Whose(COUNTRY, area=c.area_id), m.due, TELLING, f"commitments/{c.ref}", c.area_id,
            contact=c.contact_id,
        )  # fmt: skip


def _of_actions(scope: Scope) -> Iterator[Duty]:
    over = (Action.Status.DONE, Action.Status.STOPPED)
    rows = Action.objects.filter(area__in=scope.areas, state__in=(State.PUBLIC, State.REVISED), ends_on__lte=scope.until)
    fields = ("ref", "title", "language", "ends_on", "contact_id", "area_id")
    for a in rows.exclude(status__in=over).only(*fields).order_by("ends_on", "id")[: scope.most]:
        yield Duty(
            f"actions/{a.ref}/tell", "promise", _("Tell how far an action is that ends"), [Text(a.title, a.language)],
            f"{a.url}tell/", Whose(COUNTRY, area=a.area_id), a.ends_on, TELLING, f"actions/{a.ref}", a.area_id,
            contact=a.contact_id,
        )  # fmt: skip
