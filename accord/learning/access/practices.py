"""Practices: who reads, writes, checks, reviews, rates, asks and answers."""

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404

from accord.calc.grades import PEERS
from accord.learning.access.hats import owner_hat, stands_apart, writing_hat
from accord.learning.models import Adoption, Practice, Question, Review
from accord.people.models import Capacity, Role
from accord.record.hats import capacities, or_404
from accord.record.models import Card, Held, Reader


def access_practice(user: Reader, ref: str) -> Practice:
    card = Card.objects.visible_to(user).filter(ref=f"practices/{ref}").exists()
    rows = Practice.objects.select_related("area", "place", "owner", "contact__area", "contact__organisation")
    found = rows.filter(ref=ref).first() if card else None
    if found is None:
        raise Http404
    return found


def to_write(user: Reader) -> Capacity:
    return or_404(writing_hat(user))


def to_change_practice(user: Reader, ref: str, *, sent: bool = False) -> tuple[Practice, Capacity]:
    """`sent`: a form comes in. Where the practice went on meanwhile the verb says so; no 404 hides it."""
    found = access_practice(user, ref)
    hat = or_404(owner_hat(user, found))
    if not (sent or found.state in Practice.OPEN):
        raise Http404
    return found, hat


def to_answer_for(user: Reader, ref: str, *, sent: bool = False) -> tuple[Practice, Capacity]:
    """Any of the owner's people but the contact itself."""
    found = access_practice(user, ref)
    hat = or_404(owner_hat(user, found))
    if found.state == Practice.State.WITHDRAWN or (hat.pk == found.contact_id and not sent):
        raise Http404
    return found, hat


def to_tell(user: Reader, ref: str) -> tuple[Practice, Capacity]:
    """What became of it since."""
    found = access_practice(user, ref)
    hat = or_404(owner_hat(user, found))
    if found.state not in Practice.PUBLIC:
        raise Http404
    return found, hat


def officer_for(user: Reader, practice: Practice) -> Capacity | None:
    """An officer of the same world who stands apart from the owner."""
    hat = next((h for h in capacities(user, [Role.SECRETARIAT]) if h.world == practice.world), None)
    return hat if hat and stands_apart(user, practice) else None


def peer_for(user: Reader, practice: Practice) -> Capacity | None:
    """A peer reviewer of another country, who stands apart from the owner and from where it was done."""
    hats = [h for h in capacities(user, [Role.PEER_REVIEWER]) if h.area_id and h.world == practice.world]
    hat = next((h for h in hats if h.area != practice.where), None)
    return hat if hat and stands_apart(user, practice) else None


def may_peer(practice: Practice, hat: Capacity | None) -> bool:
    """This round has room: fewer than two reviews, none of the peer's own country."""
    if hat is None or practice.state != Practice.State.CHECKED:
        return False
    areas = list(practice.reviews.filter(held_places(), round=practice.round).values_list("area_id", flat=True))
    return len(areas) < PEERS and hat.area_id not in areas


def held_places(path: str = "") -> Q:
    """Reviews that keep a place: finished, or their peer still is one. Who left a review unfinished left its place free."""
    return Q(**{f"{path}finished_on__isnull": False}) | Q(**{f"{path}by__in": Capacity.objects.active()})


def to_review(user: Reader, ref: str, *, sent: bool = False) -> tuple[Practice, Capacity, Review | None]:
    """With the review that this peer began in this round, if one was begun."""
    found = access_practice(user, ref)
    hat = or_404(peer_for(user, found))
    mine = found.reviews.filter(round=found.round, by__person=hat.person).select_related("area").first()
    if mine is None and not may_peer(found, hat) and not sent:
        raise Http404
    if mine and mine.finished_on and not sent:
        raise Http404
    return found, hat, mine


def to_give_back(user: Reader, ref: str, *, sent: bool = False) -> tuple[Practice, Capacity, Review | None]:
    """None where it was given back already, as with a form sent twice."""
    found, hat, mine = to_review(user, ref, sent=sent)
    if mine is None and not sent:
        raise Http404
    return found, hat, mine


def begun_reviews(practice: Practice) -> QuerySet[Review]:
    """Of this round, that keep a place and are not finished."""
    return practice.reviews.filter(held_places(), round=practice.round, finished_on=None, practice__state=Practice.State.CHECKED)


def to_free(user: Reader, ref: str, *, sent: bool = False) -> tuple[Practice, Capacity]:
    found = access_practice(user, ref)
    hat = or_404(officer_for(user, found))
    if not sent and not begun_reviews(found).exists():
        raise Http404
    return found, hat


def to_rate(user: Reader, ref: str, *, sent: bool = False) -> tuple[Practice, Capacity]:
    found = access_practice(user, ref)
    hat = or_404(officer_for(user, found))
    if found.state != Practice.State.REVIEWED and not sent:
        raise Http404
    return found, hat


def asking_hat(user: Reader, practice: Practice) -> Capacity | None:
    """Any capacity of the same world; the owner's own people do not ask themselves."""
    if practice.state not in Practice.PUBLIC or owner_hat(user, practice):
        return None
    hats = capacities(user, [r for r in Role.values if r != Role.SYSTEM])
    return next((h for h in hats if h.world == practice.world), None)


def asking_adopter(user: Reader, adoption: Adoption) -> Capacity | None:
    """The same of who replicated or adapted it."""
    if adoption.withdrawn_on or adoption.practice.state not in Practice.PUBLIC or owner_hat(user, adoption):
        return None
    hats = capacities(user, [r for r in Role.values if r != Role.SYSTEM])
    return next((h for h in hats if h.world == adoption.world), None)


def to_ask(user: Reader, ref: str) -> tuple[Practice, Capacity]:
    found = access_practice(user, ref)
    return found, or_404(asking_hat(user, found))


def held_words(of: str) -> Exists:
    """Whether moderation hides a question (`questions`) or its answer (`answers`): they are parts of the practice's card."""
    part = Concat(Value(f"{of}/"), Cast(OuterRef("pk"), CharField()))
    return Exists(Held.objects.filter(card__kind__in=("practice", "adoption"), part=part))


def to_answer(user: Reader, ref: str, number: int) -> tuple[Question, Capacity]:
    """Whoever acts for the owner: the contact is told, others may stand in. A hidden question is answered by nobody."""
    found = access_practice(user, ref)
    tied = (
        "asked_as__area",
        "asked_as__organisation",
        "person",
        "practice__area",
        "practice__owner",
        "adoption__area",
        "adoption__owner",
    )
    asked = found.questions.filter(~held_words("questions"), pk=number).select_related(*tied).first()
    if asked is None:
        raise Http404
    return asked, or_404(owner_hat(user, asked.to))
