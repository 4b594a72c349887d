"""What a person is asked on platforms, and where they are a member."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from accord.people.models import Person, Role
from accord.spaces.access import speaking
from accord.spaces.models import Invitation, Membership, Overlap, Platform
from accord.spaces.reads.shown import PlatformName, platform_name

MOST = 50


@dataclass(frozen=True)
class AskedLine:
    words: str
    title: str
    language: str
    url: str
    since: date | None


def asked_of(person: Person) -> list[AskedLine]:
    """Invitations of one's country, platforms on a topic that one convenes, people who ask to join (5 queries)."""
    return [*_invited(person), *_overlapping(person), *_joining(person)][:MOST]


def _invited(person: Person) -> list[AskedLine]:
    waiting = Q(answer=Invitation.Answer.WAITING) | Q(answer=Invitation.Answer.LATER)
    areas = [hat.area_id for hat in speaking(person)]
    rows = Invitation.objects.filter(waiting, area__in=areas, platform__state=Platform.State.ACTIVE).select_related("platform")
    return [
        AskedLine(
            _("Your country is invited"), i.platform.title, i.platform.language, f"platforms/invitations/{i.pk}/", i.asked_on
        )
        for i in rows[:MOST]
    ]


def _overlapping(person: Person) -> list[AskedLine]:
    hats = list(person.active_capacities())
    bodies = [hat.organisation_id for hat in hats if hat.role == Role.ORG_MEMBER]
    mine = Membership.objects.filter(capacity__in=hats, role=Membership.Role.CONVENER, state=Membership.State.ACTIVE)
    refs = [f"platforms/{ref}" for ref in mine.values_list("platform__ref", flat=True)]
    asked = Overlap.objects.filter(asked_on__isnull=False, by_its_convener=False).filter(
        Q(card__ref__in=refs) | Q(card__owner__in=[body for body in bodies if body])
    )
    asked = asked.exclude(platform__state=Platform.State.ARCHIVED).select_related("platform")
    words = _("A platform on a topic of yours")
    return [
        AskedLine(words, o.platform.title, o.platform.language, f"platforms/overlaps/{o.pk}/answer/", o.asked_on)
        for o in asked[:MOST]
    ]


def _joining(person: Person) -> list[AskedLine]:
    convened = Membership.objects.filter(
        capacity__in=person.active_capacities(), role=Membership.Role.CONVENER, state=Membership.State.ACTIVE
    )
    rows = Membership.objects.filter(state=Membership.State.ASKED, platform__in=convened.values("platform"))
    return [
        AskedLine(
            _("Somebody asks to join"), m.platform.title, m.platform.language, f"{m.platform.url}members/{m.pk}/take-in/", m.since
        )
        for m in rows.select_related("platform")[:MOST]
    ]


def platforms_of(person: Person) -> list[PlatformName]:
    hats = person.active_capacities()
    mine = Membership.objects.filter(
        Q(capacity__in=hats) | Q(capacity__isnull=True), person=person, state=Membership.State.ACTIVE
    )
    found = Platform.objects.filter(pk__in=mine.values("platform")).exclude(state=Platform.State.ARCHIVED)
    return [platform_name(p) for p in found.order_by("id")[:MOST]]
