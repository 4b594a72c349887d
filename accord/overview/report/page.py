"""The report as a page: the same value as the PDF, its charts drawn to be coloured by the style sheet."""

from dataclasses import dataclass
from pathlib import Path

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from accord.overview.report.build import build_global_report
from accord.overview.report.pictures import Pen, draw, draw_map
from accord.overview.report.value import Chapter, Chart, GlobalReport, IndicatorChapter
from accord.record.log.proofs import newest_checkpoint
from accord.record.models import Event

KIT = Path(__file__).resolve().parents[2] / "kit" / "static" / "kit"


@dataclass(frozen=True)
class DrawnChart:
    chart: Chart
    svg: SafeString


@dataclass(frozen=True)
class DrawnChapter:
    chapter: Chapter | IndicatorChapter
    ref: str
    charts: list[DrawnChart]


@dataclass(frozen=True)
class DrawnReport:
    chapters: list[DrawnChapter]
    map: SafeString


def kept_report(year: int, world: str, language: str) -> GlobalReport:
    """Built once for a state of the journal: each write leaves an event, each sealing a checkpoint."""
    newest = Event.objects.order_by("-id").values_list("id", flat=True).first()
    checkpoint = newest_checkpoint()
    key = f"report:{year}:{world}:{language}:{newest}:{checkpoint.size if checkpoint else 0}"
    found = caches["reports"].get(key)
    if found is None:
        found = build_global_report(year, world, language)
        caches["reports"].set(key, found, 3600)
    assert isinstance(found, GlobalReport)
    return found


def drawn(report: GlobalReport) -> DrawnReport:
    pen = Pen(report.direction == "rtl")
    parts: list[tuple[str, Chapter | IndicatorChapter]] = [("summary", report.summary)]
    parts += [(f"i-{number}", one) for number, one in enumerate(report.indicators, start=1)]
    parts += [("promises", report.promises), ("recommendations", report.recommendations), ("law", report.law)]
    # Texts are escaped where they are drawn (pictures.py).
    chapters = [
        DrawnChapter(part, ref, [DrawnChart(c, mark_safe(draw(c, pen))) for c in part.charts])  # noqa: S308
        for ref, part in parts
    ]
    return DrawnReport(chapters, mark_safe(draw_map(report.map, pen)) if report.map else SafeString(""))  # noqa: S308


def render_html(report: GlobalReport, site: str = "") -> str:
    """One file that stands alone: no script, nothing fetched. `site` is the address that records are linked under."""
    style = "".join((KIT / name).read_text() for name in ("tokens.css", "components.css", "more.css"))
    with translation.override(report.language):
        told = {
            "page": report, "drawn": drawn(report), "site": site.rstrip("/"), "language": report.language,
            "style": mark_safe(style),  # noqa: S308  our own sheets
        }  # fmt: skip
        return render_to_string("overview/report_file.html", told)
