"""What comes from files: all checked first, then all or nothing. Pledges, and what they share with recommendations."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction

from accord.accountability.actions.cards import imported_card
from accord.accountability.models import Commitment, Recommendation
from accord.formats.messages import show
from accord.formats.pledges import PledgeRow, Pledges
from accord.formats.result import ImportResult, Refusal
from accord.kit.importing import Progress
from accord.people.finding import AreaFinder
from accord.people.models import Area, World
from accord.record.actions import CardText, append, publish_cards

type Written = tuple[Recommendation | Commitment, CardText]
BATCH = 250  # rows written together
SOURCE = "UPR Info database, Universal Periodic Review"


def digest_of(parts: Sequence[object]) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def unknown_state(row: int, value: str) -> Refusal:
    message = f"No State has the name “{show(value)}”. Expected a name of the UN's list or a known alias (docs/facts.md)."
    return Refusal(row, "To", show(value), message)


def numbered(prefix: str, taken: Counter[str], code: str) -> str:
    """XAA-upr8-3: country, body with session or year, number in it; numbers go on where an earlier import stopped."""
    stem = f"{code}-{prefix}"
    taken[stem] += 1
    return f"{stem}-{taken[stem]}"


def taken_numbers(model: type[Recommendation] | type[Commitment], areas: Iterable[int]) -> Counter[str]:
    found = model.objects.filter(area__in=areas)
    return Counter(ref.rsplit("-", 1)[0] for ref in found.values_list("ref", flat=True))


def import_pledges(read: Pledges, progress: Progress) -> ImportResult:
    finder = AreaFinder(states=True)
    areas = {row.state: finder.find("", row.state) for row in read.rows}
    faults = [unknown_state(row.row, row.state) for row in read.rows if areas[row.state] is None]
    if read.refused or faults:
        return ImportResult(read=read.read, refused=sorted([*read.refused, *faults], key=lambda f: f.row))
    objects = {a.pk: a for a in Area.objects.filter(pk__in=[pk for pk in areas.values() if pk])}
    known = set(Commitment.objects.values_list("key", flat=True))
    taken = taken_numbers(Commitment, objects)

    def write(batch: Sequence[PledgeRow]) -> list[Written]:
        written: list[Written] = []
        for row in batch:
            key = digest_of(row.key)
            if key in known:
                continue
            area = objects[areas[row.state] or 0]
            made = Commitment(
                key=key, ref=numbered(f"pledge{row.session}", taken, area.code), kind=Commitment.Kind.PLEDGE, area=area,
                text=row.text, issues=list(row.issues), session=row.session, source=SOURCE, world=area.world,
            )  # fmt: skip
            written.append((made, imported_card(made.ref, "commitment", "commitments", area, made.text, "")))
        return written

    return write_all(read.read, read.rows, write, progress, "pledges_imported", {"source": SOURCE, "world": World.REAL})


def write_all(
    total: int,
    rows: Sequence[Any],
    write: Callable[[Sequence[Any]], list[Written]],
    progress: Progress,
    verb: str,
    about: dict[str, str],
    *,
    after: Callable[[Sequence[Recommendation | Commitment]], None] = lambda rows: None,
    last: Callable[[], None] = lambda: None,
) -> ImportResult:
    """`write` gives what of a batch is new or changed, `after` is called with each batch once it is saved, `last` at the end."""
    told: Counter[str] = Counter()
    with transaction.atomic():
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            written = write(batch)
            added = [record for record, _ in written if record.pk is None]
            told += Counter(added=len(added), changed=len(written) - len(added), unchanged=len(batch) - len(written))
            for record, _ in written:
                if record.pk is not None:
                    record.save()
            if added:
                table: Any = type(added[0])._default_manager
                table.bulk_create(added)
            if written:
                after([record for record, _ in written])
                publish_cards([card for _, card in written])
            progress(start + len(batch), len(rows))
        if told["added"] or told["changed"]:
            last()
            append(verb, None, after={**about, **told})
    return ImportResult(read=total, added=told["added"], changed=told["changed"], unchanged=told["unchanged"])
