"""`/sdmx/2.1/...` and `/sdmx/v2/...`: one view for each version of the API; a fault is told as the version wants it."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from accord.formats.sdmx.faults import Api, Fault, RequestFault, quoted
from accord.formats.sdmx.media import DATA_30, STRUCTURE_30, Choice, Resource, choose
from accord.formats.sdmx.request import AvailabilityQuery, DataQuery, Query, SchemaQuery, parse_request
from accord.formats.sdmx.write_error import write_error
from accord.indicators.sdmx import answers, flows, structures
from accord.indicators.sdmx.answers import Answer
from accord.kit.access import public
from accord.kit.texts import LANGUAGES

RESOURCES: dict[type, Resource] = {DataQuery: "data", AvailabilityQuery: "availability", SchemaQuery: "schema"}


@public
@require_safe
def sdmx_21(request: HttpRequest, path: str) -> HttpResponseBase:
    return _serve(request, "2.1", path)


@public
@require_safe
def sdmx_v2(request: HttpRequest, path: str) -> HttpResponseBase:
    return _serve(request, "v2", path)


@public
@require_safe
def sdmx_30(request: HttpRequest, path: str) -> HttpResponseBase:
    """As v2, for clients of SDMX 3.0 that read XML and name no format (sdmx1)."""
    return _serve(request, "v2", path, in_xml=True)


def _serve(request: HttpRequest, api: Api, path: str, *, in_xml: bool = False) -> HttpResponseBase:
    try:
        asked = parse_request(api, path, request.META.get("QUERY_STRING", ""))
        resource = RESOURCES.get(type(asked.query), "structure")
        default = (DATA_30 if resource == "data" else STRUCTURE_30) if in_xml else None
        choice = choose(resource, api, request.headers.get("Accept", ""), asked.representation, default)
        language = _language(request, asked.representation.get("lang", ""))
        _press(request, asked.representation.get("compression", ""))
        now = state, changed = flows.state()
        tag = answers.etag(state, api, path, request.META.get("QUERY_STRING", ""), choice.content_type, language)
        if tag in request.headers.get("If-None-Match", ""):
            return _dressed(HttpResponse(status=304), tag, changed.timestamp())
        answer = _answer(asked.query, choice, language, now)
    except RequestFault as fault:
        told = write_error(fault, api, request.headers.get("Accept", ""))
        return _plain(HttpResponse(told.body, content_type=told.content_type, status=told.status))
    if answer.status == 204:
        return _dressed(HttpResponse(status=204), tag, changed.timestamp())
    whole = isinstance(answer.body, bytes)
    response = HttpResponse(answer.body) if whole else StreamingHttpResponse(answer.body)
    response["Content-Type"] = answer.content_type
    return _dressed(response, tag, changed.timestamp())


def _answer(query: Query, choice: Choice, language: str, now: flows.State) -> Answer:
    if isinstance(query, DataQuery):
        return answers.data(query, choice, language, now)
    return structures.answer(query, choice, language)


def _language(request: HttpRequest, lang: str) -> str:
    """What `lang` names, as the standard wants; else the first of the site's languages that the reader's header asks for.

    `all`: texts of all languages stand in every message that has a place for them. Raises RequestFault (406).
    """
    if lang and lang.casefold() != "all":
        code = lang.partition("-")[0].casefold()
        if code not in LANGUAGES:
            raise RequestFault(Fault.NOT_ACCEPTABLE, f"lang={quoted(lang)} is none of all, {', '.join(LANGUAGES)}.")
        return code
    for part in request.headers.get("Accept-Language", "").split(","):
        code = part.partition(";")[0].strip()[:2].casefold()
        if code in LANGUAGES:
            return code
    return "en"


def _press(request: HttpRequest, compression: str) -> None:
    """`compression=gzip` stands for the header, which a browser's address line cannot set. Raises RequestFault (406)."""
    if compression and compression.casefold() != "gzip":
        raise RequestFault(Fault.NOT_ACCEPTABLE, f"compression={quoted(compression)} is not offered here: gzip is.")
    if compression:
        request.META["HTTP_ACCEPT_ENCODING"] = "gzip"  # as the middleware that presses answers reads it


def _dressed(response: HttpResponseBase, tag: str, changed: float) -> HttpResponseBase:
    response["ETag"] = tag
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = "no-cache"
    return _plain(response)


def _plain(response: HttpResponseBase) -> HttpResponseBase:
    response["Vary"] = "Accept, Accept-Encoding, Accept-Language"
    response["Access-Control-Allow-Origin"] = "*"
    return response
