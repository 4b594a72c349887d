"""The scorecard as a PDF of one A4 page."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.kit.locale_format import day
from accord.kit.pages import plain
from accord.overview.printing import print_pdf, proof_words
from accord.overview.scorecard.value import Scorecard

TEMPLATE = Path(__file__).resolve().parent / "card.typ"


def kept_pdf(card: Scorecard, site: str) -> bytes:
    """Printed once for what the card says: setting a page takes some hundred times as long as showing it."""
    said = hashlib.sha256(str(plain(card)).encode()).hexdigest()
    key = f"scorecard-pdf:{card.language}:{said}:{site}"
    found = caches["reports"].get(key)
    if found is None:
        found = render_pdf(card, site)
        caches["reports"].set(key, found, 3600)
    assert isinstance(found, bytes)
    return found


def render_pdf(card: Scorecard, site: str) -> bytes:
    """`site` is the address that the page is found under. Same card, same bytes."""
    return print_pdf(TEMPLATE, pdf_data(card, site), card.dated)


def pdf_data(card: Scorecard, site: str) -> dict[str, Any]:
    held = card.checkpoint
    told = (
        card.labels
        | {
            "dated": day(card.dated),
            "more": ngettext("%(n)s more stands on its page.", "%(n)s more stand on its page.", card.more) % {"n": card.more},
            "footer": _("Accord. Figures keep the licence of their source."),
            "checkpoint": _("Journal at this card: %(size)s lines, root:") % {"size": held.size} if held else "",
        }
        | proof_words()
    )
    data: dict[str, Any] = plain(card)
    return data | {
        "labels": told, "site": site.rstrip("/"), "date": [card.dated.year, card.dated.month, card.dated.day],
        "url": f"countries/{card.iso3}/scorecard/",
    }  # fmt: skip
