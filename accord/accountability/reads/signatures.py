"""How a report was signed, shown as what it is; and letters on their way."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accord.accountability.models import Report, SignatureLetter
from accord.accountability.reads.guards import content_digest
from accord.kit import locale_format


@dataclass(frozen=True)
class Signature:
    """`way`: `site`, or `letter` with the office that signed, the letter's day, and the day of the officer's check."""

    way: str
    words: str
    office: str = ""
    dated: date | None = None
    checked_on: date | None = None


@dataclass(frozen=True)
class WaitingLetter:
    office: str
    dated: date
    state_words: str
    reason: str
    holds: bool  # for the text as it stands
    file_url: str


def signature_of(report: Report) -> Signature | None:
    if not report.signed_digest:
        return None
    if report.letter_id is None:
        return Signature("site", _("Signed on this site by the validating authority"))
    letter = SignatureLetter.objects.defer("data").get(pk=report.letter_id)
    assert letter.checked_on is not None
    said = {"day": locale_format.day(letter.checked_on), "office": letter.office}
    words = _("Signed by letter (%(office)s), checked by an officer on %(day)s") % said
    return Signature("letter", words, letter.office, letter.dated, letter.checked_on)


def letters_of(report: Report) -> list[WaitingLetter]:
    """The newest, where it waits or was not accepted."""
    newest = SignatureLetter.objects.filter(report=report).defer("data").select_related("report").first()
    if newest is None or newest.state == SignatureLetter.State.ACCEPTED:
        return []
    holds = newest.covers == content_digest(report)
    words = str(newest.get_state_display())
    return [WaitingLetter(newest.office, newest.dated, words, newest.reason, holds, f"{newest.url}file/")]
