"""What a contact keeps goes to the successor."""

from accord.learning.models import Adoption, Offer, Practice
from accord.people.models import Capacity


def hand_over_contacts(old: Capacity, new: Capacity) -> list[str]:
    """Returns the refs of its cards."""
    moved = []
    for path, model in (("practices", Practice), ("adoptions", Adoption), ("offers", Offer)):
        rows = model._default_manager.filter(contact=old)
        moved += [f"{path}/{ref}" for ref in rows.order_by("id").values_list("ref", flat=True)]
        rows.update(contact=new)
    return moved
