"""A whole SDMX service in memory, in some hundred lines: what a server does with this package, and a partner for real clients.

Filters run in Python by the meaning that the package gives them; a real service hands them to its engine.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import groupby
from typing import Any
from urllib.parse import unquote, urlsplit

from accord.formats.sdmx.availability import availability, availability_answer, schema_answer
from accord.formats.sdmx.catalogue import matching, select
from accord.formats.sdmx.described import Described
from accord.formats.sdmx.faults import Api, Fault, RequestFault
from accord.formats.sdmx.filters import fit_keys
from accord.formats.sdmx.layout import lay_out, narrow
from accord.formats.sdmx.media import Choice, Format, choose
from accord.formats.sdmx.periods import period_days
from accord.formats.sdmx.request import AvailabilityQuery, DataQuery, SchemaQuery, StructureQuery, parse_request
from accord.formats.sdmx.shape import Dataset, Header, Row, Shape
from accord.formats.sdmx.structure_detail import with_detail
from accord.formats.sdmx.write_data import write_data
from accord.formats.sdmx.write_error import write_error
from accord.formats.sdmx.write_structures import write_structures

Answer = tuple[int, str, bytes]


class Service:
    """One flow with its rows and a catalogue of structures."""

    def __init__(
        self, shape: Shape, rows: Sequence[Row], catalogue: Sequence[Described], defaults: dict[str, Format] | None = None
    ):
        self.shape, self.rows, self.catalogue = shape, list(rows), list(catalogue)
        self.defaults = defaults or {}
        self.asked: list[str] = []

    def answer(self, api: Api, path: str, query: str, accept: str) -> Answer:
        """Status, content type and body; never raises."""
        try:
            request = parse_request(api, path, query)
            found = request.query
            resource: Any = {DataQuery: "data", AvailabilityQuery: "availability", SchemaQuery: "schema"}.get(
                type(found), "structure"
            )
            default = self.defaults.get("data" if resource == "data" else "structure")
            choice = choose(resource, api, accept, request.representation, default)
            if isinstance(found, DataQuery):
                return self._data(found, choice)
            shown = self._structures(found)
            context = self._flow(found.target) if isinstance(found, SchemaQuery) else None
            body = write_structures(choice.format, shown, self._header(), context=context.ref if context else None)
            return 200, choice.content_type, body
        except RequestFault as fault:
            told = write_error(fault, api, accept)
            return told.status, told.content_type, told.body

    def _header(self) -> Header:
        return Header("TEST_1", "2024-05-01T12:00:00Z")

    def _flow(self, target: Any) -> Described:
        found = matching(target, [d for d in self.catalogue if d.ref == self.shape.flow])
        if not found:
            raise RequestFault(Fault.NO_RESULTS, "There is no such data flow.")
        return found[0]

    def _structures(self, query: Any) -> Sequence[Described]:
        if isinstance(query, StructureQuery):
            chosen = select(query, self.catalogue)
            if not chosen.found:
                raise RequestFault(Fault.NO_RESULTS, "Nothing matches.")
            return with_detail(chosen, query.detail, lambda ref: f"https://accord.example/{ref.kind}/{ref.agency}/{ref.id}")
        context = self._flow(query.target)
        if isinstance(query, SchemaQuery):
            return schema_answer(context, self.catalogue)
        rows = self._rows(query)
        if not rows:
            raise RequestFault(Fault.NO_RESULTS, "No data match.")
        ids = [d.id for d in self.shape.dimensions]
        values = {
            d: sorted({str(r[i]) for r in rows}) for i, d in enumerate(ids) if not query.components or d in query.components
        }
        periods = sorted(str(r[len(ids)]) for r in rows)
        constraint = availability(
            self.shape.flow,
            values,
            period=(periods[0], periods[-1]),
            obs_count=len(rows),
            series_count=len({r[: len(ids)] for r in rows}),
        )
        return availability_answer(constraint, self.catalogue, query.references)

    def _rows(self, query: DataQuery | AvailabilityQuery) -> list[Row]:
        columns = self.shape.columns
        dimensions = [d.id for d in self.shape.dimensions]
        keys = fit_keys(query.keys, dimensions)
        time = self.shape.time.id if self.shape.time else ""
        numbers = {m.id for m in self.shape.measures}
        for one in query.filters:
            if one.component not in columns:
                raise RequestFault(Fault.SYNTAX, f"The structure has no component {one.component}.")
        kept = []
        for row in self.rows:
            cells = dict(zip(columns, row, strict=True))
            first, last = period_days(cells[time] or "")
            inside = (query.start is None or first >= query.start) and (query.end is None or last <= query.end)
            named = not keys or any(all(cells[d] in codes for d, codes in key.items()) for key in keys)
            kinds = {
                f.component: "time" if f.component == time else "number" if f.component in numbers else "text"
                for f in query.filters
            }
            if inside and named and all(f.lets_through(cells[f.component], kinds[f.component]) for f in query.filters):  # type: ignore[arg-type]
                kept.append(row)
        return kept

    def _data(self, query: DataQuery, choice: Choice) -> Answer:
        self._flow(query.target)
        shape, detail = narrow(self.shape, query.attributes, query.measures, query.detail)
        layout = lay_out(shape, query.at_observation, detail)
        rows = self._rows(query)
        size = len(self.shape.dimensions)
        if query.first_n or query.last_n:
            series = [
                list(g) for _, g in groupby(sorted(rows, key=lambda r: [str(c) for c in r[: size + 1]]), lambda r: r[:size])
            ]
            rows = [r for s in series for r in (s[: query.first_n] if query.first_n else s[-(query.last_n or 0) :])]
        rows = rows[query.offset : query.offset + query.limit if query.limit else None]
        if not rows:
            if query.api == "v2":
                return 204, "", b""
            raise RequestFault(Fault.NO_RESULTS, "No data match.")
        places = [self.shape.columns.index(c) for c in shape.columns]
        own = [tuple(row[p] for p in places) for row in rows]
        order = [shape.columns.index(c) for c in layout.order]
        own.sort(key=lambda r: [str(r[i]) for i in order])
        data = [Dataset([own], {"LICENCE": "CC BY 4.0"})]
        chunks = write_data(choice, shape, data, self._header(), at_observation=query.at_observation, detail=detail)
        return 200, choice.content_type, b"".join(chunks)


@contextmanager
def served(service: Service) -> Iterator[str]:
    """The service on a port of this machine: its root, below which are /2.1 and /v2."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            _, version, rest = parts.path.split("/", 2)
            service.asked.append(self.path)
            api: Api = "2.1" if version == "2.1" else "v2"
            status, content_type, body = service.answer(api, unquote(rest), parts.query, self.headers.get("Accept", ""))
            self.send_response(status)
            if content_type:
                self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
