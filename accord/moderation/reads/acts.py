"""What may be decided about an item as it stands now."""

from accord.moderation.access import author_of
from accord.moderation.grounds import Act
from accord.moderation.kinds import is_sealed, kind_of
from accord.moderation.models import Case, Decision
from accord.record.models import Held


def acts_of(case: Case) -> list[str]:
    """In the order of the form; none while a second officer is asked. A sealed author is warned, where they look, and never
    suspended: nobody knows whom."""
    if case.decisions.filter(state=Decision.State.PROPOSED).exists():
        return []
    kind = kind_of(case.card)
    hidden = Held.objects.filter(card=case.card, part=case.part).exists()
    masked = case.decisions.filter(act=Act.MASK, state=Decision.State.STANDING).exists()
    known = author_of(case.card, case.part)[0] is not None
    apart = not (case.part and kind.together and kind.together(case.part))
    may = {
        Act.NOTHING: True, Act.WARN: known or is_sealed(case.card),
        Act.MASK: kind.mask is not None and not hidden and not kind.formal,
        Act.HIDE: not hidden and apart, Act.RESTORE: hidden or masked, Act.SUSPEND: known and not kind.formal,
    }  # fmt: skip
    return [act.value for act, holds in may.items() if holds]
