"""What moderation asks of this room: whose a thing is, who convenes where it stands, how words are taken out of it."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.discussions.models import Topic
from accord.discussions.reads.lists import cards_on
from accord.moderation.kinds import Wording, register, register_conveners
from accord.moderation.masking import earlier, erase_from_journal, mask_within, masked
from accord.people.models import Capacity, Person
from accord.record.models import Card, Link, Reader
from accord.spaces.access import may, memberships
from accord.spaces.actions.platforms import LONGEST_NOTE
from accord.spaces.actions.telling import held, tell
from accord.spaces.models import Consultation, JointAction, Meeting, Membership, Platform, Revision, Solution, Statement, Threat

MODELS: dict[str, type[Any]] = {
    "platform": Platform, "threat": Threat, "solution": Solution, "statement": Statement, "joint_action": JointAction,
    "meeting": Meeting, "consultation": Consultation,
}  # fmt: skip
TEXTS = (
    "title", "text", "charter", "host", "source", "owner_words", "legal_basis", "results", "who", "needs", "offers", "place",
    "minutes", "questions", "changed", "consent_how",
)  # fmt: skip
BESIDE: dict[type[Any], tuple[tuple[str, tuple[str, ...]], ...]] = {  # rows of a thing that its page shows, with their texts
    Platform: (("overlaps", ("supplements", "answer", "letter_to")), ("invitations", ("text", "reason"))),
    Statement: (("signatures", ("note", "reason")),),
    JointAction: (("asked_wordings", ("text",)),),
    Meeting: (("agenda", ("title", "decision")),),
}

PLACES: dict[str, str | Promise] = {
    "title": _("Title"), "text": _("Text"), "charter": _("Charter"), "host": _("Who convenes it"), "source": _("Source"),
    "owner_words": _("Who does it"), "legal_basis": _("Legal basis"), "results": _("Results"), "who": _("Who it takes"),
    "needs": _("Needs"), "offers": _("Offers"), "place": _("Place"), "minutes": _("Minutes"),
    "questions": _("What they are asked"), "changed": _("What changed"), "consent_how": _("How consent was asked"),
    "overlaps/supplements": _("How your platform supplements it"), "overlaps/answer": _("What the convener answered"),
    "overlaps/letter_to": _("Letter"), "invitations": _("Invitation"), "reason": _("Reason"), "signatures": _("Signature"),
    "note": _("Note"), "asked_wordings/text": _("Earlier wordings"), "agenda/title": _("What is spoken of"),
    "agenda/decision": _("What was decided"),
}  # fmt: skip


def thing_of(card: Card) -> Any:
    return MODELS[card.kind]._default_manager.get(ref=card.ref.partition("/")[2])


def platform_of(card: Card) -> Platform:
    thing = thing_of(card)
    found: Platform = thing if isinstance(thing, Platform) else thing.platform
    return found


def author(card: Card, part: str) -> tuple[Person | None, Capacity | None]:
    """Who entered it; of a platform its first convener."""
    thing = thing_of(card)
    hat: Capacity | None = getattr(thing, "by", None)
    if isinstance(thing, Platform):
        first = thing.memberships.filter(role=Membership.Role.CONVENER).select_related("capacity__person").order_by("id").first()
        hat = first.capacity if first else None
    return (hat.person if hat else None), hat


def judge(user: Reader, card: Card) -> Capacity | None:
    """A convener of the platform, for what stands on it; the platform itself is judged by officers."""
    if card.kind == "platform":
        return None
    platform = platform_of(card)
    if not may(user, platform, "convene"):
        return None
    return next((one.capacity for one in memberships(user, platform) if one.role == Membership.Role.CONVENER), None)


def convened(capacities: Collection[int], cards: Collection[int]) -> list[tuple[int, int]]:
    """Of these cards those that stand on a platform which one of these capacities convenes (3 queries)."""
    hats = Membership.objects.filter(role=Membership.Role.CONVENER, state=Membership.State.ACTIVE, capacity__in=capacities)
    of = [(f"platforms/{ref}", hat) for ref, hat in hats.values_list("platform__ref", "capacity_id")]
    ties = Link.objects.filter(relation="part_of", card__in=cards, other__ref__in=[ref for ref, _hat in of])
    on = list(ties.exclude(card__kind="platform").values_list("card_id", "other__ref"))
    on += Topic.objects.filter(card__in=cards, place__ref__in=[ref for ref, _hat in of]).values_list("card_id", "place__ref")
    return [(card, hat) for card, there in on for ref, hat in of if ref == there]


def convenes(person: Person) -> Capacity | None:
    rows = Membership.objects.filter(role=Membership.Role.CONVENER, state=Membership.State.ACTIVE)
    found = rows.filter(person=person, capacity__in=person.active_capacities()).select_related("capacity").first()
    return found.capacity if found else None


def place(card: Card) -> Card | None:
    return Card.objects.filter(ref=platform_of(card).card_ref).first()


def along(card: Card) -> list[Card]:
    """What stands on a platform goes with it, groups with conveners of their own apart; a threat's solutions with the threat."""
    relation = "part_of" if card.kind == "platform" else "responds_to"
    things = Card.objects.filter(links__other=card, links__relation=relation).exclude(kind="platform").distinct()
    return [*things, *cards_on(card)]


