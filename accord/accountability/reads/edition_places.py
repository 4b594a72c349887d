"""Where something in an edition stands: a section, or a chapter of figures, by name."""

from django.utils.functional import Promise

from accord.accountability.models import Edition
from accord.accountability.models.editions import CHAPTERS

NO_FIGURES = ("front", "back")


def places_of(edition: Edition) -> list[tuple[str, str | Promise]]:
    """Sections in their order, then the chapters that have figures (2 queries)."""
    sections = edition.sections.prefetch_related("texts")
    told: list[tuple[str, str | Promise]] = []
    for section in sections:
        heading = next((t.heading for t in section.texts.all() if t.language == edition.language), section.code)
        told.append((section.code, heading))
    return told + [(code, words) for code, words in CHAPTERS if code not in NO_FIGURES]
