"""What is new for each, of which no letter told them yet."""

from collections.abc import Sequence
from datetime import timedelta

from accord.kit import clock
from accord.notices.models import Notice
from accord.notices.reads.owed import visible_refs
from accord.people.models import Person
from accord.record import news
from accord.record.news import News

DAYS = 8  # what is older when letters are written again after a pause is told by its page alone
BATCH = 500


def untold(world: str) -> dict[int, list[News]]:
    """By person. A thing is told again where it went further than it was told of."""
    found = news.since(world, clock.now() - timedelta(DAYS))
    told = _told({one.key for one in found})
    new: dict[int, list[News]] = {}
    for one in found:
        if one.mark > told.get((one.person, one.key), 0):
            new.setdefault(one.person, []).append(one)
    return new


def _told(keys: set[str]) -> dict[tuple[int, str], int]:
    told: dict[tuple[int, str], int] = {}
    ordered = sorted(keys)
    for at in range(0, len(ordered), BATCH):
        rows = Notice.objects.filter(thing__in=ordered[at : at + BATCH]).values_list("person_id", "thing", "step")
        for person, thing, step in rows:
            told[person, thing] = max(int(step), told.get((person, thing), 0))
    return told


def wanted_by(person: Person, found: Sequence[News], unwanted: set[str]) -> list[News]:
    """What they want letters of and may read today; each address once, whatever the ground."""
    able = [one for one in found if one.kind not in unwanted]
    seen = visible_refs(person, [one.card for one in able])
    first: dict[str, News] = {}
    for one in able:
        if one.card in seen:
            first.setdefault(one.url, one)
    return list(first.values())
