"""What an edition adds to the inputs of its figures, read from its tables: nine queries, whatever its size."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from accord.accountability.edition_standing import edition_wording, erratum_content, whole_editions
from accord.accountability.models import Edition
from accord.accountability.reads.errata import corrected
from accord.overview.report.inputs import CheckpointIn, Texts
from accord.record.standing import fingerprint


@dataclass(frozen=True)
class TextIn:
    heading: str
    text: str  # with its errata
    first: str


@dataclass(frozen=True)
class SectionIn:
    code: str
    chapter: str
    authors: list[str]
    texts: dict[str, TextIn]  # by language


@dataclass(frozen=True)
class ErratumIn:
    number: int
    on: date
    place: str
    language: str
    was: str
    now: str
    reason: str


@dataclass(frozen=True)
class CheckIn:
    iso3: str
    names: Texts
    asked: bool
    verdict: str
    text: str
    language: str
    source: str
    outcome: str
    reply: str
    reply_language: str


@dataclass(frozen=True)
class EditionIn:
    """`digest` is of all that readers read of it: figures, texts, answers of countries, errata."""

    ref: str
    url: str
    number: int
    state: str
    language: str
    titles: Texts
    figures: str
    digest: str
    frozen_at: datetime | None
    published_at: datetime | None
    approved_on: date | None
    approvals: int
    check_until: date | None
    sections: list[SectionIn]
    errata: list[ErratumIn] = field(default_factory=list)
    checks: list[CheckIn] = field(default_factory=list)
    checkpoint: CheckpointIn | None = None


def edition_inputs(edition: Edition) -> EditionIn:
    row = whole_editions().defer("figures__packed").get(pk=edition.pk)
    errata = sorted((x for x in row.errata.all() if x.number is not None), key=lambda x: x.number or 0)
    days = [a.approved_on for a in row.approvals.all()]
    told = edition_wording(row) | {
        "errata": [erratum_content(x) for x in errata], "state": row.state, "approved": days, "checkpoint": row.checkpoint,
        "frozen_at": row.frozen_at, "published_at": row.published_at,
    }  # fmt: skip
    return EditionIn(
        row.ref, row.url, row.number, row.state, row.language, row.titles, row.figures_id or "", fingerprint(told),
        row.frozen_at, row.published_at, max(days, default=None), len(days), row.check_until,
        [SectionIn(s.code, s.chapter, [a.credit for a in s.authors.all()], _texts(s, errata)) for s in row.sections.all()],
        [
            ErratumIn(x.number or 0, x.published_at.date(), x.place, x.language, x.was, x.now, x.reason)
            for x in errata if x.published_at
        ],
        [
            CheckIn(c.area.iso3 or "", c.area.names, c.asked, c.verdict, c.text, c.language, c.source, c.outcome, c.reply,
                    c.reply_language)
            for c in row.checks.all()
        ],
        _checkpoint(row.checkpoint),
    )  # fmt: skip


def _texts(section: Any, errata: list[Any]) -> dict[str, TextIn]:
    found = {}
    for t in section.texts.all():
        own = [x for x in errata if x.place == section.code and x.language == t.language]
        found[t.language] = TextIn(t.heading, corrected(t.text, own), t.text)
    return found


def _checkpoint(told: Mapping[str, Any] | None) -> CheckpointIn | None:
    return CheckpointIn(told["size"], told["root"], told["hour"], told["key"]) if told else None
