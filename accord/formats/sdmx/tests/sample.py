"""One small made-up flow for the tests of the writers: two countries, two sexes, three years, awkward texts."""

from collections.abc import Sequence
from pathlib import Path

from accord.formats.sdmx.shape import Component, Dataset, Header, Ref, Row, Shape

FLOW = Ref("dataflow", "ACCORD", "VAC", "1.0.0")
STRUCTURE = Ref("datastructure", "ACCORD", "DSD_VAC", "1.0.0")
AREAS = {"KEN": {"en": "Kenya", "fr": "Kénya"}, "PER": {"en": "Peru", "es": "Perú"}}
SEXES = {"F": {"en": "Female", "fr": "Filles"}, "M": {"en": "Male"}}
STATUS = {"A": {"en": "Normal"}, "E": {"en": "Estimated"}}

SHAPE = Shape(
    FLOW,
    STRUCTURE,
    dimensions=(
        Component("REF_AREA", {"en": "Area", "fr": "Zone"}, AREAS),
        Component("SEX", {"en": "Sex"}, SEXES),
    ),
    time=Component("TIME_PERIOD", {"en": "Period"}, data_type="ObservationalTimePeriod"),
    measures=(Component("OBS_VALUE", {"en": "Value"}, data_type="Double"),),
    attributes=(
        Component("SOURCE", {"en": "Source"}, attachment="series"),
        Component("OBS_STATUS", {"en": "Status"}, STATUS),
        Component("NOTE", {"en": "Note"}),
        Component("LICENCE", {"en": "Licence"}, attachment="dataset"),
    ),
    names={"en": "Violence against children", "fr": "Violence contre les enfants"},
)
HEADER = Header("TEST_1", "2024-05-01T12:00:00Z")
AWKWARD = 'a "quoted" <b> & \x01\x0btab\tline\nend, é 😀'

# REF_AREA, SEX, TIME_PERIOD, OBS_VALUE, SOURCE, OBS_STATUS, NOTE
ROWS: list[Row] = [
    ("KEN", "F", "2010", "12.5", "Survey & co", "A", None),
    ("KEN", "F", "2014-Q1", "11", "Survey & co", "E", "small sample"),
    ("KEN", "M", "2010", "-3", None, None, None),
    ("KEN", "M", "2012", "0.10", "Late source", "A", AWKWARD),
    ("PER", "F", "2010", None, "INEI", "A", None),
    ("PER", "F", "2011", "7.25", "INEI", None, "=1+1"),
]


def data_set(rows: Sequence[Row] = ROWS, **more: object) -> Dataset:
    """The rows in two batches."""
    kept = list(rows)
    return Dataset(iter([kept[:3], kept[3:]]), {"LICENCE": "CC BY 4.0"}, **more)  # type: ignore[arg-type]


def cells(rows: Sequence[Row] = ROWS) -> dict[tuple[str, ...], dict[str, str]]:
    """By key of the observation, what has a value, by id: what a reader must find."""
    found = {}
    for row in rows:
        values = dict(zip(SHAPE.columns, row, strict=True))
        key = tuple(str(values.pop(d)) for d in ("REF_AREA", "SEX", "TIME_PERIOD"))
        found[key] = {k: v for k, v in values.items() if v is not None}
    return found


def golden(name: str) -> str:
    """A message written by hand after the standard."""
    return (Path(__file__).parent / "golden" / name).read_bytes().decode("utf-8")
