"""Lists of plans and of actions, and their rows as tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from accord.accountability.models import Action, ActionPlan
from accord.accountability.places import provinces_used
from accord.accountability.reads.filters import (
    Filter,
    Option,
    choices_of,
    countries_of,
    filter_of,
    in_province,
    sectors,
    strategies,
    unknown,
    world_of,
)  # fmt: skip
from accord.accountability.reads.lists import kept_page, page_of, seen_by
from accord.accountability.reads.plan_actions import ActionLine, action_line
from accord.accountability.reads.plans import PlanLine, plan_line
from accord.people.models import Area
from accord.record.access import kept_rows
from accord.record.models import Card, Reader


@dataclass(frozen=True)
class PlanList:
    """Keyset pages: `next` is the last id shown, or 0. One world a page; `count` is of the whole list."""

    lines: list[PlanLine]
    chosen: dict[str, str]
    next: int
    world: str
    count: int
    unknown: dict[str, str] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list, metadata={"html_only": True})


@dataclass(frozen=True)
class ActionList:
    """As `PlanList`."""

    lines: list[ActionLine]
    chosen: dict[str, str]
    next: int
    world: str
    count: int
    unknown: dict[str, str] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list, metadata={"html_only": True})


NO_WORD = "unknown"  # in an address: the status of which nobody has said anything


def _world(asked: Mapping[str, str]) -> str:
    return world_of(asked.get("country", ""), asked.get("world", ""))


def plans_found(asked: Mapping[str, str], user: Reader) -> QuerySet[ActionPlan]:
    """`asked`: country, state, world. Drafts for their own country alone."""
    found = ActionPlan.objects.filter(seen_by(user, ActionPlan.State.DRAFTING), world=_world(asked))
    if country := asked.get("country"):
        found = found.filter(area__code=country.upper())
    if state := asked.get("state"):
        found = found.filter(state=state)
    return found.select_related("area", "lead")


def plan_list(asked: Mapping[str, str], after: int, user: Reader) -> PlanList:
    world = _world(asked)
    filters = [
        filter_of("country", countries_of(world), asked), filter_of("state", choices_of(ActionPlan.State.choices), asked),
    ]  # fmt: skip
    lines, more, count = kept_page(
        user, f"plans {world}", filters, after, lambda: page_of(plans_found(asked, user), after, plan_line)
    )
    chosen = {f.name: f.chosen for f in filters if f.chosen}
    return PlanList(lines, chosen, more, world, count, unknown(filters), filters)


def actions_found(asked: Mapping[str, str], user: Reader) -> QuerySet[Action]:
    """`asked`: country, plan, state, status, theme, sector, province, world. Drafts for their own country alone."""
    found = Action.objects.filter(seen_by(user), world=_world(asked))
    if country := asked.get("country"):
        found = found.filter(area__code=country.upper())
    if plan := asked.get("plan"):
        found = found.filter(plan__ref=plan)
    if state := asked.get("state"):
        found = found.filter(state=state)
    if status := asked.get("status"):
        found = found.filter(status="" if status == NO_WORD else status)
    for name, scheme in (("theme", "inspire"), ("sector", "sector")):
        if code := asked.get(name):
            found = found.filter(pk__in=Action.objects.filter(topics__code=code, topics__scheme=scheme).values("pk"))
    if province := asked.get("province"):
        found = found.filter(in_province(province))
    return found.select_related("area", "lead").prefetch_related("topics")


def _choices_within(code: str, user: Reader) -> tuple[list[Option], list[Option]]:
    """Plans and provinces of a country, which are choices once it is chosen."""
    area = Area.objects.filter(code=code.upper()).first() if code else None
    if area is None:
        return [], []
    plans = [Option(p.ref, p.title, p.language) for p in plans_found({"country": area.code}, user)]
    return plans, [Option(name, name) for name in provinces_used(area, seen_by(user))]


def action_list(asked: Mapping[str, str], after: int, user: Reader) -> ActionList:
    world, code = _world(asked), asked.get("country", "")
    statuses = [Option(code or NO_WORD, str(words)) for code, words in Action.Status.choices]
    filters = [
        filter_of("country", countries_of(world), asked),
        filter_of("state", choices_of(Action.State.choices), asked),
        filter_of("status", statuses, asked),
        filter_of("theme", [one for one in strategies() if one.code.startswith("inspire")], asked),
        filter_of("sector", sectors(), asked),
    ]
    plans, provinces = (
        kept_rows(user, f"within {code.upper()}", lambda: _choices_within(code, user)) if filters[0].chosen else ([], [])
    )
    if plans or asked.get("plan"):  # a choice among none is no choice
        filters.append(filter_of("plan", plans, asked))
    if filters[0].chosen or asked.get("plan") or asked.get("province"):
        filters.append(filter_of("province", provinces, asked))
    lines, more, count = kept_page(
        user, f"actions {world}", filters, after, lambda: page_of(actions_found(asked, user), after, action_line)
    )
    chosen = {f.name: f.chosen for f in filters if f.chosen}
    return ActionList(lines, chosen, more, world, count, unknown(filters), filters)


PLAN_COLUMNS = (
    "ref", "country", "title", "text", "state", "starts_on", "ends_on", "budget", "currency", "funded_share", "lead",
    "supporting", "document", "language", "world", "url",
)  # fmt: skip
ACTION_COLUMNS = (
    "ref", "country", "title", "text", "state", "status", "told_on", "evidence", "plan", "starts_on", "ends_on", "budget",
    "currency", "funded_share", "lead", "supporting", "strategies", "sectors", "provinces", "commitments", "recommendations",
    "language", "world", "url",
)  # fmt: skip


def plan_rows(asked: Mapping[str, str], user: Reader) -> Iterator[list[str]]:
    """Empty cells are untold. One query for each 500."""
    for p in plans_found(asked, user).order_by("id").iterator(chunk_size=500):
        yield [
            p.ref, p.area.code, p.title, p.text, p.state, *_told(p), p.supporting, p.document, p.language, p.world, p.url
        ]  # fmt: skip


def action_rows(asked: Mapping[str, str], user: Reader) -> Iterator[list[str]]:
    """Ties are refs of what the reader may see, parted by semicolons."""
    ties = ("serves__commitment", "answers__recommendation")
    rows = actions_found(asked, user).select_related("plan").prefetch_related(*ties).order_by("id")
    open_plans = set(
        plans_found({"country": asked.get("country", ""), "world": _world(asked)}, user).values_list("ref", flat=True)
    )
    seen = set(Card.objects.visible_to(user).filter(kind="commitment", world=_world(asked)).values_list("ref", flat=True))
    for a in rows.iterator(chunk_size=500):
        topics = list(a.topics.all())
        commitments = [s.commitment.ref for s in a.serves.all() if f"commitments/{s.commitment.ref}" in seen]
        yield [
            a.ref, a.area.code, a.title, a.text, a.state, a.status, str(a.told_on or ""), a.evidence,
            a.plan.ref if a.plan and a.plan.ref in open_plans else "", *_told(a), a.supporting,
            *(";".join(t.code for t in topics if t.scheme == scheme) for scheme in ("inspire", "sector")), ";".join(a.provinces),
            ";".join(commitments), ";".join(s.recommendation.ref for s in a.answers.all()), a.language, a.world, a.url,
        ]  # fmt: skip


def _told(thing: ActionPlan | Action) -> list[str]:
    money = [str(value) if value is not None else "" for value in (thing.budget, thing.currency, thing.funded_share)]
    return [str(thing.starts_on or ""), str(thing.ends_on or ""), *money, thing.lead.slug if thing.lead else ""]
