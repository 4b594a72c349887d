"""SDMX: observations per second and memory of each writer of data, beside what pysdmx and sdmx1 need to parse the same message.

Made-up figures of ten columns (200 areas, indicators, sexes, 20 years), at 100,000 and 1,000,000 observations
(OBS=100000,1000000). Each case runs in a process of its own and is timed by its CPU seconds; memory is the rise of the
greatest resident size over that of the same process before. The clients parse at the smaller size only (PARSE=0 leaves
them out).
"""

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from accord.formats.sdmx import media
from accord.formats.sdmx.shape import Component, Dataset, Header, Ref, Row, Shape
from accord.formats.sdmx.write_data import write_data

SIZES = [int(n) for n in os.environ.get("OBS", "100000,1000000").split(",")]
PARSE = os.environ.get("PARSE", "1") != "0"
YEARS, SEXES, AREAS = 20, 3, 200
HEADER = Header("BENCH", "2024-01-01T00:00:00Z")
AREA_CODES = {f"A{n:02}": {"en": f"Area {n}"} for n in range(AREAS)}
SHAPE = Shape(
    Ref("dataflow", "ACCORD", "BENCH", "1.0.0"),
    Ref("datastructure", "ACCORD", "BENCH", "1.0.0"),
    (Component("INDICATOR"), Component("REF_AREA", {"en": "Area"}, AREA_CODES), Component("SEX"), Component("AGE")),
    Component("TIME_PERIOD", data_type="ObservationalTimePeriod"),
    (Component("OBS_VALUE", data_type="Double"),),
    (
        Component("SOURCE", attachment="series"),
        Component("UNIT", attachment="series"),
        Component("OBS_STATUS"),
        Component("NOTE"),
    ),
)
FORMATS = {
    "CSV 1.0": media.CSV_10, "CSV 2.0": media.CSV_20, "XML 2.1 generic": media.GENERIC_21, "XML 2.1 specific": media.SPECIFIC_21,
    "XML 3.0 specific": media.DATA_30, "JSON 1.0": media.JSON_DATA_10, "JSON 2.0": media.JSON_DATA_20,
}  # fmt: skip


def made_up(count: int) -> Iterator[list[Row]]:
    """Rows sorted by series and time, in batches of 5,000, made as they are asked for."""
    batch: list[Row] = []
    for number in range(count):
        series, year = divmod(number, YEARS)
        area, sex = divmod(series, SEXES)
        indicator, area = divmod(area, AREAS)
        note = "small sample, read with care" if number % 7 == 0 else None
        batch.append((f"I{indicator}", f"A{area:02}", "MFT"[sex], "Y0T17", str(2000 + year), f"{(number * 7919) % 100000 / 1000}",
                      "Household survey & census", "PT", "AE"[number % 2], note))  # fmt: skip
        if len(batch) == 5000:
            yield batch
            batch = []
    if batch:
        yield batch


def peak() -> float:
    """The greatest resident size so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write_case(name: str, count: int) -> tuple[float, float, float, float]:
    """Seconds of the writer alone, MB written, MB of memory gained, ms to the first byte."""
    for _ in write_data(media.Choice(FORMATS[name]), SHAPE, [Dataset(made_up(5000))], HEADER):
        pass
    start = time.process_time()
    for _ in made_up(count):
        pass
    made = time.process_time() - start
    before, size, first = peak(), 0, 0.0
    start = time.process_time()
    for chunk in write_data(media.Choice(FORMATS[name]), SHAPE, [Dataset(made_up(count))], HEADER):
        first = first or time.process_time() - start
        size += len(chunk)
    return time.process_time() - start - made, size / 1e6, peak() - before, first * 1000


def parse_case(name: str, count: int, client: str) -> float:
    """Seconds in which a client parses our message from memory."""
    message = b"".join(write_data(media.Choice(FORMATS[name]), SHAPE, [Dataset(made_up(count))], HEADER))
    if client == "pysdmx":
        from pysdmx.io import read_sdmx

        text = message.decode()
        start = time.process_time()
        read_sdmx(text, validate=False)
    else:
        import logging
        from io import BytesIO

        import sdmx

        logging.disable(logging.WARNING)
        start = time.process_time()
        sdmx.read_sdmx(BytesIO(message))
    return time.process_time() - start


def alone(function: Callable[..., object], *arguments: object) -> object:
    """The result of a call in a fresh process, or the fault."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        try:
            return pool.apply(function, arguments)
        except Exception as fault:
            return fault


def main() -> None:
    """Print the tables."""
    print(f"{'writer':18}{'observations':>14}{'obs/s':>12}{'MB':>8}{'MB memory':>11}{'first byte ms':>15}")
    for name in FORMATS:
        for count in SIZES:
            result = alone(write_case, name, count)
            if not isinstance(result, tuple):
                raise SystemExit(f"{name}: {result!r}")
            seconds, size, memory, first = result
            print(f"{name:18}{count:>14,}{count / seconds:>12,.0f}{size:>8.0f}{memory:>11.1f}{first:>15.1f}", flush=True)
    readers = [(c, n) for n in FORMATS for c in ("pysdmx", "sdmx1") if not (c == "sdmx1" and n[:3] == "CSV") and n[:4] != "JSON"]
    for client, name in readers if PARSE else ():
        result = alone(parse_case, name, SIZES[0], client)
        shown = f"{SIZES[0] / result:,.0f} obs/s" if isinstance(result, float) else repr(result)
        print(f"{client} parses {name:18}{SIZES[0]:>12,}  {shown}", flush=True)


if __name__ == "__main__":
    main()
