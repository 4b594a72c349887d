"""The words that stand around the report's figures in a PDF."""

from typing import Any

from django.utils.translation import gettext as _

from accord.kit.locale_format import day
from accord.overview.report.value import Column, GlobalReport


def labels(value: GlobalReport) -> dict[str, Any]:
    return {
        "contents": _("Contents"),
        "source": _("Source:"),
        "sdg": _("SDG"),
        "footer": _("Accord. Figures keep the licence of their source."),
        "digest": _("Figures up to %(date)s. Digest of what went in: %(digest)s")
        % {"date": day(value.dated), "digest": value.inputs_digest[:16]},
        "indicators": _("Core indicators"),
        "indicators_lead": _("Each section says first how many countries have a figure. The figures of each country stand in the annex."),
        "values": _("Annex: figures of each country"),
        "values_lead": _("The newest figure of each country, with its year and how it came to be. Letters name the source."),
        "value_columns": _columns([(_("Country"), False), (_("Figure"), True), (_("Period"), True), (_("Who"), False), (_("Nature"), False), (_("Flags"), False), (_("Source"), False)]),
        "methods": _("Annex: methods"),
        "flags": _("Flags beside figures"),
        "sources": _("Annex: sources"),
        "source_columns": _columns([("", False), (_("Source"), False), (_("Licence"), False), (_("Dated"), False), (_("Figures"), True), (_("Digest of the file"), False)]),
        "designations": _("Names and borders"),
    }  # fmt: skip


def _columns(named: list[tuple[str, bool]]) -> list[dict[str, Any]]:
    return [{"name": c.name, "numeric": c.numeric} for c in (Column(*one) for one in named)]
