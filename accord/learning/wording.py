"""The wording of a practice, an adoption and an offer: what a revision keeps and a difference is told in."""

from typing import Any

from accord.kit import locale_format
from accord.kit.pages import plain
from accord.learning.models import Adoption, Offer, Practice
from accord.learning.models.practices import TEXTS

PRACTICE = ("kind", "title", "summary", *TEXTS, "cost", "currency", "cost_year", "cost_covers", "since", "language")
ADOPTION = ("kind", "stage", "title", "changed", "results", "evidence", "decided_on", "language")
CHOSEN = (*ADOPTION, "against")  # what its form gives
CHOSEN_OF_PRACTICE = (*PRACTICE, "place", "place_open")
OFFER = ("kind", "title", "text", "languages", "until", "language")


def cost_words(p: Practice) -> str:
    """With its cents: what one child costs is often less than ten of any currency. Empty where it is not told."""
    return f"{locale_format.number(p.cost, 2)} {p.currency} ({p.cost_year})" if p.cost is not None else ""


def practice_wording(p: Practice) -> dict[str, Any]:
    """With where it was done, where that is told: what stood before bodies of no country wrote here stands as it was."""
    place = {"place": p.place.code} if p.place else {"place_open": True} if p.place_open else {}
    return _worded(p, PRACTICE) | {"topics": _topics(p)} | place


def adoption_wording(a: Adoption) -> dict[str, Any]:
    return _worded(a, ADOPTION) | {"against": a.against.ref if a.against else ""}


def offer_wording(o: Offer) -> dict[str, Any]:
    return _worded(o, OFFER) | {"topics": _topics(o)}


def _worded(thing: Practice | Adoption | Offer, names: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = plain({name: getattr(thing, name) for name in names})
    return found


def _topics(thing: Practice | Offer) -> list[str]:
    return sorted(t.code for t in thing.topics.all()) if thing.pk else []
