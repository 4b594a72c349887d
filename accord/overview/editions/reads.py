"""What pages of editions need: the list, the officers' desk, what countries were asked and said."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.functional import Promise

from accord.accountability.access import (
    CHECKERS,
    access_check,
    access_edition,
    acting_for,
    editing_officer,
    is_outside,
    to_edit_edition,
)
from accord.accountability.edition_states import EditionStep, edition_steps_from
from accord.accountability.models import Edition, EditionSection, FactCheck
from accord.accountability.models.editions import CHAPTERS
from accord.accountability.reads.edition_guards import edition_facts, edition_lines
from accord.accountability.reads.edition_places import places_of
from accord.kit import clock
from accord.overview.report.edition_inputs import edition_inputs
from accord.overview.report.editions import verdict_words
from accord.overview.report.entries import EntryPart, country_entry
from accord.overview.report.frozen import inputs_of
from accord.overview.report.page import kept_edition
from accord.overview.report.value import CheckShown
from accord.people.models import Capacity, World
from accord.record.access import held_refs
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, history
from accord.record.steps import Held

State = Edition.State
HTML_ONLY = {"html_only": True}


@dataclass(frozen=True)
class EditionLine:
    ref: str
    url: str
    titles: dict[str, str]
    year: int
    number: int
    published_at: datetime | None
    errata: int
    state_words: str = field(default="", metadata=HTML_ONLY)


@dataclass(frozen=True)
class EditionsPage:
    """`under_way` is told to officers alone, and never in JSON."""

    editions: list[EditionLine]
    world: str
    this_year: int
    under_way: list[EditionLine] = field(default_factory=list, metadata=HTML_ONLY)
    may_begin: bool = field(default=False, metadata=HTML_ONLY)


def editions_page(world: str, user: Reader) -> EditionsPage:
    """Three queries for a reader, four for an officer."""
    refs = Card.objects.visible_to(user).filter(kind="edition", world=world).values_list("ref", flat=True)
    seen = [ref.partition("/")[2] for ref in refs]
    rows = list(Edition.objects.filter(ref__in=seen, world=world).prefetch_related("errata"))
    rows.sort(key=lambda e: (e.published_at is not None, e.published_at, e.year, e.number), reverse=True)
    officer = editing_officer(user, world) is not None
    return EditionsPage(
        [_line(e, e.url) for e in rows if e.is_public], world, clock.today().year,
        [_line(e, e.desk_url) for e in rows if not e.is_public] if officer else [], officer,
    )  # fmt: skip


def _line(e: Edition, url: str) -> EditionLine:
    errata = sum(x.number is not None for x in e.errata.all())
    return EditionLine(e.ref, url, e.titles, e.year, e.number, e.published_at, errata, str(e.get_state_display()))


def newest_edition(year: int, world: str) -> Edition | None:
    """Of those of that year that are in sight; one query."""
    return _in_sight(year, world).order_by("-number").first()


def published_edition(year: int, world: str, number: int) -> Edition | None:
    return _in_sight(year, world).filter(number=number).first()


def _in_sight(year: int, world: str) -> QuerySet[Edition]:
    """Published, and not hidden."""
    return Edition.objects.filter(year=year, world=world, state=State.PUBLISHED).exclude(ref__in=held_refs("edition"))


@dataclass(frozen=True)
class TextLine:
    language: str
    heading: str
    words: int


@dataclass(frozen=True)
class AuthorLine:
    id: int
    credit: str
    as_words: str


@dataclass(frozen=True)
class SectionLine:
    code: str
    heading: str
    lang: str
    chapter_words: str | Promise
    place: int
    texts: list[TextLine]
    missing: list[str]
    authors: list[AuthorLine]


@dataclass(frozen=True)
class Offer:
    step: EditionStep
    guards: list[Held]
    open: bool


@dataclass(frozen=True)
class CheckLine:
    area: dict[str, str]
    iso3: str
    asked: bool
    verdict: str
    verdict_words: str
    replied: bool
    may_reply: bool


@dataclass(frozen=True)
class ErratumLine:
    id: int
    number: int | None
    place_words: str | Promise
    was: str
    now: str
    reason: str
    lang: str
    mine: bool


@dataclass(frozen=True)
class DeskPage:
    ref: str
    url: str
    titles: dict[str, str]
    state: str
    state_words: str
    reason: str
    language: str
    version: int
    sections: list[SectionLine]
    figures: str
    frozen_at: datetime | None
    check_until: date | None
    embargo_until: datetime | None
    checks: list[CheckLine]
    unreached: int
    approvals: int
    approved_by_me: bool
    errata: list[ErratumLine]
    offers: list[Offer]
    history: list[HistoryLine]
    world: str

    @property
    def outlining(self) -> bool:
        return self.state in (State.OUTLINE, State.DRAFTING)

    @property
    def writing(self) -> bool:
        return self.state in Edition.WRITTEN_IN


def desk_page(ref: str, user: Reader) -> DeskPage:
    """For officers of the edition's world alone."""
    edition, hat = to_edit_edition(user, ref)
    facts = edition_facts(edition)
    offers = []
    for step in edition_steps_from(edition.state):
        lines = edition_lines(step, facts)
        offers.append(Offer(step, lines, all(line.holds for line in lines)))
    checks = [_check_line(c, edition) for c in edition.checks.select_related("area")]
    told = edition_inputs(edition)
    mine = [a.by.person_id == hat.person_id for a in edition.approvals.select_related("by")]
    card = Card.objects.get(ref=f"editions/{ref}")
    return DeskPage(
        ref, edition.url, edition.titles, edition.state, str(edition.get_state_display()), edition.reason, edition.language,
        edition.version, [_section(s, edition) for s in edition.sections.prefetch_related("texts", "authors__capacity")],
        told.figures, edition.frozen_at, edition.check_until, edition.embargo_until, [c for c in checks if c.asked or c.verdict],
        sum(not (c.asked or c.verdict) for c in checks), len(mine), any(mine), _errata(edition, hat), offers,
        history(card, user), edition.world,
    )  # fmt: skip


