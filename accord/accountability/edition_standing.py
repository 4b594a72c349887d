"""The content of an edition as one value: what officers approve, what an event says stands, what a confirming page showed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from accord.accountability.models import Edition, Erratum, FactCheck
from accord.record.standing import Standing, each_of, fingerprint

SAID = ("entry", "asked", "verdict", "text", "source", "language", "answered_on", "outcome", "reply", "reply_language",
        "replied_on", "earlier")  # fmt: skip
WRONG = ("number", "place", "language", "was", "now", "reason", "published_at")


def edition_wording(e: Edition) -> dict[str, Any]:
    """All that readers are to read, errata apart: an approval is of this."""
    return {
        "world": e.world, "year": e.year, "number": e.number, "language": e.language, "titles": e.titles,
        "figures": e.figures_id,
        "sections": [
            {
                "code": s.code, "chapter": s.chapter, "place": s.place, "authors": [a.credit for a in s.authors.all()],
                "texts": {t.language: [t.heading, t.text] for t in s.texts.all()},
            }
            for s in e.sections.all()
        ],
        "checks": sorted((check_content(c) for c in e.checks.all()), key=lambda c: str(c["country"])),
    }  # fmt: skip


def check_content(c: FactCheck) -> dict[str, Any]:
    return {"country": c.area.code} | {name: getattr(c, name) for name in SAID}


def erratum_content(x: Erratum) -> dict[str, Any]:
    return {name: getattr(x, name) for name in WRONG}


def edition_content(e: Edition) -> dict[str, Any]:
    """With where it stands. Frozen figures that are not what their digest names break it."""
    if e.figures and not e.figures.is_whole:
        raise ValueError("The frozen figures are not what their digest names")
    days = ("state", "version", "frozen_at", "check_until", "embargo_until", "published_at", "checkpoint", "reason")
    return edition_wording(e) | {name: getattr(e, name) for name in days} | {
        "approvals": [[a.by_id, a.digest, a.approved_on] for a in e.approvals.all()],
        "errata": [erratum_content(x) | {"by": x.written_by_id, "published_by": x.published_by_id} for x in e.errata.all()],
    }  # fmt: skip


def whole_editions() -> QuerySet[Edition]:
    """With all parts, in eight queries whatever their number."""
    parts = ("sections__texts", "sections__authors", "checks__area", "approvals", "errata")
    return Edition.objects.select_related("figures").prefetch_related(*parts)


def wording_digest(pk: int) -> str:
    return fingerprint(edition_wording(whole_editions().defer("figures__packed").get(pk=pk)))


def edition_digest(pk: int) -> str:
    return fingerprint(edition_content(whole_editions().get(pk=pk)))


def everything() -> Iterator[Standing]:
    yield from each_of(whole_editions(), "ref", edition_content, "editions")
