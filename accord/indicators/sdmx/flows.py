"""The data flows that are served, each with its shape and its releases as of a moment.

`ACCORD:VAC` holds the partnership's indicators: what every origin says, side by side, told apart by the dimension ORIGIN.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from accord.formats.messages import Unreadable
from accord.formats.sdmx.artefact import from_text
from accord.formats.sdmx.resolve import finder, shape_of
from accord.formats.sdmx.shape import Component, Names, Ref, Shape
from accord.indicators.frames import serving
from accord.indicators.frames.serving import Slice
from accord.indicators.frames.staging import KEYS
from accord.indicators.models import Holding, Indicator, Origin, Release, Structure
from accord.people.models import Area

AGENCY = "ACCORD"
VERSION = "1.0.0"
VAC = Ref("dataflow", AGENCY, "VAC", VERSION)
VAC_STRUCTURE = Ref("datastructure", AGENCY, "VAC", VERSION)
AT_OBSERVATION = ("UNIT_MEASURE", "NATURE", "OBS_STATUS", "LOWER_BOUND", "UPPER_BOUND", "SOURCE_DETAIL", "COMMENT_OBS")
OF_SERIES = ("SOURCE_AGENCY", "LICENCE")
NAMES: Mapping[str, Names] = {
    "REF_AREA": {"en": "Reference area", "fr": "Zone de référence", "es": "Área de referencia"},
    "INDICATOR": {"en": "Indicator", "fr": "Indicateur", "es": "Indicador"},
    "SEX": {"en": "Sex", "fr": "Sexe", "es": "Sexo"},
    "AGE": {"en": "Age", "fr": "Âge", "es": "Edad"},
    "COMPOSITE_BREAKDOWN": {"en": "Composite breakdown", "fr": "Ventilation composite", "es": "Desglose compuesto"},
    "ORIGIN": {"en": "Origin of the figures", "fr": "Origine des chiffres", "es": "Origen de las cifras"},
    "TIME_PERIOD": {"en": "Time period", "fr": "Période", "es": "Período"},
    "OBS_VALUE": {"en": "Observation value", "fr": "Valeur d’observation", "es": "Valor de observación"},
    "UNIT_MEASURE": {"en": "Unit of measure", "fr": "Unité de mesure", "es": "Unidad de medida"},
    "NATURE": {"en": "Nature of data", "fr": "Nature des données", "es": "Naturaleza de los datos"},
    "OBS_STATUS": {"en": "Observation status", "fr": "Statut d’observation", "es": "Estado de la observación"},
    "LOWER_BOUND": {"en": "Lower bound", "fr": "Borne inférieure", "es": "Límite inferior"},
    "UPPER_BOUND": {"en": "Upper bound", "fr": "Borne supérieure", "es": "Límite superior"},
    "SOURCE_DETAIL": {"en": "Source detail", "fr": "Détail de la source", "es": "Detalle de la fuente"},
    "COMMENT_OBS": {"en": "Comment", "fr": "Commentaire", "es": "Comentario"},
    "SOURCE_AGENCY": {"en": "Source agency", "fr": "Organisme source", "es": "Organismo fuente"},
    "LICENCE": {"en": "Licence", "fr": "Licence", "es": "Licencia"},
}
SEX: Mapping[str, Names] = {
    "_T": {"en": "Total", "fr": "Total", "es": "Total"}, "F": {"en": "Female", "fr": "Féminin", "es": "Femenino"},
    "M": {"en": "Male", "fr": "Masculin", "es": "Masculino"},
}  # fmt: skip


@dataclass(frozen=True)
class Edition:
    """A release of a flow, as long as it was the newest of its origin for the indicators in `slice`."""

    slice: Slice
    origin: str
    valid_from: datetime
    valid_to: datetime | None = None


@dataclass(frozen=True)
class Flow:
    """`editions` are the newest as of the moment asked for; `history` all of them, oldest first."""

    ref: Ref
    shape: Shape
    editions: tuple[Edition, ...]
    history: tuple[Edition, ...]
    state: str  # changes whenever an answer may
    changed: datetime


_kept: dict[str, Flow] = {}
_lock = threading.Lock()


type State = tuple[str, datetime]


def state() -> State:
    """A token that changes with each publication, and when that was (1 query, in SQL: each answer asks it)."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [Release.State.PUBLISHED])
        many, newest, last = cursor.fetchone()
    if isinstance(last, str):  # SQLite knows no times; Django writes them in UTC
        last = datetime.fromisoformat(last).replace(tzinfo=UTC)
    changed: datetime = last or datetime(2026, 1, 1, tzinfo=UTC)
    return f"{many}.{newest}.{changed.timestamp():.6f}", changed


