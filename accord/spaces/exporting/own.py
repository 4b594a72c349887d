"""This room's own exporter: the platform and all that stands on it, as their pages tell it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.kit.locale_format import day
from accord.people.models import Person
from accord.record.models import Card
from accord.record.reads import history
from accord.record.search.tokens import KINDS
from accord.spaces.exporting.items import Exported, Section
from accord.spaces.moderating import thing_of
from accord.spaces.reads import meetings, platforms, threats, workplan

PAGES: dict[str, Callable[[str, Person], Any]] = {
    "platform": platforms.platform_page, "threat": threats.threat_page, "solution": threats.solution_page,
    "statement": threats.statement_page, "joint_action": workplan.action_page, "meeting": meetings.meeting_page,
    "consultation": meetings.consultation_page,
}  # fmt: skip
WORDS = {
    "text": _("What it is"), "charter": _("Charter"), "who": _("Who"), "legal_basis": _("Legal basis"), "results": _("Results"),
    "needs": _("Needs"), "offers": _("Offers"), "place": _("Place"), "questions": _("Questions"), "minutes": _("Minutes"),
    "changed": _("What changed"), "owner_words": _("Who owns it"), "source": _("Source"),
}  # fmt: skip
BATCH = 100


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
    room, _slash, ref = card.ref.partition("/")
    thing = thing_of(card)
    texts = [Section(str(words), text, thing.language) for name, words in WORDS.items() if (text := getattr(thing, name, ""))]
    acts = [(day(line.at), f"{line.words}{f' – {line.by}' if line.by else ''}") for line in history(card, reader, most=200)]
    return Exported(
        f"{room}/{ref}", str(KINDS.get(card.kind, card.kind)), str(card.name), card.name.lang, PAGES[card.kind](ref, reader),
        texts, acts, url=card.url,
    )  # fmt: skip
