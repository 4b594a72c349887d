"""A section as it reads with its errata."""

from collections.abc import Iterable

from accord.accountability.models import Erratum


def corrected(text: str, errata: Iterable[Erratum]) -> str:
    """`errata`: those of this section and language, by number. Words that no longer stand there change nothing."""
    for one in errata:
        text = text.replace(one.was, one.now, 1)
    return text
