"""What this room says is owed: files of figures that are checked, and releases to attest; and who takes them over."""

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.indicators.access import LOADERS
from accord.indicators.models import Intake, Release
from accord.people.models import Capacity, Role
from accord.record.owing import Duty, Scope, Whose

KINDS = {"figures": gettext_lazy("Figures on their way")}
MENDING, ATTESTING = 20, 15  # minutes, as estimated by us
State = Intake.State


def duties(scope: Scope) -> Iterator[Duty]:
    """One query. A file is its loader's to finish; the secretariat's own are any officer's."""
    mine = Q(by__area=scope.of) if scope.of is not None else Q(by__in=scope.capacities)
    if scope.of is None and not scope.roles & set(LOADERS):
        return
    if scope.of is None and Role.SECRETARIAT in scope.roles:
        mine |= Q(by__role=Role.SECRETARIAT, by__person__world=scope.world)
    rows = Intake.objects.filter(mine, state__in=(State.OPEN, State.DRAFTED)).select_related("by")
    for i in rows.defer("layout", "mends", "report").order_by("id")[: scope.most]:
        office = i.by.role == Role.SECRETARIAT
        whose = Whose((Role.SECRETARIAT,)) if office else Whose(capacity=i.by_id)
        drafted = i.state == State.DRAFTED and i.release_id is not None
        words = _("Attest and publish figures") if drafted else _("Finish checking a file of figures")
        url = f"releases/{i.release_id}/publish/" if drafted else f"releases/load/{i.pk}/"
        yield Duty(
            f"intakes/{i.pk}/{i.state}", "figures", words, [i.file_name], url, whose, None, ATTESTING if drafted else MENDING,
            area=i.by.area_id, contact=i.by_id,
        )  # fmt: skip


def hand_over_files(old: Capacity, new: Capacity) -> Sequence[str]:
    """Files and drafts on their way, to a successor who may load. Returns their names as a hand-over lists them."""
    if new.role not in LOADERS:
        return []
    files = Intake.objects.filter(by=old, state__in=(State.OPEN, State.DRAFTED))
    moved = [f"intakes/{pk}" for pk in files.values_list("pk", flat=True)]
    Release.objects.filter(loaded_by=old, state=Release.State.DRAFT).update(loaded_by=new)
    files.update(by=new)
    return moved
