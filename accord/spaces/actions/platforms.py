"""Platforms: prepared, opened beside what exists already, changed, reviewed, archived; those that live elsewhere are told of."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accord.discussions.models import Topic as Discussion
from accord.kit import clock, locale_format
from accord.people.models import Capacity
from accord.record.actions import Conflict, add_to_audience, link
from accord.record.models import Card
from accord.spaces.actions.cards import space_of
from accord.spaces.actions.numbering import free_name
from accord.spaces.actions.telling import held, rewrite, tell, write
from accord.spaces.models import Membership, Overlap, Platform
from accord.spaces.states import Unmet, last_review, lasting_lines, opening_lines
from accord.spaces.wording import wording_of

S = Platform.State
LONGEST_NOTE = 1000


@transaction.atomic
def begin_platform(given: Mapping[str, Any], *, by: Capacity, parent: Platform | None = None) -> Platform:
    """A draft that its conveners see. Within a restricted platform all groups are restricted: none is seen by more people.

    Raises ValidationError for another access there, for a parent that is no place of work, and for a group of a group of a group.
    """
    access = given["access"]
    if parent is not None:
        if parent.state != S.ACTIVE or parent.elsewhere or parent.world != by.world:
            raise ValidationError(_("Groups are opened on active platforms of this site."))
        if parent.access == Platform.Access.RESTRICTED and access != Platform.Access.RESTRICTED:
            raise ValidationError(_("Within a restricted platform a group is restricted, too."))
        if parent.parent_id and parent.parent and parent.parent.parent_id:
            raise ValidationError(_("Groups go three deep. Open this one further up."))
    closed = access == Platform.Access.RESTRICTED
    made = Platform(ref=free_name(given["title"], closed=closed), access=access, world=by.world, parent=parent)
    write(made, given)
    Membership.objects.create(platform=made, person=by.person, capacity=by, role=Membership.Role.CONVENER, since=clock.today())
    add_to_audience(space_of(made), capacity=by)
    look_for_overlaps(made)
    tell("platform_begun", made, by=by, after=wording_of(made))
    return made


def covering(platform: Platform) -> QuerySet[Card]:
    """Public platforms and partnerships of others that share a topic (and a country, where both name some)."""
    codes = [topic.pk for topic in platform.topics.all()]
    areas = [area.pk for area in platform.areas.all()]
    family = [p.card_ref for p in (platform, platform.parent) if p]
    found = Card.objects.filter(
        kind__in=("platform", "partnership"), world=platform.world, audience__code="public", published_at__isnull=False,
        topics__in=codes,
    ).exclude(ref__in=family)  # fmt: skip
    archived = Platform.objects.filter(state=S.ARCHIVED).values_list("ref", flat=True)
    found = found.exclude(ref__in=[f"platforms/{ref}" for ref in archived])
    if areas:
        found = found.filter(Q(areas__isnull=True) | Q(areas__in=areas))
    return found.distinct().order_by("id")


def look_for_overlaps(platform: Platform) -> None:
    """A row for each that covers the topic; those that no longer do, and of which nothing was said, go."""
    found = {card.pk: card for card in covering(platform)}
    platform.overlaps.filter(asked_on__isnull=True, supplements="", letter_once="").exclude(card__in=found).delete()
    known = set(platform.overlaps.values_list("card", flat=True))
    Overlap.objects.bulk_create([Overlap(platform=platform, card=card) for pk, card in found.items() if pk not in known])


@transaction.atomic
def settle_overlap(
    overlap: Overlap, *, asked_on: date, supplements: str, answer: str, language: str, version: int, by: Capacity
) -> Overlap:
    """What the opener says. An answer that the convener gave here, or by the link, is not written over."""
    platform = held(overlap.platform)
    row = held(overlap)
    if version != row.version:
        raise Conflict({"asked_on": str(row.asked_on or ""), "supplements": row.supplements, "answer": row.answer}, {})
    if asked_on > clock.today():
        raise ValidationError(_("This day is still to come: ask first, then say when you did."))
    row.asked_on, row.supplements, row.version = asked_on, supplements, row.version + 1
    if not row.is_answered:
        row.answer, row.answer_language = answer, language
        row.answered_on, row.answered_by = (clock.today(), by) if answer else (None, None)
    row.save()
    if platform.state != S.DRAFT:
        _tie(row)
    tell("overlap_settled", platform, by=by, after={"about": row.card.ref, "supplements": supplements, "answer": row.answer})
    return row


@transaction.atomic
def answer_overlap(overlap: Overlap, *, answer: str, language: str, version: int, by: Capacity) -> Overlap:
    """The word of whoever convenes what exists already: printed with the platform, whatever it says."""
    platform = held(overlap.platform)
    row = held(overlap)
    if version != row.version:
        raise Conflict({"answer": row.answer}, {"answer": answer})
    row.answer, row.answer_language, row.answered_on, row.answered_by = answer, language, clock.today(), by
    row.by_its_convener, row.by_link, row.version = True, False, row.version + 1
    row.save()
    tell("overlap_answered", platform, by=by, after={"about": row.card.ref, "answer": answer})
    return row


def _tie(overlap: Overlap) -> None:
    card = Card.objects.get(ref=overlap.platform.card_ref)
    link(card, "supplements", overlap.card, note=overlap.supplements[:LONGEST_NOTE])


@transaction.atomic
def open_platform(platform: Platform, *, by: Capacity) -> Platform:
    """Raises Unmet where something is missing, Conflict where it was opened meanwhile."""
    row = held(platform)
    if row.state != S.DRAFT:
        raise Conflict({"state": str(row.get_state_display())}, {})
    look_for_overlaps(row)
    if unmet := [str(line.words) for line in opening_lines(row) if not line.holds]:
        raise Unmet(unmet)
    row.state, row.opened_on = S.ACTIVE, clock.today()
    row.save()
    tell("platform_opened", row, by=by, after=wording_of(row) | {"access": row.access})
    for overlap in row.overlaps.select_related("card", "platform"):
        _tie(overlap)
    Card.objects.filter(ref=row.card_ref).update(published_at=clock.now())
    return row


@transaction.atomic
def edit_platform(platform: Platform, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str = "") -> Platform:
    """An open one is revised with a reason and keeps what was asked of it to open: ValidationError. Its access is changed
    apart, its conveners and groups, too."""
    draft = platform.state == S.DRAFT

    def may(row: Platform) -> bool:
        return row.state == platform.state and row.state != S.ARCHIVED and (draft or bool(reason.strip()))

    def written(row: Platform) -> None:
        if not draft and (unmet := [str(line.words) for line in lasting_lines(row) if not line.holds]):
            raise ValidationError([_("An open platform keeps what was asked of it:"), *unmet])
        look_for_overlaps(row)

    verb = "platform_edited" if draft else "platform_revised"
    return rewrite(
        platform, given, version=version, by=by, reason="" if draft else reason, verb=verb, may=may, after_writing=written
    )  # fmt: skip


@transaction.atomic
def change_access(platform: Platform, access: str, *, by: Capacity, reason: str) -> Platform:
    """Open to transparent, or back. What is restricted stays so, and what was public does not close."""
    row = held(platform)
    both = {Platform.Access.OPEN, Platform.Access.TRANSPARENT}
    if row.state == S.ARCHIVED or not {row.access, access} <= both:
        raise ValidationError(
            _("A restricted platform stays restricted, and a public one public. Open a group with another access.")
        )
    if row.access == access:
        raise ValidationError(_("It has this access already."))
    if access == Platform.Access.OPEN and Discussion.objects.filter(place__ref=row.card_ref, chatham=True).exists():
        raise ValidationError(_("Names are sealed in a topic here: it was promised that members alone write."))
    before, row.access = row.access, access
    row.save()
    tell("platform_access_changed", row, by=by, reason=reason, before={"access": before}, after={"access": access})
    return row


@transaction.atomic
def review_platform(platform: Platform, *, goes_on: bool, review_on: date | None, reason: str, by: Capacity) -> Platform:
    """It goes on until another review, or it is archived: readable, and nothing more is written there.

    Raises ValidationError where the next day is missing or past, Conflict where it was archived meanwhile, ValueError without
    a reason.
    """
    if not reason.strip():
        raise ValueError("A review has a reason")
    row = held(platform)
    if row.state != S.ACTIVE:
        raise Conflict({"state": str(row.get_state_display())}, {})
    if goes_on and (review_on is None or review_on <= clock.today()):
        raise ValidationError(_("Name the day of the next review; it lies ahead."))
    if goes_on and review_on is not None and review_on > (last := last_review(row)):
        raise ValidationError(_("The next review is on %(last)s at the latest.") % {"last": locale_format.day(last)})
    row.reviewed_on, row.reason = clock.today(), reason
    if goes_on:
        row.review_on = review_on
    else:
        row.state, row.archived_on = S.ARCHIVED, clock.today()
    row.save()
    tell("platform_reviewed" if goes_on else "platform_archived", row, by=by, reason=reason,
         after={"state": row.state, "review_on": str(row.review_on or "")})  # fmt: skip
    return row


@transaction.atomic
def tell_elsewhere(given: Mapping[str, Any], *, by: Capacity, platform: Platform | None = None, version: int = 0) -> Platform:
    """A platform of another body, told with its source. Its own page stays there; nothing of it is copied but these facts."""
    if platform is not None:
        reason = _("Facts told anew, as of another day.")
        return rewrite(
            platform, given, version=version, by=by, reason=reason, verb="elsewhere_revised", may=lambda row: row.elsewhere
        )
    made = Platform(
        ref=free_name(given["title"], closed=False), elsewhere=True, state=S.ACTIVE, world=by.world, opened_on=clock.today()
    )
    made.host, made.url_there, made.source, made.as_of = (given[name] for name in ("host", "url_there", "source", "as_of"))
    write(made, given)
    tell("elsewhere_told", made, by=by, after=wording_of(made))
    return made