_STATE = f"SELECT count(*), max(id), max(published_at) FROM {Release._meta.db_table} WHERE state = %s"


def flow(code: str, as_of: datetime | None = None, now: State | None = None) -> Flow | None:
    """A flow of ours by its id; None where there is none. What this process has gathered is kept until the next publication.

    `now`: the state, where the caller has asked for it already.
    """
    token, changed = now or state()
    key = f"{code}@{as_of.isoformat() if as_of else ''}"
    with _lock:
        found = _kept.get(key)
    if found is None or found.state != token:
        found = _vac(token, changed, as_of) if code == VAC.id else _foreign(code, token, changed, as_of)
        with _lock:
            if len(_kept) > 50:
                _kept.clear()
            if found:
                _kept[key] = found
    return found


def flows() -> list[Flow]:
    """All flows, ours first."""
    codes = Release.objects.filter(state=Release.State.PUBLISHED).exclude(flow=VAC.id).values_list("flow", flat=True)
    now = state()
    found = [flow(code, None, now) for code in (VAC.id, *sorted(set(codes)))]
    return [f for f in found if f]


def _vac(token: str, changed: datetime, as_of: datetime | None) -> Flow:
    history = _history(as_of)
    editions = tuple(e for e in history if e.valid_to is None)
    shape = vac_shape(serving.codes((e.slice for e in editions), (*KEYS, "ORIGIN")))
    return Flow(VAC, shape, editions, tuple(history), token, changed)


def _foreign(code: str, token: str, changed: datetime, as_of: datetime | None) -> Flow | None:
    """Data under another agency's structure: the flow is ours, the structure stays theirs. Each origin's newest release."""
    held = Release.objects.filter(state=Release.State.PUBLISHED, flow=code, shape__isnull=False, published_at__isnull=False)
    if as_of:
        held = held.filter(published_at__lte=as_of)
    editions, newer = list[Edition](), dict[tuple[int | None, str], datetime]()
    shape: Shape | None = None
    for release in held.select_related("origin").order_by("-published_at", "-pk"):
        told = release.shape or {}
        shape = shape or foreign_shape(code, told)
        key = (release.origin_id, str(told["dimensions"]))
        published = release.published_at or release.loaded_at
        part = Slice(release.parquet, tuple(told["dimensions"]))
        if [d.id for d in shape.dimensions] == told["dimensions"]:
            editions.append(Edition(part, release.origin.code if release.origin else "_U", published, newer.get(key)))
        newer[key] = published
    if shape is None:
        return None
    editions.reverse()
    return Flow(shape.flow, shape, tuple(e for e in editions if e.valid_to is None), tuple(editions), token, changed)


def foreign_shape(code: str, told: Mapping[str, Any]) -> Shape:
    """The shape that a release remembers, with names and codes where its structure is held."""
    _, agency, name, version = told["structure"] or ("datastructure", AGENCY, code, VERSION)
    find = finder([from_text(s.text) for s in Structure.objects.filter(agency=agency)])
    other = find(Ref("datastructure", agency, name, version)) or find(Ref("dataflow", agency, name, version))
    known: dict[str, Component] = {}
    structure = Ref("datastructure", agency, name, version)
    if other:
        try:
            full = shape_of(other, find)
            structure = full.structure
            known = {c.id: c for c in (*full.dimensions, *full.measures, *full.attributes)}
        except Unreadable:
            known = {}
    time = Component(told["time"], NAMES["TIME_PERIOD"], data_type="ObservationalTimePeriod") if told["time"] else None
    return Shape(
        Ref("dataflow", AGENCY, code, VERSION), structure,
        tuple(known.get(d) or Component(d) for d in told["dimensions"]), time,
        tuple(known.get(m) or Component(m) for m in told["measures"]),
        tuple(Component(a, known[a].names if a in known else {}, attachment=at) for a, at in told["attributes"].items()),
        {"en": f"{agency}: {name}"},
    )  # fmt: skip


