"""What a joint action or solution says already, for whoever makes a commitment of it for one country."""

from dataclasses import dataclass
from datetime import date

from accord.people.models import Area
from accord.record.models import Card
from accord.spaces.models import JointAction, Solution


@dataclass(frozen=True)
class Carried:
    """`provinces` where the action is in that country alone: elsewhere nobody knows whose they are."""

    text: str
    starts_on: date | None = None
    ends_on: date | None = None
    organisation: str = ""
    who: str = ""
    provinces: tuple[str, ...] = ()


def carried(card: Card, area: Area) -> Carried | None:
    """Of a card that the reader may see (2 queries)."""
    ref = card.ref.partition("/")[2]
    if card.kind == "joint_action":
        a = JointAction.objects.select_related("organisation").get(ref=ref)
        own = a.organisation.slug if a.organisation and a.organisation.area_id == area.pk else ""
        others = "; ".join(filter(None, (str(a.organisation) if a.organisation and not own else "", a.who)))
        alone = not a.areas.exclude(pk=area.pk).exists()
        return Carried(a.text or a.title, a.starts_on, a.ends_on, own, others, tuple(a.provinces) if alone else ())
    s = Solution.objects.filter(ref=ref).first() if card.kind == "solution" else None
    return Carried(s.text) if s else None
