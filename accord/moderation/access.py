"""Who may report, judge, decide on an appeal, appeal. Absent and forbidden give the same 404."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.http import urlencode

from accord.kit import clock
from accord.moderation.grounds import AGAINST, SAFETY, Act
from accord.moderation.kinds import convenes, is_sealed, kind_of, owning
from accord.moderation.models import Appeal, Case, Decision
from accord.people.models import Capacity, Person, Role
from accord.record.access import audience_ids
from accord.record.hats import capacities, speaks_for
from accord.record.models import Card, Event, Held, Reader

OFFICERS = (Role.SAFEGUARDING, Role.SECRETARIAT)


def page_of(user: Reader, path: str) -> Card | None:
    """The card whose address begins this one, the longest first; as far as the reader may see it (1 query)."""
    steps = path.split("?")[0].strip("/").split("/")[:8]
    last = steps[-1].rpartition(".")
    tails = [steps, [*steps[:-1], last[0]]] if last[0] and last[2] in ("json", "csv", "ics", "xlsx", "pdf") else [steps]
    urls = {"/".join(tail[:n]) + "/" for tail in tails for n in range(1, len(tail) + 1)}
    found = Card.objects.visible_to(user).filter(url__in=urls)
    return max(found, key=lambda card: len(card.url), default=None)


def report_url(card: Card, part: str = "") -> str:
    """Of the form, without its language."""
    return f"report-this/{card.url}" + (f"?{urlencode({'part': part})}" if part else "")


def author_of(card: Card, part: str = "") -> tuple[Person | None, Capacity | None]:
    """Whoever first acted on the card, or whom its room names. Nobody where a name is sealed."""
    named = kind_of(card).author
    if named is not None:
        return named(card, part)
    first = Event.objects.filter(card=card).order_by("id").select_related("capacity__person", "capacity__organisation").first()
    hat = first.capacity if first else None
    return (hat.person if hat else None), hat


def is_authors(user: Reader, person: Person | None, hat: Capacity | None) -> bool:
    """The author, or somebody who acts for the same organisation, or without one for the same country."""
    if not isinstance(user, Person):
        return False
    if person is not None and person.pk == user.pk:
        return True
    if hat is None or not (hat.organisation_id or hat.area_id):
        return False
    mine = user.active_capacities()
    return (mine.filter(organisation=hat.organisation_id) if hat.organisation_id else mine.filter(area=hat.area_id)).exists()


def _is_own(user: Person, card: Card, part: str) -> bool:
    own = kind_of(card).own
    return is_authors(user, *author_of(card, part)) or (own is not None and own(user, card, part))


def former_audience(card: Card) -> str:
    held = Held.objects.filter(card=card, part="").select_related("audience").first()
    return held.audience.code if held else card.audience.code


def is_public(card: Card, part: str = "") -> bool:
    """A part may be read by fewer than its card: what is asked in private."""
    closed = kind_of(card).closed
    return former_audience(card) == "public" and not (part and closed is not None and closed(card, part))


def _apart(user: Person, card: Card) -> bool:
    """No hat of a country that the card is of."""
    areas = list(card.areas.all())
    return not any(speaks_for(hat, area) for hat in capacities(user, Role.values) for area in areas)


def judges(user: Reader, card: Card, part: str = "", *, safety: bool = False) -> list[Capacity]:
    """The hats in which the reader judges this item: an officer's, then a convener's. `safety`: it was reported on a ground
    that safeguarding officers hear of wherever it stands."""
    if not isinstance(user, Person) or user.world != card.world or _is_own(user, card, part):
        return []
    found: list[Capacity] = []
    if _apart(user, card):
        found = [hat for hat in capacities(user, OFFICERS) if hat.world == card.world]
        if not is_public(card, part):
            found = [hat for hat in found if safety and hat.role == Role.SAFEGUARDING]
    kind = kind_of(card)
    convener = kind.judge(user, card) if kind.judge and not kind.formal else None
    return [*found, convener] if convener else found


def reads_item(user: Reader, card: Card, hat: Capacity, part: str = "") -> bool:
    """Of what is not public an officer reads nothing, hidden or not."""
    return hat.role not in OFFICERS or is_public(card, part)


def is_of_safety(case: Case) -> bool:
    return case.reports.filter(ground__in=SAFETY).exists()


def access_case(user: Reader, number: int) -> tuple[Case, Capacity]:
    """A case and the hat in which the reader judges it."""
    found = Case.objects.select_related("card__audience").filter(pk=number).first()
    hats = judges(user, found.card, found.part, safety=is_of_safety(found)) if found else []
    if found is None or not hats:
        raise Http404
    return found, hats[0]


def waits_for_second(case: Case) -> Decision | None:
    return case.decisions.select_related("by__person").filter(state=Decision.State.PROPOSED).first()


def to_second(user: Reader, number: int) -> tuple[Decision, Capacity]:
    """An officer other than who proposed it; one of the two is of safeguarding."""
    case, hat = access_case(user, number)
    found = waits_for_second(case)
    if found is None or found.by.person_id == hat.person_id:
        raise Http404
    hats = [one for one in judges(user, case.card, case.part, safety=True) if one.role in OFFICERS]
    if found.by.role != Role.SAFEGUARDING:
        hats = [one for one in hats if one.role == Role.SAFEGUARDING]
    if not hats:
        raise Http404
    return found, hats[0]


def appeal_hats(user: Reader, appeal: Appeal) -> list[Capacity]:
    """Of who took no part in the decision: an officer of what is public, however it was decided; else another convener, or an
    officer of safeguarding, who reads the appeal and the reasons, not the item: a place may have one convener alone."""
    decision = appeal.decision
    took_part = {decision.by.person_id, decision.second.person_id if decision.second else None}
    if not isinstance(user, Person) or user.pk in took_part or is_authors(user, decision.author, decision.hat):
        return []  # of a mask the author may be another one than the card's
    case = decision.case
    hats = judges(user, case.card, case.part, safety=True)
    return [h for h in hats if h.role in OFFICERS] if is_public(case.card, case.part) else hats


def to_answer_appeal(user: Reader, number: int) -> tuple[Appeal, Capacity]:
    tied = ("decision__by", "decision__second", "decision__author", "decision__hat", "decision__case__card__audience")
    rows = Appeal.objects.select_related(*tied)
    found = rows.filter(pk=number, upheld=None).first()
    hats = appeal_hats(user, found) if found else []
    if found is None or not hats:
        raise Http404
    return found, hats[0]


NOT_IN_FORCE = (Decision.State.PROPOSED, Decision.State.REFUSED)


def notices_of(user: Person) -> QuerySet[Decision]:
    """Decisions about what the reader wrote, or a colleague where the reader reads, too (or did until it was hidden)."""
    hats = list(user.active_capacities())
    bodies = [h.organisation_id for h in hats if h.organisation_id]
    areas = [h.area_id for h in hats if h.area_id and not h.organisation_id]
    rows = Decision.objects.exclude(state__in=NOT_IN_FORCE)
    theirs = Q(hat__organisation__in=bodies) | Q(hat__organisation=None, hat__area__in=areas)
    seen = audience_ids(user)
    read = Q(case__card__audience__in=seen) | Exists(Held.objects.filter(card=OuterRef("case__card"), part="", audience__in=seen))
    return rows.filter(Q(author=user) | (theirs & read)).select_related("case__card", "by", "hat", "appeal").order_by("-id")


def access_notice(user: Reader, number: int) -> Decision:
    found = notices_of(user).filter(pk=number).first() if isinstance(user, Person) else None
    if found is None:
        raise Http404
    return found


SEALED_DAYS, SEALED_MOST = 90, 500  # how far back one's own page looks, and at how many decisions about sealed names


def told_under_seal() -> QuerySet[Decision]:
    """What the author of a sealed name is told about."""
    rows = Decision.objects.filter(author=None, case__card__kind__in=owning()).exclude(state__in=NOT_IN_FORCE)
    return rows.exclude(act=Act.NOTHING).select_related("case__card", "by", "appeal").order_by("-at", "-id")


def sealed_notices_of(user: Person) -> list[Decision]:
    """Decisions about what the reader wrote where names are sealed: whose it is is reckoned now, and stands in no row. Whoever
    may not read the place any more is told all the same. One query, and one or two a kind."""
    since = clock.now() - timedelta(days=SEALED_DAYS)
    rows = list(told_under_seal().filter(at__gte=since, case__card__world=user.world)[:SEALED_MOST])
    mine: set[tuple[int, str]] = set()
    for kind, owned in owning().items():
        if items := {(d.case.card_id, d.case.part) for d in rows if d.case.card.kind == kind}:
            mine |= set(owned(user, items))
    return [d for d in rows if (d.case.card_id, d.case.part) in mine]


def access_sealed_notice(user: Reader, number: int) -> Decision:
    """For the author, found by the mark. To anybody else there is none."""
    found = told_under_seal().filter(pk=number).first() if isinstance(user, Person) else None
    own = kind_of(found.case.card).own if found is not None else None
    if found is None or own is None or not is_sealed(found.case.card) or not own(user, found.case.card, found.case.part):
        raise Http404
    return found


def may_appeal(decision: Decision) -> bool:
    open_still = decision.appeal_until is not None and clock.today() <= decision.appeal_until
    standing = decision.state == Decision.State.STANDING and decision.act in AGAINST
    return open_still and standing and not hasattr(decision, "appeal")


def to_appeal(user: Reader, number: int, *, sent: bool = False) -> Decision:
    return _open_to_appeal(access_notice(user, number), sent)


def to_appeal_sealed(user: Reader, number: int, *, sent: bool = False) -> Decision:
    return _open_to_appeal(access_sealed_notice(user, number), sent)


def _open_to_appeal(found: Decision, sent: bool) -> Decision:
    """A form that comes in late is told so by the verb; no 404 hides it."""
    if not (sent or may_appeal(found)):
        raise Http404
    return found


def is_judge(user: Person) -> Capacity | None:
    """An officer's or a convener's hat, in which the queue is theirs to look at even when nothing waits."""
    return next(iter(capacities(user, OFFICERS)), None) or convenes(user)
