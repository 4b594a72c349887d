"""What is owed in this room: invitations to answer, actions to agree to, conveners' answers, reviews, what changed."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accord.kit.texts import Text
from accord.people.models import Role
from accord.record.owing import Duties, Duty, Scope, Waiting, Whose
from accord.spaces.access import SPEAKERS
from accord.spaces.models import Agreement, AskedWording, Consultation, Invitation, JointAction, Membership, Overlap, Platform

KINDS = {"platforms": _lazy("Platforms")}
INVITED, AGREEING, ANSWERING, JOINING, REVIEWING, CHANGED, SUPPORTING = 20, 20, 20, 5, 60, 60, 60  # minutes, as estimated by us
S = Platform.State
WAITING = (Invitation.Answer.WAITING, Invitation.Answer.LATER)


def duties(scope: Scope) -> Duties:
    """One query for each source in which anything waits; only what has a day where days are asked for."""
    areas = frozenset([scope.of]) if scope.of is not None else scope.areas
    speaks = bool(areas and not scope.dated and scope.roles & set(SPEAKERS))
    convenes = bool(scope.capacities and scope.of is None)
    sources: dict[str, list[QuerySet[Any]]] = {}
    if speaks:
        sources |= {"invitations": [_invited(areas)], "agreements": [_asked_to_agree(areas)]}
    if convenes:
        sources["convening"] = [_convened(scope)]
        if scope.organisations:
            sources["convening"].append(_asked_of(scope, {}))
    if scope.organisations and scope.of is None and not scope.dated:
        sources["supporting"] = [_supported(scope)]
    there = yield Waiting(sources)
    if "invitations" in there:
        yield from _invitations(scope, areas)
    if "agreements" in there:
        yield from _agreements(scope, areas)
    if "convening" in there:
        yield from _convening(scope)
    if "supporting" in there:
        yield from _supporting(scope)


def _invited(areas: frozenset[int]) -> QuerySet[Invitation]:
    return Invitation.objects.filter(area__in=areas, answer__in=WAITING, platform__state=S.ACTIVE)


def _asked_to_agree(areas: frozenset[int]) -> QuerySet[JointAction]:
    agreed = Agreement.objects.filter(action=OuterRef("pk"), area=OuterRef("areas"), version=OuterRef("version"))
    rows = JointAction.objects.filter(areas__in=areas, status__in=JointAction.OPEN, platform__state=S.ACTIVE)
    asked = AskedWording.objects.filter(action=OuterRef("pk"), area=OuterRef("areas"), version=OuterRef("version"))
    return rows.filter(~Exists(agreed), ~Exists(asked))


def _convened(scope: Scope) -> QuerySet[Membership]:
    active, role = Membership.State.ACTIVE, Membership.Role.CONVENER
    return Membership.objects.filter(capacity__in=scope.capacities, state=active, role=role, platform__state=S.ACTIVE)


def _asked_of(scope: Scope, convened: Collection[str]) -> QuerySet[Overlap]:
    rows = Overlap.objects.filter(asked_on__isnull=False, by_its_convener=False).exclude(platform__state=S.ARCHIVED)
    return rows.filter(Q(card__ref__in=list(convened)) | Q(card__owner__in=scope.organisations))


def _supported(scope: Scope) -> QuerySet[Consultation]:
    """Where one's organisation asks children. Of too few nothing is published: then nothing more is asked of it."""
    C = Consultation.State
    few = Q(state=C.CONSENTED, took_part__lt=Consultation.SMALLEST)
    rows = Consultation.objects.filter(organisation__in=scope.organisations, state__in=(C.PLANNED, C.CONSENTED)).exclude(few)
    inside = Membership.objects.filter(capacity__in=scope.capacities, state=Membership.State.ACTIVE).values("platform")
    read = ~Q(platform__access=Platform.Access.RESTRICTED) | Q(platform__in=inside)
    return rows.filter(read, platform__state=S.ACTIVE)


def _duty(key: str, words: str, platform: Platform, url: str, whose: Whose, minutes: int, **more: Any) -> Duty:
    """A letter goes through the hands of others: it tells nothing of a restricted platform but that there is one."""
    closed = platform.access == Platform.Access.RESTRICTED
    about: list[str | Text] = [_("A restricted platform") if closed else Text(platform.title, platform.language)]
    return Duty(key, "platforms", words, about, url, whose, minutes=minutes, card=platform.card_ref, **more)


def _invitations(scope: Scope, areas: frozenset[int]) -> Iterator[Duty]:
    for i in _invited(areas).select_related("platform")[: scope.most]:
        whose = Whose(roles=SPEAKERS, area=i.area_id)
        url = f"platforms/invitations/{i.pk}/"
        yield _duty(url, _("Answer an invitation to your country"), i.platform, url, whose, INVITED, area=i.area_id)


def _agreements(scope: Scope, areas: frozenset[int]) -> Iterator[Duty]:
    """One for each platform and country, however many of its actions wait."""
    asked = _asked_to_agree(areas).values_list("platform", "areas").distinct().order_by()
    pairs = [(platform, area) for platform, area in asked[: scope.most] if area in areas]
    found = Platform.objects.in_bulk([platform for platform, _area in pairs])
    words = _("Agree to joint actions, or ask for another wording")
    for pk, area in pairs:
        url = f"{found[pk].url}agree/"
        yield _duty(f"{url}{area}", words, found[pk], url, Whose(roles=SPEAKERS, area=area), AGREEING, area=area)


def _convening(scope: Scope) -> Iterator[Duty]:
    found = list(_convened(scope).select_related("platform")[: scope.most])
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


def _supporting(scope: Scope) -> Iterator[Duty]:
    for c in _supported(scope).select_related("platform")[: scope.most]:
        asks = c.state == Consultation.State.PLANNED
        words = _("Ask children and young people, and record their consent") if asks else _("Publish what children said")
        url, whose = (
            f"{c.url}{'consent' if asks else 'results'}/",
            Whose(roles=(Role.ORG_MEMBER,), organisation=c.organisation_id),
        )
        yield _duty(url, words, c.platform, url, whose, SUPPORTING)


def _overlaps(scope: Scope, convened: dict[str, int | None]) -> Iterator[Duty]:
    """Of what one convenes, or what one's organisation owns."""
    if not convened and not scope.organisations:
        return
    for o in _asked_of(scope, convened).select_related("platform", "card")[: scope.most]:
        hat = convened.get(o.card.ref)
        whose = Whose(capacity=hat) if hat else Whose(roles=(Role.ORG_MEMBER,), organisation=o.card.owner_id)
        url = f"platforms/overlaps/{o.pk}/answer/"
        yield _duty(url, _("Answer whoever opens a platform on a topic of yours"), o.platform, url, whose, ANSWERING)
