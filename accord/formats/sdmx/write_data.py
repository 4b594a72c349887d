"""Any data message by the format that was chosen."""

from collections.abc import Iterator, Sequence

from accord.formats.sdmx.layout import Detail
from accord.formats.sdmx.media import CSV_10, JSON_DATA_10, Choice
from accord.formats.sdmx.shape import Dataset, Header, Shape
from accord.formats.sdmx.write_csv import write_csv
from accord.formats.sdmx.write_json import write_json
from accord.formats.sdmx.write_xml import write_xml


def write_data(
    choice: Choice,
    shape: Shape,
    datasets: Sequence[Dataset],
    header: Header,
    *,
    at_observation: str = "",
    detail: Detail = "full",
    language: str = "en",
    spreadsheet: bool = False,
) -> Iterator[bytes]:
    """The message in chunks of about 64 KB. Rows must come sorted by `lay_out(shape, at_observation, detail).order`.

    In SDMX-CSV a row is an observation whatever `at_observation` is. Raises RequestFault (400) for an unknown dimension,
    before the first chunk.
    """
    one = choice.format
    if one.syntax == "csv":
        return write_csv(
            shape,
            datasets,
            version="1.0.0" if one == CSV_10 else "2.0.0",
            labels=choice.labels,
            time_format=choice.time_format,
            keys=choice.keys,
            detail=detail,
            language=language,
            spreadsheet=spreadsheet,
        )
    if one.syntax == "json":
        return write_json(
            shape,
            datasets,
            header,
            version="1.0.0" if one == JSON_DATA_10 else "2.0.0",
            at_observation=at_observation,
            detail=detail,
            language=language,
        )
    return write_xml(one, shape, datasets, header, at_observation=at_observation, detail=detail)
