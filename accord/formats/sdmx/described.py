"""What every writer of structures starts from: an artefact as plain data in the form of SDMX-JSON 2.0."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accord.formats.sdmx.shape import Ref
from accord.formats.sdmx.urns import Target, parse_urn, urn

Json = dict[str, Any]
ITEM_LISTS = {
    "codelist": "codes",
    "valuelist": "valueItems",
    "conceptscheme": "concepts",
    "agencyscheme": "agencies",
    "dataproviderscheme": "dataProviders",
    "categoryscheme": "categories",
}


@dataclass(frozen=True, slots=True)
class Described:
    """An artefact: `body` is its SDMX-JSON 2.0 without links, `url` where its owner keeps it, `children` what it refers to."""

    ref: Ref
    body: Json
    url: str = ""
    final: bool = False
    children: tuple[Target, ...] = field(default=())

    @property
    def role(self) -> str:
        """Of a constraint: Allowed or Actual."""
        return str(self.body.get("role", ""))


def owner(agency: Any) -> str:
    """The id of an agency, which pysdmx holds as text or as an object."""
    return agency if isinstance(agency, str) else str(agency.id)


def full_urn(reference: str | None) -> str:
    """A reference as a full URN. Raises ValueError where it names nothing that is kept here."""
    target = parse_urn(reference or "")
    if target is None:
        raise ValueError(f"refers to what is not kept here: {reference!r}")
    return urn(target.ref, target.item)


def text_or_none(value: Any) -> str | None:
    """A text; pysdmx hands on an empty element with a language as a mapping."""
    return value if isinstance(value, str) else None


def filled(**values: Any) -> Json:
    """Only what is there."""
    return {k: v for k, v in values.items() if v not in (None, "", (), [], {})}


def moment(value: datetime | None) -> str | None:
    """A date-time in ISO 8601; without a zone it is UTC."""
    return value.isoformat() + ("" if value.tzinfo else "Z") if value else None


def children_of(ref: Ref, body: Json) -> tuple[Target, ...]:
    """The artefacts and items that a body refers to, each once."""
    return tuple({t: None for text in _urns(body) if (t := parse_urn(text)) and t.ref != ref})


def _urns(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        if value.startswith("urn:sdmx:"):
            yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in ("name", "names", "description", "descriptions", "annotations"):
                yield from _urns(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _urns(inner)
