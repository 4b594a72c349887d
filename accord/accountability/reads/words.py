"""How many words a report has, while it is written: limits of other bodies are known before the text is sent to them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accord.accountability.models import Commitment, Report
from accord.calc.wordcount import TREATY_BODY, UNIVERSAL_REVIEW, count
from accord.kit.locale_format import number
from accord.record.editing import Counting


def words_in(texts: Iterable[str]) -> int:
    return sum(map(count, texts))


def counting(report: Report, *fields: str, of: Commitment | None = None) -> Counting:
    """For a form that writes these fields of the summary, or of what is told `of` a commitment; the rest stands (1 query)."""
    rest = report.entries.exclude(commitment=of) if of else report.entries.all()
    texts = [text for pair in rest.values_list("rationale", "evidence") for text in pair]
    return Counting(fields, words_in([*texts, report.summary] if of else texts), limits_said())


def limits_said() -> str:
    said = {"treaty": number(TREATY_BODY), "review": number(UNIVERSAL_REVIEW)}
    return _("A report to a treaty body has at most %(treaty)s words, one for the Universal Periodic Review %(review)s.") % said
