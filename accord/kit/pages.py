"""A page has a value: one view serves it as HTML and, with `.json` for the last slash, as JSON."""

import csv
import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.functional import Promise

from accord.formats.table import csv_safe


def page_path(route: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The two addresses of a page: `countries/<iso3>/` and `countries/<iso3>.json`."""
    return [path(route, view, name=name), path(f"{route.rstrip('/')}.json", view, name=f"{name}_json")]


def wants_json(request: HttpRequest) -> bool:
    return request.path.endswith(".json")


def show(
    request: HttpRequest, template: str, page: Any, *, status: int = 200, extra: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Render the page's value. `extra` is for what only HTML needs (forms)."""
    if wants_json(request):
        return JsonResponse(plain(page), status=status, json_dumps_params={"ensure_ascii": False})
    return render(request, template, {"page": page, **(extra or {})}, status=status)


def table_file(name: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> HttpResponse:
    """A list as CSV, to be kept; no cell is read as a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    out = csv.writer(response)
    out.writerow(head)
    out.writerows([csv_safe(cell) for cell in row] for row in rows)
    return response


_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """A dataclass tree as JSON types. Fields whose metadata says `html_only` are left out."""
    if type(value) in _AS_IT_IS:
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        shown = [f for f in dataclasses.fields(value) if not f.metadata.get("html_only")]
        return {f.name: plain(getattr(value, f.name)) for f in shown}
    if isinstance(value, Mapping):
        return {str(key): item if type(item) in _AS_IT_IS else plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Promise):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"A page value may not hold {type(value).__name__}")
