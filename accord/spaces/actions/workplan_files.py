"""A work plan loaded from a table: all rows are checked first, then all or nothing is written."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accord.calc.names import same_names, split_names
from accord.calc.normalise import fold
from accord.formats.messages import refuse
from accord.formats.result import ImportResult, Refusal
from accord.formats.table import fold_name
from accord.formats.work_plan import PlanRow, open_plan, read_plan
from accord.people.finding import countries_named, find_countries
from accord.people.models import Area, Capacity, Organisation
from accord.record.actions import accept_cells
from accord.record.models import Topic
from accord.spaces.access.things import of_one
from accord.spaces.actions.workplan import propose_action, reword_action, tell_progress
from accord.spaces.models import JointAction, Platform
from accord.spaces.wording import wording_of

MOST_PROVINCES, LONGEST_PROVINCE = 40, 80


class _Known:
    """What the cells are held against, fetched once."""

    def __init__(self, platform: Platform, by: Capacity, convener: bool) -> None:
        self.platform, self.by, self.convener = platform, by, convener
        self.countries: dict[str, Area] = countries_named(platform.world)
        bodies = Organisation.objects.filter(world=platform.world, verified_on__isnull=False)
        self.bodies = {fold(name): o for o in bodies for name in (o.slug, *o.names.values())}
        self.topics = {t.code: t for t in Topic.objects.filter(scheme__in=("inspire", "sector"))}
        rows = platform.joint_actions.select_related("by", "organisation", "solution").prefetch_related("areas", "topics")
        self.actions: dict[str, JointAction] = {a.ref: a for a in rows}
        self.provinces = [name for a in self.actions.values() for name in a.provinces]

    def named(self, scheme: str) -> dict[str, str]:
        """By their name in each language."""
        found: dict[str, str] = {}
        for topic in self.topics.values():
            if topic.scheme == scheme:
                found |= {fold_name(name): topic.code for name in (topic.code, *topic.names.values())}
        return found


def load_plan(platform: Platform, data: bytes, *, by: Capacity, convener: bool) -> ImportResult:
    """Rows with a number are changed, others proposed. Raises Unreadable for the file as a whole, ValidationError by the gate."""
    table = open_plan(data)
    accept_cells((row.number, column, text) for row in table.rows for column, text in row.values.items())
    known = _Known(platform, by, convener)
    read = read_plan(table, statuses=JointAction.Status.values, sectors=known.named("sector"), strategies=known.named("inspire"))
    refused = list(read.refused)
    given = [(row, _given(row, known, refused)) for row in read.rows]
    if refused:
        return ImportResult(read=read.read, refused=sorted(refused, key=lambda r: r.row))
    with transaction.atomic():
        done = [_write(row, told, known) for row, told in given]
    return ImportResult(read.read, done.count("added"), done.count("changed"), done.count("unchanged"))


def _given(row: PlanRow, known: _Known, refused: list[Refusal]) -> dict[str, Any]:
    areas, nowhere = find_countries(row.countries, known.countries)
    refused += [refuse("unknown_area", row.row, "countries", name) for name in nowhere]
    body = known.bodies.get(fold(row.organisation)) if row.organisation else None
    if row.organisation and body is None:
        refused.append(refuse("unknown_body", row.row, "organisation", row.organisation))
    elif body is None and not row.other_organisation:
        refused.append(refuse("no_body", row.row, "organisation"))
    provinces = same_names(split_names(row.provinces), known.provinces)
    if len(provinces) > MOST_PROVINCES or any(len(name) > LONGEST_PROVINCE for name in provinces):
        size = max(len(row.provinces), 1)
        refused.append(refuse("long_value", row.row, "provinces", row.provinces, size=size, limit=MOST_PROVINCES))
    if row.number:
        _may_change(row, known, refused)
    topics = [known.topics[code] for code in (*row.strategies, *row.sectors) if code in known.topics]
    return {
        "title": row.title, "text": row.text, "language": row.language, "organisation": body, "who": row.other_organisation,
        "areas": areas, "topics": topics, "provinces": provinces, "starts_on": row.starts_on,
        "ends_on": row.ends_on, "needs": row.needs, "offers": row.offers,
    }  # fmt: skip


def _may_change(row: PlanRow, known: _Known, refused: list[Refusal]) -> None:
    found = known.actions.get(row.number)
    if found is None:
        refused.append(refuse("unknown_row", row.row, "number", row.number))
    elif not (known.convener or of_one(found.by, known.by)):
        refused.append(refuse("foreign_row", row.row, "number", row.number))
    elif found.version != row.version:
        params = {"found": row.version, "expected": found.version}
        refused.append(refuse("stale_row", row.row, "number", row.number, **params))


def _write(row: PlanRow, given: dict[str, Any], known: _Known) -> str:
    found = known.actions.get(row.number)
    done = "unchanged"
    if found is None:
        found, done = propose_action(known.platform, given, by=known.by), "added"
    elif _differs(found, given):
        reason = _("Loaded from a table.")
        found, done = reword_action(found, given, version=row.version, by=known.by, reason=reason), "changed"
    status = row.status or found.status
    if (status, row.people_reached) != (found.status, found.people_reached):
        people = row.people_reached
        tell_progress(found, status=status, people_reached=people, version=found.told_version, by=known.by)
        done = "changed" if done == "unchanged" else done
    return done


def _differs(action: JointAction, given: dict[str, Any]) -> bool:
    was = wording_of(action)
    plain = {
        name: str(given[name] or "") for name in ("title", "text", "language", "who", "needs", "offers", "starts_on", "ends_on")
    }
    same = all(plain[name] == str(was[name] or "") for name in plain)
    body = given["organisation"].slug if given["organisation"] else ""
    lists = (
        sorted(a.code for a in given["areas"]) == was["areas"], sorted(t.code for t in given["topics"]) == was["topics"],
        sorted(given["provinces"]) == sorted(was["provinces"]), body == was["organisation"],
    )  # fmt: skip
    return not (same and all(lists))
