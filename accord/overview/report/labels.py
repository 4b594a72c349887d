"""The words that stand around the report's figures in a PDF."""

from typing import Any

from django.utils.translation import gettext as _

from accord.kit.locale_format import day
from accord.overview.printing import proof_words
from accord.overview.report.value import Column, GlobalReport


def labels(value: GlobalReport) -> dict[str, Any]:
    held = value.checkpoint
    digest = {"date": day(value.dated), "digest": value.inputs_digest[:16]}
    return (
        {
            "contents": _("Contents"),
            "source": _("Source:"),
            "sdg": _("SDG"),
            "footer": _("Accord. Figures keep the licence of their source."),
            "digest": _("Figures up to %(date)s. Digest of what went in: %(digest)s") % digest,
            "checkpoint": _checkpoint(value) if held else "",
            "indicators": _("Core indicators"),
            "indicators_lead": _(
                "Each section says first how many countries have a figure; an annex gives the figures of each country."
            ),
            "values": _("Annex: figures of each country"),
            "values_lead": _("The newest figure of each country, with its year and how it came to be. Letters name the source."),
            "value_columns": _columns(value_columns()),
            "methods": _("Annex: methods"),
            "flags": _("Flags beside figures"),
            "sources": _("Annex: sources"),
            "source_columns": _columns(source_columns()),
            "designations": _("Names and borders"),
        }
        | proof_words()
        | _edition_labels(value)
    )


def _edition_labels(value: GlobalReport) -> dict[str, Any]:
    """`erratum` by number, as the words differ."""
    errata = value.edition.errata if value.edition else []
    return {
        "errata": _("Errata"),
        "erratum": {str(x.number): _("Erratum %(number)s, %(day)s") % {"number": x.number, "day": x.on} for x in errata},
        "was": _("It said:"), "now": _("It should say:"), "reason": _("Reason:"), "by": _("By"),
        "country_said": _("The country:"), "answered": _("Answer of the secretariat:"),
    }  # fmt: skip


def _checkpoint(value: GlobalReport) -> str:
    """Of an edition: as the journal stood when it was published."""
    said = {"size": value.checkpoint.size if value.checkpoint else 0}
    if value.edition:
        return _("Journal at this edition: %(size)s lines, root:") % said
    return _("Journal at this report: %(size)s lines, root:") % said


def value_columns() -> list[Column]:
    names = (_("Country"), _("Figure"), _("Period"), _("Who"), _("Nature"), _("Flags"), _("Source"))
    return [Column(name, place in (1, 2)) for place, name in enumerate(names)]


def source_columns() -> list[Column]:
    names = (_("Letter"), _("Source"), _("Licence"), _("Dated"), _("Figures"), _("Digest of the file"))
    return [Column(name, place == 4) for place, name in enumerate(names)]


def _columns(columns: list[Column]) -> list[dict[str, Any]]:
    return [{"name": c.name, "numeric": c.numeric} for c in columns]
