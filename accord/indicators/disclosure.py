"""To which files the rule for small numbers applies, and what is told of it (docs/decisions/0011-disclosure.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.utils.crypto import salted_hmac

from accord.indicators.frames.staging import Staging
from accord.indicators.frames.withholding import withhold
from accord.indicators.models import AcceptedSource, Holding, Indicator, Origin, Release
from accord.people.models import Capacity, Role, World

BASE = 5  # counts of persons are rounded to it
COUNTS = "number"  # the unit of counts of persons

# auto: as `scope_of` tells; all: also counts of persons of any source; public: the source has published the figures as they are
type Choice = Literal["auto", "all", "public"]
CHOICES: tuple[Choice, ...] = ("auto", "all", "public")


@dataclass(frozen=True)
class Scope:
    """`cases`: figures whose unweighted cases the file tells; `persons`: figures that are counts of persons."""

    cases: bool
    persons: bool


class Outrun(Exception):
    """A release of the same source was published after the file was checked: together they may give a small number away."""


def scope_of(source: str, by: Capacity | None, choice: Choice = "auto") -> Scope:
    """What a custodian has published is not altered; what a statistician loads is held to the whole rule (2 queries)."""
    if choice == "public":
        return Scope(cases=False, persons=False)
    national = by is not None and by.role == Role.STATISTICIAN
    if choice == "auto" and not national and is_custodian(source):
        return Scope(cases=False, persons=False)
    return Scope(cases=True, persons=national or choice == "all")


def is_custodian(source: str) -> bool:
    told = AcceptedSource.objects.filter(name=source, role=Origin.Role.CUSTODIAN).exists()
    return told or Origin.objects.filter(name=source, role=Origin.Role.CUSTODIAN).exists()


def protect(
    staged: Staging, source: str, *, by: Capacity | None = None, world: str = World.REAL, choice: Choice = "auto"
) -> Staging:
    """Take small numbers out of a staged file, where the rule applies to it. Once for each staging."""
    scope = scope_of(source, by, choice)
    if scope.cases and staged.withheld is None and not staged.refused:
        persons = Indicator.objects.filter(unit=COUNTS) if scope.persons else ()
        earlier = [(r.parquet, r.breakdowns) for r in published_by(source, world)]
        withhold(staged, persons=[i.sdmx for i in persons], earlier=earlier, base=BASE if scope.persons else 1)
    return staged


def published_by(source: str, world: str) -> list[Release]:
    """Published releases of a source: what a reader can put beside a new one (1 query)."""
    found = Release.objects.filter(source=source, world=world, state=Release.State.PUBLISHED, shape__isnull=True)
    return list(found.order_by("pk")) if source else []


def told_of(staged: Staging, source: str, world: str, choice: Choice = "auto") -> dict[str, Any]:
    """Counts for the release and its event, never a row or a figure; and what the file was held against."""
    found = staged.withheld
    if found is None:
        return {"small_numbers": "public"} if choice == "public" else {}
    counts = {
        "hidden": len(found.small), "further": len(found.further), "bracketed": len(found.bracketed), "rounded": found.rounded,
        "already_public": len(found.told), "open": len(found.lost), "rounded_to": found.base if found.rounded else 0,
    }  # fmt: skip
    told: dict[str, Any] = {name: n for name, n in counts.items() if n}
    held = [r.pk for r in published_by(source, world)]
    return {**told, **({"held_against": held} if held else {})}


def hides(handling: Mapping[str, Any]) -> bool:
    return bool(handling.get("hidden") or handling.get("further"))


def ask_if_outrun(release: Release) -> None:
    """Raises Outrun where a release was published that the file was not held against, and one of the two hides something.

    A release without such a list was not held to the rule: it must not be put beside one that hides its indicators' figures.
    """
    if release.handling.get("small_numbers") == "public":
        return
    seen = set(release.handling.get("held_against", ()))
    mine = set(release.holdings.values_list("indicator_id", flat=True))
    held: dict[int, set[int]] = {}
    others = [r for r in published_by(release.source, release.world) if r.pk not in seen]
    for number, indicator in Holding.everywhere.filter(release__in=others).values_list("release_id", "indicator_id"):
        held.setdefault(number, set()).add(indicator)
    for other in others:
        if held.get(other.pk, set()) & mine and (hides(release.handling) or hides(other.handling)):
            raise Outrun


def sealed(digest: str) -> str:
    """A digest that only this site can make: a plain one of a file with small numbers would let a reader try them all."""
    return salted_hmac("accord.indicators.disclosure", digest, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def without_figures(mends: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mends without what stood in the cells: one of them may be a number that was hidden."""
    return [{k: v for k, v in mend.items() if k not in ("before", "after")} for mend in mends]
