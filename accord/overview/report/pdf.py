"""The report as a tagged PDF, set by typst. Text goes in as data, never as markup; no clock, no font of the machine."""

import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from accord.kit.pages import plain
from accord.overview.report import labels
from accord.overview.report.pictures import COLOURS, Pen, draw, draw_map
from accord.overview.report.value import Chapter, GlobalReport, IndicatorChapter

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
CHINESE = Path("/usr/share/fonts/opentype/noto")  # Debian's fonts-noto-cjk, where it is installed
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 24" fill="none" stroke-width="3"><circle cx="12" cy="12" r="9.5" '
    f'stroke="#adbaff"/><path d="M23 2 33 12 23 22 13 12Z" stroke="{COLOURS["2"]}"/></svg>'
)


class MissingGlyph(Exception):
    """A text holds a character that no font at hand draws."""


def render_pdf(value: GlobalReport, site: str = "") -> bytes:
    """`site` is the address that records are linked under (`https://accord.example`). Same value, same bytes."""
    import typst  # heavy: only where a PDF is printed

    data = json.dumps(pdf_data(value, site), ensure_ascii=False, sort_keys=True)
    fonts = [str(FONTS)] + ([str(CHINESE)] if value.language == "zh" and CHINESE.is_dir() else [])
    compiler = typst.Compiler(
        input=str(HERE / "template.typ"), root=str(HERE), font_paths=fonts, ignore_system_fonts=True,
        sys_inputs={"report": data},
    )  # fmt: skip
    at = datetime.combine(value.dated, time(), UTC)
    try:
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=at)
    except typst.TypstError as error:
        if hit := re.search(r"text (.+?) could not be displayed", f"{error.message} {error.diagnostic}"):
            raise MissingGlyph(_missing(hit[1])) from error
        # A glyph that maps back to no character forbids the UA-1 claim; the pages are tagged all the same.
        made = compiler.compile(format="pdf", timestamp=at)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


def _missing(shown: str) -> str:
    characters = sorted({c for c in shown if ord(c) > 0x7F}) or [shown]
    said = {"characters": ", ".join(f"{c} (U+{ord(c[0]):04X})" for c in characters)}
    return _("No font at hand draws %(characters)s. Install Debian's fonts-noto-cjk for Chinese, or take the HTML report.") % said


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
    data |= {
        "labels": told, "site": site.rstrip("/"), "mark": MARK, "subtitle": value.summary.coverage[0].text,
        "date": [value.dated.year, value.dated.month, value.dated.day], "foreign": "" if value.language == "en" else "en",
        "more_fonts": ["Noto Sans CJK SC"] if value.language == "zh" else [],
    }  # fmt: skip
    return data


def _chapters_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [data["summary"], *data["indicators"], data["promises"], data["recommendations"], data["law"]]


def _chapters_of_value(value: GlobalReport) -> list[list[Any]]:
    parts: list[Chapter | IndicatorChapter] = [
        value.summary, *value.indicators, value.promises, value.recommendations, value.law,
    ]  # fmt: skip
    return [list(part.charts) for part in parts]
