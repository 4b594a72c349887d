"""Under which headings recommendations are found, and which sessions of a source are held."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Count, Max, Min

from accord.accountability.models import Heading, Holding, Placing, Recommendation

Scheme = Heading.Scheme


def headings_of(r: Recommendation) -> set[tuple[str, str]]:
    """Scheme and code; what stands under a target (16.2) stands under its goal (16), too."""
    found = {(Scheme.THEME.value, word) for word in r.issues} | {(Scheme.PERSONS.value, word) for word in r.persons}
    found |= {(Scheme.GOAL.value, code) for goal in r.goals for code in (goal, goal.partition(".")[0])}
    found |= {(Scheme.STRATEGY.value, code) for code in r.strategies}
    found |= {(Scheme.CYCLE.value, str(r.cycle))} if r.cycle else set()
    return {(scheme, str(code)[:300]) for scheme, code in found}


def place(rows: Sequence[Recommendation]) -> None:
    """Make the placings of these rows those that their themes, persons, goals, strategies and cycle say. `area` is at hand.

    In the caller's transaction; a fixed number of queries, and one for each heading that is new.
    """
    wanted = {row.pk: {(row.area.world, *one) for one in headings_of(row)} for row in rows}
    known = _known({name for names in wanted.values() for name in names})
    ours = {pk: {known[name] for name in names} for pk, names in wanted.items()}
    there = list(Placing.objects.filter(recommendation__in=ours).values_list("pk", "recommendation_id", "heading_id"))
    gone = [(pk, heading) for pk, row, heading in there if heading not in ours[row]]
    Placing.objects.filter(pk__in=[pk for pk, _ in gone]).delete()
    held = {(row, heading) for _, row, heading in there}
    fresh = [(row, heading) for row, headings in ours.items() for heading in sorted(headings) if (row, heading) not in held]
    Placing.objects.bulk_create([Placing(recommendation_id=row, heading_id=heading) for row, heading in fresh])


def _known(names: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], int]:
    """The headings of these names, made where they are missing: world, scheme, code -> id."""
    by_code: dict[tuple[str, str], list[str]] = defaultdict(list)
    for world, scheme, code in sorted(names):
        by_code[world, scheme].append(code)
    found: dict[tuple[str, str, str], int] = {}
    for (world, scheme), codes in by_code.items():
        rows = Heading.objects.filter(world=world, scheme=scheme)
        held = dict(rows.filter(code__in=codes).values_list("code", "pk"))
        for code in codes:
            if code not in held:
                held[code] = Heading.objects.create(world=world, scheme=scheme, code=code).pk
            found[world, scheme, code] = held[code]
    return found


def count_headings(world: str) -> None:
    """How many stand under each; what nothing stands under goes. After an import."""
    counts = Placing.objects.filter(heading__world=world).values_list("heading").annotate(n=Count("pk")).order_by()
    counted = dict(counts)
    rows = list(Heading.objects.filter(world=world))
    for row in rows:
        row.count = counted.get(row.pk, 0)
    Heading.objects.bulk_update(rows, ["count"], batch_size=200)
    Heading.objects.filter(world=world, count=0).delete()


def hold(world: str, source: str) -> None:
    """Write which sessions of this source are held, and how many rows."""
    rows = Recommendation.objects.filter(area__world=world, source=source, session__isnull=False)
    told = rows.aggregate(first=Min("session"), last=Max("session"), rows=Count("pk"))
    if told["first"] is not None:
        Holding.objects.update_or_create(world=world, source=source, defaults=told)
