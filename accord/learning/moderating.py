"""What moderation asks of this room: whose a thing is, and how words are taken out of it."""

from collections.abc import Sequence
from typing import Any

from accord.discussions.reads.lists import cards_on
from accord.learning.actions.cards import adoption_card
from accord.learning.actions.offers import write as write_offer
from accord.learning.actions.practices import write as write_practice
from accord.learning.actions.telling import tell_of_adoption, tell_of_offer, tell_of_practice
from accord.learning.models import Adoption, Offer, Practice, Revision
from accord.learning.models.practices import TEXTS
from accord.moderation.kinds import Wording, register
from accord.moderation.masking import erase_from_journal, mask_within, masked
from accord.people.models import Capacity, Person
from accord.record.models import Card

type Row = Practice | Adoption | Offer
MODELS: dict[str, type[Any]] = {"practice": Practice, "adoption": Adoption, "offer": Offer, "need": Offer}
FIELDS = ("title", "summary", *TEXTS, "cost_covers", "changed", "evidence", "text")


def _row(card: Card) -> Any:
    return MODELS[card.kind]._default_manager.select_for_update(of=("self",)).get(ref=card.ref.partition("/")[2])


def author(card: Card, part: str) -> tuple[Person | None, Capacity | None]:
    """The contact: who wrote it, or whom it was handed over to."""
    row = MODELS[card.kind]._default_manager.select_related("contact__person").get(ref=card.ref.partition("/")[2])
    return (row.contact.person if row.contact else None), row.contact


def along(card: Card) -> list[Card]:
    """An exchange has the title of the offer that it came from."""
    return list(Card.objects.filter(kind="exchange", links__other=card, links__relation="responds_to").distinct())


def changed(card: Card, part: str) -> None:
    """Adoptions are found by the title of what they come from, while that may be read."""
    for adoption in Adoption.objects.filter(practice__ref=card.ref.partition("/")[2]).select_related("practice", "area", "owner"):
        adoption_card(adoption)


def mask(card: Card, part: str, words: Sequence[str], by: Capacity, ground: str) -> Wording:
    row = _row(card)
    texts = {name: getattr(row, name) for name in FIELDS if isinstance(getattr(row, name, None), str)}
    new_texts = masked(texts, words)
    revisions = {}
    for revision in Revision.objects.filter(card=card):
        if (new := mask_within(revision.wording, words)) != revision.wording:
            revisions[str(revision.pk)], revision.wording = revision.wording, new
            revision.save(update_fields=["wording"])
    erase_from_journal(card, words, by=by, ground=ground)
    _write(row, new_texts, by)
    return {"fields": {name: texts[name] for name in new_texts}, "masked": new_texts, "revisions": revisions}


def unmask(card: Card, part: str, wording: Wording, by: Capacity) -> None:
    """What was changed since stays as it was changed."""
    row = _row(card)
    masked_then = wording.get("masked", {})
    _write(row, {name: text for name, text in wording["fields"].items() if getattr(row, name) == masked_then.get(name)}, by)
    for pk, old in wording.get("revisions", {}).items():
        Revision.objects.filter(pk=int(pk), card=card).update(wording=old)


def _write(row: Row, texts: dict[str, str], by: Capacity) -> None:
    row.version += 1
    after = {"fields": sorted(texts)}
    if isinstance(row, Practice):
        write_practice(row, texts)
        tell_of_practice("wording_masked", row, by=by, after=after)
        changed(Card.objects.get(ref=f"practices/{row.ref}"), "")
    elif isinstance(row, Offer):
        write_offer(row, texts)
        tell_of_offer("wording_masked", row, by=by, after=after)
    else:
        for name, text in texts.items():
            setattr(row, name, text)
        row.save()
        tell_of_adoption("wording_masked", row, by=by, after=after)


def register_all() -> None:
    register(*MODELS, author=author, mask=mask, unmask=unmask)
    register("practice", changed=changed, along=cards_on)
    register("offer", "need", along=along)
