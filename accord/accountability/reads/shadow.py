"""Pages of shadow reports. Of one under a network's name they hold what everybody may know, and nothing of its author."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.accountability.access import (
    access_shadow,
    acting_for,
    authors_hat,
    capacities,
    is_author,
    is_waiting,
    moderator_for,
    speakers,
)  # fmt: skip
from accord.accountability.models import Commitment, ShadowReport
from accord.accountability.models.judging import AMBITION, CHANGE, COMPLETION, CONFIDENCE
from accord.accountability.reads.filters import Filter, countries_of, filter_of, unknown, world_of
from accord.accountability.reads.stakeholders import HIDDEN, in_sight
from accord.accountability.states import COUNTRY
from accord.calc.normalise import fold
from accord.indicators.models import Indicator
from accord.kit import clock
from accord.kit.texts import Prose, Text
from accord.people.models import Capacity, Role
from accord.record.editing import Part
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, history

HTML_ONLY = {"html_only": True}
PAGE = 50
FEW = 5  # people who could have written it: fewer hide nobody
SCALES: dict[str, dict[str, str | Promise]] = {
    "completion": dict(COMPLETION), "ambition": dict(AMBITION), "change": dict(CHANGE), "confidence": dict(CONFIDENCE),
}  # fmt: skip


@dataclass(frozen=True)
class ShadowLine:
    ref: str
    url: str
    title: str
    language: str
    area: dict[str, str]
    area_url: str
    cycle: dict[str, str] | None
    cycle_url: str
    source: dict[str, str]
    is_network: bool
    supported: dict[str, str] | None
    commitments: int
    published_on: date | None
    state: str = field(default="", metadata=HTML_ONLY)
    state_words: str = field(default="", metadata=HTML_ONLY)


@dataclass(frozen=True)
class ShadowList:
    lines: list[ShadowLine]
    chosen: dict[str, str]
    count: int
    world: str
    next: int
    unknown: dict[str, str] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list, metadata=HTML_ONLY)
    own: list[ShadowLine] = field(default_factory=list, metadata=HTML_ONLY)
    waiting: list[ShadowLine] = field(default_factory=list, metadata=HTML_ONLY)
    may_write: bool = field(default=False, metadata=HTML_ONLY)


@dataclass(frozen=True)
class Judged:
    ref: str
    title: str
    lang: str
    url: str
    completion: str
    words: str
    ambition: str
    change: str
    confidence: str
    rationale: str
    evidence: str
    language: str


@dataclass(frozen=True)
class IndicatorName:
    code: str
    names: dict[str, str]


@dataclass(frozen=True)
class Earlier:
    until: date
    title: str
    text: str
    language: str


@dataclass(frozen=True)
class ShadowPage:
    line: ShadowLine
    world: str
    text: str
    judged: list[Judged]
    indicators: list[IndicatorName]
    reply: str
    reply_language: str
    replied_on: date | None
    reply_until: date | None
    reply_open: bool
    earlier: list[Earlier]
    history: list[HistoryLine]
    public: bool = field(default=True, metadata=HTML_ONLY)
    ground_words: str = field(default="", metadata=HTML_ONLY)
    reason: str = field(default="", metadata=HTML_ONLY)
    unjudged: list[tuple[str, Text]] = field(default_factory=list, metadata=HTML_ONLY)
    written: list[tuple[str, Text]] = field(default_factory=list, metadata=HTML_ONLY)  # judged in what its author writes
    may_write: bool = field(default=False, metadata=HTML_ONLY)
    may_withdraw: bool = field(default=False, metadata=HTML_ONLY)
    may_moderate: bool = field(default=False, metadata=HTML_ONLY)
    may_reply: bool = field(default=False, metadata=HTML_ONLY)


def shadow_list(asked: Mapping[str, str], after: int, user: Reader) -> ShadowList:
    """By country, then by the name they stand under: in no order of time. `after`: how many stand before."""
    world = world_of(asked.get("country", ""), asked.get("world", ""))
    filters = [filter_of("country", countries_of(world), asked)]
    rows = ShadowReport.objects.filter(in_sight(), world=world)
    if filters[0].chosen:
        rows = rows.filter(area__code=filters[0].chosen)
    rows = rows.select_related("area", "cycle", "organisation", "network", "supported")
    lines = sorted((_line(r, r.shown) for r in rows), key=lambda x: (_name(x.area), _name(x.source), x.ref))
    more = len(lines) > after + PAGE
    return ShadowList(
        lines[after : after + PAGE], {f.name: f.chosen for f in filters if f.chosen}, len(lines), world,
        after + PAGE if more else 0, unknown(filters), filters, _own(user), _waiting(user), bool(speakers(user)),
    )  # fmt: skip


def _name(names: Mapping[str, str]) -> str:
    return fold(names.get("en", ""))


def _line(r: ShadowReport, told: Mapping[str, Any]) -> ShadowLine:
    return ShadowLine(
        r.ref, r.url, told["title"], told["language"], r.area.names, r.area.url, r.cycle.names if r.cycle else None,
        r.cycle.url if r.cycle else "", r.source.names, r.is_sealed,
        r.supported.names if r.supported else None, len(told["judgements"]), r.published_on,
        r.state, str(r.get_state_display()),
    )  # fmt: skip


def _own(user: Reader) -> list[ShadowLine]:
    """The reader's own. Those under a network's name are found by making the mark of each anew: nothing lists them."""
    hats = capacities(user, Role.values)
    if not hats:
        return []
    bodies = [h.organisation_id for h in hats if h.role == Role.ORG_MEMBER]
    rows = ShadowReport.objects.filter(world=hats[0].world).exclude(state__in=HIDDEN)
    rows = rows.filter(Q(network__isnull=False) | Q(organisation__in=bodies))
    rows = rows.select_related("area", "cycle", "organisation", "network", "supported").order_by("ref")
    return [_line(r, r.writing) for r in rows if is_author(user, r)]


def _waiting(user: Reader) -> list[ShadowLine]:
    if not capacities(user, (Role.SAFEGUARDING,)):
        return []
    states = (ShadowReport.State.SENT, ShadowReport.State.WITHDRAWN)
    rows = ShadowReport.objects.filter(state__in=states).select_related("area", "cycle", "organisation", "network", "supported")
    return [_line(r, r.writing or r.shown) for r in rows.order_by("ref") if is_waiting(r) and moderator_for(user, r)]


def shadow_page(ref: str, user: Reader) -> ShadowPage:
    report = access_shadow(user, ref)
    told = report.shown if report.is_public else report.writing or report.shown
    mine, officer = is_author(user, report), moderator_for(user, report) is not None and is_waiting(report)
    card = Card.objects.filter(ref=f"shadow-reports/{ref}").first()
    may_write = mine and report.state in ShadowReport.OPEN and authors_hat(user, report) is not None
    in_time = report.is_public and not (report.reply_until and clock.today() > report.reply_until)
    return ShadowPage(
        line=_line(report, told),
        world=report.world,
        text=told["text"],
        judged=judged_in(told),
        indicators=[IndicatorName(i.code, i.names) for i in Indicator.objects.filter(code__in=told["indicators"])],
        reply=report.reply,
        reply_language=report.reply_language,
        replied_on=report.replied_on,
        reply_until=report.reply_until if report.is_public else None,
        reply_open=in_time,
        earlier=[Earlier(date.fromisoformat(e["until"]), e["title"], e["text"], e["language"]) for e in reversed(report.earlier)],
        history=history(card, user) if card else [],
        public=report.is_public,
        ground_words=str(report.get_ground_display()) if mine and report.ground else "",
        reason=report.reason if mine else "",
        unjudged=_unjudged(report) if may_write else [],
        written=[(j.ref, Text(j.title, j.lang)) for j in judged_in(report.writing)] if may_write else [],
        may_write=may_write,
        may_withdraw=mine and report.state not in HIDDEN,
        may_moderate=officer,
        may_reply=in_time and acting_for(user, report.area, COUNTRY) is not None,
    )


def judged_in(told: Mapping[str, Any]) -> list[Judged]:
    """By the commitments' refs; one query."""
    asked = {c.ref: c for c in Commitment.objects.in_sight().filter(ref__in=told["judgements"])}
    return [_judged(asked[ref], one) for ref, one in sorted(told["judgements"].items()) if ref in asked]


