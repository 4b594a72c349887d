"""How far a country's commitments are, for a page that only counts them: what was said last of each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from accord.accountability.models import Commitment, Report
from accord.accountability.reads.gaps import SCALES, judged_of
from accord.accountability.reads.lists import Counted, seen_by
from accord.people.models import Area
from accord.record.models import Reader


@dataclass(frozen=True)
class HowFar:
    """`told` and `rated` of `of` published commitments have a level; then how many have which, in the order of the scale."""

    of: int
    told: int
    rated: int
    own: list[Counted]
    independent: list[Counted]

    @property
    def said(self) -> list[tuple[str, list[Counted], int]]:
        return [("government", self.own, self.told), ("assessor", self.independent, self.rated)]


def how_far(area: Area, reports: Iterable[Report], user: Reader) -> HowFar | None:
    """Of the country's reports, the newest first. None, and no query, where none of them is public; else three."""
    judged = judged_of(reports)
    if not judged.told:
        return None
    rows = Commitment.objects.filter(seen_by(user), area=area, kind=Commitment.Kind.COMMITMENT)
    seen = set(rows.exclude(state=Commitment.State.DRAFT).values_list("pk", flat=True))
    last = [told for pk, (_report, told) in judged.newest_of().items() if pk in seen]
    own, other = _levels(one.own for one in last), _levels(one.other for one in last if one.other)
    return HowFar(len(seen), sum(one.count for one in own), sum(one.count for one in other), own, other)


def _levels(codes: Iterable[str]) -> list[Counted]:
    counted = Counter(codes)
    return [Counted(code, str(words), counted[code]) for code, words in SCALES["completion"].items() if counted[code]]
