"""When a capacity ends, what it answered for goes to its successor (registered by the top floor)."""

from accord.learning.models import Adoption, Offer, Practice
from accord.people.models import Capacity


def hand_over_contacts(old: Capacity, new: Capacity) -> int:
    """Returns how many things moved."""
    return sum(model._default_manager.filter(contact=old).update(contact=new) for model in (Practice, Adoption, Offer))
