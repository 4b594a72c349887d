"""What is new for who convenes a platform: whoever convenes what exists already answered, here or by the link in a letter."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.kit.texts import Text
from accord.record.news import MOST, News
from accord.spaces.models import Membership, Overlap, Platform

KINDS = {"answers": _("Answers to what you asked before you opened a platform")}
ANSWERED = _("The convener of what exists already answered you")


def news(world: str, since: datetime) -> Iterator[News]:
    """Two queries. Again where another day brings another answer; of a restricted platform no letter tells the name."""
    rows = Overlap.objects.filter(Q(by_link=True) | Q(by_its_convener=True), platform__world=world, answered_on__gte=since.date())
    found = list(rows.exclude(platform__state=Platform.State.ARCHIVED).select_related("platform", "answered_by")[:MOST])
    if not found:
        return
    role, active = Membership.Role.CONVENER, Membership.State.ACTIVE
    convening = Membership.objects.filter(platform__in={o.platform_id for o in found}, role=role, state=active)
    people: dict[int, set[int]] = {}
    for platform, person in convening.filter(capacity__person__is_active=True).values_list("platform", "capacity__person"):
        people.setdefault(platform, set()).add(person)
    for o in found:
        p, by = o.platform, o.answered_by.person_id if o.answered_by else None
        about = [_("A restricted platform") if p.access == Platform.Access.RESTRICTED else Text(p.title, p.language)]
        for person in people.get(p.pk, set()) - {by}:
            key, mark = f"overlap-{o.pk}", o.answered_on.toordinal() if o.answered_on else 1
            yield News(person, key, mark, "answers", ANSWERED, about, f"{p.url}#exists", p.card_ref)