def _section(s: EditionSection, edition: Edition) -> SectionLine:
    texts = list(s.texts.all())
    own = next((t for t in texts if t.language == edition.language), texts[0])
    there = {t.language for t in texts if t.text}
    return SectionLine(
        s.code, own.heading, own.language, dict(CHAPTERS)[s.chapter], s.place,
        [TextLine(t.language, t.heading, len(t.text.split())) for t in texts],
        [code for code in ("en", "ar") if code not in there],
        [AuthorLine(a.pk, a.credit, str(a.capacity)) for a in s.authors.all()],
    )  # fmt: skip


def _check_line(c: FactCheck, edition: Edition) -> CheckLine:
    may = edition.state == State.CHECKING and bool(c.verdict)
    return CheckLine(c.area.names, c.area.iso3 or "", c.asked, c.verdict, verdict_words(c.verdict), bool(c.reply), may)


def _errata(edition: Edition, hat: Capacity) -> list[ErratumLine]:
    places = dict(places_of(edition))
    return [
        ErratumLine(
            x.pk, x.number, places.get(x.place, x.place), x.was, x.now, x.reason, x.language,
            x.written_by.person_id == hat.person_id,
        )
        for x in edition.errata.select_related("written_by")
    ]  # fmt: skip


@dataclass(frozen=True)
class CheckPage:
    """What the edition says of one country, what the country says to that, and what an officer answered."""

    ref: str
    url: str
    titles: dict[str, str]
    area: dict[str, str]
    area_url: str
    iso3: str
    entry: list[EntryPart]
    asked: bool
    until: date | None
    verdict: str
    verdict_words: str
    text: str
    language: str
    source: str
    answered_on: date | None
    outcome_words: str
    reply: str
    reply_language: str
    replied_on: date | None
    earlier: list[dict[str, str]]
    public: bool
    world: str
    may_answer: bool = field(default=False, metadata=HTML_ONLY)
    may_reply: bool = field(default=False, metadata=HTML_ONLY)


def check_page(ref: str, iso3: str, user: Reader) -> CheckPage:
    check = access_check(user, ref, iso3)
    edition = check.edition
    checking = edition.state == State.CHECKING
    in_time = checking and edition.check_until is not None and clock.today() <= edition.check_until
    officer = checking and editing_officer(user, edition.world) is not None and is_outside(user, check.area)
    return CheckPage(
        ref, edition.url if edition.is_public else "", edition.titles, check.area.names, check.area.url, check.area.iso3 or "",
        entry_of(check), check.asked, edition.check_until, check.verdict, verdict_words(check.verdict), check.text,
        check.language, check.source, check.answered_on, str(check.get_outcome_display()), check.reply, check.reply_language,
        check.replied_on, check.earlier, edition.is_public, edition.world,
        in_time and acting_for(user, check.area, CHECKERS) is not None, officer and bool(check.verdict),
    )  # fmt: skip


def entry_of(check: FactCheck) -> list[EntryPart]:
    """From the figures that the edition froze."""
    figures = check.edition.figures
    return country_entry(inputs_of(figures), check.area.iso3 or "") if figures else []


@dataclass(frozen=True)
class ChecksPage:
    ref: str
    url: str
    titles: dict[str, str]
    lines: list[str]
    checks: list[CheckShown]
    world: str


def checks_page(ref: str, user: Reader, language: str) -> ChecksPage:
    """With the edition: what each country said."""
    edition = access_edition(user, ref)
    shown = kept_edition(edition, language).edition if edition.figures else None
    return ChecksPage(
        ref, edition.url, edition.titles, shown.checks_lines if shown else [], shown.checks if shown else [], edition.world
    )


def world_asked(asked: str) -> str:
    return World.DEMO if asked == World.DEMO else World.REAL
