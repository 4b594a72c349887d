"""Errata: written by one officer, published by another. What was first published is never changed; they stand beside it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accord.accountability.actions.editions.holding import edits, held_edition, tell_of_edition
from accord.accountability.edition_standing import erratum_content
from accord.accountability.models import Edition, Erratum, SectionText
from accord.accountability.models.editions import CHAPTERS
from accord.accountability.reads.errata import corrected
from accord.kit import clock
from accord.kit.pages import plain
from accord.people.models import Capacity
from accord.record.actions import Conflict

GIVEN = ("place", "language", "was", "now", "reason")


def _fits(row: Edition, given: Mapping[str, Any]) -> None:
    """In a section the words must be found once, as the section now reads; a figure's are quoted as the page prints them."""
    if given["place"] in dict(CHAPTERS):
        return
    found = SectionText.objects.filter(section__edition=row, section__code=given["place"], language=given["language"]).first()
    if found is None:
        raise ValidationError(_("That section has no text in this language."))
    standing = row.errata.filter(number__isnull=False, place=given["place"], language=given["language"]).order_by("number")
    times = corrected(found.text, standing).count(given["was"])
    if times != 1:
        raise ValidationError(
            _("Quote the words exactly as the section has them, and enough of them that they stand there once.")
        )


@transaction.atomic
def write_erratum(edition: Edition, given: Mapping[str, Any], *, by: Capacity) -> Erratum:
    """Officers alone see it until another of them publishes it."""
    row = held_edition(edition, Edition.State.PUBLISHED)
    edits(row, by)
    _fits(row, given)
    return Erratum.objects.create(edition=row, written_by=by, **{name: given[name] for name in GIVEN})


@transaction.atomic
def publish_erratum(erratum: Erratum, *, by: Capacity) -> Erratum:
    """It gets its number and day. Raises ValidationError for the officer who wrote it, Conflict where it is public already."""
    row = held_edition(erratum.edition, Edition.State.PUBLISHED)
    edits(row, by)
    one = Erratum.objects.select_related("written_by").filter(pk=erratum.pk, number=None).first()
    if one is None:
        raise Conflict({}, {})
    if one.written_by.person_id == by.person_id:
        raise ValidationError(_("You wrote this erratum; another officer publishes it."))
    _fits(row, {name: getattr(one, name) for name in GIVEN})
    one.number = (row.errata.aggregate(last=Max("number"))["last"] or 0) + 1
    one.published_by, one.published_at = by, clock.now().replace(microsecond=0)
    one.save()
    tell_of_edition("edition_erratum", row, by=by, reason=one.reason, after=plain(erratum_content(one)))
    return one


@transaction.atomic
def take_back_erratum(erratum: Erratum, *, by: Capacity) -> None:
    """One that nobody has seen but officers."""
    row = held_edition(erratum.edition, Edition.State.PUBLISHED)
    edits(row, by)
    Erratum.objects.filter(pk=erratum.pk, number=None).delete()
