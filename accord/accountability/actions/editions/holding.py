"""What every verb of an edition begins and ends with: the row held, the officer looked at again, card and event written."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accord.accountability.edition_standing import edition_digest, whole_editions
from accord.accountability.models import Edition
from accord.people.models import Capacity, Role, World
from accord.record.actions import CardText, Conflict, Passage, append, audience, publish_card
from accord.record.models import Card, Event

NAMES = {"en": "Global progress report {year}", "ar": "تقرير التقدم العالمي {year}"}
DEMO_NAMES = {"en": "Demonstration: global progress report {year}", "ar": "عرض تجريبي: تقرير التقدم العالمي {year}"}


def held_edition(edition: Edition, *states: str) -> Edition:
    """The row, held. Raises Conflict where it went on meanwhile."""
    row = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if states and row.state not in states:
        raise Conflict({"state": str(row.get_state_display())}, {"state": str(Edition.State(states[0]).label)})
    return row


def is_active(by: Capacity) -> bool:
    return by.person.active_capacities().filter(pk=by.pk).exists()


def edits(row: Edition, by: Capacity) -> None:
    """Raises ValidationError for whoever is no officer of the edition's world now."""
    if by.role != Role.SECRETARIAT or by.world != row.world or not is_active(by):
        raise ValidationError(_("Only an officer of the secretariat does this."))


def default_titles(year: int, world: str) -> dict[str, str]:
    names = DEMO_NAMES if world == World.DEMO else NAMES
    return {code: name.format(year=year) for code, name in names.items()}


def edition_card(row: Edition) -> Card:
    """The officers' until it is published; only then is what its authors wrote found."""
    passages = []
    if row.is_public:
        whole = whole_editions().get(pk=row.pk)
        passages = [
            Passage(f"{s.code}-{t.language}", f"{t.heading}\n{t.text}", t.language)
            for s in whole.sections.all() for t in s.texts.all() if t.text
        ]  # fmt: skip
    return publish_card(
        CardText(
            ref=f"editions/{row.ref}", kind="edition", url=row.url, title=row.titles, language=row.language, world=row.world,
            audience=audience("public" if row.is_public else "officers", row.world), passages=passages,
            published_at=row.published_at,
        )
    )  # fmt: skip


def tell_of_edition(
    verb: str, row: Edition, *, by: Capacity | None, anew: bool = False, reason: str = "", **content: Any
) -> Event:
    card = edition_card(row) if anew else Card.objects.get(ref=f"editions/{row.ref}")
    return append(verb, card, by=by, reason=reason, stands={card.ref: edition_digest(row.pk)}, **content)
