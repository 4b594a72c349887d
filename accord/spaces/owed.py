"""What is owed in this room: invitations to answer, actions to agree to, conveners' answers, reviews, what changed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accord.kit.texts import Text
from accord.people.models import Role
from accord.record.owing import Duty, Scope, Whose
from accord.spaces.access import SPEAKERS
from accord.spaces.models import Agreement, Consultation, Invitation, JointAction, Membership, Overlap, Platform

KINDS = {"platforms": _lazy("Platforms")}
INVITED, AGREEING, ANSWERING, JOINING, REVIEWING, CHANGED = 20, 20, 20, 5, 60, 60  # minutes, as estimated by us
S = Platform.State
WAITING = (Invitation.Answer.WAITING, Invitation.Answer.LATER)


def duties(scope: Scope) -> Iterator[Duty]:
    """Four queries, three more for who convenes something. What has no day is left out where only days are asked for."""
    areas = frozenset([scope.of]) if scope.of is not None else scope.areas
    if areas and not scope.dated and scope.roles & set(SPEAKERS):
        yield from _invitations(scope, areas)
        yield from _agreements(scope, areas)
    if scope.capacities and scope.of is None:
        yield from _convening(scope)


def _duty(key: str, words: str, platform: Platform, url: str, whose: Whose, minutes: int, **more: Any) -> Duty:
    """A letter goes through the hands of others: it tells nothing of a restricted platform but that there is one."""
    closed = platform.access == Platform.Access.RESTRICTED
    about: list[str | Text] = [_("A restricted platform") if closed else Text(platform.title, platform.language)]
    return Duty(key, "platforms", words, about, url, whose, minutes=minutes, card=platform.card_ref, **more)


def _invitations(scope: Scope, areas: frozenset[int]) -> Iterator[Duty]:
    rows = Invitation.objects.filter(area__in=areas, answer__in=WAITING, platform__state=S.ACTIVE).select_related("platform")
    for i in rows[: scope.most]:
        whose = Whose(roles=SPEAKERS, area=i.area_id)
        url = f"platforms/invitations/{i.pk}/"
        yield _duty(url, _("Answer an invitation to your country"), i.platform, url, whose, INVITED, area=i.area_id)


def _agreements(scope: Scope, areas: frozenset[int]) -> Iterator[Duty]:
    """One for each platform and country, however many of its actions wait."""
    agreed = Agreement.objects.filter(action=OuterRef("pk"), area=OuterRef("areas"), version=OuterRef("version"))
    rows = JointAction.objects.filter(areas__in=areas, status__in=JointAction.OPEN, platform__state=S.ACTIVE)
    waiting = rows.filter(~Exists(agreed)).values_list("platform", "areas").distinct().order_by()
    pairs = [(platform, area) for platform, area in waiting[: scope.most] if area in areas]
    found = Platform.objects.in_bulk([platform for platform, _area in pairs])
    words = _("Agree to joint actions, or ask for another wording")
    for pk, area in pairs:
        url = f"{found[pk].url}agree/"
        yield _duty(f"{url}{area}", words, found[pk], url, Whose(roles=SPEAKERS, area=area), AGREEING, area=area)


def _convening(scope: Scope) -> Iterator[Duty]:
    mine = Membership.objects.filter(capacity__in=scope.capacities, state=Membership.State.ACTIVE, role=Membership.Role.CONVENER)
    found = list(mine.filter(platform__state=S.ACTIVE).select_related("platform")[: scope.most])
    hats = {one.platform_id: one.capacity_id for one in found}
    for one in found:
        if one.platform.review_on and one.platform.review_on <= scope.until:
            url, whose = f"{one.platform.url}review/", Whose(capacity=one.capacity_id)
            yield _duty(url, _("Review the platform"), one.platform, url, whose, REVIEWING, due=one.platform.review_on)
    if found:
        rows = Consultation.objects.filter(platform__in=hats, state=Consultation.State.RESULTS).select_related("platform")
        for c in rows[: scope.most]:
            url, whose = f"{c.url}changed/", Whose(capacity=hats[c.platform_id])
            yield _duty(url, _("Tell children and young people what changed"), c.platform, url, whose, CHANGED, due=c.answer_due)
    if scope.dated:
        return
    if found:
        asking = Membership.objects.filter(platform__in=hats, state=Membership.State.ASKED).select_related("platform")
        for m in asking[: scope.most]:
            url, whose = f"{m.platform.url}members/{m.pk}/take-in/", Whose(capacity=hats[m.platform_id])
            yield _duty(url, _("Answer somebody who asks to join"), m.platform, url, whose, JOINING)
    yield from _overlaps(scope, {one.platform.card_ref: one.capacity_id for one in found})


def _overlaps(scope: Scope, convened: dict[str, int | None]) -> Iterator[Duty]:
    """Of what one convenes, or what one's organisation owns."""
    if not convened and not scope.organisations:
        return
    rows = Overlap.objects.filter(asked_on__isnull=False, by_its_convener=False).exclude(platform__state=S.ARCHIVED)
    rows = rows.filter(Q(card__ref__in=list(convened)) | Q(card__owner__in=scope.organisations))
    for o in rows.select_related("platform", "card")[: scope.most]:
        hat = convened.get(o.card.ref)
        whose = Whose(capacity=hat) if hat else Whose(roles=(Role.ORG_MEMBER,), organisation=o.card.owner_id)
        url = f"platforms/overlaps/{o.pk}/answer/"
        yield _duty(url, _("Answer whoever opens a platform on a topic of yours"), o.platform, url, whose, ANSWERING)
