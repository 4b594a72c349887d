"""Fetch and check in one call. Absent and forbidden give the same 404."""

from collections.abc import Iterable

from django.http import Http404

from accord.accountability.models import (
    Action,
    ActionPlan,
    Cluster,
    Commitment,
    Cycle,
    HostDecision,
    Recommendation,
    Report,
    ShadowReport,
)  # fmt: skip
from accord.accountability.states import COUNTRY, WRITERS, Step
from accord.kit import clock
from accord.people.models import Area, Capacity, Organisation, Person, Role
from accord.record.access import OWN_COUNTRY
from accord.record.models import Card, Reader
from accord.record.sealing.authors import is_of, mark_of

OUTSIDERS = (Role.SECRETARIAT, Role.ASSESSOR)  # who judge a report from outside the country


def capacities(user: Reader, roles: Iterable[str]) -> list[Capacity]:
    """The reader's active capacities in these roles, in the order given."""
    if not user.is_authenticated:
        return []
    order = list(roles)
    found = user.active_capacities().filter(role__in=order).select_related("area", "organisation", "person")
    return sorted(found, key=lambda c: order.index(c.role))


def acting_for(user: Reader, area: Area, roles: Iterable[str]) -> Capacity | None:
    """The hat in which the reader may act for this country."""
    return next((c for c in capacities(user, roles) if c.area_id == area.pk), None)


def speaks_for(hat: Capacity, area: Area) -> bool:
    """Of the country itself, or of an organisation of it."""
    return hat.area_id == area.pk or (hat.organisation is not None and hat.organisation.area_id == area.pk)


def is_outside(user: Reader, area: Area) -> bool:
    """Holds no hat of this country. Asked anew at each step: someone may become its focal point in between."""
    return not any(speaks_for(hat, area) for hat in capacities(user, Role.values))


def acting_on(user: Reader, report: Report, roles: Iterable[str]) -> Capacity | None:
    """The hat for a step on this report: the country's own, the secretariat's, or the assessor who took it up.

    Whoever holds any hat of the country takes no step of the secretariat's or of the assessor's.
    """
    wanted = list(roles)
    hats = capacities(user, Role.values)
    outside = not any(speaks_for(hat, report.area) for hat in hats)
    for hat in sorted((h for h in hats if h.role in wanted), key=lambda h: wanted.index(h.role)):
        if hat.role not in OUTSIDERS and hat.area_id == report.area_id:
            return hat
        if hat.role == Role.SECRETARIAT and outside and hat.world == report.area.world:
            return hat
        if hat.role == Role.ASSESSOR and outside and hat.pk == report.assessor_id:
            return hat
    return None


def assessor_for(user: Reader, report: Report) -> Capacity | None:
    """An assessor of the same world, of another country, who acts for the reported country in nothing else."""
    return assessing(user, report.area)


def assessing(user: Reader, area: Area) -> Capacity | None:
    """The hat in which someone may say how far another country's recommendations are carried out."""
    hats = capacities(user, Role.values)
    if any(speaks_for(hat, area) for hat in hats):
        return None
    return next((h for h in hats if h.role == Role.ASSESSOR and h.area_id and h.world == area.world), None)


def still_assesses(report: Report) -> bool:
    """The assessor who took it up may go on; else another may take it up."""
    hat = report.assessor
    if hat is None:
        return False
    return hat.person.active_capacities().filter(pk=hat.pk).exists() and is_outside(hat.person, report.area)


def _seen[M: (Report, Commitment, Recommendation, ActionPlan, Action)](user: Reader, kind: type[M], path: str, ref: str) -> M:
    card = Card.objects.visible_to(user).filter(ref=f"{path}/{ref}").exists()
    found = kind._default_manager.select_related("area").filter(ref=ref).first() if card else None
    if found is None:
        raise Http404
    return found


def access_report(user: Reader, ref: str) -> Report:
    return _seen(user, Report, "reports", ref)


