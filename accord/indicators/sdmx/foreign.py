"""Structures and data of other agencies, as they are: `accord import sdmx FILE`.

A structure keeps its owner. Data under it lie in a flow of our agency (`ECB_EXR` for `ECB:EXR`), which says
whose structure it uses.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from accord.formats.messages import Unreadable, refuse
from accord.formats.result import ImportResult, Refusal
from accord.formats.sdmx.artefact import Artefact, from_text, to_text
from accord.formats.sdmx.data import read_data
from accord.formats.sdmx.kinds import Kind, sniff
from accord.formats.sdmx.message import DataSet, usual_role
from accord.formats.sdmx.resolve import Find, finder, shape_of
from accord.formats.sdmx.shape import Ref, Shape
from accord.formats.sdmx.structures import read_structures
from accord.formats.table import Row
from accord.indicators.actions import ReleaseFacts, origin_of
from accord.indicators.frames import foreign, parquet
from accord.indicators.frames.foreign import Roles
from accord.indicators.models import Release, Structure
from accord.kit import clock
from accord.record.actions import append

# Attributes by the cross-domain concepts of SDMX (2009, annex 1), for data whose structure is not held.
USUAL_ATTRIBUTES = re.compile(
    r"(OBS_(STATUS|CONF|NOTE|PRE_BREAK|COM)|CONF_STATUS|UNIT|CURRENCY_DENOM_NOTE|DECIMALS|COMMENT|COLLECTION|TITLE|TIME_FORMAT|"
    r"PREF_|BREAKS|COMPILATION|AVAILABILITY|SOURCE|.*(NOTE|_LINK|FOOTNOTE|DESC|COMPL)\b)", re.IGNORECASE
)  # fmt: skip


def import_message(path: Path, facts: ReleaseFacts) -> ImportResult:
    """Structures or data, whichever the file holds. Raises Unreadable: what it is instead, or what is broken in it."""
    kind = sniff(path)
    if kind.use == "structure":
        return import_structures(path, kind, facts)
    return import_data(path, kind, facts)


def import_structures(path: Path, kind: Kind, facts: ReleaseFacts) -> ImportResult:
    """Keep each artefact under its owner; the same again is unchanged. One that cannot be read keeps the file out."""
    message = read_structures(path, kind=kind)
    if message.refused:
        return ImportResult(read=len(message.artefacts) + len(message.refused), refused=list(message.refused))
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    with transaction.atomic():
        for one in message.artefacts:
            counts[_keep(one, facts)] += 1
        if counts["added"] or counts["changed"]:
            append("structures_loaded", None, after={"file": facts.file_name, "sha256": facts.sha256, **counts})
    notes = [note.message for note in message.notes[:20]]
    return ImportResult(len(message.artefacts), counts["added"], counts["changed"], counts["unchanged"], notes=notes)


def _keep(one: Artefact, facts: ReleaseFacts) -> str:
    text = to_text(one)
    ref = one.ref
    held = Structure.objects.filter(kind=ref.kind, agency=ref.agency, code=ref.id, version=ref.version).first()
    if held and held.text == text:
        return "unchanged"
    url = getattr(one.model, "structure_url", None) or facts.url
    held = held or Structure(kind=ref.kind, agency=ref.agency, code=ref.id, version=ref.version)
    is_new = held.pk is None
    held.text, held.items, held.source, held.url, held.loaded_at = text, one.count, facts.source, url or "", clock.now()
    held.save()
    return "added" if is_new else "changed"


@dataclass(frozen=True)
class _Kept:
    flow: str
    shape: dict[str, object]
    dimensions: tuple[str, ...]
    file: parquet.Kept


def import_data(path: Path, kind: Kind, facts: ReleaseFacts) -> ImportResult:
    """Keep each data set as a release of its flow, all or none."""
    read = unchanged = 0
    refused: list[Refusal] = []
    kept: list[_Kept] = []
    for flow, shape, data in _sets(path, kind):
        if data.action == "Delete":
            refused.append(refuse("delete_action", 0, "action", data.action))
            continue
        rows = list(data.rows)
        refused += data.refused  # complete only now that the rows are read
        if not rows:
            continue
        roles = _known_roles(data, shape) if shape and shape.dimensions else _likely_roles(data, rows)
        if not roles.dimensions:
            roles = _all_dimensions(roles, rows)
        if not roles.dimensions:
            refused.append(refuse("sdmx_no_key", 0, "", flow))
            continue
        file, count, faults = foreign.keep(roles, rows)
        wider = roles if shape and shape.dimensions else _all_dimensions(roles, rows)
        if faults and wider != roles:
            again = foreign.keep(wider, rows)
            if again[0]:
                roles, (file, count, faults) = wider, again
        read += count
        refused += faults
        if file and Release.objects.filter(flow=flow, sha256=facts.sha256, source=facts.source, licence=facts.licence).exists():
            unchanged += count
        elif file:
            kept.append(_Kept(flow, told(roles, data.structure), roles.dimensions, file))
    if refused:
        return ImportResult(read=read, refused=refused)
    with transaction.atomic():
        for one in kept:
            _release(one, facts)
    notes = [] if facts.source and facts.licence else ["Kept as a draft that is not served: give --source and --licence."]
    if not read:
        notes.append("The message holds no observations: nothing was kept.")
    return ImportResult(read=read, added=sum(k.file.rows for k in kept), unchanged=unchanged, notes=notes)


def _sets(path: Path, kind: Kind) -> Iterator[tuple[str, Shape | None, DataSet]]:
    """Each data set with its flow's code and its structure, where that is held."""
    find = finder([from_text(s.text) for s in Structure.objects.filter(kind__in=("dataflow", "datastructure"))])
    first = read_data(path, kind=kind)
    named = first.structures[0] if first.structures else None
    shape = shape_for(named, find)
    message = read_data(path, kind=kind, shape=shape) if shape else first
    seen: Counter[str] = Counter()
    for one in message.sets:
        ref = one.structure or named
        code = flow_code(ref) if ref else re.sub(r"[^A-Za-z0-9_]+", "_", path.stem).upper()
        seen[code] += 1
        yield code if seen[code] == 1 else f"{code}_{seen[code]}", shape if ref == named else None, one


