"""Editions of the global report: sections to write, entries to check and to answer, approvals, errata."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accord.accountability.models import Edition, Erratum, FactCheck, SectionAuthor
from accord.accountability.reads.edition_guards import edition_facts
from accord.kit import clock
from accord.kit.texts import Text
from accord.people.models import Role
from accord.record.owing import Duty, Scope, Whose

WRITING, CHECKING, ANSWERING, APPROVING, PUBLISHING = 120, 30, 20, 60, 10  # minutes, as estimated by us
FOCAL = (Role.FOCAL_POINT, Role.ALTERNATE)
State = Edition.State
UNDER_WAY = (State.DRAFTING, State.CHECKING, State.APPROVED)


def editions_in(scope: Scope) -> list[QuerySet[Any]]:
    found: list[QuerySet[Any]] = [Edition.objects.filter(world=scope.world, state__in=UNDER_WAY)]
    if Role.SECRETARIAT in scope.roles and scope.of is None:
        found.append(Erratum.objects.filter(edition__world=scope.world, number=None))
    return found


def of_editions(scope: Scope) -> Iterator[Duty]:
    """One query where no edition is under way; an officer's errata are a second."""
    under_way = Edition.objects.filter(world=scope.world, state__in=UNDER_WAY)
    by_state: dict[str, list[Edition]] = {}
    for edition in under_way.order_by("pk"):
        by_state.setdefault(edition.state, []).append(edition)
    if scope.of is None and State.DRAFTING in by_state:
        yield from _of_authors(scope)
    if scope.areas and State.CHECKING in by_state:
        yield from _of_countries(scope)
    if Role.SECRETARIAT in scope.roles and scope.of is None:
        for edition in by_state.get(State.APPROVED, ()):
            yield _desk(edition, "publish", _("Publish the edition, or set an embargo"), Whose((Role.SECRETARIAT,)), PUBLISHING)
        for edition in by_state.get(State.CHECKING, ()):
            yield from _of_check(edition, scope)
        yield from _of_errata(scope)


def _of_authors(scope: Scope) -> Iterator[Duty]:
    rows = SectionAuthor.objects.filter(capacity__in=scope.capacities, section__edition__state=State.DRAFTING)
    for one in rows.select_related("section__edition").prefetch_related("section__texts").order_by("pk")[: scope.most]:
        edition = one.section.edition
        text = next((t for t in one.section.texts.all() if t.language == edition.language), None)
        if text is not None and not text.text:
            url = f"{edition.url}sections/{one.section.code}/{edition.language}/"
            about = [Text(text.heading, text.language), edition.title]
            whose = Whose(capacity=one.capacity_id)
            key = f"{edition.url}{one.section.code}/{one.pk}"
            yield Duty(key, "edition", _("Write your section"), about, url, whose, None, WRITING, f"editions/{edition.ref}")


def _of_countries(scope: Scope) -> Iterator[Duty]:
    rows = FactCheck.objects.filter(area__in=scope.areas, verdict="", edition__state=State.CHECKING)
    for c in rows.filter(edition__check_until__gte=clock.today()).select_related("edition", "area").order_by("pk"):
        yield Duty(
            f"{c.edition.url}checks/{c.pk}", "edition", _("Check what the global report says of your country"), [c.edition.title],
            f"{c.edition.url}checks/{c.area.iso3}/answer/", Whose(FOCAL, area=c.area_id), c.edition.check_until, CHECKING,
            f"editions/{c.edition.ref}", c.area_id,
        )  # fmt: skip


def _of_check(edition: Edition, scope: Scope) -> Iterator[Duty]:
    """Answers to give to countries, and the approval once all is answered."""
    wrong = edition.checks.filter(verdict=FactCheck.Verdict.NOT_CORRECT, reply="").exclude(area__in=scope.ours)
    for c in wrong.select_related("area").order_by("area__code")[:10]:
        whose = Whose((Role.SECRETARIAT,), about=c.area_id)
        yield Duty(
            f"{edition.url}reply/{c.pk}", "edition", _("Answer a country on its entry"), [c.area.name, edition.title],
            f"{edition.url}checks/{c.area.iso3}/reply/", whose, None, ANSWERING, f"editions/{edition.ref}", c.area_id,
        )  # fmt: skip
    facts = edition_facts(edition)
    if facts.checks_over and not facts.unreplied:
        approved = frozenset(edition.approvals.values_list("by__person_id", flat=True))
        whose = Whose((Role.SECRETARIAT,), but=approved)
        yield _desk(edition, "approve", _("Approve the edition, or take it back"), whose, APPROVING)


def _of_errata(scope: Scope) -> Iterator[Duty]:
    waiting = Erratum.objects.filter(edition__world=scope.world, number=None).select_related("edition", "written_by")
    for one in waiting.order_by("pk"):
        whose = Whose((Role.SECRETARIAT,), but=frozenset({one.written_by.person_id}))
        yield _desk(one.edition, f"errata/{one.pk}", _("Publish an erratum that another officer wrote"), whose, PUBLISHING)


def _desk(edition: Edition, key: str, words: str, whose: Whose, minutes: int) -> Duty:
    card = f"editions/{edition.ref}"
    return Duty(f"{edition.url}{key}", "edition", words, [edition.title], edition.desk_url, whose, None, minutes, card)