def access_commitment(user: Reader, ref: str) -> Commitment:
    return _seen(user, Commitment, "commitments", ref)


def access_recommendation(user: Reader, ref: str) -> Recommendation:
    return _seen(user, Recommendation, "recommendations", ref)


def access_plan(user: Reader, ref: str) -> ActionPlan:
    return _seen(user, ActionPlan, "plans", ref)


def access_action(user: Reader, ref: str) -> Action:
    return _seen(user, Action, "actions", ref)


def access_country(iso3: str) -> Area:
    """A country is public; of other areas there is no page here."""
    found = Area.objects.countries().filter(iso3=iso3.upper()).first()
    if found is None:
        raise Http404
    return found


def _or_404(hat: Capacity | None) -> Capacity:
    if hat is None:
        raise Http404
    return hat


def to_answer(user: Reader, ref: str) -> tuple[Recommendation, Capacity]:
    found = access_recommendation(user, ref)
    return found, _or_404(acting_for(user, found.area, COUNTRY))


def to_assess_recommendation(user: Reader, ref: str) -> tuple[Recommendation, Capacity]:
    found = access_recommendation(user, ref)
    return found, _or_404(assessing(user, found.area))


def to_decide(user: Reader, iso3: str, number: int, *, sent: bool = False) -> tuple[Cluster, Capacity]:
    """`sent`: a form comes in; what was decided meanwhile is told by the verb."""
    found = Cluster.objects.select_related("area").filter(pk=number, area__iso3=iso3.upper()).first()
    if found is None:
        raise Http404
    hat = _or_404(acting_for(user, found.area, COUNTRY))
    if found.state == Cluster.State.REJECTED and not sent:
        raise Http404
    return found, hat


def to_compare(user: Reader, iso3: str) -> tuple[Area, Capacity]:
    """The country whose recommendations are to be compared, and the hat for it."""
    area = Area.objects.countries().filter(iso3=iso3.upper()).first()
    if area is None:
        raise Http404
    return area, _or_404(acting_for(user, area, COUNTRY))


def to_promise(user: Reader) -> Capacity:
    """The hat in which the reader may make a commitment, a plan, an action."""
    return _or_404(next((hat for hat in capacities(user, COUNTRY) if hat.area_id), None))


def to_change_commitment(user: Reader, ref: str, *, sent: bool = False) -> tuple[Commitment, Capacity]:
    """`sent`: a form comes in. Where the commitment went on meanwhile the verb says so; no 404 hides it."""
    found = access_commitment(user, ref)
    hat = _or_404(acting_for(user, found.area, COUNTRY))
    if found.kind != Commitment.Kind.COMMITMENT or not (sent or found.state in Commitment.OPEN):
        raise Http404
    return found, hat


def to_change_plan(user: Reader, ref: str, *, sent: bool = False) -> tuple[ActionPlan, Capacity]:
    """`sent`: as for a commitment."""
    found = access_plan(user, ref)
    hat = _or_404(acting_for(user, found.area, COUNTRY))
    if not (sent or found.state in ActionPlan.OPEN):
        raise Http404
    return found, hat


def to_change_action(user: Reader, ref: str, *, sent: bool = False) -> tuple[Action, Capacity]:
    """`sent`: as for a commitment."""
    found = access_action(user, ref)
    hat = _or_404(acting_for(user, found.area, COUNTRY))
    if not (sent or found.state in Action.OPEN):
        raise Http404
    return found, hat


def to_attest(user: Reader, iso3: str) -> tuple[Area, Capacity]:
    """The country's own people write its checklist and its self-assessment."""
    area = access_country(iso3)
    return area, _or_404(acting_for(user, area, COUNTRY))


def deciding_officer(user: Reader, area: Area) -> Capacity | None:
    """An officer of the same world who holds no hat of that country."""
    hat = next((h for h in capacities(user, [Role.SECRETARIAT]) if h.world == area.world), None)
    return hat if hat and is_outside(user, area) else None


