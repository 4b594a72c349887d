"""Editions of the global report: who sees, writes, answers, replies. An officer is one of the edition's world."""

from django.http import Http404

from accord.accountability.access.hats import acting_for, capacities, is_outside, or_404
from accord.accountability.models import Edition, EditionSection, Erratum, FactCheck
from accord.people.models import Capacity, Role
from accord.record.access import is_held
from accord.record.models import Card, Reader

CHECKERS = (Role.FOCAL_POINT, Role.ALTERNATE)


def editing_officer(user: Reader, world: str) -> Capacity | None:
    return next((hat for hat in capacities(user, (Role.SECRETARIAT,)) if hat.world == world), None)


def access_edition(user: Reader, ref: str) -> Edition:
    """By its card alone: officers until it is published, then everyone."""
    seen = Card.objects.visible_to(user).filter(ref=f"editions/{ref}", kind="edition").exists()
    found = Edition.objects.filter(ref=ref).first() if seen else None
    if found is None:
        raise Http404
    return found


def to_begin_edition(user: Reader) -> Capacity:
    return or_404(next(iter(capacities(user, (Role.SECRETARIAT,))), None))


def to_edit_edition(user: Reader, ref: str, *states: str) -> tuple[Edition, Capacity]:
    """`states`: where the act is possible; none named is any."""
    edition = access_edition(user, ref)
    hat = or_404(editing_officer(user, edition.world))
    if states and edition.state not in states:
        raise Http404
    return edition, hat


def to_write_edition_section(user: Reader, ref: str, code: str, *, sent: bool = False) -> tuple[EditionSection, Capacity]:
    """An officer, or whoever is named as its author and still acts in that capacity. `sent`, here and below: a form comes in.
    That the edition went on meanwhile is told by the verb, beside what was typed."""
    section = EditionSection.objects.select_related("edition").filter(edition__ref=ref, code=code).first()
    if section is None or not (sent or section.edition.state in Edition.WRITTEN_IN):
        raise Http404
    mine = set(section.authors.values_list("capacity", flat=True))
    written = section.edition.state != Edition.State.OUTLINE
    author = next((hat for hat in capacities(user, Role.values) if hat.pk in mine), None) if written else None
    return section, or_404(author or editing_officer(user, section.edition.world))


def access_check(user: Reader, ref: str, iso3: str) -> FactCheck:
    """With the edition; before, to its country and to officers. Not while the edition is hidden."""
    check = FactCheck.objects.select_related("edition", "area").filter(edition__ref=ref, area__iso3=iso3.upper()).first()
    if check is None or is_held(f"editions/{ref}"):
        raise Http404
    if not (check.edition.is_public or editing_officer(user, check.edition.world) or _may_see(user, check)):
        raise Http404
    return check


def _may_see(user: Reader, check: FactCheck) -> bool:
    """The country sees its own entry from the day on which it was sent, and not while it is being written anew."""
    sent = check.edition.state not in (Edition.State.OUTLINE, Edition.State.DRAFTING, Edition.State.DROPPED)
    return sent and acting_for(user, check.area, CHECKERS) is not None


def to_answer_check(user: Reader, ref: str, iso3: str, *, sent: bool = False) -> tuple[FactCheck, Capacity]:
    check = access_check(user, ref, iso3)
    hat = or_404(acting_for(user, check.area, CHECKERS))
    if check.edition.state != Edition.State.CHECKING and not sent:
        raise Http404
    return check, hat


def to_reply_to_check(user: Reader, ref: str, iso3: str, *, sent: bool = False) -> tuple[FactCheck, Capacity]:
    """An officer who holds no hat of the country."""
    check = access_check(user, ref, iso3)
    hat = or_404(editing_officer(user, check.edition.world))
    is_open = check.edition.state == Edition.State.CHECKING and bool(check.verdict)
    if not (is_open or sent) or not is_outside(user, check.area):
        raise Http404
    return check, hat


def to_publish_erratum(user: Reader, ref: str, number: int) -> tuple[Erratum, Capacity]:
    """`number` is the row's; an officer other than the one who wrote it."""
    edition, hat = to_edit_edition(user, ref, Edition.State.PUBLISHED)
    found = Erratum.objects.select_related("edition", "written_by").filter(edition=edition, pk=number, number=None).first()
    if found is None or found.written_by.person_id == hat.person_id:
        raise Http404
    return found, hat
