"""Shadow reports: who writes, looks, replies. Who wrote one under a network's name is known to nobody else."""

from django.http import Http404

from accord.accountability.access.hats import acting_for, capacities, has_assessed, has_reviewed, is_outside, or_404
from accord.accountability.models import Cycle, ShadowReport
from accord.accountability.states import COUNTRY
from accord.kit import clock
from accord.people.models import Area, Capacity, Organisation, Person, Role
from accord.record.access import OWN_COUNTRY
from accord.record.models import Card, Reader
from accord.record.sealing.authors import is_of, mark_of

Kind = Organisation.Kind
JUDGES = (Role.ASSESSOR, Role.PEER_REVIEWER)
SPEAKERS = (Kind.CSO, Kind.NHRI, Kind.PARTNERSHIP)  # a child-led group speaks through one of them that supports it


def speaks(hat: Capacity) -> bool:
    body = hat.organisation if hat.role == Role.ORG_MEMBER else None
    return body is not None and body.verified_on is not None and body.kind in SPEAKERS


def speakers(user: Reader) -> list[Capacity]:
    """The hats in which the reader may write a shadow report: of a verified organisation of these kinds."""
    return [h for h in capacities(user, (Role.ORG_MEMBER,)) if speaks(h)]


def may_speak_of(hat: Capacity, area: Area) -> bool:
    """A national organisation of its own country, one of no country of any; nobody who holds a hat of that State, and no
    assessor or peer who judged it: the four judgements of a row are of four."""
    body = hat.organisation
    if body is None or area.world != hat.world or body.area_id not in (None, area.pk):
        return False
    hats = capacities(hat.person, (*OWN_COUNTRY, Role.ORG_MEMBER, *JUDGES))
    if any(h.role in JUDGES for h in hats) and (has_assessed(hat.person, area) or has_reviewed(hat.person, area)):
        return False
    official = (h for h in hats if h.organisation and h.organisation.kind == Kind.GOVERNMENT)
    return not any(h.area_id == area.pk for h in hats if h.role not in JUDGES) and not any(
        h.organisation and h.organisation.area_id == area.pk for h in official
    )


def author_purpose(ref: str) -> str:
    return f"shadow-reports/{ref}"


def place_of(person: Person, area: Area, cycle: Cycle | None) -> str:
    """The same for the same person, country and cycle alone: so that a network's name is no way to speak twice."""
    return mark_of(person, f"shadow-place/{area.code}/{cycle.slug if cycle else ''}")


def authors_hat(user: Reader, report: ShadowReport) -> Capacity | None:
    """Under an organisation's name whoever acts for it; under a network's the author alone, in whatever of their hats speaks."""
    hats = speakers(user)
    if report.is_sealed:
        if not isinstance(user, Person) or not is_of(user, author_purpose(report.ref), report.author):
            return None
        return next((h for h in hats if may_speak_of(h, report.area)), None)
    return next((h for h in hats if h.organisation_id == report.organisation_id and may_speak_of(h, report.area)), None)


def is_author(user: Reader, report: ShadowReport) -> bool:
    """A sealed author stays it after their capacity ended: taking one's words back asks for no hat."""
    if report.is_sealed:
        return isinstance(user, Person) and is_of(user, author_purpose(report.ref), report.author)
    return authors_hat(user, report) is not None


def moderator_for(user: Reader, report: ShadowReport) -> Capacity | None:
    """A safeguarding officer of the same world who holds no hat of the country and did not write it."""
    hat = next((h for h in capacities(user, (Role.SAFEGUARDING,)) if h.world == report.world), None)
    return hat if hat and is_outside(hat.person, report.area) and not is_author(user, report) else None


def _shadow(ref: str) -> ShadowReport:
    rows = ShadowReport.objects.select_related("area", "cycle", "organisation", "supported", "network")
    found = rows.filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def access_shadow(user: Reader, ref: str) -> ShadowReport:
    """Once published whoever sees its card; before, its author, and officers from the day drawn for it."""
    found = _shadow(ref)
    if Card.objects.visible_to(user).filter(ref=f"shadow-reports/{ref}").exists() or is_author(user, found):
        return found
    if is_waiting(found) and moderator_for(user, found):
        return found
    raise Http404


def is_waiting(report: ShadowReport) -> bool:
    """For an officer: to be looked at, or withdrawn by its author and not told in the record yet."""
    if report.state == ShadowReport.State.SENT:
        return report.seen_from is None or report.seen_from <= clock.today()
    return report.state == ShadowReport.State.WITHDRAWN and report.published_on is not None and report.withdrawn_on is None


def to_speak(user: Reader) -> list[Capacity]:
    hats = speakers(user)
    if not hats:
        raise Http404
    return hats


def to_write_shadow(user: Reader, ref: str, *, sent: bool = False) -> tuple[ShadowReport, Capacity]:
    report = _shadow(ref)
    hat = or_404(authors_hat(user, report))
    if report.state not in ShadowReport.OPEN and not sent:
        raise Http404
    return report, hat


def to_withdraw_shadow(user: Reader, ref: str) -> ShadowReport:
    report = _shadow(ref)
    ended = (ShadowReport.State.WITHDRAWN, ShadowReport.State.REFUSED)
    if not is_author(user, report) or report.state in ended:
        raise Http404
    return report


def to_moderate(user: Reader, ref: str) -> tuple[ShadowReport, Capacity]:
    report = _shadow(ref)
    hat = or_404(moderator_for(user, report))
    if not is_waiting(report):
        raise Http404
    return report, hat


def to_reply_to_shadow(user: Reader, ref: str) -> tuple[ShadowReport, Capacity]:
    report = access_shadow(user, ref)
    hat = or_404(acting_for(user, report.area, COUNTRY))
    if not report.is_public or (report.reply_until and clock.today() > report.reply_until):
        raise Http404
    return report, hat