def _history(as_of: datetime | None) -> list[Edition]:
    """Each release with the indicators and the time for which it was its origin's newest, in the order of publication."""
    held = Holding.objects.filter(release__state=Release.State.PUBLISHED, release__published_at__isnull=False)
    if as_of:
        held = held.filter(release__published_at__lte=as_of)
    rows = list(held.select_related("release__origin", "indicator").order_by("release__published_at", "release_id"))
    ends: dict[tuple[int, int], datetime | None] = {}
    newer: dict[tuple[int | None, int], datetime] = {}
    for h in reversed(rows):
        key = (h.release.origin_id, h.indicator_id)
        ends[h.release_id, h.indicator_id] = newer.get(key)
        newer[key] = h.release.published_at or h.release.loaded_at
    grouped: dict[tuple[Release, datetime | None], set[str]] = defaultdict(set)
    whole: dict[int, set[str]] = defaultdict(set)
    for h in rows:
        grouped[h.release, ends[h.release_id, h.indicator_id]].add(h.indicator.sdmx)
        whole[h.release_id].add(h.indicator.sdmx)
    return [_edition(release, codes, whole[release.pk], end) for (release, end), codes in grouped.items()]


def _edition(release: Release, codes: set[str], whole: set[str], end: datetime | None) -> Edition:
    origin = release.origin.code if release.origin else "_U"
    constants = {"ORIGIN": origin, "SOURCE_AGENCY": release.source, "LICENCE": release.licence}
    only = {} if codes == whole else {"INDICATOR": frozenset(codes)}
    return Edition(Slice(release.parquet, KEYS, constants, only), origin, release.published_at or release.loaded_at, end)


def vac_shape(codes: Mapping[str, Sequence[str]]) -> Shape:
    """The flow's structure with names for the codes that occur."""
    areas = dict(Area.objects.filter(code__in=codes["REF_AREA"]).values_list("code", "names"))
    indicators = {i.sdmx: i.names for i in Indicator.objects.all()}
    origins = {o.code: {"en": o.name} for o in Origin.objects.filter(code__in=codes["ORIGIN"])}
    named: Mapping[str, Mapping[str, Names]] = {
        "REF_AREA": areas, "INDICATOR": indicators, "SEX": {**SEX}, "AGE": {}, "COMPOSITE_BREAKDOWN": {}, "ORIGIN": origins,
    }  # fmt: skip
    dimensions = tuple(_component(d, _named(named[d], codes[d])) for d in (*KEYS, "ORIGIN"))
    attributes = (
        *(Component(a, NAMES[a], attachment="series") for a in OF_SERIES),
        *(Component(a, NAMES[a], attachment="observation") for a in AT_OBSERVATION),
    )
    return Shape(
        VAC, VAC_STRUCTURE, dimensions,
        Component("TIME_PERIOD", NAMES["TIME_PERIOD"], data_type="ObservationalTimePeriod"),
        (Component("OBS_VALUE", NAMES["OBS_VALUE"], data_type="String"),), attributes, {
            "en": "Violence against children: the partnership's indicators",
            "fr": "Violence à l’encontre des enfants : indicateurs du partenariat",
            "es": "Violencia contra los niños: indicadores de la alianza",
        },
    )  # fmt: skip


def _component(name: str, codes: Mapping[str, Names]) -> Component:
    return Component(name, NAMES[name], codes)


def _named(names: Mapping[str, Names], codes: Iterable[str]) -> dict[str, Names]:
    return {c: names.get(c) or {"en": "Total" if c == "_T" else c.replace("_", " ")} for c in codes}
