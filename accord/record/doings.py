"""What a body does on this site: rooms say at start-up where of theirs it stands, and the directory asks all of them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from accord.people.models import Organisation
from accord.record.models import Reader


@dataclass(frozen=True)
class Doing:
    words: str | Promise
    url: str  # without its language


type Supplier = Callable[[Organisation, Reader], Doing | None]

_suppliers: list[Supplier] = []


def register(supplier: Supplier) -> None:
    """It gives nothing where the reader would find nothing there."""
    _suppliers.append(supplier)


def of(body: Organisation, user: Reader) -> list[Doing]:
    """As many queries as rooms told of it."""
    return [one for supplier in _suppliers if (one := supplier(body, user)) is not None]
