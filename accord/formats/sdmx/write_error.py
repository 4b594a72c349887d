"""Error messages: SDMX-ML 2.1 and 3.0, SDMX-JSON.

After SDMX 2.1 section 7 (guidelines for web services) and the `errors` of SDMX-JSON's messages.
"""

import json
from dataclasses import dataclass

from accord.formats.sdmx.faults import Api, RequestFault
from accord.formats.sdmx.xml_text import escape

_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/"


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """What an HTTP answer needs."""

    status: int
    content_type: str
    body: bytes


def write_error(fault: RequestFault, api: Api, accept: str = "", language: str = "en") -> ErrorAnswer:
    """The fault as a message: JSON or XML as `accept` wants it, else XML under 2.1 and JSON under v2."""
    wants_json, wants_xml = "json" in accept.casefold(), "xml" in accept.casefold()
    as_json = wants_json if wants_json != wants_xml else api == "v2"
    if as_json:
        error = {"code": fault.code, "title": fault.message, "titles": {language: fault.message}}
        body = json.dumps({"errors": [error]}, ensure_ascii=False).encode("utf-8", "replace")
        return ErrorAnswer(fault.status(api), "application/json", body)
    base = _SCHEMAS + ("v2_1" if api == "2.1" else "v3_0")
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<message:Error xmlns:message="{base}/message" xmlns:common="{base}/common">'
        f'<message:ErrorMessage code="{fault.code}"><common:Text xml:lang="{escape(language)}">{escape(fault.message)}'
        "</common:Text></message:ErrorMessage></message:Error>\n"
    )
    return ErrorAnswer(fault.status(api), "application/xml", text.encode("utf-8", "replace"))
