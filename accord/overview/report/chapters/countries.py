"""The map and the table of all countries."""

from collections import Counter

from django.utils.translation import gettext as _

from accord.overview.report import words
from accord.overview.report.chapters.law import CHILD_TREATIES, PROHIBITION_LIST
from accord.overview.report.indicator_chapters import sort_key
from accord.overview.report.inputs import ReportInputs
from accord.overview.report.value import Cell, Column, Table, Tile, TileMap, Words


def tile_map(inputs: ReportInputs) -> TileMap | None:
    years = {p.iso3: p.year for p in inputs.prohibitions}
    tiles = []
    for c in inputs.countries:
        if c.iso3 not in inputs.tiles:
            continue
        row, column = inputs.tiles[c.iso3]
        said = {"country": words.named(c.names).text, "year": years.get(c.iso3)}
        label = _("%(country)s: full prohibition, %(year)s") if c.iso3 in years else _("%(country)s: not on the list")
        tiles.append(Tile(c.iso3, column, row, c.iso3 in years, label % said, c.url))
    if not tiles:
        return None
    label = _("Tile map of the world, one tile a State; %(count)s tiles of %(of)s are filled.") % {
        "count": sum(t.on for t in tiles),
        "of": len(tiles),
    }
    subtitle = _("One tile a State, all of one size, up to %(year)s") % {"year": inputs.year}
    return TileMap(
        _("Where corporal punishment is prohibited in every setting"), subtitle, label, _("Full prohibition in law"),
        _("Not on the list"), tiles, words.foreign(PROHIBITION_LIST, "directory/"),
    )  # fmt: skip


def country_table(inputs: ReportInputs) -> Table:
    columns = [
        Column(_("Country")), Column(_("Full prohibition since"), True),
        Column(_("Child rights treaties, of %(count)s") % {"count": len(CHILD_TREATIES)}, True),
        Column(_("Indicators with a figure, of %(count)s") % {"count": len(inputs.indicators)}, True),
        Column(_("Newest figure"), True), Column(_("Recommendations supported"), True),
        Column(_("Commitments held"), True), Column(_("Report here")),
    ]  # fmt: skip
    facts = _CountryFacts(inputs)
    ordered = sorted(inputs.countries, key=lambda c: sort_key(words.named(c.names).text))
    rows = [[words.cell(c.names, c.url), *facts.cells(c.iso3, c.url)] for c in ordered]
    caption = _("Countries in the order of the alphabet")
    note = _(
        "Treaties: the Convention on the Rights of the Child and its three protocols. A dash says "
        "that nothing is held here. That says nothing about the country."
    )
    return Table(caption, columns, rows, Words(note))


class _CountryFacts:
    """What each country's row counts, worked out once for all rows."""

    def __init__(self, inputs: ReportInputs) -> None:
        self.prohibited = {p.iso3: p.year for p in inputs.prohibitions}
        self.treaties = [t for t in inputs.treaties if t.code in CHILD_TREATIES]
        self.years: dict[str, list[int]] = {}
        for i in inputs.indicators:
            for iso3 in {v.iso3 for v in i.values}:
                self.years.setdefault(iso3, []).append(max(v.end for v in i.values if v.iso3 == iso3))
        self.received, self.supported = Counter[str](), Counter[str]()
        for r in inputs.recommendations:
            self.received[r.iso3] += r.count
            self.supported[r.iso3] += r.count if r.response == "supported" else 0
        self.commitments = {iso3: sum(kinds.values()) for iso3, kinds in inputs.promises.commitments.items()}
        self.reports = {r.iso3: r for r in inputs.promises.reports}

    def advice(self, iso3: str) -> Cell:
        if not self.received[iso3]:
            return Cell("–")
        said = {"count": self.supported[iso3], "of": self.received[iso3]}
        return Cell(_("%(count)s of %(of)s") % said, f"recommendations/?country={iso3}")

    def cells(self, iso3: str, url: str) -> list[Cell]:
        def some(value: int | None, at: str = url) -> Cell:
            return Cell(words.number(value, 0), at) if value else Cell("–")

        years = self.years.get(iso3, [])
        party = [t for t in self.treaties if t.status.get(iso3) == "party"]
        report = self.reports.get(iso3)
        year = self.prohibited.get(iso3)
        return [
            Cell(str(year), url) if year else Cell("–"), some(len(party)) if self.treaties else Cell("–"),
            some(len(years)), Cell(str(max(years)), url) if years else Cell("–"), self.advice(iso3),
            some(self.commitments.get(iso3)),
            Cell(words.report_state(report.state), report.url) if report else Cell("–"),
        ]  # fmt: skip
