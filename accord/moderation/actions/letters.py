"""Short letters about one decision: they say where to read it, and quote nothing."""

import logging
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accord.kit.asked import on_this_site

log = logging.getLogger(__name__)


def write_to(address: str, language: str, subject: str | Promise, lines: Sequence[str | Promise], path: str) -> None:
    """Once the transaction stands. A letter that cannot be sent undoes nothing: the page tells the same."""
    if not address:
        return
    with translation.override(language):
        words = [
            *map(str, lines),
            on_this_site(f"{language}/{path}"),
            _("Accord writes this because of something you did there."),
        ]
        heads = {"Auto-Submitted": "auto-generated"}
        letter = EmailMessage(f"[Accord] {subject}", "\n\n".join(words) + "\n", None, [address], headers=heads)
    transaction.on_commit(lambda: _send(letter))


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except Exception as fault:  # whatever a mail server answers
        log.warning("A letter about a decision was not sent: %s", type(fault).__name__)
