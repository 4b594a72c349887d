"""From facts to the report's value, in one language."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from accord.overview.report.chapters.absent import absent
from accord.overview.report.chapters.countries import country_table, tile_map
from accord.overview.report.chapters.law import PROHIBITION_LIST, TREATY_LIST, law
from accord.overview.report.chapters.promises import promises
from accord.overview.report.chapters.recommendations import recommendations
from accord.overview.report.chapters.summary import summary
from accord.overview.report.chapters.trends import trends
from accord.overview.report.gather import gather
from accord.overview.report.indicator_chapters import indicator_chapters
from accord.overview.report.inputs import ReportInputs
from accord.overview.report.value import CheckpointShown, GlobalReport, Method, SourceLine
from accord.people.models import World

LANGUAGES = ("ar", "en")  # in which authors write titles and texts; the report's own sentences exist in all six
FIRST_YEAR = 2000
DEMO_LISTS = {f"{path}/": f"{path}/?world=demo" for path in ("cycles", "commitments", "recommendations", "directory")} | {
    "know/": ""
}


def build_global_report(year: int, world: str = World.REAL, language: str = "en") -> GlobalReport:
    """The report of one world, from what the rooms hold now."""
    return compose(gather(year, world), language)


def compose(inputs: ReportInputs, language: str, digest: str = "") -> GlobalReport:
    """Same inputs, same report. `digest`: of all that went in, where that is more than the figures."""
    digest = digest or inputs.digest
    with translation.override(language):
        sources = _sources(inputs)
        letters = {line.name: line.letter for line in sources}
        demo = inputs.world == World.DEMO
        title = _("Global progress report %(year)s") if not demo else _("Demonstration: global progress report %(year)s")
        report = GlobalReport(
            title % {"year": inputs.year}, inputs.year, inputs.world, language, "rtl" if language == "ar" else "ltr",
            date(inputs.year, 12, 31), _("Unedited figures"), _stamp_words(demo), digest,
            summary(inputs), indicator_chapters(inputs, letters), promises(inputs), trends(inputs), absent(inputs),
            recommendations(inputs), law(inputs), tile_map(inputs),
            country_table(inputs), _methods(inputs, digest), _flags(inputs), sources, designations(),
            CheckpointShown(**vars(inputs.checkpoint)) if inputs.checkpoint else None,
        )  # fmt: skip
        return _in_its_world(report) if demo else report


def _in_its_world(part: Any) -> Any:
    """Lists show real countries unless asked: no made-up figure is linked to them."""
    if isinstance(part, list):
        return [_in_its_world(one) for one in part]
    if not is_dataclass(part) or isinstance(part, type):
        return part
    told = {f.name: _in_its_world(getattr(part, f.name)) for f in fields(part)}
    return replace(part, **told | ({"url": DEMO_LISTS[told["url"]]} if told.get("url") in DEMO_LISTS else {}))


def designations() -> str:
    return _(
        "Names of countries and areas are those of the United Nations' M49 list. No name, order, "
        "grouping or map here takes a position on the legal status of any country, territory, city or "
        "area, or of its authorities, or on where a border runs."
    )  # fmt: skip


def _stamp_words(demo: bool) -> str:
    if demo:
        return _("The countries, people, promises and figures of this report are made up. They are never counted with real ones.")
    return _("Figures stand as their sources give them. No editor has checked this report; each figure links to its record.")


def _sources(inputs: ReportInputs) -> list[SourceLine]:
    """Lettered, in the order of their names; then the lists of law and recommendations."""
    figures: dict[str, int] = {}
    for indicator in inputs.indicators:
        for name in [*(v.source for v in indicator.values), *(w.source for w in indicator.world)]:
            figures[name] = figures.get(name, 0) + 1
    lines = [(s.name, s.licence, s.dated, figures.get(s.name, 0), s.url, s.sha256) for s in inputs.sources]
    if inputs.treaties:
        statuses = sum(len(t.status) for t in inputs.treaties)
        lines.append((TREATY_LIST, "", "", statuses, "https://treaties.un.org/", ""))
    if inputs.prohibitions:
        lines.append((PROHIBITION_LIST, "", "", len(inputs.prohibitions), "https://endcorporalpunishment.org/countdown/", ""))
    if inputs.recommendations:
        given = sum(r.count for r in inputs.recommendations)
        lines.append((inputs.recommendations_source, "", "", given, "", ""))
    return [SourceLine(chr(65 + k), *line) for k, line in enumerate(lines)]


def _flags(inputs: ReportInputs) -> list[Method]:
    used = {f.strip() for i in inputs.indicators for v in i.values for f in v.flags.split(",") if f.strip()}
    return [Method(code, inputs.flags[code]) for code in sorted(used) if code in inputs.flags]


def _methods(inputs: ReportInputs, digest: str) -> list[Method]:
    of = sum(c.counted for c in inputs.countries)
    return [
        Method(_("Which countries"), _which(inputs, of)),
        Method(
            _("Which figure of a country"),
            _(
                "The newest that is no later than %(year)s, from the newest published release of each source. "
                "Of several age groups of that year the widest is taken. Where the source gives a total, "
                "women and men are left to the indicator's page."
            ) % {"year": inputs.year},
        ),
        Method(
            _("Coverage before averages"),
            _(
                "Each chapter says first how many countries have a figure. A middle value is printed only "
                "where half of the countries have one. It counts each country once. World values are the "
                "source's own; none is calculated here."
            ),
        ),
        Method(
            _("No ranking"),
            _(
                "Countries stand in the order of the alphabet. Surveys differ in year, age group and "
                "question, so two values of two countries need not be comparable."
            ),
        ),
        Method(
            _("What absence means"),
            _(
                "A dash or an open tile says that nothing is held here. It is neither a zero nor a judgement. "
                "A late report and a report not submitted are named as such, only for countries that joined "
                "the cycle by their own act."
            ),
        ),
        Method(
            _("Four judgements"),
            _(
                "A government, an independent assessor, civil society and peers of other countries judge the same commitment "
                "on one scale of five levels. The gap is the assessor's level minus the government's. The government's reply "
                "stands beside the rating in the record."
            ),
        ),
        Method(
            _("How to check this report"),
            _(
                "Each figure links to its record. The same records give the same report, byte for byte; the "
                "digest of what went in is %(digest)s."
            ) % {"digest": digest[:16]},
        ),
    ]  # fmt: skip


def _which(inputs: ReportInputs, of: int) -> str:
    if inputs.world == World.DEMO:
        return _("The fictional countries of the demonstration: %(of)s. No real country is counted with them.") % {"of": of}
    return _(
        "Member States of the United Nations: %(of)s. Observer States are shown in tables and on the "
        "map and are in no count. Fictional countries of the demonstration are never counted."
    ) % {"of": of}
