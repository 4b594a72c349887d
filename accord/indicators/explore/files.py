"""A view as files: exactly its figures, in its order, with its sources, its licences and how to cite it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from accord.formats.spreadsheet import Cell, write_workbook
from accord.indicators.explore.figures import Explored, SourceShown
from accord.kit.asked import on_this_site
from accord.kit.locale_format import day

HEAD = (
    "indicator", "area", "name", "sex", "age", "breakdown", "period", "value", "lower", "upper", "unit", "target", "target_year",
    "nature", "flags", "footnote", "source_detail", "source", "licence", "dated", "release",
)  # fmt: skip


def rows(page: Explored) -> Iterator[Sequence[Cell]]:
    """Cells of each figure under `HEAD`; codes as the sources have them."""
    sources = {s.release: s for s in page.sources}
    for r in page.rows:
        indicator, source = page.indicators[r.indicator], sources[r.release]
        goal = indicator.goal
        yield (
            r.indicator, r.area, page.areas[r.area].names.get("en", ""), r.sex, r.age,
            page.breakdowns[r.breakdown] if r.breakdown else "", r.period, r.value, r.lower, r.upper, r.unit or indicator.unit,
            goal.value if goal else None, goal.year if goal else None, r.nature, r.flags, r.footnote, r.detail, source.name,
            source.licence, source.dated, source.release,
        )  # fmt: skip


def citation(page: Explored, source: SourceShown, address: str) -> str:
    """Who published what and when, on which terms, where it was read and as of which day. In the reader's language."""
    facts = {
        "name": source.name, "dated": f", {source.dated}" if source.dated else "", "number": source.release,
        "published": day(source.published_on), "licence": source.licence or _("no licence told"), "address": address,
        "day": day(page.as_of),
    }  # fmt: skip
    return (
        _("%(name)s%(dated)s. Release %(number)s here, published %(published)s. %(licence)s. %(address)s, as of %(day)s.") % facts
    )


def address_of(page: Explored, language: str) -> str:
    return on_this_site(f"{language}/{page.address}")


def workbook(page: Explored, language: str) -> bytes:
    """Figures on the first sheet; on the second what each source is, what flags mean, and how to cite."""
    sources: list[Sequence[Cell]] = [("release", "source", "role", "licence", "dated", "published", "sha256", "citation")]
    address = address_of(page, language)
    for s in page.sources:
        cited = citation(page, s, address)
        sources.append(
            (s.release, s.name, s.role, s.licence, s.dated, s.published_on.isoformat(), s.sha256, cited)
        )  # fmt: skip
    flags: list[Sequence[Cell]] = [("flag", "meaning"), *page.flags.items()]
    return write_workbook({"figures": [HEAD, *rows(page)], "sources": sources, "flags": flags})
