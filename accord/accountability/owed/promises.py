"""Commitments and actions: drafts to publish, days that come, milestones to tell."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.utils.translation import gettext as _

from accord.accountability.models import Action, Commitment, Milestone
from accord.accountability.owed.wording import shortened
from accord.accountability.states import COUNTRY
from accord.kit.texts import Text
from accord.record.owing import Duty, Scope, Whose

PUBLISHING, TELLING, CLOSING = 15, 10, 30  # minutes, as estimated by us
State = Commitment.State
STANDING = (State.PUBLIC, State.REVISED)


class Row(NamedTuple):
    """One of the three sources, in the columns that they share. `stands` is its state, `said` a milestone's own text."""

    part: str
    number: int
    thing: str
    day: date | None
    stands: str
    said: str
    heading_given: str
    wording: str
    tongue: str
    asked: int | None
    country: int

    @property
    def title(self) -> Text:
        return Text(self.heading_given or shortened(self.wording), self.tongue)


def of_promises(scope: Scope) -> Iterator[Duty]:
    """One query over the three sources. What ends later than a year from now is not listed yet."""
    if not scope.areas:
        return
    words = {
        "draft": _("Publish a commitment, or leave it a draft"),
        "commitment": _("Close a commitment that ends, or revise its day"),
        "milestone": _("Tell how far a milestone is"),
        "action": _("Tell how far an action is that ends"),
    }
    rows: Any = _commitments(scope).union(_milestones(scope), _actions(scope), all=True)
    for one in rows.order_by("day", "number")[: scope.most]:
        yield _duty(Row(*one), words)


def _duty(row: Row, words: dict[str, str]) -> Duty:
    whose, card = Whose(COUNTRY, area=row.country), f"{'actions' if row.part == 'action' else 'commitments'}/{row.thing}"
    more: dict[str, Any] = {"card": card, "area": row.country, "contact": row.asked}
    if row.part == "milestone":  # straight to the form that tells it
        key, about = f"{card}/milestones/{row.number}", [Text(shortened(row.said), row.tongue), row.title]
        return Duty(key, "promise", words[row.part], about, f"{key}/", whose, row.day, TELLING, **more)
    if row.part == "action":
        return Duty(f"{card}/tell", "promise", words[row.part], [row.title], f"{card}/tell/", whose, row.day, TELLING, **more)
    if row.stands == State.DRAFT:
        return Duty(f"{card}/publish", "promise", words["draft"], [row.title], f"{card}/", whose, None, PUBLISHING, **more)
    return Duty(f"{card}/end", "promise", words["commitment"], [row.title], f"{card}/", whose, row.day, CLOSING, **more)


def _commitments(scope: Scope) -> QuerySet[Commitment, Any]:
    ends = Q(state__in=STANDING, ends_on__lte=scope.until)
    wanted = ends if scope.dated else Q(state=State.DRAFT) | ends
    rows = Commitment.objects.filter(wanted, area__in=scope.areas, kind=Commitment.Kind.COMMITMENT)
    return _columns(rows, "commitment", "", "ends_on")


def _milestones(scope: Scope) -> QuerySet[Milestone, Any]:
    rows = Milestone.objects.standing().filter(
        commitment__area__in=scope.areas, commitment__kind=Commitment.Kind.COMMITMENT, commitment__state__in=STANDING,
        done_on=None, due__lte=scope.until,
    )  # fmt: skip
    return _columns(rows, "milestone", "commitment__", "due", F("text"))


def _actions(scope: Scope) -> QuerySet[Action, Any]:
    over = (Action.Status.DONE, Action.Status.STOPPED)
    rows = Action.objects.filter(area__in=scope.areas, state__in=STANDING, ends_on__lte=scope.until).exclude(status__in=over)
    return _columns(rows, "action", "", "ends_on")


def _columns(rows: QuerySet[Any, Any], part: str, of: str, day: str, said: F | None = None) -> QuerySet[Any, Any]:
    """The columns of `Row`, by names that no model has."""
    told = {
        "part": Value(part, CharField()), "number": F("pk"), "thing": F(f"{of}ref"), "day": F(day), "stands": F(f"{of}state"),
        "said": said or Value("", TextField()), "heading_given": F(f"{of}title"), "wording": F(f"{of}text"),
        "tongue": F(f"{of}language"), "asked": F(f"{of}contact_id"), "country": F(f"{of}area_id"),
    }  # fmt: skip
    found: QuerySet[Any, Any] = rows.order_by().annotate(**told).values_list(*told)
    return found
