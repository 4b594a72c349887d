"""Which column of a file is what: told by the header where it can be, else by a person in the form for it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from accord.formats.columns import year_of
from accord.formats.messages import Unreadable
from accord.formats.observations import ALIASES, plan, read_observations
from accord.formats.table import fold_name
from accord.indicators.loading.grid import Grid

# Our names that the form asks for, in its order; `cases` is never published.
ASKED = ("indicator", "area", "period", "value", "unit", "sex", "age", "flags", "cases", "footnote")
CASES = {fold_name(name) for name in ("cases", *ALIASES["cases"])}
# What headers in other languages may mean: for filling in the form, never for reading.
MAYBE: dict[str, tuple[str, ...]] = {
    "indicator": (
        "indicateur",
        "indicador",
        "показатель",
        "индикатор",
        "المؤشر",
        "مؤشر",
        "指标",
        "serie",
        "serie_code",
        "measure",
    ),
    "area": ("pays", "pais", "страна", "البلد", "الدولة", "国家", "land", "territory", "code_pays", "iso", "nation", "state"),
    "period": ("annee", "ano", "anio", "год", "السنة", "年份", "年", "jahr", "annee_de_reference", "ref_year", "survey_year"),
    "value": ("valeur", "valor", "значение", "القيمة", "数值", "percent", "percentage", "rate", "prevalence", "result", "data"),
    "unit": ("unite", "unidad", "единица", "الوحدة", "单位"),
    "sex": ("sexe", "sexo", "пол", "الجنس", "性别"),
    "age": ("edad", "groupe_d_age", "возраст", "العمر", "年龄"),
    "flags": ("note_code", "remark", "statut", "estado"),
    "footnote": ("remarque", "nota", "примечание", "ملاحظة", "备注"),
}


@dataclass(frozen=True)
class Layout:
    """`mapping`: our name -> the file's header. `years`: headers that are years, for a wide table. `indicator`, `period` and
    `area` (a code) stand for all rows where no column has them. `left_out`: headers not to be read. `told`: a person said it."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    years: Sequence[str] = ()
    indicator: str = ""
    period: str = ""
    area: str = ""
    left_out: Sequence[str] = ()
    sheet: str = ""
    told: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(kept: Mapping[str, Any]) -> Layout:
    return Layout(**kept)


def guessed(grid: Grid, layout: Layout) -> Layout:
    """The likeliest layout of a file, to fill in the form with; what is told already stays."""
    folded = {fold_name(h): h for h in reversed(grid.headers) if h}
    found: dict[str, str] = {}
    for name in ASKED:
        if name == "area":
            likely: tuple[str, ...] = (
                *(n for one in ("iso3", "m49", "area_code", "area") for n in (one, *ALIASES[one])),
                *MAYBE["area"],
            )
        else:
            likely = (name, *ALIASES[name], *MAYBE.get(name, ()))
        header = next((folded[fold_name(n)] for n in likely if fold_name(n) in folded), "")
        if header and header not in found.values():
            found[name] = header
    years = [h for h in grid.headers if year_of(h)]
    wide = years if len(years) > 1 and not {"period", "value"} <= set(found) else []
    if wide:
        found = {n: h for n, h in found.items() if n not in ("period", "value", "cases") and h not in wide}
    return replace(layout, mapping={**found, **layout.mapping}, years=layout.years or wide)


def is_plain(grid: Grid, layout: Layout) -> bool:
    """Whether the header says by itself, or a person has said, which column is what. A wide table is always asked about."""
    if layout.told:
        return True
    if len(grid.sheets) > 1 and not layout.sheet:
        return False
    return not guessed(grid, layout).years and not wanting(grid.headers, layout)


def wanting(headers: Sequence[str], layout: Layout) -> list[str]:
    """Our names of the columns that the file must have and has not; "?" where the header itself has a fault."""
    try:
        found = read_observations(_start(headers), mapping=reading(layout), defaults=defaults(layout))
    except Unreadable:
        return ["?"]
    return [r.column for r in found.refused if r.code in ("missing_column", "mapped_column")]


def reading(layout: Layout) -> dict[str, str]:
    """The mapping for the reader."""
    return {name: header for name, header in layout.mapping.items() if header}


def defaults(layout: Layout) -> dict[str, str]:
    told = (("indicator", layout.indicator), ("period", layout.period), ("area_code", layout.area))
    return {name: value for name, value in told if value}


def is_cases(header: str) -> bool:
    """Whether a column is called as one of unweighted cases."""
    return fold_name(header) in CASES


def header_names(headers: Sequence[str], layout: Layout) -> dict[str, str]:
    """Our name -> the file's header, as the reader would choose."""
    try:
        chosen = plan(_start(headers), mapping=reading(layout), defaults=defaults(layout))
    except Unreadable:
        chosen = None
    return {**(chosen.chosen if chosen else {}), **reading(layout)}


def _start(headers: Sequence[str]) -> bytes:
    """A file that has the header and one row."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([headers, ["1"] * len(headers)])
    return out.getvalue().encode()
