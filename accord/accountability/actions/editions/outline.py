"""The outline, who is named above a section, and what its authors write."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accord.accountability.actions.editions.holding import default_titles, edits, held_edition, is_active, tell_of_edition
from accord.accountability.models import Edition, EditionSection, SectionAuthor, SectionText
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict

State = Edition.State
OUTLINED_IN = (State.OUTLINE, State.DRAFTING)
MOST_SECTIONS = 60


@transaction.atomic
def begin_edition(year: int, *, language: str, by: Capacity) -> Edition:
    """The next edition of the year, in the officer's world. One of a year is under way at a time."""
    row = Edition(year=year, language=language, world=by.world, titles=default_titles(year, by.world))
    edits(row, by)
    if not 2000 <= year <= clock.today().year:
        raise ValidationError(_("An edition is of a year that has begun, from 2000 on."))
    there = Edition.objects.filter(world=row.world, year=year)
    if there.exclude(state__in=Edition.OVER).exists():
        raise ValidationError(_("An edition of that year is under way already: go on with that one."))
    row.number = (there.aggregate(last=Max("number"))["last"] or 0) + 1
    row.ref = f"{row.world}-{year}-{row.number}"
    row.save()
    tell_of_edition("edition_begun", row, by=by, anew=True, after={"year": year, "number": row.number})
    return row


def _outlining(edition: Edition, version: int, by: Capacity, given: Mapping[str, Any]) -> Edition:
    row = held_edition(edition, *OUTLINED_IN)
    edits(row, by)
    if version != row.version:
        raise Conflict({"state": _("The outline was changed meanwhile: see it again before you send this.")}, dict(given))
    row.version += 1
    return row


@transaction.atomic
def change_title(edition: Edition, titles: Mapping[str, str], *, version: int, by: Capacity) -> Edition:
    """Raises Conflict on a stale `version`."""
    row = held_edition(edition, *Edition.WRITTEN_IN)
    edits(row, by)
    if version != row.version:
        raise Conflict(row.titles, dict(titles))
    before, row.titles, row.version = row.titles, dict(titles), row.version + 1
    row.save()
    tell_of_edition("edition_titled", row, by=by, anew=True, before=before, after=row.titles)
    return row


@transaction.atomic
def add_section(edition: Edition, given: Mapping[str, Any], *, version: int, by: Capacity) -> EditionSection:
    """`given`: heading (in the edition's language), chapter, place. Raises Conflict on a stale `version` of the outline."""
    row = _outlining(edition, version, by, given)
    codes = [s.code for s in row.sections.all()]
    if len(codes) >= MOST_SECTIONS:
        raise ValidationError(_("An edition has %(n)s sections at most.") % {"n": MOST_SECTIONS})
    row.save()
    last = max((int(code[1:]) for code in codes), default=0)
    made = EditionSection.objects.create(edition=row, code=f"s{last + 1}", chapter=given["chapter"], place=len(codes) + 1)
    SectionText.objects.create(section=made, language=row.language, heading=given["heading"], version=1)
    _place(row, made, given["place"])
    tell_of_edition("edition_section_added", row, by=by, after=_told(made, given["heading"]))
    return made


@transaction.atomic
def change_section(section: EditionSection, given: Mapping[str, Any], *, version: int, by: Capacity) -> EditionSection:
    """Where it stands; its heading is changed with its text."""
    row = _outlining(section.edition, version, by, given)
    row.save()
    one = EditionSection.objects.get(pk=section.pk)
    one.chapter = given["chapter"]
    one.save()
    _place(row, one, given["place"])
    tell_of_edition("edition_section_moved", row, by=by, after=_told(one))
    return one


@transaction.atomic
def remove_section(section: EditionSection, *, version: int, by: Capacity) -> Edition:
    row = _outlining(section.edition, version, by, {})
    row.save()
    told = _told(section)
    EditionSection.objects.get(pk=section.pk).delete()
    _place(row, None, 0)
    tell_of_edition("edition_section_removed", row, by=by, after=told)
    return row


def _told(section: EditionSection, heading: str = "") -> dict[str, Any]:
    return {"section": section.code, "chapter": section.chapter} | ({"heading": heading} if heading else {})


def _place(row: Edition, moved: EditionSection | None, place: int) -> None:
    """Places run from 1 without a gap; `moved` comes to `place`."""
    others = [s for s in row.sections.all() if moved is None or s.pk != moved.pk]
    if moved is not None:
        others.insert(max(0, min(place - 1, len(others))), moved)
    for number, one in enumerate(others, start=1):
        EditionSection.objects.filter(pk=one.pk).update(place=number)


@transaction.atomic
def name_author(section: EditionSection, *, email: str, credit: str, by: Capacity) -> SectionAuthor:
    """Whoever has this address and acts here in some capacity. Raises ValidationError for anybody else.

    Neither name nor address is in the event: it tells the capacity.
    """
    row = held_edition(section.edition, *Edition.WRITTEN_IN)
    edits(row, by)
    found = Capacity.objects.active().filter(person__email=email.lower(), person__world=row.world)
    hat = found.order_by("id").first()
    if hat is None:
        raise ValidationError(_("Nobody with this address acts here in any capacity."))
    made, _new = SectionAuthor.objects.update_or_create(section=section, capacity=hat, defaults={"credit": credit})
    tell_of_edition("edition_author_named", row, by=by, after={"section": section.code, "capacity": hat.pk})
    return made


@transaction.atomic
def unname_author(author: SectionAuthor, *, by: Capacity) -> Edition:
    row = held_edition(author.section.edition, *Edition.WRITTEN_IN)
    edits(row, by)
    told = {"section": author.section.code, "capacity": author.capacity_id}
    SectionAuthor.objects.filter(pk=author.pk).delete()
    tell_of_edition("edition_author_unnamed", row, by=by, after=told)
    return row


@transaction.atomic
def write_section(section: EditionSection, language: str, given: Mapping[str, str], *, version: int, by: Capacity) -> SectionText:
    """Heading and text in one language. Raises Conflict on a stale `version` (0 where there is none yet)."""
    row = held_edition(section.edition, *Edition.WRITTEN_IN)
    _writes(row, section, by)
    found = SectionText.objects.select_for_update().filter(section=section, language=language).first()
    if (found.version if found else 0) != version:
        told = {"heading": found.heading, "text": found.text} if found else {}
        raise Conflict(told, dict(given))
    text = found or SectionText(section=section, language=language, version=0)
    text.heading, text.text, text.version = given["heading"], given["text"], version + 1
    text.save()
    section.writers.add(by)
    after = {"section": section.code, "language": language, "version": text.version}
    tell_of_edition("edition_section_written", row, by=by, after=after)
    return text


def _writes(row: Edition, section: EditionSection, by: Capacity) -> None:
    named = section.authors.filter(capacity=by).exists() and row.state != State.OUTLINE
    if not (named and by.world == row.world and is_active(by)):
        edits(row, by)
