"""Data messages of every form of SDMX that is read: one function, one kind of answer."""

from accord.formats.messages import Unreadable
from accord.formats.sdmx.kinds import Kind, refuse_kind, sniff
from accord.formats.sdmx.message import DataMessage
from accord.formats.sdmx.safe_xml import Source
from accord.formats.sdmx.shape import Shape
from accord.formats.table import LIMITS, Limits


def read_data(source: Source, *, shape: Shape | None = None, kind: Kind | None = None, limits: Limits = LIMITS) -> DataMessage:
    """The data sets of a message in SDMX-ML 2.1 or 3.0, SDMX-JSON 1.0 or 2.0, SDMX-CSV 1.0 or 2.0.

    XML is streamed: memory stays flat, and a fault may be told (Unreadable) while rows are read. `shape` is the structure
    where it is at hand; it tells roles and the keys of groups. `limits` are those of tables (CSV).
    Raises Unreadable: what the file is instead, what is broken in it, or that it holds no data set.
    """
    kind = kind or sniff(source)
    if kind.use == "refused":
        raise refuse_kind(kind, source)
    if kind.use == "structure":
        raise Unreadable("sdmx_not_data", kind=kind.name)
    if kind.code.startswith("sdmx-ml"):
        from accord.formats.sdmx.data_xml import read_xml_data

        return read_xml_data(source, kind.code, shape)
    if kind.code.startswith("sdmx-json"):
        from accord.formats.sdmx.data_json import read_json_data

        return read_json_data(source, kind.code, shape)
    from accord.formats.sdmx.data_csv import read_csv_data

    return read_csv_data(source, kind, shape, limits)
