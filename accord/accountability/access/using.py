"""A finished report's text is used elsewhere."""

from django.http import Http404

from accord.accountability.access.seen import access_report
from accord.accountability.models import Report
from accord.record.models import Reader


def to_use(user: Reader, ref: str) -> Report:
    """Of a report that everyone may read; of one still within its country there is nothing to hand on."""
    report = access_report(user, ref)
    if report.state not in Report.SEEN_BY_ALL:
        raise Http404
    return report
