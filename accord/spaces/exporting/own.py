"""This room's own exporter: the platform and all that stands on it, as their pages tell it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from accord.people.models import Person
from accord.record.models import Card
from accord.record.reads import history
from accord.record.search.tokens import KINDS
from accord.spaces.exporting.items import Exported
from accord.spaces.reads import meetings, platforms, threats, workplan

PAGES: dict[str, Callable[[str, Person], Any]] = {
    "platform": platforms.platform_page, "threat": threats.threat_page, "solution": threats.solution_page,
    "statement": threats.statement_page, "joint_action": workplan.action_page, "meeting": meetings.meeting_page,
    "consultation": meetings.consultation_page,
}  # fmt: skip
BATCH = 100
ACTS = 200  # of a thing's history; a page shows fewer


def everything(platform: Card, reader: Person) -> Iterator[Exported]:
    """The platform first; then what is tied to it, and to a threat of it, by card number: some queries each. Groups within it are
    platforms of their own."""
    yield one_of(platform, reader)
    rows, last = cards_of(platform, reader).order_by("id"), 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        for card in batch:
            yield one_of(card, reader)


def cards_of(platform: Card, reader: Person) -> QuerySet[Card]:
    tied = Q(links__relation="part_of", links__other=platform)
    tied |= Q(links__relation="responds_to", links__other__links__relation="part_of", links__other__links__other=platform)
    return Card.objects.visible_to(reader).filter(tied, kind__in=PAGES).exclude(kind="platform").distinct()


def one_of(card: Card, reader: Person) -> Exported:
    """A template of its kind shows the page's value, which is the JSON, and nothing else: the two can tell no different facts."""
    room, _slash, ref = card.ref.partition("/")
    value = replace(PAGES[card.kind](ref, reader), history=history(card, reader, most=ACTS))
    return Exported(
        f"{room}/{ref}", str(KINDS.get(card.kind, card.kind)), str(card.name), card.name.lang, value,
        template=f"spaces/export/{card.kind}.html", url=card.url,
    )  # fmt: skip
