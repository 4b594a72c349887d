"""The report as a page: the same value as the PDF, its charts drawn to be coloured by the style sheet."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from accord.accountability.models import Edition
from accord.accountability.models.editions import CHAPTERS
from accord.indicators.reads import state
from accord.overview.report.build import build_global_report
from accord.overview.report.edition_inputs import edition_inputs
from accord.overview.report.editions import compose_edition
from accord.overview.report.frozen import inputs_of
from accord.overview.report.pictures import Pen, draw, draw_map
from accord.overview.report.value import Chapter, Chart, EditionShown, ErratumShown, GlobalReport, IndicatorChapter, Narrative
from accord.record.log.proofs import newest_checkpoint
from accord.record.reads import journal_state
from accord.record.standing import fingerprint

CHAPTER_REFS = dict(CHAPTERS)
KIT = Path(__file__).resolve().parents[2] / "kit" / "static" / "kit"


@dataclass(frozen=True)
class DrawnChart:
    chart: Chart
    svg: SafeString


@dataclass(frozen=True)
class DrawnChapter:
    """`before`: sections of an edition that stand before it under headings of their own; `narrative`: those within it."""

    chapter: Chapter | IndicatorChapter
    ref: str
    charts: list[DrawnChart]
    before: list[Narrative] = field(default_factory=list)
    narrative: list[Narrative] = field(default_factory=list)
    errata: list[ErratumShown] = field(default_factory=list)


@dataclass(frozen=True)
class DrawnReport:
    chapters: list[DrawnChapter]
    map: SafeString
    back: list[Narrative] = field(default_factory=list)


def kept_report(year: int, world: str, language: str) -> GlobalReport:
    """Built once for a state of the journal and of the facts: each write leaves an event, each sealing a checkpoint."""
    newest = journal_state()
    checkpoint = newest_checkpoint()
    key = f"report:{year}:{world}:{language}:{newest}:{state()}:{checkpoint.size if checkpoint else 0}".replace(" ", "_")
    found = caches["reports"].get(key)
    if found is None:
        found = build_global_report(year, world, language)
        caches["reports"].set(key, found, 3600)
    assert isinstance(found, GlobalReport)
    return found


def kept_edition(edition: Edition, language: str) -> GlobalReport:
    """Built once for what it says (whoever asks was let in before): its digest names every text of it. How countries are called
    is read as it is now."""
    told = edition_inputs(edition)
    names = fingerprint({one.iso3: one.names for one in told.checks})
    key = f"edition:{told.ref}:{told.digest}:{names}:{language}"
    found = caches["reports"].get(key)
    if found is None:
        figures = edition.figures
        assert figures is not None
        found = compose_edition(inputs_of(figures), told, language)
        caches["reports"].set(key, found, 86_400)
    assert isinstance(found, GlobalReport)
    return found


def drawn(report: GlobalReport) -> DrawnReport:
    pen = Pen(report.direction == "rtl")
    parts: list[tuple[str, Chapter | IndicatorChapter]] = [("summary", report.summary)]
    parts += [(f"i-{number}", one) for number, one in enumerate(report.indicators, start=1)]
    parts += [(one.ref, one) for one in (report.promises, report.trends, report.absent, report.recommendations, report.law)]
    # Texts are escaped where they are drawn (pictures.py).
    chapters = [
        DrawnChapter(part, ref, [DrawnChart(c, mark_safe(draw(c, pen))) for c in part.charts])  # noqa: S308
        for ref, part in parts
    ]
    map_drawn = mark_safe(draw_map(report.map, pen)) if report.map else SafeString("")  # noqa: S308
    if report.edition is None:
        return DrawnReport(chapters, map_drawn)
    return DrawnReport(_with_texts(chapters, report.edition), map_drawn, report.edition.narrative.get("back", []))


def _with_texts(chapters: list[DrawnChapter], edition: EditionShown) -> list[DrawnChapter]:
    """What stands with the indicators stands before the first of them, or before what comes in their place."""
    texts, errata = edition.narrative, edition.chapter_errata
    told = [
        replace(one, narrative=texts.get(one.ref, []), errata=errata.get(one.ref, [])) if one.ref in CHAPTER_REFS else one
        for one in chapters
    ]
    told[0] = replace(told[0], before=texts.get("front", []))
    told[1] = replace(told[1], before=texts.get("indicators", []), errata=[*errata.get("indicators", []), *told[1].errata])
    return told


def render_html(report: GlobalReport, site: str = "") -> str:
    """One file that stands alone: no script, nothing fetched. `site` is the address that records are linked under."""
    style = "".join((KIT / name).read_text() for name in ("tokens.css", "components.css", "more.css"))
    with translation.override(report.language):
        told = {
            "page": report, "drawn": drawn(report), "site": site.rstrip("/"), "language": report.language,
            "style": mark_safe(style),  # noqa: S308  our own sheets
        }  # fmt: skip
        return render_to_string("overview/report_file.html", told)
