"""The gap between what a government says and what an assessor says: in words, and from cycle to cycle."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.accountability.models import Entry, Rating, Report
from accord.accountability.models.judging import AMBITION, CHANGE, COMPLETION
from accord.calc import ratings
from accord.calc.showing import COMMITMENTS, Middle, Rule, middle_of

SCALES = {"completion": dict(COMPLETION), "ambition": dict(AMBITION), "change": dict(CHANGE)}


@dataclass(frozen=True)
class GapCount:
    compared: int
    agree: int
    own_higher: int
    independent_higher: int
    untold: int


@dataclass(frozen=True)
class MiddleShown:
    """How many of how many gave a level, then the middle; where the rule refuses it `words` is empty and `why` a sentence."""

    told: int
    of: int
    level: str = ""
    words: str = ""
    why: str = ""


@dataclass(frozen=True)
class CycleGaps:
    """One report of a country that was assessed. Middles are of completion."""

    cycle: dict[str, str]
    report_url: str
    rated_on: date | None
    reply_until: date | None
    commitments: int
    replies: int
    rated: int
    gaps: GapCount
    own: MiddleShown
    independent: MiddleShown


@dataclass(frozen=True)
class Told:
    """One commitment in one report, as codes; `other` is empty where no assessment was released."""

    report: int
    commitment: int
    own: str
    other: str = ""
    replied: bool = False


@dataclass(frozen=True)
class Judged:
    """All that public reports of a country say of its commitments (2 queries)."""

    reports: list[Report] = field(default_factory=list)  # the newest first
    told: dict[int, list[Told]] = field(default_factory=dict)  # by report

    def newest_of(self) -> dict[int, tuple[Report, Told]]:
        """What was said last of each commitment."""
        found: dict[int, tuple[Report, Told]] = {}
        for report in self.reports:
            for one in self.told.get(report.pk, ()):
                found.setdefault(one.commitment, (report, one))
        return found


def gap_words(gap: int | None) -> str:
    """In steps: negative where the government rates itself higher, None where one of the two cannot be told."""
    if gap is None:
        return _("One of the two says that there is no evidence: no gap is counted.")
    if gap == 0:
        return _("Both say the same.")
    said: dict[str, Any] = {"steps": abs(gap)}
    if gap < 0:
        return ngettext(
            "The government rates itself %(steps)d step higher than the assessor.",
            "The government rates itself %(steps)d steps higher than the assessor.", abs(gap),
        ) % said  # fmt: skip
    return ngettext(
        "The assessor rates it %(steps)d step higher than the government.",
        "The assessor rates it %(steps)d steps higher than the government.", abs(gap),
    ) % said  # fmt: skip


def further_gaps(entry: Entry | None, rating: Rating | None) -> list[str]:
    """The gap on the scales beside completion, where the government told its own level there, a sentence each."""
    if entry is None or rating is None:
        return []
    names = {"ambition": _("Ambition"), "change": _("Change observed")}
    levels = {code: (getattr(entry, code), getattr(rating, code)) for code in names}
    told = {code: pair for code, pair in levels.items() if all(pair)}
    gaps = {code: ratings.gap(ratings.SCALES[code], *pair) for code, pair in told.items()}
    return [f"{names[code]}: {gap_words(gap)}" for code, gap in gaps.items() if gap is not None]


def count_gaps(pairs: Sequence[tuple[str | None, str | None]]) -> GapCount:
    found = ratings.count_gaps(ratings.COMPLETION, pairs)
    return GapCount(found.compared, found.agree, found.own_higher, found.independent_higher, found.untold)


def middle_shown(given: Iterable[str], of: int, rule: Rule) -> MiddleShown:
    """Of levels of completion; coverage always, the middle where its rule lets it be shown."""
    found = middle_of(ratings.COMPLETION, [code for code in given if code], of, rule)
    words = str(SCALES["completion"].get(found.level, "")) if found.level else ""
    return MiddleShown(found.told, found.of, found.level, words, _why_not(found, rule))


def _why_not(found: Middle, rule: Rule) -> str:
    if found.refused in ("none", "few"):
        return ngettext(
            "No middle of fewer than %(least)s level.", "No middle of fewer than %(least)s levels.", rule.least
        ) % {"least": rule.least}  # fmt: skip
    if found.refused == "part":
        return _("No middle where fewer than half tell a level.")
    return ""


def judged_of(reports: Iterable[Report]) -> Judged:
    """Of a country's reports, with their cycles at hand, the newest first; those that are not public are passed over."""
    held = [r for r in reports if r.is_told]
    said = Entry.objects.filter(report__in=held).values_list("report_id", "commitment_id", "completion")
    rated = Rating.objects.filter(report__in=held, released_at__isnull=False)
    others = {
        (report, commitment): (level, bool(replied))
        for report, commitment, level, replied in rated.values_list("report_id", "commitment_id", "completion", "replied_on")
    }
    told: dict[int, list[Told]] = defaultdict(list)
    for report, commitment, own in said:
        other, replied = others.get((report, commitment), ("", False))
        told[report].append(Told(report, commitment, own, other, replied))
    return Judged(held, dict(told))


def gap_history(judged: Judged) -> list[CycleGaps]:
    """The newest cycle first; reports that nobody has assessed have no gap and are left out. No query."""
    return [_of_report(r, judged.told.get(r.pk, [])) for r in judged.reports if r.rated_on]


def _of_report(report: Report, told: list[Told]) -> CycleGaps:
    rated = [one for one in told if one.other]
    return CycleGaps(
        report.cycle.names, report.url, report.rated_on, report.reply_until, len(told), sum(one.replied for one in rated),
        len(rated), count_gaps([(one.own, one.other or None) for one in told]),
        middle_shown([one.own for one in told], len(told), COMMITMENTS),
        middle_shown([one.other for one in rated], len(told), COMMITMENTS),
    )  # fmt: skip
