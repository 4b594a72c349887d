"""Signed letters that wait for an officer of no hat there."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accord.accountability.models import Report, SignatureLetter
from accord.people.models import Role
from accord.record.owing import Duty, Scope, Whose

CHECKING = 15  # minutes, as estimated by us


def of_letters(scope: Scope) -> Iterator[Duty]:
    """One query, for officers."""
    if Role.SECRETARIAT not in scope.roles:
        return
    rows = SignatureLetter.objects.filter(
        state=SignatureLetter.State.WAITING, report__area__world=scope.world, report__state=Report.State.DRAFTING
    )
    rows = rows.filter(report__area=scope.of) if scope.of is not None else rows.exclude(report__area__in=scope.ours)
    for one in rows.select_related("report__area", "report__cycle").defer("data").order_by("pk")[: scope.most]:
        report = one.report
        yield Duty(
            f"letters/{one.pk}", "report", _("Check a signed letter"), [report.area.name, report.cycle.name], one.url,
            Whose((Role.SECRETARIAT,), about=report.area_id), report.cycle.due, CHECKING, f"reports/{report.ref}", report.area_id,
        )  # fmt: skip
