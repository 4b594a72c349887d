"""How far a cycle is: coverage first, then the gap, then a middle where enough countries have one; a row a country."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from accord.accountability.models import Entry, Rating, Report, public_reports
from accord.accountability.reads.cycles import CyclePage, ParticipantLine, cycle_page
from accord.accountability.reads.gaps import GapCount, MiddleShown, count_gaps, middle_shown
from accord.calc import ratings
from accord.calc.normalise import fold
from accord.calc.showing import COMMITMENTS, COUNTRIES, middle_of
from accord.kit.sorting import NUMBER, Column, Sorting, in_order
from accord.kit.texts import pick
from accord.record.models import Reader

CSV = ("country", "joined_on", "state", "submitted_on", "late", "commitments_told", "commitments_rated", "replies", "report")


@dataclass(frozen=True)
class BoardRow:
    """A country in a cycle. Numbers of commitments are None until its report, or its assessment, is public."""

    line: ParticipantLine
    told: int | None = None
    rated: int | None = None
    replies: int | None = None


@dataclass(frozen=True)
class Reached:
    """How many of the countries that joined came that far."""

    code: str
    words: str
    count: int
    of: int


@dataclass(frozen=True)
class Board:
    reached: list[Reached]
    gaps: GapCount
    own: MiddleShown
    independent: MiddleShown
    rows: list[BoardRow]
    sorting: Sorting


@dataclass(frozen=True, kw_only=True)
class CycleDashboard(CyclePage):
    board: Board


@dataclass(frozen=True)
class Levels:
    """By a report's address: how many commitments are on which level of completion, and how many ratings have a reply."""

    own: dict[str, Counter[str]]
    other: dict[str, Counter[str]]
    replies: Counter[str]


COLUMNS: list[Column[BoardRow]] = [
    Column("country", _("Country"), lambda r: fold(pick(r.line.area).text)),
    Column("joined", _("Joined on"), lambda r: r.line.joined_on),
    Column("state", _("State"), lambda r: fold(r.line.state_words)),
    Column("submitted", _("Submitted on"), lambda r: r.line.submitted_on),
    Column("told", _("Commitments told"), lambda r: r.told, NUMBER),
    Column("rated", _("Assessed"), lambda r: r.rated, NUMBER),
    Column("replies", _("Replies"), lambda r: r.replies, NUMBER),
    Column("answers", _("Questions answered"), lambda r: r.line.answers.answered if r.line.answers else None, NUMBER),
]


def cycle_dashboard(slug: str, user: Reader, sort: str = "") -> CycleDashboard:
    """Three queries more than the page of the cycle, whatever the number of countries and commitments."""
    return with_board(cycle_page(slug, user), sort)


def with_board(page: CyclePage, sort: str) -> CycleDashboard:
    slug = page.slug
    levels = _levels(slug)
    rows, sorting = in_order([_row(line, levels) for line in page.participants], COLUMNS, sort)
    own, other = (_middle_of_each(found, levels.own) for found in (levels.own, levels.other))
    of = len(rows)
    board = Board(
        _reached(rows), _gaps(slug), middle_shown(own, of, COUNTRIES), middle_shown(other, of, COUNTRIES), rows, sorting
    )
    return CycleDashboard(**vars(page), board=board)


def dashboard_rows(page: CycleDashboard) -> Iterator[list[str]]:
    """As the table stands; an empty cell is not public yet, or has not come."""
    for row in page.board.rows:
        line = row.line
        counted = ["" if n is None else str(n) for n in (row.told, row.rated, row.replies)]
        late = "yes" if line.late else "no"
        country = line.area_url.rstrip("/").rpartition("/")[2]
        yield [country, str(line.joined_on), line.state, str(line.submitted_on or ""), late, *counted, line.url]


def _levels(slug: str) -> Levels:
    public = public_reports("report__") & Q(report__cycle__slug=slug)
    own: dict[str, Counter[str]] = defaultdict(Counter)
    other: dict[str, Counter[str]] = defaultdict(Counter)
    replies: Counter[str] = Counter()
    said = Entry.objects.filter(public).order_by().values_list("report__ref", "completion").annotate(n=Count("pk"))
    for ref, level, n in said:
        own[f"reports/{ref}/"][level] = n
    rated = Rating.objects.filter(public, released_at__isnull=False).order_by().values_list("report__ref", "completion")
    for ref, level, n, replied in rated.annotate(n=Count("pk"), replied=Count("replied_on")):
        other[f"reports/{ref}/"][level] = n
        replies[f"reports/{ref}/"] += replied
    return Levels(own, other, replies)


def _row(line: ParticipantLine, levels: Levels) -> BoardRow:
    if line.url not in levels.own:
        return BoardRow(line)
    told = levels.own[line.url].total()
    if line.url not in levels.other:
        return BoardRow(line, told)
    return BoardRow(line, told, levels.other[line.url].total(), levels.replies[line.url])


def _reached(rows: list[BoardRow]) -> list[Reached]:
    found = (
        ("submitted", _("Submitted"), sum(r.line.submitted_on is not None for r in rows)),
        ("published", _("Published"), sum(bool(r.line.url) for r in rows)),
        ("rated", _("Assessed"), sum(r.rated is not None for r in rows)),
        ("final", _("Final"), sum(r.line.state == Report.State.FINAL for r in rows)),
    )  # fmt: skip
    return [Reached(code, str(words), n, len(rows)) for code, words, n in found]


def _gaps(slug: str) -> GapCount:
    """Of all commitments that both spoke of, counted by the pair of levels (one query)."""
    both = Q(report__ratings__commitment=F("commitment"), report__ratings__released_at__isnull=False)
    rows = Entry.objects.filter(both, public_reports("report__"), report__cycle__slug=slug).order_by()
    counted = rows.values_list("completion", "report__ratings__completion").annotate(n=Count("pk"))
    return count_gaps([(own, other) for own, other, n in counted for _time in range(n)])


def _middle_of_each(levels: dict[str, Counter[str]], told: dict[str, Counter[str]]) -> list[str]:
    """Each country's own middle, where its commitments are enough for one, so that a country counts once."""
    found = (
        middle_of(ratings.COMPLETION, list(counted.elements()), told[url].total(), COMMITMENTS) for url, counted in levels.items()
    )
    return [one.level for one in found]