def _judged(c: Commitment, one: Mapping[str, str]) -> Judged:
    words = {scale: str(SCALES[scale].get(one[scale], one[scale])) for scale in SCALES}
    return Judged(
        c.ref, c.heading, c.language, c.url, one["completion"], words["completion"], words["ambition"], words["change"],
        words["confidence"], one["rationale"], one["evidence"], one["language"],
    )  # fmt: skip


def _unjudged(report: ShadowReport) -> list[tuple[str, Text]]:
    """Published commitments of the country that what is written does not judge yet."""
    standing = Commitment.objects.standing().filter(area=report.area).exclude(ref__in=report.writing["judgements"])
    return [(c.ref, Text(c.heading, c.language)) for c in standing.order_by("ref")]


def shadow_parts(report: ShadowReport) -> list[Part]:
    """The whole text as it is to be published, for a page that decides on it."""
    told = report.writing or report.shown
    head: list[tuple[str | Promise, str | Text]] = [
        (_("Under the name of"), report.source.name), (_("Country"), report.area.name),
        (_("Title"), Text(told["title"], told["language"])), (_("What was found"), Prose(told["text"], told["language"])),
    ]  # fmt: skip
    if told["indicators"]:
        head.append((_("Indicators"), ", ".join(told["indicators"])))
    parts = [Part(_("The report"), head)]
    for one in judged_in(told):
        facts: list[tuple[str | Promise, str | Text]] = [
            (_("Completion"), one.words), (_("Ambition"), one.ambition), (_("Change observed"), one.change),
            (_("Confidence"), one.confidence), (_("Reason"), Text(one.rationale, one.language)),
        ]  # fmt: skip
        facts += [(_("Evidence"), Text(one.evidence, one.language))] if one.evidence else []
        parts.append(Part(Text(one.title, one.lang), facts))
    return parts


def could_have_written(report: ShadowReport) -> int:
    """People who act now for an organisation that may speak of this country."""
    found = Capacity.objects.active().filter(
        role=Role.ORG_MEMBER, person__world=report.world, organisation__verified_on__isnull=False,
        organisation__kind__in=("cso", "nhri", "partnership"),
    )  # fmt: skip
    return found.filter(Q(organisation__area=report.area) | Q(organisation__area=None)).values("person").distinct().count()


def crowd_words(report: ShadowReport) -> str:
    """How many the author is one of; with a warning where they are few."""
    count = could_have_written(report)
    said = ngettext(
        "%(count)d person could have written this: whoever knows them may guess.",
        "%(count)d people could have written this; how you write and what you know may tell more.", count,
    ) % {"count": count}  # fmt: skip
    return said if count >= FEW else f"{said} {_('They are few: a network’s name hides little here.')}"
