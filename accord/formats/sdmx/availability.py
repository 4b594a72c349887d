"""What data there are: the constraint of role Actual that answers an availability request, and what is shown beside it.

After sdmx-rest `doc/availability.md` and, for 2.1, `v2_1/ws/rest/docs/4_6_1_other_queries.md` (availableconstraint).
"""

import re
from collections.abc import Collection, Mapping, Sequence

from accord.formats.sdmx.catalogue import select
from accord.formats.sdmx.described import Described, Json
from accord.formats.sdmx.periods import period_days
from accord.formats.sdmx.request import StructureQuery, Target
from accord.formats.sdmx.shape import Ref
from accord.formats.sdmx.structure_detail import enumerations, partial
from accord.formats.sdmx.urns import Target as Named
from accord.formats.sdmx.urns import urn


def availability(
    flow: Ref,
    values: Mapping[str, Sequence[str]],
    *,
    period: tuple[str, str] | None = None,
    time: str = "TIME_PERIOD",
    obs_count: int | None = None,
    series_count: int | None = None,
) -> Described:
    """The constraint of a flow: by dimension the codes that have data, the first and last period, the counts.

    Counts are annotations of type sdmx_metrics, the only place for them before SDMX 3.1. Periods that are not Gregorian
    (2014-Q1) stand as days, since clients read the ends of a range as dates.
    """
    keys: list[Json] = [{"id": d, "values": [{"value": v} for v in codes]} for d, codes in values.items() if codes]
    if period:
        ends = zip(("startPeriod", "endPeriod"), _gregorian(*period), strict=True)
        keys.append({"id": time, "timeRange": {name: {"period": one, "isInclusive": True} for name, one in ends}})
    counts = {"series_count": series_count, "obs_count": obs_count}
    metrics = [{"id": k, "title": str(v), "type": "sdmx_metrics"} for k, v in counts.items() if v is not None]
    body: Json = {"agencyID": flow.agency, "id": flow.id, "version": flow.version, "name": f"Availability of {flow.id}"}
    body |= {"annotations": metrics} if metrics else {}
    body |= {"role": "Actual", "constraintAttachment": {"dataflows": [urn(flow)]}}
    body["cubeRegions"] = [{"include": True, **({"keyValues": keys} if keys else {})}]
    return Described(Ref("dataconstraint", flow.agency, flow.id, flow.version), body, children=(Named(flow),))


def _gregorian(first: str, last: str) -> tuple[str, str]:
    plain = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
    try:
        start, end = period_days(first)[0].isoformat(), period_days(last)[1].isoformat()
    except ValueError:
        return first, last
    return first if plain.fullmatch(first) else start, last if plain.fullmatch(last) else end


def availability_answer(
    constraint: Described, catalogue: Sequence[Described], references: Collection[str] = ("none",)
) -> tuple[Described, ...]:
    """The constraint with the artefacts beside it that `references` names (all, or kinds), narrowed to what has data."""
    if "none" in references or not references:
        return (constraint,)
    own = constraint.ref
    others = [d for d in catalogue if d.ref != own]
    target = Target(agencies=(own.agency,), ids=(own.id,), versions=(own.version,))
    query = StructureQuery("v2", ("dataconstraint",), target, references=("descendants",))
    below = select(query, [*others, constraint]).referenced
    whole = partial((*below, constraint))
    kinds = None if "all" in references else set(references)
    return tuple(d for d in whole if d.ref == own or kinds is None or d.ref.kind in kinds)


def schema_answer(context: Described, catalogue: Sequence[Described]) -> tuple[Described, ...]:
    """What is valid in a context (a data flow or data structure): structure, concepts, codes after the constraints, agencies.

    The constraints are those of role Allowed that are attached to the context or to what it uses; they come along where
    two components share a list. Empty where the context has no structure here.
    """
    target = Target(agencies=(context.ref.agency,), ids=(context.ref.id,), versions=(context.ref.version,))
    query = StructureQuery("v2", (context.ref.kind,), target, references=("descendants",))
    below = select(query, catalogue).referenced
    attached = {context.ref, *(d.ref for d in below)}
    constraints = [d for d in catalogue if d.role == "Allowed" and any(c.ref in attached for c in d.children if not c.item)]
    agencies = [d for d in catalogue if d.ref.kind == "agencyscheme"]
    structures = [context] if context.ref.kind == "datastructure" else [d for d in below if d.ref.kind == "datastructure"]
    if not structures:
        return ()
    lists = [d for d in below if d.ref.kind in ("codelist", "valuelist", "conceptscheme")]
    narrowed = partial([*structures, *lists, *constraints, *agencies])
    kept = [d for d in narrowed if d.ref.kind != "agencyscheme" or d.body.get("agencies")]
    shared = _share_lists(kept)
    return tuple(d for d in kept if shared or d.ref.kind != "dataconstraint")


def _share_lists(artefacts: Sequence[Described]) -> bool:
    """Whether a list serves two components of which a constraint speaks."""
    spoken = {k["id"] for d in artefacts for r in d.body.get("cubeRegions", ()) for k in r.get("keyValues", ())}
    return any(len(ids & spoken) > 0 and len(ids) > 1 for ids in enumerations(artefacts).values())
