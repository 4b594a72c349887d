"""What is owed in this room: cases to look at, appeals to answer, and the day until which an author may appeal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accord.kit import clock
from accord.moderation.access import OFFICERS, author_of, is_public
from accord.moderation.grounds import AGAINST, DONE, SAFETY, Act
from accord.moderation.kinds import convened
from accord.moderation.models import Appeal, Case, Decision
from accord.moderation.reads.queue import due_of, open_cases
from accord.people.models import Capacity, Role
from accord.record.owing import Duties, Duty, Scope, Waiting, Whose
from accord.record.search.tokens import KINDS as WORDS

KINDS = {"moderation": _lazy("Reports and appeals")}
MOST = 20
LOOKING, ANSWERING, APPEALING = 15, 30, 20  # minutes, as estimated by us


def duties(scope: Scope) -> Duties:
    """No query of its own where nothing waits; none of it stands on a country's list. No title: letters do not tell what is
    reported.
    """
    if not scope.capacities or scope.of is not None:
        return
    office = bool(scope.roles & set(OFFICERS))
    appeals = Appeal.objects.filter(upheld=None, decision__case__card__world=scope.world)
    theirs = Q(hat__in=scope.capacities)
    if not scope.dated:  # what names an author alone is in no letter: nobody else hears that they wrote it
        theirs |= Q(author__in=scope.persons)
    notices = Decision.objects.filter(
        theirs, act__in=AGAINST, state=Decision.State.STANDING, appeal=None, appeal_until__gte=clock.today()
    )
    cases = Case.objects.filter(closed_at=None, card__world=scope.world)
    sources: dict[str, list[QuerySet[Any]]] = {"notices": [notices], "cases": [cases], "appeals": [appeals]}
    found = yield Waiting(sources)
    if "cases" in found:
        yield from _cases(scope, office)
    if "appeals" in found and office:
        rows = appeals.select_related("decision__by", "decision__second", "decision__case__card").order_by("on", "pk")
        yield from (_appeal(one) for one in rows[:MOST])
    if "notices" in found:
        hats = dict(Capacity.objects.filter(pk__in=scope.capacities).order_by("-pk").values_list("person", "pk"))
        told = notices.select_related("case__card").order_by("appeal_until")[:MOST]
        yield from (_notice(one, scope, hats.get(one.author_id or 0)) for one in told)


def _cases(scope: Scope, office: bool) -> Iterator[Duty]:
    """For officers what they may judge; for conveners what stands on their platforms."""
    rows = list(open_cases(scope.world)[:MOST])
    if office:
        yield from (_case(one) for one in rows)
    by_card = {case.card_id: case for case in rows}
    for card, hat in convened(scope.capacities, list(by_card)):
        case = by_card[card]
        duty, author = _case(case), author_of(case.card, case.part)[0]
        whose = Whose(capacity=hat, but=frozenset({author.pk} if author else ()))
        yield replace(duty, key=f"{duty.key}/{hat}", whose=whose)


def _officers(case: Case, but: set[int], *, safe: bool = False) -> Whose:
    areas = [area.pk for area in case.card.areas.all()]
    public = is_public(case.card, case.part)
    safe = safe or any(one.ground in SAFETY for one in case.reports.all())
    roles = tuple(str(role) for role in OFFICERS) if public else ((str(Role.SAFEGUARDING),) if safe else ("nobody",))
    return Whose(roles, about=areas[0] if areas else None, but=frozenset(but))


def _kind(case: Case) -> str:
    return str(WORDS.get(case.card.kind, case.card.kind))


def _case(case: Case) -> Duty:
    author, _hat = author_of(case.card, case.part)
    whose = _officers(case, {author.pk} if author else set())
    key = f"moderation/{case.pk}/{case.opened_at:%Y-%m-%d}"
    return Duty(key, "moderation", _("Look at what was reported"), [_kind(case)], case.url, whose, due_of(case), LOOKING)


def _appeal(given: Appeal) -> Duty:
    decision = given.decision
    but = {one for one in (decision.author_id, decision.by.person_id) if one} | (
        {decision.second.person_id} if decision.second else set()
    )
    whose = _officers(decision.case, but, safe=True)
    due = given.on + timedelta(days=7)
    url = f"moderation/appeals/{given.pk}/"
    return Duty(
        f"moderation/appeals/{given.pk}", "moderation", _("Answer an appeal"), [_kind(decision.case)], url, whose, due, ANSWERING
    )


def _notice(decision: Decision, scope: Scope, own: int | None) -> Duty:
    """`own`: a hat of the author's, where they did not write in one, or in one that ended."""
    key, url = f"moderation/notices/{decision.pk}", f"moderation/notices/{decision.pk}/"
    known = decision.hat_id in scope.capacities
    whose = Whose(capacity=decision.hat_id if known else own)
    words = _("Read a decision about what you wrote; you may appeal until then")
    return Duty(
        key, "moderation", words, [str(DONE[Act(decision.act)])], url, whose, decision.appeal_until, APPEALING, quiet=not known
    )
