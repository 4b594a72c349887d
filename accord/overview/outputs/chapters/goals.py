"""By target of the Sustainable Development Goals: figures with their source and year, commitments and actions."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accord.formats.document import Block, Column, Part, Run, Table
from accord.indicators import words
from accord.overview.outputs.chapters.promises import done_and_next
from accord.overview.outputs.gather_figures import in_order
from accord.overview.outputs.inputs import FigureIn
from accord.overview.outputs.saying import Teller, away, code, named, number, paragraph, say, told_in
from accord.overview.outputs.shapes import Shape


def targets(teller: Teller, shape: Shape) -> Part:
    """Targets on violence against children, and each of which a figure, a commitment or a recommendation is held."""
    inputs = teller.inputs
    wanted = {*inputs.targets, *(f.target for f in inputs.figures if f.target.count(".") == 1)}
    blocks: list[Block | Table] = []
    for target in sorted(wanted, key=in_order):
        blocks += _target(teller, target)
    return Part("targets", say(_("By target")), blocks)


def _target(teller: Teller, target: str) -> list[Block | Table]:
    inputs = teller.inputs
    name = inputs.targets.get(target)
    head = [say(_("Target %(code)s"), code=target), *([code(": "), named(name)] if name else [])]
    found = [f for f in inputs.figures if f.target == target]
    promised = [c for c in inputs.commitments if target in c.targets]
    acts = [a for a in inputs.actions if target in a.targets]
    asked = sum(target in r.goals for rows in inputs.recommendations.values() for r in rows)
    made: list[Block | Table] = [Block("heading", head, 2)]
    if found:
        made.append(figure_table(found, str(_("Figures of target %(code)s")) % {"code": target}))
    else:
        made.append(paragraph(say(_("No figure of this country is held here."))))
    if asked:
        made.append(paragraph(say(_("Recommendations that name this target: %(count)s."), count=number(asked))))
    return [*made, *done_and_next(teller, promised, acts, [], 3)]


def figures(teller: Teller, shape: Shape) -> Part:
    found = teller.inputs.figures
    if not found:
        return Part("figures", say(_("Figures")), [paragraph(say(_("No figure of this country is held here.")))])
    return Part("figures", say(_("Figures")), [figure_table(found, str(_("Newest figures, by target")))])


def figure_table(found: Sequence[FigureIn], caption: str) -> Table:
    columns = [
        Column(str(_("Indicator")), 5), Column(str(_("Who")), 3), Column(str(_("Value")), 2, numeric=True),
        Column(str(_("Year")), 2, numeric=True), Column(str(_("Earliest value of this source")), 3, numeric=True),
        Column(str(_("Source")), 4),
    ]  # fmt: skip
    about = say(_("The newest figure of each indicator and group with its year, its unit and its source.")).text
    return Table(caption, about, columns, [_line(f) for f in found])


def _line(f: FigureIn) -> list[list[Run]]:
    unit = words.unit(f.unit, f.unit_names)
    name = [code(f"{f.indicator} "), named(f.names, f"indicators/{f.indicator}/"), code(f" ({unit})")]
    first = [code(f"{number(f.first)} ({f.first_year})")] if f.first is not None else [code("–")]
    how = ", ".join(one for one in (words.nature(f.nature) if f.nature else "", f.flags) if one)
    source = [Run(f.source, told_in("en")), *([code(f" ({how})")] if how else [])]
    return [name, [code(words.who(f.sex, f.age))], [code(number(f.value))], [code(f.period)], first, source]


def sources(teller: Teller, shape: Shape) -> Part:
    """An annex: what figures were published where, and on which terms."""
    found = teller.inputs.sources
    title = say(_("Annex: sources"))
    if not found:
        return Part("sources", title, [paragraph(say(_("No figure is told here.")))], counted=False)
    columns = [Column(str(_("Source")), 4), Column(str(_("Licence")), 3), Column(str(_("Dated")), 2)]
    rows = [
        [
            [away(s.name, s.url, s.lang)],
            [Run(s.licence, told_in("en")) if s.licence else say(_("not told"))],
            [code(s.dated or "–")],
        ]
        for s in found
    ]
    about = say(_("Sources of the figures with their licence and date.")).text
    return Part("sources", title, [Table(str(_("Sources of figures")), about, columns, rows)], counted=False)
