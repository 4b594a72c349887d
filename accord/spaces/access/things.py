"""Things on a platform: seen by whoever reads it, changed by whoever works on it; countries speak for themselves."""

from django.http import Http404

from accord.people.models import Capacity, Person, Role
from accord.record.models import Card, Reader
from accord.spaces.access.platforms import hat_on, may, speaking, speaking_for, to_convene
from accord.spaces.models import (
    Consultation,
    Invitation,
    JointAction,
    Meeting,
    Membership,
    Overlap,
    Platform,
    Solution,
    Statement,
    Threat,
)  # fmt: skip

type Thing = Threat | Solution | Statement | JointAction | Meeting | Consultation
PATHS: dict[type[Thing], tuple[str, tuple[str, ...]]] = {
    Threat: ("threats", ("platform", "form")), Solution: ("solutions", ("threat__platform", "owner")),
    Statement: ("statements", ("platform", "threat")), JointAction: ("joint-actions", ("platform", "organisation", "solution")),
    Meeting: ("meetings", ("platform",)), Consultation: ("consultations", ("platform", "organisation")),
}  # fmt: skip


def access_thing[T: (Threat, Solution, Statement, JointAction, Meeting, Consultation)](
    user: Reader, kind: type[T], ref: str
) -> T:
    path, with_it = PATHS[kind]
    seen = Card.objects.visible_to(user).filter(ref=f"{path}/{ref}").exists()
    found = kind._default_manager.select_related(*with_it).filter(ref=ref).first() if seen else None
    if found is None:
        raise Http404
    return found


def to_work_on[T: (Threat, Solution, Statement, JointAction, Meeting, Consultation)](
    user: Reader, kind: type[T], ref: str
) -> tuple[T, Capacity]:
    """Who entered it, somebody of the same country or organisation, or a convener."""
    found = access_thing(user, kind, ref)
    hat = hat_on(user, found.platform)
    if (
        hat is None
        or not may(user, found.platform, "work")
        or not (may(user, found.platform, "convene") or of_one(found.by, hat))
    ):
        raise Http404
    return found, hat


def to_tell_of(user: Reader, ref: str) -> tuple[JointAction, Capacity]:
    """How far an action is: who may change it, and the organisation that does it."""
    found = access_thing(user, JointAction, ref)
    hat = hat_on(user, found.platform)
    if hat is not None and does_it(found, hat) and may(user, found.platform, "work"):
        return found, hat
    return to_work_on(user, JointAction, ref)


def does_it(action: JointAction, hat: Capacity) -> bool:
    return action.organisation_id is not None and action.organisation_id == hat.organisation_id


def of_one(one: Capacity | None, other: Capacity) -> bool:
    """Of one country or one organisation: colleagues change what either entered."""
    if one is None:
        return False
    same_body = one.organisation_id is not None and one.organisation_id == other.organisation_id
    return one.pk == other.pk or same_body or (one.area_id is not None and one.area_id == other.area_id)


def to_sign(user: Reader, ref: str) -> tuple[Statement, Capacity]:
    """A country's focal point or alternate, who reads the platform."""
    found = access_thing(user, Statement, ref)
    hat = next((one for one in speaking(user) if one.world == found.platform.world), None)
    if hat is None or found.state == Statement.State.DRAFT:
        raise Http404
    return found, hat


def to_answer_invitation(user: Reader, number: int) -> tuple[Invitation, Capacity]:
    """Its country's, whether or not they read the platform: what it is for stands on the page of the answer."""
    found = Invitation.objects.select_related("platform", "area", "by").filter(pk=number).first()
    hat = speaking_for(user, found.area) if found else None
    if found is None or hat is None or found.platform.state != Platform.State.ACTIVE:
        raise Http404
    return found, hat


def _overlap(number: int) -> Overlap:
    found = Overlap.objects.select_related("platform", "card__owner").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def to_settle_overlap(user: Reader, number: int) -> tuple[Overlap, Capacity]:
    found = _overlap(number)
    return found, to_convene(user, found.platform.ref)[1]


def to_answer_overlap(user: Reader, number: int) -> tuple[Overlap, Capacity]:
    """A convener of what covers the topic already, or of the organisation that its card belongs to, once asked."""
    found = _overlap(number)
    over = found.platform.state == Platform.State.ARCHIVED
    hat = _convener_of(user, found.card) if found.asked_on and not over else None
    if hat is None or hat.world != found.platform.world:
        raise Http404
    return found, hat


def _convener_of(user: Reader, card: Card) -> Capacity | None:
    if not isinstance(user, Person):
        return None
    hats = user.active_capacities().select_related("area", "organisation", "person")
    rows = Membership.objects.filter(state=Membership.State.ACTIVE, role=Membership.Role.CONVENER, capacity__in=hats)
    mine = rows.filter(platform__ref=card.ref.removeprefix("platforms/")).select_related("capacity__area").first()
    if card.kind == "platform" and mine and mine.capacity:
        return mine.capacity
    return hats.filter(role=Role.ORG_MEMBER, organisation=card.owner).first() if card.owner else None


def to_consult(user: Reader, ref: str) -> tuple[Consultation, Capacity]:
    """Consent and results are told by the organisation that supports the children, and by nobody else."""
    found = access_thing(user, Consultation, ref)
    hats = user.active_capacities() if isinstance(user, Person) else Capacity.objects.none()
    hat = hats.filter(role=Role.ORG_MEMBER, organisation=found.organisation).select_related("organisation", "person").first()
    if hat is None or found.platform.state != Platform.State.ACTIVE:
        raise Http404
    return found, hat


def to_speak_on(user: Reader, ref: str) -> tuple[JointAction, Capacity]:
    """A joint action, for who speaks for a country that it names, while the platform stands."""
    action = access_thing(user, JointAction, ref)
    areas = {area.pk for area in action.areas.all()}
    hat = next((hat for hat in speaking(user) if hat.area_id in areas and hat.world == action.platform.world), None)
    if hat is None or action.platform.state != Platform.State.ACTIVE:
        raise Http404
    return action, hat
