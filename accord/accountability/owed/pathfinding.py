"""Requirements of Pathfinding that are not met, while the host's eighteen months run or have run out."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accord.accountability.models import ChecklistItem, HostDecision, Pathfinding
from accord.accountability.reads.pathfinding import time_of
from accord.accountability.requirements import REQUIREMENTS
from accord.accountability.states import COUNTRY
from accord.record.owing import Duty, Scope, Whose

TELLING = 30  # minutes, as estimated by us


def decisions_in(scope: Scope) -> list[QuerySet[Any]]:
    return [HostDecision.objects.filter(of__area__in=scope.areas)] if scope.areas else []


def of_pathfinding(scope: Scope) -> Iterator[Duty]:
    """Two queries; one where no time runs for a country of the scope."""
    if not scope.areas:
        return
    decided: dict[Pathfinding, list[HostDecision]] = {}
    for decision in HostDecision.objects.filter(of__area__in=scope.areas).select_related("of__area"):  # the newest first
        decided.setdefault(decision.of, []).append(decision)
    running = {found: due for found, decisions in decided.items() if (due := time_of(decisions)[1]) and due <= scope.until}
    done = ChecklistItem.objects.filter(of__in=[found.pk for found in running], status=ChecklistItem.Status.DONE)
    met = set(done.values_list("of_id", "requirement")) if running else set()
    for found, due in running.items():
        for code, words in REQUIREMENTS.items():
            if (found.pk, code) not in met:
                yield Duty(
                    f"pathfinding/{found.ref}/{code}", "pathfinding", _("Tell of a requirement of Pathfinding"), [str(words)],
                    f"{found.url}{code}/", Whose(COUNTRY, area=found.area_id), due, TELLING, f"pathfinding/{found.ref}",
                    found.area_id,
                )  # fmt: skip
