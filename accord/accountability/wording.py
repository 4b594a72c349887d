"""The wording of a commitment: what a revision keeps and a difference is told in."""

from typing import Any

from accord.accountability.models import Commitment
from accord.kit.pages import plain

WORDING = (
    "title", "text", "problem", "how", "form", "level", "starts_on", "ends_on", "budget", "currency", "funded_share", "language",
)  # fmt: skip


def wording_of(commitment: Commitment) -> dict[str, Any]:
    found: dict[str, Any] = plain({name: getattr(commitment, name) for name in WORDING})
    found["lead"] = commitment.lead.slug if commitment.lead else ""
    found["topics"] = sorted(t.code for t in commitment.topics.all()) if commitment.pk else []
    return found
