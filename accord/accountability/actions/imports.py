"""Recommendations and pledges from files: all checked first, then all or nothing."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from accord.accountability.actions.cards import imported_card
from accord.accountability.models import Commitment, Recommendation
from accord.formats.messages import show
from accord.formats.pledges import PledgeRow, Pledges
from accord.formats.recommendations import RecommendationRow, Recommendations
from accord.formats.result import ImportResult, Refusal
from accord.kit.importing import Progress
from accord.people.finding import AreaFinder
from accord.people.models import Area, World
from accord.record.actions import CardText, append, publish_cards

type Written = tuple[Recommendation | Commitment, CardText] | None  # None: the row is there already
BATCH = 250  # rows written together
SOURCE = "UPR Info database, Universal Periodic Review"


def _key(parts: Sequence[object]) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def _unknown_state(row: int, value: str) -> Refusal:
    message = f"No State has the name “{show(value)}”. Expected a name of the UN's list or a known alias (docs/facts.md)."
    return Refusal(row, "To", show(value), message)


def _numbered(prefix: str, taken: Counter[str], code: str, session: int) -> str:
    """XAA-upr8-3: country, session, number in it; numbers go on where an earlier import stopped."""
    stem = f"{code}-{prefix}{session}"
    taken[stem] += 1
    return f"{stem}-{taken[stem]}"


def _taken(model: type[Recommendation] | type[Commitment]) -> Counter[str]:
    return Counter(ref.rsplit("-", 1)[0] for ref in model.objects.values_list("ref", flat=True))


def import_recommendations(
    read: Recommendations, progress: Progress, *, world: str = World.REAL, source: str = SOURCE
) -> ImportResult:
    """All or nothing; a row that is there already is unchanged, or changed where the response differs.

    What the State answered here itself is not written over.
    """
    finder = AreaFinder(states=True, world=world)
    areas = {row.to: finder.find("", row.to) for row in read.rows}
    faults = [_unknown_state(row.row, row.to) for row in read.rows if areas[row.to] is None]
    if read.refused or faults:
        return ImportResult(read=read.read, refused=sorted([*read.refused, *faults], key=lambda f: f.row))
    objects = {a.pk: a for a in Area.objects.filter(pk__in=[pk for pk in areas.values() if pk])}
    known = {r.key: r for r in Recommendation.objects.all()}
    taken = _taken(Recommendation)

    def write(row: RecommendationRow) -> Written:
        key = _key(row.key)
        area = objects[areas[row.to] or 0]
        old = known.get(key)
        if old and (old.responded_on or (old.response, old.response_word) == (row.response, row.response_word)):
            return None
        made = old or Recommendation(key=key, ref=_numbered("upr", taken, area.code, row.session), area=area)
        made.from_words = "; ".join(row.recommending)[:300]
        made.from_area_id = finder.find("", made.from_words)
        made.text, made.session, made.source = row.text, row.session, source
        made.response, made.response_word = row.response, row.response_word
        made.action, made.issues = row.action, list(row.issues)
        return made, imported_card(made.ref, "recommendation", "recommendations", area, made.text, made.from_words)

    return _write_all(read.read, read.rows, write, progress, "recommendations_imported", {"source": source, "world": world})


def import_pledges(read: Pledges, progress: Progress) -> ImportResult:
    finder = AreaFinder(states=True)
    areas = {row.state: finder.find("", row.state) for row in read.rows}
    faults = [_unknown_state(row.row, row.state) for row in read.rows if areas[row.state] is None]
    if read.refused or faults:
        return ImportResult(read=read.read, refused=sorted([*read.refused, *faults], key=lambda f: f.row))
    objects = {a.pk: a for a in Area.objects.filter(pk__in=[pk for pk in areas.values() if pk])}
    known = set(Commitment.objects.values_list("key", flat=True))
    taken = _taken(Commitment)

    def write(row: PledgeRow) -> Written:
        key = _key(row.key)
        if key in known:
            return None
        area = objects[areas[row.state] or 0]
        made = Commitment(
            key=key, ref=_numbered("pledge", taken, area.code, row.session), kind=Commitment.Kind.PLEDGE, area=area,
            text=row.text, issues=list(row.issues), session=row.session, source=SOURCE, world=area.world,
        )  # fmt: skip
        return made, imported_card(made.ref, "commitment", "commitments", area, made.text, "")

    return _write_all(read.read, read.rows, write, progress, "pledges_imported", {"source": SOURCE, "world": World.REAL})


def _write_all(
    total: int, rows: Sequence[Any], write: Callable[[Any], Written], progress: Progress, verb: str, about: dict[str, str]
) -> ImportResult:
    told: Counter[str] = Counter()
    with transaction.atomic():
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            written = [done for row in batch if (done := write(row))]
            added = [record for record, _ in written if record.pk is None]
            told += Counter(added=len(added), changed=len(written) - len(added), unchanged=len(batch) - len(written))
            for record, _ in written:
                if record.pk is not None:
                    record.save()
            if added:
                table: Any = type(added[0])._default_manager
                table.bulk_create(added)
            if written:
                publish_cards([card for _, card in written])
            progress(start + len(batch), len(rows))
        if told["added"] or told["changed"]:
            append(verb, None, after={**about, **told})
    return ImportResult(read=total, added=told["added"], changed=told["changed"], unchanged=told["unchanged"])
