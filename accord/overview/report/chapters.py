"""The chapters that are not about one indicator: summary, promises, recommendations, law, the table of countries."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from accord.overview.report import words
from accord.overview.report.indicator_chapters import counted_in, sort_key
from accord.overview.report.inputs import ProhibitionIn, RatedIn, ReportInputs
from accord.overview.report.value import Bar, Cell, Chapter, Chart, Column, Stat, Table, Tile, TileMap, Words

CHILD_TREATIES = ("CRC", "OPAC", "OPSC", "OPIC")
PROHIBITION_LIST = "End Corporal Punishment, endcorporalpunishment.org/countdown"
TREATY_LIST = "UN Treaty Collection"


def counted(inputs: ReportInputs) -> set[str]:
    return {c.iso3 for c in inputs.countries if c.counted}


def _percent_of(count: int, of: int) -> dict[str, object]:
    return {"count": words.number(count, 0), "of": words.number(of, 0), "share": words.share(count, of)}


def _join(bars: Sequence[Bar]) -> str:
    return "; ".join(_("%(label)s: %(count)s") % {"label": b.label, "count": b.value} for b in bars)


# Summary


def summary(inputs: ReportInputs) -> Chapter:
    of = len(counted(inputs))
    with_any = set().union(*(counted_in(i, inputs.countries) for i in inputs.indicators)) if inputs.indicators else set()
    newest = max((v.end for i in inputs.indicators for v in i.values), default=None)
    lines = [
        Words(_("This report covers %(of)s countries and %(count)s core indicators.") % {"of": of, "count": len(inputs.indicators)}),
        Words(_("Coverage: %(count)s of %(of)s countries (%(share)s) have a figure for at least one indicator.") % _percent_of(len(with_any), of)),
    ]  # fmt: skip
    if newest:
        lines.append(Words(_("The newest figure held here is of %(year)s.") % {"year": newest}))
    title = _("What is known, and for how many")
    finding = _("No country has a figure for every indicator")
    full = set(counted(inputs)).intersection(*(counted_in(i, inputs.countries) for i in inputs.indicators))
    if full and inputs.indicators:
        finding = _("%(count)s of %(of)s countries have a figure for every indicator") % _percent_of(len(full), of)
    return Chapter(
        "summary",
        title,
        finding,
        lines,
        _stats(inputs, with_any, of),
        [],
        _coverage_charts(inputs, of),
        _coverage_tables(inputs, of),
    )


def _stats(inputs: ReportInputs, with_any: set[str], of: int) -> list[Stat]:
    said = _percent_of(len({p.iso3 for p in inputs.prohibitions} & counted(inputs)), of)
    figures = _percent_of(len(with_any), of)
    stats = [
        Stat(
            str(figures["count"]), _("countries have a figure for a core indicator"), _("of %(of)s countries") % figures, "know/"
        )
    ]
    if inputs.prohibitions:
        stats.append(
            Stat(
                str(said["count"]),
                _("countries prohibit corporal punishment in every setting"),
                _("of %(of)s countries") % said,
                "directory/",
            )
        )
    total = sum(r.count for r in inputs.recommendations)
    if total:
        received = len({r.iso3 for r in inputs.recommendations})
        note = _("to %(count)s countries") % {"count": received}
        stats.append(Stat(words.number(total, 0), _("recommendations on the rights of the child"), note, "recommendations/"))
    made = sum(sum(kinds.values()) for kinds in inputs.promises.commitments.values())
    if made:
        note = _("by %(count)s countries") % {"count": len(inputs.promises.commitments)}
        stats.append(Stat(words.number(made, 0), _("commitments and pledges held here"), note, "commitments/"))
    joined = {r.iso3 for r in inputs.promises.reports}
    stats.append(
        Stat(
            words.number(len(joined), 0), _("countries report through this site"), _("of %(of)s countries") % said, "commitments/"
        )
    )
    return stats


def _coverage_charts(inputs: ReportInputs, of: int) -> list[Chart]:
    if not inputs.indicators:
        return []
    bars = [
        Bar(words.named(i.names).text, count, "1", _("%(count)s of %(of)s") % {"count": count, "of": of})
        for i, count in sorted(((i, len(counted_in(i, inputs.countries))) for i in inputs.indicators), key=lambda x: -x[1])
    ]
    source = words.foreign("; ".join(sorted({v.source for i in inputs.indicators for v in i.values})), "know/")
    return [
        Chart(
            "bars",
            _("Countries with a figure"),
            _("Core indicators, any year up to %(year)s") % {"year": inputs.year},
            _join(bars),
            bars,
            source,
        )
    ]


def _coverage_tables(inputs: ReportInputs, of: int) -> list[Table]:
    columns = [
        Column(_("Indicator")), Column(_("SDG")), Column(_("Countries with a figure"), True), Column(_("Share"), True),
        Column(_("Oldest"), True), Column(_("Newest"), True),
    ]  # fmt: skip
    rows = []
    for i in inputs.indicators:
        count = len(counted_in(i, inputs.countries))
        years = [v.end for v in i.values]
        rows.append([
            words.cell(i.names, i.url), Cell(i.sdg), Cell(str(count)), Cell(words.share(count, of)),
            Cell(str(min(years)) if years else "–"), Cell(str(max(years)) if years else "–"),
        ])  # fmt: skip
    return [Table(_("Coverage of the core indicators"), columns, rows, Words(""))] if rows else []


# Commitments and reporting


def promises(inputs: ReportInputs) -> Chapter:
    known, of = inputs.promises, len(counted(inputs))
    joined = {r.iso3 for r in known.reports}
    title = _("Commitments and reporting")
    lines = [
        Words(
            _("Coverage: %(count)s of %(of)s countries (%(share)s) report through this site.") % _percent_of(len(joined), of),
            "commitments/",
        )
    ]
    if not joined:
        text = _(
            "A State owes nothing here until it joins a cycle by its own act. Its reports to the United Nations stand where they are made."
        )
        finding = _("No country has joined a reporting cycle here yet")
        return Chapter("promises", title, finding, lines, [], [Words(text), *_pledges(inputs)], [], [])
    rated = [r for r in known.rated if r.own is not None and r.independent is not None]
    below = sum((r.independent or 0) < (r.own or 0) for r in rated)
    finding = _("Assessors rate lower than governments in %(count)s of %(of)s commitments rated by both") % {
        "count": below,
        "of": len(rated),
    }
    if not rated:
        finding = _("%(count)s of %(of)s countries report; no commitment is rated by both sides yet") % _percent_of(
            len(joined), of
        )
    charts = [_reports_chart(inputs)] + ([_rating_chart(rated)] if rated else [])
    tables = [_reports_table(inputs)] + ([_rating_table(inputs, known.rated)] if known.rated else [])
    return Chapter("promises", title, finding, lines, _gap_stats(rated), _pledges(inputs), charts, tables)


def _pledges(inputs: ReportInputs) -> list[Words]:
    kinds: Counter[str] = Counter()
    for found in inputs.promises.commitments.values():
        kinds.update(found)
    if not kinds:
        return [Words(_("No commitment and no pledge is held here."), "commitments/")]
    said = {"all": words.number(sum(kinds.values()), 0), "pledges": words.number(kinds["pledge"], 0), "count": len(inputs.promises.commitments)}  # fmt: skip
    return [
        Words(
            _(
                "Commitments held here: %(all)s, of %(count)s countries; %(pledges)s of them are voluntary pledges kept as their source words them."
            )
            % said,
            "commitments/",
        )
    ]


def _gap_stats(rated: Sequence[RatedIn]) -> list[Stat]:
    if not rated:
        return []
    gaps = Counter((r.independent or 0) - (r.own or 0) for r in rated)
    note = _("of %(of)s commitments rated by both") % {"of": len(rated)}
    lower, same = sum(n for gap, n in gaps.items() if gap < 0), gaps[0]
    return [
        Stat(str(lower), _("rated lower by the assessor"), note, "commitments/"),
        Stat(str(same), _("rated the same by both"), note, "commitments/"),
        Stat(str(len(rated) - lower - same), _("rated higher by the assessor"), note, "commitments/"),
    ]


def _reports_chart(inputs: ReportInputs) -> Chart:
    states = Counter(r.state for r in inputs.promises.reports)
    marks = {"final": "1", "published": "1", "submitted": "1", "drafting": "0", "late": "2", "not_submitted": "2"}
    bars = [Bar(words.report_state(s), states[s], marks[s]) for s in marks if states[s]]
    cycle = words.named(inputs.promises.cycle).text
    source = Words(_("Records of this site"), "commitments/")
    return Chart(
        "bars",
        _("Reports by where they stand"),
        _("Countries in the cycle: %(cycle)s") % {"cycle": cycle},
        _join(bars),
        bars,
        source,
    )


def _rating_chart(rated: Sequence[RatedIn]) -> Chart:
    own, independent = Counter(r.own for r in rated), Counter(r.independent for r in rated)
    first = [Bar(name, own[k], "1") for k, name in enumerate(words.levels())]
    second = [Bar(name, independent[k], "2") for k, name in enumerate(words.levels())]
    label = _("Governments: %(own)s. Assessors: %(independent)s.") % {"own": _join(first), "independent": _join(second)}
    return Chart(
        "scale", _("Two judgements on one scale"), _("Number of commitments at each level: government (circle), independent assessor (diamond)"),
        label, first, Words(_("Records of this site"), "commitments/"), second,
    )  # fmt: skip


def _reports_table(inputs: ReportInputs) -> Table:
    names = {c.iso3: words.cell(c.names, c.url) for c in inputs.countries}
    columns = [Column(_("Country")), Column(_("Report")), Column(_("Commitments"), True)]
    rows = [
        [
            names[r.iso3],
            Cell(words.report_state(r.state), r.url),
            Cell(str(sum(inputs.promises.commitments.get(r.iso3, {}).values()))),
        ]
        for r in sorted(inputs.promises.reports, key=lambda r: sort_key(names[r.iso3].text))
    ]
    return Table(_("Reports of the cycle"), columns, rows, Words(_("Records of this site")))


def _rating_table(inputs: ReportInputs, rated: Sequence[RatedIn]) -> Table:
    names = {c.iso3: words.cell(c.names, c.url) for c in inputs.countries}
    columns = [
        Column(_("Commitment")),
        Column(_("Country")),
        Column(_("Government")),
        Column(_("Assessor")),
        Column(_("Gap"), True),
    ]
    rows = []
    for r in sorted(rated, key=lambda r: (sort_key(names[r.iso3].text), r.url)):
        gap = (
            "–" if r.own is None or r.independent is None else f"{r.independent - r.own:+d}".replace("-", "−").replace("+0", "0")
        )
        rows.append([words.cell(r.title, r.url), names[r.iso3], Cell(_level(r.own)), Cell(_level(r.independent)), Cell(gap)])
    return Table(
        _("Commitments that were rated"),
        columns,
        rows,
        Words(_("Gap: steps of the assessor's rating above (+) or below (−) the government's.")),
    )


def _level(level: int | None) -> str:
    return _("Not rated") if level is None else words.levels()[level]


# Recommendations


def recommendations(inputs: ReportInputs) -> Chapter:
    given = inputs.recommendations
    of = len(counted(inputs))
    received = {r.iso3 for r in given} & counted(inputs)
    title = _("Recommendations of the Universal Periodic Review")
    lines = [
        Words(
            _("Coverage: %(count)s of %(of)s countries (%(share)s) have a recommendation held here.")
            % _percent_of(len(received), of),
            "recommendations/",
        )
    ]
    if not given:
        return Chapter("recommendations", title, _("No recommendation is held here"), lines)
    sessions = [r.session for r in given if r.session]
    if sessions:
        text = _("UPR sessions %(first)s to %(last)s; later ones are not loaded.") % {
            "first": min(sessions),
            "last": max(sessions),
        }
        lines.append(Words(text, "recommendations/"))
    total = sum(r.count for r in given)
    by_response = Counter[str]()
    by_session = Counter[int]()
    for r in given:
        by_response[r.response] += r.count
        by_session[r.session] += r.count
    said = {"count": words.number(by_response["supported"], 0), "of": words.number(total, 0)}
    finding = _("States support %(count)s of %(of)s recommendations on the rights of the child") % said
    source = words.foreign(inputs.recommendations_source, "recommendations/")
    order = ("supported", "supported_in_part", "noted", "not_supported", "pending", "unclear")
    bars = [Bar(words.response(c), by_response[c], "1", words.number(by_response[c], 0)) for c in order if by_response[c]]
    columns = [Bar(str(s), by_session[s]) for s in range(min(sessions), max(sessions) + 1)] if sessions else []
    charts = [Chart("bars", _("How States answered"), _("Number of recommendations by response"), _join(bars), bars, source)]
    if columns:
        charts.append(
            Chart(
                "columns",
                _("When they were made"),
                _("Number of recommendations by UPR session"),
                _join(columns),
                columns,
                source,
            )
        )
    text = _("A recommendation that is noted is still followed here: being noted ends nothing.")
    return Chapter("recommendations", title, finding, lines, [], [Words(text)], charts, [])


# Law


def law(inputs: ReportInputs) -> Chapter:
    here = counted(inputs)
    bans = [p for p in inputs.prohibitions if p.iso3 in here]
    of = len(here)
    lines = [
        Words(
            _("Coverage: law and treaties are held here for %(count)s of %(of)s countries (%(share)s).")
            % _percent_of(len(_with_law(inputs)), of),
            "directory/",
        )
    ]
    title = _("Law and treaties")
    if not bans and not inputs.treaties:
        return Chapter("law", title, _("No law and no treaty is held here for these countries"), lines)
    finding = _("%(count)s of %(of)s countries prohibit corporal punishment in every setting, home included") % _percent_of(
        len(bans), of
    )
    charts = [_prohibition_chart(bans, inputs.year)] if bans else []
    text = _("A country that is not on the list may prohibit it in some settings; the list names full prohibitions only.")
    return Chapter(
        "law", title, finding, lines, [], [Words(text)], charts, [_treaty_table(inputs, of)] if inputs.treaties else []
    )


def _with_law(inputs: ReportInputs) -> set[str]:
    return counted(inputs) & ({p.iso3 for p in inputs.prohibitions} | {c for t in inputs.treaties for c in t.status})


def _prohibition_chart(bans: Sequence[ProhibitionIn], year: int) -> Chart:
    by_year = Counter(p.year for p in bans)
    total, bars = 0, []
    for at in range(min(by_year), year + 1):
        total += by_year[at]
        bars.append(Bar(str(at), total))
    said = {"first": bars[0].label, "start": bars[0].value, "last": bars[-1].label, "end": total}
    label = _("From %(start)s in %(first)s to %(end)s in %(last)s.") % said
    subtitle = _("Cumulative number of countries, %(first)s to %(last)s") % said
    return Chart("steps", _("Full prohibitions in force"), subtitle, label, bars, words.foreign(PROHIBITION_LIST, "directory/"))


def _treaty_table(inputs: ReportInputs, of: int) -> Table:
    here = counted(inputs)
    columns = [
        Column(_("Treaty")),
        Column(_("Party"), True),
        Column(_("Signed only"), True),
        Column(_("Not found as either"), True),
        Column(_("Share"), True),
    ]
    rows = []
    for t in inputs.treaties:
        status = Counter(s for iso3, s in t.status.items() if iso3 in here)
        party, signed = status["party"], status["signatory"]
        rows.append(
            [
                words.cell(t.names),
                Cell(str(party)),
                Cell(str(signed)),
                Cell(str(of - party - signed)),
                Cell(words.share(party, of)),
            ]
        )
    return Table(_("Human rights treaties"), columns, rows, words.foreign(TREATY_LIST))


# Map and table of countries


def tile_map(inputs: ReportInputs) -> TileMap | None:
    years = {p.iso3: p.year for p in inputs.prohibitions}
    tiles = []
    for c in inputs.countries:
        if c.iso3 not in inputs.tiles:
            continue
        column, row = inputs.tiles[c.iso3]
        said = {"country": words.named(c.names).text, "year": years.get(c.iso3)}
        label = _("%(country)s: full prohibition, %(year)s") if c.iso3 in years else _("%(country)s: not on the list")
        tiles.append(Tile(c.iso3, column, row, c.iso3 in years, label % said, c.url))
    if not tiles:
        return None
    label = _("Tile map of the world, one tile a State; %(count)s tiles of %(of)s are filled.") % {
        "count": sum(t.on for t in tiles),
        "of": len(tiles),
    }
    return TileMap(
        _("Where corporal punishment is prohibited in every setting"), _("One tile a State, all of one size, up to %(year)s") % {"year": inputs.year},
        label, _("Full prohibition in law"), _("Not on the list"), tiles, words.foreign(PROHIBITION_LIST, "directory/"),
    )  # fmt: skip


def country_table(inputs: ReportInputs) -> Table:
    columns = [
        Column(_("Country")), Column(_("Full prohibition since"), True),
        Column(_("Child rights treaties, of %(count)s") % {"count": len(CHILD_TREATIES)}, True),
        Column(_("Indicators with a figure, of %(count)s") % {"count": len(inputs.indicators)}, True),
        Column(_("Newest figure"), True), Column(_("UPR advice supported"), True),
        Column(_("Commitments held"), True), Column(_("Report here")),
    ]  # fmt: skip
    facts = _CountryFacts(inputs)
    ordered = sorted(inputs.countries, key=lambda c: sort_key(words.named(c.names).text))
    rows = [[words.cell(c.names, c.url), *facts.cells(c.iso3, c.url)] for c in ordered]
    caption = _("Countries in the order of the alphabet")
    note = _(
        "Treaties: the Convention on the Rights of the Child and its three protocols. A dash says that nothing is held here. That says nothing about the country."
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
