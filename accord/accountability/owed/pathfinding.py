"""Requirements of Pathfinding that are not met, while the host's eighteen months run or have run out."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accord.accountability.models import ChecklistItem, Pathfinding
from accord.accountability.reads.pathfinding import time_of
from accord.accountability.requirements import REQUIREMENTS
from accord.accountability.states import COUNTRY
from accord.record.owing import Duty, Scope, Whose

TELLING = 30  # minutes, as estimated by us


def of_pathfinding(scope: Scope) -> Iterator[Duty]:
    """Three queries; one where no country of the scope has begun."""
    if not scope.areas:
        return
    rows = Pathfinding.objects.filter(area__in=scope.areas).select_related("area").prefetch_related("decisions", "items")
    for found in rows:
        _confirmed, due = time_of(list(found.decisions.all()))
        done = {item.requirement for item in found.items.all() if item.status == ChecklistItem.Status.DONE}
        if due is None or due > scope.until:
            continue
        for code, words in REQUIREMENTS.items():
            if code not in done:
                yield Duty(
                    f"pathfinding/{found.ref}/{code}", "pathfinding", _("Tell of a requirement of Pathfinding"), [str(words)],
                    f"{found.url}{code}/", Whose(COUNTRY, area=found.area_id), due, TELLING, f"pathfinding/{found.ref}",
                    found.area_id,
                )  # fmt: skip
