"""What our writers write, our readers read: data and structures, in every form."""

from collections.abc import Iterable

import pytest

from accord.formats.sdmx import media
from accord.formats.sdmx.artefact import from_text, to_text
from accord.formats.sdmx.data import read_data
from accord.formats.sdmx.describe import describe_all
from accord.formats.sdmx.layout import lay_out
from accord.formats.sdmx.media import Choice, Format
from accord.formats.sdmx.message import DataSet
from accord.formats.sdmx.resolve import finder, shape_of
from accord.formats.sdmx.structures import read_structures
from accord.formats.sdmx.tests.sample import FLOW, HEADER, ROWS, SHAPE, cells, data_set
from accord.formats.sdmx.write_data import write_data
from accord.formats.sdmx.write_structures import write_structures
from accord.formats.tests import sdmx_messages as made

FIGURES = [*ROWS[:2], (*ROWS[2][:4], ROWS[3][4], *ROWS[2][5:]), *ROWS[3:]]  # one source for each series
KEYS = ("REF_AREA", "SEX", "TIME_PERIOD")
DATA = [media.GENERIC_21, media.GENERIC_SERIES_21, media.SPECIFIC_21, media.SPECIFIC_SERIES_21, media.DATA_30,
        media.JSON_DATA_10, media.JSON_DATA_20, media.CSV_10, media.CSV_20]  # fmt: skip
STRUCTURES = [media.STRUCTURE_21, media.STRUCTURE_30, media.JSON_STRUCTURE_10, media.JSON_STRUCTURE_20]


def _plain(text: str) -> str:
    """Without what XML cannot hold, and with blanks where it makes them of line ends in attributes."""
    return " ".join("".join(c for c in text if c >= " " or c in "\t\n").split())


def _read(sets: Iterable[DataSet]) -> dict[tuple[str, ...], dict[str, str]]:
    found = {}
    for data in sets:
        for row in data.rows:
            values = {k: _plain(v) for k, v in {**row.values}.items() if v and k not in {"LICENCE", "DATAFLOW"}}
            found[tuple(values.pop(k) for k in KEYS)] = values
    return found


@pytest.mark.parametrize("at", ["", "AllDimensions", "SEX"])
@pytest.mark.parametrize("form", DATA, ids=lambda f: f"{f.message}-{f.syntax}-{f.version}")
def test_every_figure_written_is_read_again(form: Format, at: str) -> None:
    if at == "SEX" and "timeseries" in form.message:
        pytest.skip("time series have time at the observation")
    order = lay_out(SHAPE, at, "full").order
    places = [SHAPE.columns.index(c) for c in order]
    rows = sorted(FIGURES, key=lambda r: tuple(r[p] or "" for p in places))
    if form.syntax == "csv":  # a control character in a table is refused
        rows = [tuple(c and "".join(x for x in c if x not in "\x01\x0b") for c in r) for r in rows]
    message = b"".join(write_data(Choice(form), SHAPE, [data_set(rows)], HEADER, at_observation=at))
    read = read_data(message, shape=SHAPE)
    sets = []
    for data in read.sets:
        data.rows = iter(list(data.rows))
        sets.append(data)
    expected = {k: {n: _plain(v) for n, v in c.items()} for k, c in cells(FIGURES).items()}
    found = _read(sets)
    if form == media.CSV_10 or form == media.CSV_20:
        assert {k: {n: v for n, v in c.items() if n in SHAPE.columns} for k, c in found.items()} == expected
    else:
        assert found == expected
        assert [s.attributes for s in sets] == [{"LICENCE": "CC BY 4.0"}]
    assert [s.structure for s in sets] == [FLOW]
    assert not [r for s in sets for r in s.refused]


@pytest.mark.parametrize("form", STRUCTURES, ids=lambda f: f"{f.syntax}-{f.version}")
def test_structures_read_can_be_kept_written_and_read_again(form: Format) -> None:
    kept = [from_text(to_text(a)) for a in read_structures(made.STRUCTURES_21).artefacts]
    message = write_structures(form, describe_all(a.model for a in kept), HEADER)
    again = read_structures(message)
    assert again.refused == []
    assert {a.ref for a in again.artefacts} == {a.ref for a in kept}
    shapes = []
    for some in (kept, again.artefacts):
        flow = next(a for a in some if a.ref.kind == "dataflow")
        shapes.append(shape_of(flow, finder(some)))
    before, after = shapes
    assert [(c.id, sorted(c.codes)) for c in after.dimensions] == [(c.id, sorted(c.codes)) for c in before.dimensions]
    assert [(c.id, c.attachment) for c in after.attributes] == [(c.id, c.attachment) for c in before.attributes]
    assert (after.time and after.time.id, [m.id for m in after.measures]) == ("TIME_PERIOD", ["OBS_VALUE"])