def texts_of(row: Any) -> dict[str, Any]:
    """Its own by their name, those of rows beside it as `agenda/7/title`."""
    found = {name: getattr(row, name, None) for name in TEXTS}
    for related, names in BESIDE.get(type(row), ()):
        for one in getattr(row, related).all():
            found |= {f"{related}/{one.pk}/{name}": getattr(one, name) for name in names}
    return found


def mask(card: Card, part: str, words: Sequence[str], by: Capacity, ground: str) -> Wording:
    row = held(thing_of(card))
    texts = texts_of(row)
    earlier_wordings = list(Revision.objects.filter(card=card))
    changed = masked(texts, words, earlier(card, [one.wording for one in earlier_wordings]))
    old = {name: texts[name] for name in changed}
    revisions = {}
    for revision in earlier_wordings:
        if (new := mask_within(revision.wording, words)) != revision.wording:
            revisions[str(revision.pk)], revision.wording = revision.wording, new
            revision.save(update_fields=["wording"])
    erase_from_journal(card, words, by=by, ground=ground)
    for item in row.agenda.select_related("card") if isinstance(row, Meeting) else ():
        if item.card is not None:
            erase_from_journal(item.card, words, by=by, ground=ground, verb="decided")  # told there, too
    _write(row, changed, by)
    return {"fields": old, "masked": changed, "revisions": revisions}


def unmask(card: Card, part: str, wording: Wording, by: Capacity) -> None:
    """What was changed since stays as it was changed."""
    row = held(thing_of(card))
    masked_then, texts = wording.get("masked", {}), texts_of(row)
    _write(row, {name: text for name, text in wording["fields"].items() if texts.get(name) == masked_then.get(name)}, by)
    for pk, old in wording.get("revisions", {}).items():
        Revision.objects.filter(pk=int(pk), card=card).update(wording=old)


def _write(row: Any, texts: dict[str, str], by: Capacity) -> None:
    for name, text in texts.items():
        if "/" in name:
            related, pk, field = name.split("/")
            getattr(row, related).filter(pk=int(pk)).update(**{field: text})
        else:
            setattr(row, name, text)
    for overlap in row.overlaps.all() if isinstance(row, Platform) else ():
        ties = Link.objects.filter(card__ref=row.card_ref, relation="supplements", other=overlap.card_id)
        ties.update(note=overlap.supplements[:LONGEST_NOTE])
    row.version += 1
    row.save()
    tell("wording_masked", row, by=by, after={"fields": sorted(texts)})


def register_all() -> None:
    register(*MODELS, author=author, judge=judge, place=place, mask=mask, unmask=unmask, places=PLACES)
    register_conveners(convened, convenes)
    register("platform", "threat", along=along)
    register("statement", formal=True)  # countries sign it