def shape_for(ref: Ref | None, find: Find) -> Shape | None:
    """The structure's shape where it is held; a data flow's name may stand for its structure, and the other way."""
    if ref is None:
        return None
    other = Ref("datastructure" if ref.kind == "dataflow" else "dataflow", ref.agency, ref.id, ref.version)
    artefact = find(ref) or find(other)
    try:
        return shape_of(artefact, find) if artefact else None
    except Unreadable:
        return None


def flow_code(ref: Ref) -> str:
    return re.sub(r"[^A-Za-z0-9_]+", "_", f"{ref.agency}_{ref.id}")[:60]


def _known_roles(data: DataSet, shape: Shape) -> Roles:
    """By the structure that is held; what the message has beside it is kept as attributes."""
    time = shape.time.id if shape.time else ""
    known = {c.id for c in (*shape.dimensions, *shape.measures, *shape.attributes)} | {time}
    attributes = {a.id: a.attachment for a in shape.attributes if a.attachment != "dataset"}
    more = dict.fromkeys((c for c in data.columns if c not in known), "observation")
    return Roles(tuple(d.id for d in shape.dimensions), time, tuple(m.id for m in shape.measures), attributes | more)


def _likely_roles(data: DataSet, rows: list[Row]) -> Roles:
    """By the message where it tells roles, else by names and by what each row has."""
    always = {c for c in data.columns if all(row.values.get(c) for row in rows)}
    roles = {c: _likely(c, c in always) if r == "component" else str(r) for c, r in data.roles.items()}
    of = {role: tuple(c for c, r in roles.items() if r == role) for role in ("dimension", "time", "measure", "attribute")}
    return Roles(of["dimension"], next(iter(of["time"]), ""), of["measure"], dict.fromkeys(of["attribute"], "observation"))


def _all_dimensions(roles: Roles, rows: list[Row]) -> Roles:
    """Where likely roles leave two rows alike: every column that has a value in each row is part of the key."""
    more = tuple(a for a in roles.attributes if all(row.values.get(a) for row in rows))
    rest = {a: at for a, at in roles.attributes.items() if a not in more}
    return Roles((*roles.dimensions, *more), roles.time, roles.measures, rest)


def _likely(name: str, always: bool) -> str:
    """The role of a column whose structure is not held: what each row has is a dimension, unless its name says otherwise."""
    role = usual_role(name)
    if role != "component":
        return str(role)
    return "dimension" if always and not USUAL_ATTRIBUTES.match(name) else "attribute"


def told(roles: Roles, structure: Ref | None) -> dict[str, object]:
    """What a release remembers of its columns."""
    return {
        "structure": [structure.kind, structure.agency, structure.id, structure.version] if structure else None,
        "dimensions": list(roles.dimensions), "time": roles.time, "measures": list(roles.measures),
        "attributes": dict(roles.attributes),
    }  # fmt: skip


def _release(one: _Kept, facts: ReleaseFacts) -> None:
    published = bool(facts.source and facts.licence)
    release = Release.objects.create(
        **vars(facts), flow=one.flow, shape=one.shape, rows=one.file.rows, parquet=one.file.name, parquet_sha256=one.file.sha256,
        state=Release.State.PUBLISHED if published else Release.State.DRAFT,
        origin=origin_of(facts.source) if published else None, published_at=clock.now() if published else None,
    )  # fmt: skip
    append("release_published" if published else "release_drafted", None, open_to_all=published, after={
        "source": facts.source, "sha256": facts.sha256, "parquet": one.file.sha256, "rows": one.file.rows, "flow": one.flow,
    })  # fmt: skip
    parquet.index(release.parquet, one.dimensions)
