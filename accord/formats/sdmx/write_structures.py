"""Structure messages: SDMX-ML 2.1 and 3.0, SDMX-JSON 1.0 and 2.0, from described artefacts.

After SDMX section 3A (2.1) and 3 (3.0), and the field guides of the structure message of SDMX-JSON; valid against their
schemas.
"""

import json
from collections.abc import Iterable

from accord.formats.sdmx.described import Described, Json
from accord.formats.sdmx.json_structures import to_json_2
from accord.formats.sdmx.json_structures_1 import to_json_1
from accord.formats.sdmx.media import JSON_STRUCTURE_10, STRUCTURE_21, Format
from accord.formats.sdmx.shape import Header, Ref
from accord.formats.sdmx.urns import urn
from accord.formats.sdmx.xml_structures import to_xml

_SCHEMA = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/{}/sdmx-json-structure-schema.json"


def write_structures(
    format: Format, artefacts: Iterable[Described], header: Header, *, language: str = "en", context: Ref | None = None
) -> bytes:
    """The message, its names marked as of `language`. `format` is one of media's structure formats.

    `context`: for the answer to a schema query, the artefact whose schema it is; in SDMX-JSON the header then lists what
    the schema was made from.
    """
    shown = list(artefacts)
    if format.syntax == "xml":
        return to_xml(shown, header, "2.1" if format == STRUCTURE_21 else "3.0", language).encode("utf-8", "replace")
    old = format == JSON_STRUCTURE_10
    meta: Json = {
        "schema": _SCHEMA.format("1.0" if old else "2.0.0"),
        "id": header.id,
        "test": header.test,
        "prepared": header.prepared,
        "contentLanguages": [language],
        "sender": {"id": header.sender},
    }
    if context:
        refs = [context, *(d.ref for d in shown)]
        meta["links"] = [{"rel": ref.kind, "urn": urn(ref)} for ref in dict.fromkeys(refs)]
    data = to_json_1(shown, language) if old else to_json_2(shown, language)
    return json.dumps({"meta": meta, "data": data}, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
