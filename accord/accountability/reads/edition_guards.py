"""What has to be true before an edition takes a step, and what officers, authors and focal points owe to editions."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accord.accountability.edition_states import EditionFacts, EditionStep
from accord.accountability.models import Edition, Erratum, FactCheck, SectionAuthor
from accord.accountability.models.editions import embargo_is_over
from accord.kit import clock
from accord.kit.texts import Text
from accord.people.models import Capacity, Role

State = Edition.State


@dataclass(frozen=True)
class GuardHeld:
    words: str | Promise
    holds: bool


def edition_facts(edition: Edition) -> EditionFacts:
    """Three queries."""
    sections = edition.sections.count()
    written = edition.sections.filter(texts__language=edition.language).exclude(texts__text="").distinct().count()
    checks = edition.checks.filter(Q(asked=True) | ~Q(verdict=""))
    told = list(checks.values_list("verdict", "reply"))
    over = edition.check_until is not None and clock.today() > edition.check_until
    return EditionFacts(
        sections, sections - written, edition.figures_id is not None, over or all(verdict for verdict, _reply in told),
        sum(1 for verdict, reply in told if verdict == FactCheck.Verdict.NOT_CORRECT and not reply),
        embargo_is_over(edition, clock.now()),
    )  # fmt: skip


def edition_lines(step: EditionStep, facts: EditionFacts) -> list[GuardHeld]:
    return [GuardHeld(guard.words, guard.holds(facts)) for guard in step.guards]


@dataclass(frozen=True)
class Owed:
    words: str
    about: list[str | Text]
    url: str
    due: date | None


def owed_to_editions(hat: Capacity, ours: set[int]) -> list[Owed]:
    """At most four queries for an officer, one for others. `ours`: countries of any hat of this person."""
    found = _of_author(hat)
    if hat.role in (Role.FOCAL_POINT, Role.ALTERNATE) and hat.area_id:
        found += _of_country(hat)
    if hat.role == Role.SECRETARIAT:
        found += _of_officer(hat, ours)
    return found


def _of_author(hat: Capacity) -> list[Owed]:
    rows = SectionAuthor.objects.filter(capacity=hat, section__edition__state=State.DRAFTING).select_related("section__edition")
    told = []
    for one in rows.prefetch_related("section__texts"):
        edition = one.section.edition
        text = next((t for t in one.section.texts.all() if t.language == edition.language), None)
        if text is not None and not text.text:
            url = f"{edition.url}sections/{one.section.code}/{edition.language}/"
            about: list[str | Text] = [Text(text.heading, text.language), edition.title]
            told.append(Owed(_("Write your section"), about, url, None))
    return told


def _of_country(hat: Capacity) -> list[Owed]:
    rows = FactCheck.objects.filter(area=hat.area, verdict="", edition__state=State.CHECKING).select_related("edition", "area")
    open_ones = rows.filter(edition__check_until__gte=clock.today())
    words = _("Check what the global report says of your country")
    return [
        Owed(words, [c.edition.title], f"{c.edition.url}checks/{c.area.iso3}/answer/", c.edition.check_until) for c in open_ones
    ]


def _of_officer(hat: Capacity, ours: set[int]) -> list[Owed]:
    found: list[Owed] = []
    for edition in Edition.objects.filter(world=hat.world, state__in=(State.CHECKING, State.APPROVED)):
        if edition.state == State.APPROVED:
            found.append(Owed(_("Publish the edition, or set an embargo"), [edition.title], edition.desk_url, None))
            continue
        wrong = edition.checks.filter(verdict=FactCheck.Verdict.NOT_CORRECT, reply="").exclude(area__in=ours)
        about = wrong.select_related("area").order_by("area__code")[:10]
        url = edition.url
        found += [
            Owed(_("Answer a country on its entry"), [c.area.name, edition.title], f"{url}checks/{c.area.iso3}/reply/", None)
            for c in about
        ]
        facts = edition_facts(edition)
        mine = edition.approvals.filter(by__person_id=hat.person_id).exists()
        if facts.checks_over and not facts.unreplied and not mine:
            found.append(Owed(_("Approve the edition, or take it back"), [edition.title], edition.desk_url, None))
    waiting = Erratum.objects.filter(edition__world=hat.world, number=None).exclude(written_by__person_id=hat.person_id)
    for one in waiting.select_related("edition"):
        found.append(Owed(_("Publish an erratum that another officer wrote"), [one.edition.title], one.edition.desk_url, None))
    return found
