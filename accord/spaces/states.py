"""What must be true before a platform opens, shown before the button and asked again by the verb."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accord.calc.months import months_after
from accord.kit import clock, locale_format
from accord.spaces.kinds import kind_of
from accord.spaces.models import Platform


class Unmet(Exception):
    """What is not true yet, in words."""

    def __init__(self, words: list[str]) -> None:
        super().__init__("; ".join(words))
        self.words = words


@dataclass(frozen=True)
class Line:
    words: str | Promise
    holds: bool


def last_review(platform: Platform) -> date:
    """The latest day on which it may be reviewed next."""
    return months_after(clock.today(), kind_of(platform).months)


def lasting_lines(platform: Platform) -> list[Line]:
    """What stays true while it is open, too; a review that is late is told as late, and hinders no revision."""
    kind, review, last = kind_of(platform), platform.review_on, last_review(platform)
    lines = [
        Line(_("The charter is written."), bool(platform.charter.strip())),
        Line(_("A topic is named."), platform.topics.exists()),
        Line(
            _("A day of review is set, %(last)s at the latest.") % {"last": locale_format.day(last)},
            review is not None and review <= last,
        ),
    ]
    if kind.countries:
        enough = platform.areas.count() >= kind.countries
        lines.append(Line(_("%(n)s countries or more are named.") % {"n": kind.countries}, enough))
    return lines


def opening_lines(platform: Platform) -> list[Line]:
    """Of the rows as they are (some 5 queries). `overlaps` must have been looked for."""
    lines = lasting_lines(platform)
    if platform.review_on is not None and platform.review_on <= clock.today():
        lines.append(Line(_("The day of review lies ahead."), False))
    for one in platform.overlaps.select_related("card"):
        words = _("The convener of “%(title)s” was asked, and it is said how this platform supplements it.")
        lines.append(Line(words % {"title": one.card.name}, one.is_settled))
    return lines
