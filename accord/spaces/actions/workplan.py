"""Joint actions: proposed, reworded, agreed by the countries they name, told how far they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.kit import clock
from accord.people.models import Area, Capacity
from accord.record.actions import Conflict
from accord.spaces.actions.numbering import next_ref
from accord.spaces.actions.telling import held, rewrite, tell, write
from accord.spaces.models import Agreement, AskedWording, JointAction, Platform
from accord.spaces.wording import wording_of


@transaction.atomic
def propose_action(platform: Platform, given: Mapping[str, Any], *, by: Capacity) -> JointAction:
    made = JointAction(platform=platform, ref=next_ref(JointAction, platform, {"platform": platform}), by=by)
    write(made, given)
    tell("action_proposed", made, by=by, after=wording_of(made))
    return made


@transaction.atomic
def reword_action(action: JointAction, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str = "") -> JointAction:
    """Once a country agreed, a change has a reason, and all are asked anew. Raises Conflict where one agreed meanwhile."""

    def may(row: JointAction) -> bool:
        return bool(reason.strip()) or not row.agreements.exists()

    return rewrite(action, given, version=version, by=by, reason=reason, verb="action_reworded", may=may, after_writing=_ask_anew)


def _ask_anew(row: JointAction) -> None:
    if row.agreed_on is not None:
        row.agreed_on = None
        row.save(update_fields=["agreed_on"])


def _asked(action: JointAction, version: int, by: Capacity) -> tuple[JointAction, Area]:
    """The row, held, and the country that is asked whether it agrees. Raises ValidationError for one that the action does not
    name or that agreed already, Conflict where the wording changed meanwhile."""
    row = held(action)
    if by.area is None or not row.areas.filter(pk=by.area.pk).exists() or row.platform.state != Platform.State.ACTIVE:
        raise ValidationError(_("Only the countries that an action names agree to it."))
    if version != row.version:
        raise Conflict({"title": row.title}, {})
    if row.agreements.filter(area=by.area, version=row.version).exists():
        raise ValidationError(_("Your country agreed to it already."))
    return row, by.area


@transaction.atomic
def ask_for_wording(action: JointAction, *, text: str, language: str, version: int, by: Capacity) -> AskedWording:
    """A country does not agree as it is worded, and says what would have to change; it may agree all the same later.
    Raises what `_asked` does, and ValidationError where it asked already."""
    row, area = _asked(action, version, by)
    if row.asked_wordings.filter(area=area, version=row.version).exists():
        raise ValidationError(_("Your country asked for another wording already."))
    made = AskedWording.objects.create(
        action=row, area=area, by=by, version=row.version, text=text, language=language, on=clock.today()
    )
    tell("wording_asked", row, by=by, anew=False, after={"area": area.code, "version": row.version, "text": text})
    return made


@transaction.atomic
def agree_to(action: JointAction, *, version: int, by: Capacity) -> Agreement:
    """A country's word that the action stands as it is worded. Raises what `_asked` does."""
    row, area = _asked(action, version, by)
    made = Agreement.objects.create(action=row, area=area, by=by, version=row.version, on=clock.today())
    named, agreed = row.areas.count(), row.agreements.filter(version=row.version).values("area").distinct().count()
    if named == agreed:
        row.agreed_on = clock.today()
        row.save(update_fields=["agreed_on"])
    tell("action_agreed", row, by=by, anew=False, after={"area": area.code, "version": row.version})
    return made


@transaction.atomic
def agree_to_all(actions: Sequence[tuple[JointAction, int]], *, by: Capacity) -> int:
    """All or none. Each is an act of its own in the journal."""
    for action, version in actions:
        agree_to(action, version=version, by=by)
    return len(actions)


@transaction.atomic
def tell_progress(action: JointAction, *, status: str, people_reached: int | None, version: int, by: Capacity) -> JointAction:
    """`version` is that of what was told last. No people: nobody knows how many."""
    row = held(action)
    if version != row.told_version:
        raise Conflict({"status": str(row.get_status_display()), "people_reached": str(row.people_reached or "")}, {})
    before = {"status": row.status, "people_reached": row.people_reached}
    row.status, row.people_reached, row.told_on, row.told_version = status, people_reached, clock.today(), row.told_version + 1
    row.save()
    tell("joint_action_told", row, by=by, anew=False, before=before, after={"status": status, "people_reached": people_reached})
    return row
