"""The report as a tagged PDF: the value with its charts drawn, and the words that stand around them."""

from pathlib import Path
from typing import Any

from django.utils import translation

from accord.kit.pages import plain
from accord.overview.printing import print_pdf
from accord.overview.report import labels
from accord.overview.report.pictures import COLOURS, Pen, draw, draw_map
from accord.overview.report.prose import blocks
from accord.overview.report.value import Chapter, GlobalReport, IndicatorChapter

TEMPLATE = Path(__file__).resolve().parent / "template.typ"
LATER = ("promises", "trends", "absent", "recommendations", "law")
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 24" fill="none" stroke-width="3"><circle cx="12" cy="12" r="9.5" '
    f'stroke="#adbaff"/><path d="M23 2 33 12 23 22 13 12Z" stroke="{COLOURS["2"]}"/></svg>'
)


def render_pdf(value: GlobalReport, site: str = "") -> bytes:
    """`site` is the address that records are linked under (`https://accord.example`). Same value, same bytes."""
    return print_pdf(TEMPLATE, pdf_data(value, site), value.dated)


def pdf_data(value: GlobalReport, site: str) -> dict[str, Any]:
    """The value as JSON, with each chart drawn and the words that stand around them."""
    data: dict[str, Any] = plain(value)
    pen = Pen(value.direction == "rtl", ("Noto Sans", "Noto Naskh Arabic"))
    for part, drawn in zip(_chapters_of(data), _chapters_of_value(value), strict=True):
        for shown, chart in zip(part["charts"], drawn, strict=True):
            shown["svg"] = draw(chart, pen)
    if value.map:
        data["map"]["svg"] = draw_map(value.map, pen)
    for source in data["sources"]:
        source["digest"] = source["digest"][:12]
    with translation.override(value.language):
        told = labels.labels(value)
    if data["edition"]:
        _set_texts(data["edition"])
    data |= {
        "labels": told, "site": site.rstrip("/"), "mark": MARK, "subtitle": value.summary.coverage[0].text,
        "date": [value.dated.year, value.dated.month, value.dated.day], "foreign": "" if value.language == "en" else "en",
    }  # fmt: skip
    return data


def _set_texts(edition: dict[str, Any]) -> None:
    """What authors wrote as blocks: no text goes in as markup of the printer's."""
    for section in (one for found in edition["narrative"].values() for one in found):
        section["blocks"] = plain(blocks(section["text"]))


def _chapters_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [data["summary"], *data["indicators"], *(data[name] for name in LATER)]


def _chapters_of_value(value: GlobalReport) -> list[list[Any]]:
    parts: list[Chapter | IndicatorChapter] = [
        value.summary, *value.indicators, value.promises, value.trends, value.absent, value.recommendations, value.law,
    ]  # fmt: skip
    return [list(part.charts) for part in parts]
