"""Templates: written by officers, used by a cycle, never changed from then on."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.accountability.models import Answer, Contribution, Cycle, Question, Report, Section, Template
from accord.accountability.options import with_lines
from accord.accountability.standing import template_content, template_digest
from accord.kit.pages import plain
from accord.people.models import Capacity
from accord.record.actions import CardText, Conflict, append, audience, publish_card
from accord.record.models import Card, Event

OPTIONS = {"options": "c", "columns": "c", "rows": "r"}
OF_A_QUESTION = ("kind", "texts", "hints", "required", "options", "columns", "rows", "live", "indicator")


def _tell(verb: str, template: Template, by: Capacity, **content: Any) -> Event:
    """A draft is the officers' own; what a cycle uses is public."""
    used = template.is_used()
    card = publish_card(
        CardText(
            ref=template.card_ref, kind="template", url=template.url, title=template.names, world=template.world,
            audience=audience("public" if used else "officers", template.world),
        )
    )  # fmt: skip
    return append(verb, card, by=by, stands={card.ref: template_digest(template.pk)}, **content)


def _held(template: Template, edition: int | None) -> Template:
    """The row, held. Raises Conflict where a cycle uses it by now, or somebody changed it meanwhile."""
    row = Template.objects.select_for_update().get(pk=template.pk)
    if row.is_used():
        raise Conflict({"state": _("A cycle uses this version: make a new one.")}, {})
    if edition is not None and edition != row.edition:
        raise Conflict({"state": _("The template was changed meanwhile: look at it again.")}, {})
    row.edition += 1
    row.save()
    return row


@transaction.atomic
def draft_template(name: str, *, language: str, by: Capacity) -> Template:
    slug = f"t{Template.objects.values('slug').distinct().count() + 1}"
    while Template.objects.filter(slug=slug).exists():
        slug = f"t{int(slug[1:]) + 1}"
    made = Template.objects.create(slug=slug, names={language: name}, world=by.world, by=by)
    _tell("template_drafted", made, by, after={"names": made.names})
    return made


@transaction.atomic
def name_template(template: Template, name: str, *, language: str, edition: int, by: Capacity) -> Template:
    row = _held(template, edition)
    row.names = {**row.names, language: name}
    row.save()
    _tell("template_changed", row, by, after={"names": row.names})
    return row


@transaction.atomic
def put_section(
    template: Template, section: Section | None, name: str, *, position: int, language: str, edition: int, by: Capacity
) -> Section:
    """A new one, or the section named or moved."""
    row = _held(template, edition)
    made = section or Section(template=row, code=_next_code(row, Section.objects.filter(template__slug=row.slug), "s"))
    made.names, made.position = {**made.names, language: name}, position
    made.save()
    _tell("template_changed", row, by, after={"section": made.code, "names": made.names})
    return made


def _next_code(template: Template, rows: Any, letter: str) -> str:
    """Never one that an earlier version had for something else."""
    numbers = [int(code[1:]) for code in rows.values_list("code", flat=True) if re.fullmatch(rf"{letter}\d+", code)]
    return f"{letter}{max(numbers, default=0) + 1}"


@transaction.atomic
def put_question(
    section: Section, question: Question | None, given: Mapping[str, Any], *, language: str, edition: int, by: Capacity
) -> Question:
    """A new one, or the question reworded in that language, moved, changed. `given`: as `QuestionForm` gives it."""
    row = _held(section.template, edition)
    made = question or Question(
        section=section, code=_next_code(row, Question.objects.filter(section__template__slug=row.slug), "q")
    )
    made.kind, made.position, made.required = given["kind"], given["position"], given["required"]
    made.texts = {**made.texts, language: given["text"]}
    made.hints = {**made.hints, language: given["hint"]} if given["hint"] else _without(made.hints, language)
    made.indicator, made.live = given["indicator"], given["live"] if given["kind"] == "table" else ""
    for name, letter in OPTIONS.items():
        asked = given["kind"] == ("choice" if name == "options" else "table")
        setattr(made, name, with_lines(getattr(made, name), given[name], language, letter) if asked else [])
    made.save()
    _tell("template_changed", row, by, after={"question": made.code, "texts": made.texts})
    return made


def _without(texts: Mapping[str, str], language: str) -> dict[str, str]:
    return {code: text for code, text in texts.items() if code != language}


@transaction.atomic
def remove_part(part: Section | Question, *, edition: int, by: Capacity) -> Template:
    """A question, or a section with its questions, taken out of a draft."""
    template = part.template if isinstance(part, Section) else part.section.template
    row = _held(template, edition)
    kind = "section" if isinstance(part, Section) else "question"
    code = part.code
    part.delete()
    _tell("template_changed", row, by, before={kind: code}, after={})
    return row


@transaction.atomic
def next_version(template: Template, *, by: Capacity) -> Template:
    """A draft with the same questions under the same codes."""
    newest = Template.objects.filter(slug=template.slug).order_by("-version")[0]
    made = Template.objects.create(
        slug=template.slug, version=newest.version + 1, names=template.names, world=template.world, by=by
    )
    for section in template.sections.prefetch_related("questions"):
        copy = Section.objects.create(template=made, code=section.code, position=section.position, names=section.names)
        for question in section.questions.all():
            told = {name: getattr(question, name) for name in OF_A_QUESTION}
            Question.objects.create(section=copy, code=question.code, position=question.position, **told)
    _tell("template_drafted", made, by, after={"from": template.version, "names": made.names})
    return made


@transaction.atomic
def use_template(cycle: Cycle, template: Template, *, by: Capacity) -> Cycle:
    """The questions of a cycle's reports. Raises ValidationError once a report has an answer or is no draft any more."""
    row = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if template.world != row.world or by.world != row.world:
        raise ValidationError(_("A cycle uses a template of its own world."))
    begun = Answer.objects.filter(report__cycle=row).exists() or Contribution.objects.filter(report__cycle=row).exists()
    if begun or Report.objects.filter(cycle=row).exclude(state=Report.State.DRAFTING).exists():
        raise ValidationError(_("Reports of this cycle have begun: its questions stay as they are."))
    if not Question.objects.filter(section__template=template).exists():
        raise ValidationError(_("This template asks nothing yet."))
    row.template = template
    row.save()
    _tell("template_used", template, by, after=plain(template_content(template)) | {"cycle": row.slug})
    card = Card.objects.get(ref=f"cycles/{row.slug}")
    append("cycle_template_set", card, by=by, after={"template": template.slug, "version": template.version})
    return row
