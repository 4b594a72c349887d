"""The work plan along time: one bar an action, from its first day to its last."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accord.kit import clock
from accord.kit.charts.pen import ChartPicture, Pen, reads_from_the_right
from accord.kit.locale_format import day
from accord.spaces.models import JointAction
from accord.spaces.reads.workplan import ActionRow

NARROW, WIDE, STEP, THICK, HEAD, LETTER = 340, 760, 40, 14, 24, 7.3
LOOK = {"planned": "r-open", "under_way": "f1", "done": "f3", "stopped": "f0"}


def timeline(rows: Sequence[ActionRow]) -> ChartPicture | None:
    """Of actions with a first or a last day; one that has a single day is drawn as a mark there. None where none has any.

    Drawn twice: titles are long, and a telephone has room for half of what a desk has.
    """
    told = [row for row in rows if row.starts_on or row.ends_on]
    if not told:
        return None
    first = min(d for row in told for d in (row.starts_on, row.ends_on) if d)
    last = max(d for row in told for d in (row.starts_on, row.ends_on) if d)
    label = _("%(n)s actions from %(first)s to %(last)s.") % {"n": len(told), "first": day(first), "last": day(last)}
    drawn = [_drawn(told, first, last, label, wide, look) for wide, look in ((NARROW, "narrow"), (WIDE, "wide"))]
    table = tuple((row.title, _days(row), row.status_words) for row in told)
    key = tuple((LOOK[code], str(words)) for code, words in JointAction.Status.choices)
    return ChartPicture(SafeString("".join(drawn)), label, (_("Action"), _("From – to"), _("Progress")), table, key)


def _drawn(told: Sequence[ActionRow], first: date, last: date, label: str, wide: int, look: str) -> SafeString:
    span = max((last - first).days, 1)

    def place(when: date) -> float:
        return 2 + (when - first).days / span * (wide - 4)

    pen = Pen(wide, HEAD + STEP * len(told), reads_from_the_right())
    parts = [pen.line(place(d), HEAD - 6, place(d), pen.height, "grid") for d in _years(first, last)]
    parts += [pen.text(place(d), 12, str(d.year), "middle") for d in _years(first, last) if 20 < place(d) < wide - 20]
    today = clock.today()
    if first <= today <= last:
        parts.append(pen.line(place(today), HEAD - 6, place(today), pen.height, "goal"))
    for at, row in enumerate(told):
        parts += _bar(pen, row, HEAD + at * STEP, place)
    return pen.svg(parts, label, look)


def _years(first: date, last: date) -> list[date]:
    """The first days of years within; at most ten."""
    years = range(first.year + 1, last.year + 1)
    step = len(years) // 10 + 1
    return [date(year, 1, 1) for year in years[::step]]


def _bar(pen: Pen, row: ActionRow, y: float, place: Callable[[date], float]) -> list[SafeString]:
    start, end = row.starts_on or row.ends_on, row.ends_on or row.starts_on
    assert start
    assert end
    left, right = place(start), place(end)
    letters = int(pen.width / LETTER)
    title = row.title if len(row.title) <= letters else row.title[: letters - 1] + "…"
    box = pen.box(min(left, pen.width - 6), y + 18, max(right - left, 4), THICK, LOOK[row.status])
    return [pen.text(2, y + 13, f"\u2068{title}\u2069"), pen.titled(f"{row.title}: {_days(row)}", [box])]


def _days(row: ActionRow) -> str:
    return f"{day(row.starts_on) if row.starts_on else '?'} – {day(row.ends_on) if row.ends_on else '?'}"