def to_enter_decision(user: Reader, iso3: str) -> tuple[Area, Capacity]:
    area = access_country(iso3)
    return area, _or_404(deciding_officer(user, area))


def to_take_back_decision(user: Reader, iso3: str, number: int, *, sent: bool = False) -> tuple[HostDecision, Capacity]:
    area, hat = to_enter_decision(user, iso3)
    found = HostDecision.objects.filter(of__area=area, pk=number).select_related("of__area").first()
    if found is None or (found.withdrawn_on and not sent):
        raise Http404
    return found, hat


def to_join(user: Reader, slug: str) -> tuple[Cycle, Capacity]:
    cycle = Cycle.objects.filter(slug=slug).first()
    hat = next((c for c in capacities(user, COUNTRY) if cycle and c.world == cycle.world), None)
    if cycle is None or hat is None:
        raise Http404
    return cycle, hat


def to_write(user: Reader, ref: str) -> tuple[Report, Capacity]:
    report = access_report(user, ref)
    hat = _or_404(acting_on(user, report, WRITERS))
    if report.state != Report.State.DRAFTING:
        raise Http404
    return report, hat


def to_step(user: Reader, ref: str, step: Step, *, sent: bool = False) -> tuple[Report, Capacity]:
    """`sent`: as for a commitment, a report that went on meanwhile is told by the verb."""
    report = access_report(user, ref)
    hat = _or_404(acting_on(user, report, step.roles))
    if report.state != step.start and not sent:
        raise Http404
    return report, hat


def to_assess(user: Reader, ref: str) -> tuple[Report, Capacity]:
    report = access_report(user, ref)
    hat = _or_404(assessor_for(user, report))
    taken = report.assessor_id not in (None, hat.pk) and still_assesses(report)
    if report.state != Report.State.PUBLISHED or taken:
        raise Http404
    return report, hat


def to_rate(user: Reader, ref: str) -> tuple[Report, Capacity]:
    report, hat = to_assess(user, ref)
    if report.assessor_id != hat.pk:
        raise Http404
    return report, hat


def to_reply(user: Reader, ref: str) -> tuple[Report, Capacity]:
    report = access_report(user, ref)
    hat = _or_404(acting_on(user, report, COUNTRY))
    if report.state != Report.State.RATED:
        raise Http404
    return report, hat


Kind = Organisation.Kind
SPEAKERS = (Kind.CSO, Kind.NHRI, Kind.PARTNERSHIP)  # a child-led group speaks through one of them that supports it


def speakers(user: Reader) -> list[Capacity]:
    """The hats in which the reader may write a shadow report: of a verified organisation of these kinds."""
    hats = capacities(user, (Role.ORG_MEMBER,))
    return [h for h in hats if h.organisation and h.organisation.verified_on and h.organisation.kind in SPEAKERS]


def may_speak_of(hat: Capacity, area: Area) -> bool:
    """A national organisation of its own country, one of no country of any; nobody who holds a hat of that State."""
    body = hat.organisation
    if body is None or area.world != hat.world or body.area_id not in (None, area.pk):
        return False
    hats = capacities(hat.person, (*OWN_COUNTRY, Role.ORG_MEMBER))
    official = (h for h in hats if h.organisation and h.organisation.kind == Kind.GOVERNMENT)
    return not any(h.area_id == area.pk for h in hats) and not any(
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
    hat = _or_404(authors_hat(user, report))
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
    hat = _or_404(moderator_for(user, report))
    if not is_waiting(report):
        raise Http404
    return report, hat


def to_reply_to_shadow(user: Reader, ref: str) -> tuple[ShadowReport, Capacity]:
    report = _shadow(ref)
    hat = _or_404(acting_for(user, report.area, COUNTRY))
    if not report.is_public or (report.reply_until and clock.today() > report.reply_until):
        raise Http404
    return report, hat
