"""Who has it from whom: a tree of countries, as a drawing, as nested lists and as rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import inf

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.calc.dissemination import Adopted, Spread, days_between, spread, tree
from accord.kit import locale_format
from accord.kit.charts import ChartPicture, Pen
from accord.kit.charts.pen import LETTER, reads_from_the_right
from accord.kit.texts import comma, pick, semicolon
from accord.learning.models import Adoption, Practice
from accord.learning.models.homes import body_url
from accord.record.access import held_refs

WIDE, ROW, INDENT, TOP = 340, 40, 26, 14


@dataclass(frozen=True)
class AdoptionLine:
    """`area` is the country where it is done, `body` who does it there where that is a body of no country; `days` from the
    practice's publication here to the day it was decided; negative where that came first."""

    ref: str
    url: str
    title: str
    language: str
    area: dict[str, str]
    area_code: str
    area_url: str
    kind: str
    kind_words: str
    stage: str
    stage_words: str
    decided_on: date
    days: int
    from_ref: str
    from_area: dict[str, str]  # the country; of a practice of a body of no country that body
    depth: int
    body: dict[str, str] | None
    body_url: str


@dataclass(frozen=True)
class Node:
    """A line with what comes from it, for nested lists."""

    line: AdoptionLine
    below: list["Node"]


@dataclass(frozen=True)
class Lineage:
    lines: list[AdoptionLine]  # in the order of the tree
    spread: Spread
    generations: int
    nodes: list[Node] = field(default_factory=list, metadata={"html_only": True})
    picture: ChartPicture | None = field(default=None, metadata={"html_only": True})


TIED = ("area", "place", "owner", "source__area", "source__place")


def lineage_of(practice: Practice) -> Lineage:
    """Adoptions that stand (1 query)."""
    assert practice.published_on is not None
    found = practice.adoptions.filter(withdrawn_on=None).exclude(ref__in=held_refs("adoption")).select_related(*TIED)
    rows = {a.ref: a for a in found}
    parents = {a.ref: a.source.ref if a.source else "" for a in rows.values()}
    branches = tree(parents, list(rows))
    lines = [line_of(rows[b.key], practice, b.depth) for b in branches]
    picture = _drawn(practice, lines, [(b.depth, b.last, b.trail) for b in branches]) if lines else None
    told = [adopted_of(rows[line.ref], practice) for line in lines]
    return Lineage(lines, spread(told), max((line.depth for line in lines), default=0), _nested(lines), picture)


def adopted_of(a: Adoption, practice: Practice) -> Adopted:
    assert practice.published_on is not None
    home = practice.where.code if practice.where else ""
    return Adopted(practice.ref, home, a.where.code, practice.published_on, a.decided_on)


def line_of(a: Adoption, practice: Practice, depth: int) -> AdoptionLine:
    assert practice.published_on is not None
    origin = a.source if a.source and a.source.withdrawn_on is None else None
    body = a.owner if a.area is None else None
    return AdoptionLine(
        a.ref, a.url, a.title, a.language, a.where.names, a.where.code, a.where.url, a.kind, str(a.get_kind_display()), a.stage,
        str(a.get_stage_display()), a.decided_on, days_between(practice.published_on, a.decided_on),
        origin.ref if origin else practice.ref, origin.where.names if origin else practice.home.names, depth,
        body.names if body else None, body_url(body) if body else "",
    )  # fmt: skip


def _nested(lines: Sequence[AdoptionLine]) -> list[Node]:
    top: list[Node] = []
    way: list[Node] = []
    for line in lines:
        node = Node(line, [])
        del way[line.depth - 1 :]
        (way[-1].below if way else top).append(node)
        way.append(node)
    return top


def _drawn(
    practice: Practice, lines: Sequence[AdoptionLine], places: Sequence[tuple[int, bool, tuple[bool, ...]]]
) -> ChartPicture:
    """One row a country, moved in by its generation, tied to what it has it from. A full dot replicated, an open one adapted."""
    pen = Pen(WIDE, TOP + ROW * (len(lines) + 1), reads_from_the_right())
    assert practice.published_on is not None
    home = str(pick(practice.home.names))
    parts = [
        pen.dot(8, TOP + 6, 6, "f1"), pen.text(22, TOP + 11, home, look="say"),
        pen.text(22, TOP + 26, _("published %(day)s") % {"day": locale_format.day(practice.published_on)}),
    ]  # fmt: skip
    for at, (line, (depth, last, trail)) in enumerate(zip(lines, places, strict=True), 1):
        x, y = 8 + depth * INDENT, TOP + 6 + at * ROW
        for level, goes_on in enumerate(trail):
            if goes_on:
                beam = 8 + level * INDENT
                parts.append(pen.line(beam, y - ROW, beam, y, "axis"))
        beam = x - INDENT
        parts.append(
            pen.line(beam, y - ROW + (7 if at == 1 or places[at - 2][0] < depth else 0), beam, y if last else y + 1, "axis")
        )
        parts.append(pen.line(beam, y, x - 7, y, "axis"))
        parts.append(pen.dot(x, y, 5, "f1" if line.kind == Adoption.Kind.ADOPTS else "open k1"))
        parts.append(pen.text(x + 14, y + 5, _called(line, (WIDE - x - 14) / LETTER), look="say"))
        parts.append(pen.text(x + 14, y + 20, f"{line.kind_words}{comma()}{line.decided_on.year} · {line.stage_words}"))
    rows = tuple((_called(n), str(pick(n.from_area)), n.kind_words, str(n.decided_on.year)) for n in lines)
    label = _sentence(home, lines)
    return ChartPicture(pen.svg(parts, label), label, (_("Country"), _("From"), _("Kind"), _("Decided in")), rows)


def _called(line: AdoptionLine, most: float = inf) -> str:
    """The country, and who does it there where that is a body of no country: cut where there is room for `most` letters."""
    words = f"{pick(line.area)} · {pick(line.body)}" if line.body else str(pick(line.area))
    return words if len(words) <= most else f"{words[: int(most) - 1].rstrip(' ·')}…"


def _sentence(home: str, lines: Sequence[AdoptionLine]) -> str:
    said = ngettext("From %(home)s: %(n)d adoption.", "From %(home)s: %(n)d adoptions.", len(lines)) % {
        "home": home,
        "n": len(lines),
    }
    steps = [_("%(country)s from %(origin)s") % {"country": _called(line), "origin": pick(line.from_area)} for line in lines]
    return f"{said} {semicolon().join(steps)}."
