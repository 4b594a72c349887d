"""Shadow reports: looked at for safety, and answered once they are public.

What waits for an officer, and all that stands under a network's name, is quiet (0015): no letter tells of it.

What an author owes is on no list: nothing lists their reports but their page.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from accord.accountability.access import is_waiting
from accord.accountability.models import ShadowReport
from accord.accountability.states import COUNTRY
from accord.kit import clock
from accord.people.models import Role
from accord.record.owing import Duty, Scope, Whose

LOOKING, REPLYING = 45, 30  # minutes, as estimated by us
State = ShadowReport.State


def of_shadows(scope: Scope) -> Iterator[Duty]:
    """One query."""
    # As `is_public` has it: were a change that waits for an officer no duty, the country would see that there is one.
    public = Q(shown__isnull=False) & ~Q(state__in=(State.WITHDRAWN, State.REFUSED))
    wanted = Q(public, area__in=scope.areas, reply_until__gte=clock.today(), reply="") if scope.areas else Q()
    guards = Role.SAFEGUARDING in scope.roles and scope.of is None
    if guards:
        wanted |= Q(state__in=(State.SENT, State.WITHDRAWN)) & ~Q(area__in=scope.ours)
    if not wanted:
        return
    rows = ShadowReport.objects.filter(wanted, world=scope.world).select_related("area").annotate(public=public)
    for r in rows.defer("writing", "shown", "earlier").order_by("ref")[: scope.most]:
        open_to_reply = bool(r.public) and not r.reply and r.reply_until is not None and r.reply_until >= clock.today()
        if open_to_reply and r.area_id in scope.areas:
            yield Duty(
                f"{r.url}reply", "shadow", _("Reply to a shadow report"), [r.area.name], r.url, Whose(COUNTRY, area=r.area_id),
                r.reply_until, REPLYING, f"shadow-reports/{r.ref}", r.area_id, quiet=r.is_sealed,
            )  # fmt: skip
        if guards and is_waiting(r):
            yield Duty(
                f"{r.url}moderate", "shadow", _("Look at a shadow report for safety"), [r.area.name], f"{r.url}moderate/",
                Whose((Role.SAFEGUARDING,), about=r.area_id), None, LOOKING, area=r.area_id, quiet=True,
            )  # fmt: skip
