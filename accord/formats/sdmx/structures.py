"""Structure messages of every form that is read: codelists, concepts, data structures, flows, schemes and what else comes.

Each artefact is read by itself, so that one that cannot be read leaves the others whole, and keeps references as they
stand: a data structure names its codelists, it does not swallow them.
"""

from dataclasses import dataclass, field

from accord.formats.messages import Unreadable
from accord.formats.result import Refusal
from accord.formats.sdmx.artefact import Artefact
from accord.formats.sdmx.kinds import Kind, refuse_kind, sniff
from accord.formats.sdmx.safe_xml import Source


@dataclass(frozen=True, slots=True)
class StructureMessage:
    """`refused` tells each artefact that could not be read or is of no kind held here; `notes` what was left out of others."""

    kind: str
    artefacts: list[Artefact]
    refused: list[Refusal] = field(default_factory=list)
    notes: list[Refusal] = field(default_factory=list)


def read_structures(source: Source, *, kind: Kind | None = None) -> StructureMessage:
    """The artefacts of a message in SDMX-ML 2.1 or 3.0, SDMX-JSON 1.0 or 2.0, in the message's order.

    A message without any is valid (an empty catalogue). Raises Unreadable: what the file is instead, or what is broken.
    """
    kind = kind or sniff(source)
    if kind.use == "refused":
        raise refuse_kind(kind, source)
    if kind.use == "data":
        raise Unreadable("sdmx_not_structure", kind=kind.name)
    if kind.use == "table":
        from accord.formats.sdmx.kinds import not_sdmx

        raise not_sdmx(source)
    if kind.code.startswith("sdmx-ml"):
        from accord.formats.sdmx.structures_xml import read_xml_structures

        return read_xml_structures(source, kind.code)
    from accord.formats.sdmx.structures_json import read_json_structures

    return read_json_structures(source, kind.code)
