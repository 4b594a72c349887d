"""A round of peer reviews: opened with its rules, joined by countries, its list closed, drawn by a number nobody could know."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.accountability.actions.peer_cards import review_card, round_card, tell_of_review, tell_of_round
from accord.accountability.models import Cycle, PeerAssignment, PeerReview, PeerRound
from accord.accountability.models.peers import respond_by
from accord.accountability.peer_rules import rule_words
from accord.accountability.reads.peer_days import inputs_of, kept_aside_reason, members_of, pool_of, rules_of
from accord.calc import lots
from accord.calc.canonical import digest
from accord.kit import clock
from accord.kit.pages import plain
from accord.people.models import Area, Capacity, Role, World
from accord.record.actions import Conflict

DAYS = ("opens", "joins_until", "number_on", "begins", "ends")
ANNOUNCED = (*DAYS, "source", "source_url")
State = PeerReview.State


def held_round(pk: int, *states: str) -> PeerRound:
    """The row, held. Raises Conflict where it went on meanwhile."""
    row = PeerRound.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=pk)
    if states and row.state not in states:
        raise Conflict({"state": row.get_state_display()}, {"state": PeerRound.State(states[0]).label})
    return row


def _officer(by: Capacity, world: str) -> None:
    if by.role != Role.SECRETARIAT or by.world != world or not by.person.active_capacities().filter(pk=by.pk).exists():
        raise ValidationError(_("Only an officer of the secretariat runs a round."))


def _in_order(given: Mapping[str, Any]) -> None:
    if not given["opens"] <= given["joins_until"] < given["number_on"] < given["begins"] <= given["ends"]:
        raise ValidationError(_("First countries join, then the number becomes public, then dialogues are held: mend the days."))


@transaction.atomic
def open_round(
    slug: str, given: Mapping[str, Any], *, by: Capacity, world: str = World.REAL, cycle: Cycle | None = None
) -> PeerRound:
    """`given`: names, the days, source and source_url of the public number, team, most, apart; groups and groups_source where
    other groups than those held here keep reviewers apart."""
    _officer(by, world)
    _in_order(given)
    if given["number_on"] <= clock.today() or (cycle and cycle.world != world):
        raise ValidationError(_("The number must become public on a day to come: nobody may know it now."))
    made = PeerRound.objects.create(slug=slug, world=world, cycle=cycle, **given)
    round_card(made)
    tell_of_round("peer_round_opened", made, by=by, after=plain({name: getattr(made, name) for name in (*ANNOUNCED, "apart")}))
    return made


@transaction.atomic
def join_round(found: PeerRound, *, by: Capacity) -> PeerReview:
    """The country's own act, to be reviewed and to review. Joining twice changes nothing; who left may come back."""
    row = held_round(found.pk)
    if by.area is None or by.world != row.world or by.role not in (Role.FOCAL_POINT, Role.ALTERNATE):
        raise ValidationError(_("A country joins a round of its own world, by someone who acts for it."))
    if not row.takes_members():
        raise ValidationError(_("The round takes no members now."))
    there = PeerReview.objects.filter(round=row, area=by.area).first()
    if there and there.state != State.LEFT:
        return there
    made = there or PeerReview(round=row, area=by.area, ref=f"{by.area.code}-{row.slug}")
    made.state, made.joined_on, made.joined_by = State.JOINED, clock.today(), by
    made.save()
    review_card(made)
    tell_of_review("peer_round_joined", made, by=by, after={"round": row.slug})
    return made


@transaction.atomic
def leave_round(review: PeerReview, *, by: Capacity) -> PeerReview:
    """Without a reason asked: nobody owes a review. Only until the list is closed."""
    held_round(review.round_id, PeerRound.State.JOINING)
    row = PeerReview.objects.select_related("round", "area").get(pk=review.pk)
    if by.area_id != row.area_id or row.state != State.JOINED:
        raise Conflict({"state": row.get_state_display()}, {"state": State.JOINED.label})
    row.state = State.LEFT
    row.save()
    tell_of_review("peer_round_left", row, by=by)
    return row


@transaction.atomic
def move_round(found: PeerRound, given: Mapping[str, Any], *, reason: str, by: Capacity) -> PeerRound:
    """Other days and another number, before the draw; the list is open again, the frozen one no more. Needs a reason."""
    row = held_round(found.pk, PeerRound.State.JOINING, PeerRound.State.CLOSED)
    _officer(by, row.world)
    before = plain({name: getattr(row, name) for name in ANNOUNCED})
    told = {name: given.get(name, getattr(row, name)) for name in ANNOUNCED}
    _in_order(told)
    if not reason.strip() or told["number_on"] <= clock.today():
        raise ValidationError(_("Say why, and name a number that becomes public on a day to come."))
    for name, value in told.items():
        setattr(row, name, value)
    row.state, row.closed_on, row.pool, row.pool_digest = PeerRound.State.JOINING, None, [], ""
    row.save()
    tell_of_round("peer_round_moved", row, by=by, reason=reason, before=before, after=plain(told))
    return row


@transaction.atomic
def close_list(found: PeerRound, *, by: Capacity) -> PeerRound:
    """Freeze and publish the facts of all who joined, before the number is public. Raises ValidationError where it may be."""
    row = held_round(found.pk, PeerRound.State.JOINING)
    _officer(by, row.world)
    if clock.today() <= row.joins_until:
        raise ValidationError(_("Countries may still join."))
    if clock.today() >= row.number_on:
        raise ValidationError(_("The number may be public already: move the round, and name a later number."))
    row.pool = pool_of(row)
    row.state, row.closed_on, row.pool_digest = PeerRound.State.CLOSED, clock.today(), digest("", inputs_of(row))
    row.save()
    tell_of_round("peer_list_closed", row, by=by, after={"pool": row.pool, "digest": row.pool_digest})
    return row


@transaction.atomic
def draw_round(found: PeerRound, *, numbers: str, by: Capacity, given_up: Sequence[str] = (), reason: str = "") -> PeerRound:
    """Draw who reviews whom. `given_up`: rules that are in the way of any draw; with a reason. A draw that nobody answered yet
    is corrected, with a reason, and stays readable. Raises ValidationError naming the rules where no draw keeps them."""
    row = held_round(found.pk, PeerRound.State.CLOSED, PeerRound.State.DRAWN)
    _officer(by, row.world)
    if clock.today() < row.number_on:
        raise ValidationError(_("The number is not public yet."))
    before = {"numbers": row.numbers, "teams": row.teams}
    if row.state == PeerRound.State.DRAWN:
        _take_back_draw(row, reason)
    teams = _drawn(row, numbers, given_up, reason)
    row.state, row.numbers, row.drawn_on, row.teams = PeerRound.State.DRAWN, numbers, clock.today(), teams
    row.save()
    told = {"numbers": numbers, "key": lots.key_of(numbers), "teams": row.teams, "given_up": row.given_up}
    verb = "peer_draw_corrected" if before["numbers"] else "peer_round_drawn"
    tell_of_round(verb, row, by=by, reason=reason, before=before if before["numbers"] else None, after=told)
    _offer(row, by)
    return row


def _drawn(row: PeerRound, numbers: str, given_up: Sequence[str], reason: str) -> dict[str, list[str]]:
    members = members_of(row.pool)
    try:
        key = lots.key_of(numbers)
        try:
            teams = lots.draw(members, rules_of(row), key)
            if given_up:
                raise ValidationError(_("The draw keeps all rules: none may be given up."))
        except lots.Impossible as stuck:
            if not given_up or not reason.strip():
                raise ValidationError(rule_words(stuck)) from stuck
            row.given_up = [name for name in (*row.apart, "rotation") if name in given_up]
            teams = lots.draw(members, rules_of(row), key)
    except lots.Impossible as stuck:
        raise ValidationError(rule_words(stuck)) from stuck
    except ValueError as wrong:
        raise ValidationError(_("Type the number as its source gives it.")) from wrong
    return {code: list(team) for code, team in teams.items()}


def _take_back_draw(row: PeerRound, reason: str) -> None:
    """Mistyped: only while nobody has answered an offer."""
    offers = PeerAssignment.objects.filter(review__round=row)
    if not reason.strip() or offers.exclude(state=PeerAssignment.State.OFFERED).exists():
        raise ValidationError(_("A draw is corrected with a reason, and only while nobody has accepted or declined."))
    offers.delete()
    row.given_up = []
    row.earlier = [
        *row.earlier,
        {"numbers": row.numbers, "teams": row.teams, "reason": reason, "until": clock.today().isoformat()},
    ]


def _offer(row: PeerRound, by: Capacity) -> None:
    """Each drawn country is asked; who may not be reviewed is told why."""
    areas = {a.code: a for a in Area.objects.filter(code__in=[one["code"] for one in row.pool])}
    told = {one["code"]: one for one in row.pool}
    for review in PeerReview.objects.filter(round=row).exclude(state=State.LEFT).select_related("round", "area").order_by("ref"):
        team = row.teams.get(review.area.code)
        review.state = State.SCHEDULED if team else State.ASIDE
        if not team:
            review.reason = kept_aside_reason(told[review.area.code])
        review.save()
        today = clock.today()
        PeerAssignment.objects.bulk_create(
            PeerAssignment(review=review, area=areas[code], place=place, offered_on=today, respond_by=respond_by(today))
            for place, code in enumerate(team or (), 1)
        )
        tell_of_review("peer_reviewers_drawn" if team else "peer_review_set_aside", review, by=by, after={"team": team or []})


@transaction.atomic
def replace_reviewer(assignment: PeerAssignment, *, by: Capacity) -> PeerAssignment:
    """Another country by lot, from the same number, in the place of one that declined or did not answer in time. The round is
    held: two drawn at once, each for the other, would be a mutual pair."""
    held_round(assignment.review.round_id)
    review = PeerReview.objects.select_for_update(of=("self",)).select_related("round", "area").get(pk=assignment.review_id)
    old = PeerAssignment.objects.select_related("area").get(pk=assignment.pk)
    taken = review.assignments.filter(place=old.place, pk__gt=old.pk).exists()
    if taken or not (old.is_overdue() or old.state == PeerAssignment.State.DECLINED):
        raise Conflict({"state": old.get_state_display()}, {"state": PeerAssignment.State.DECLINED.label})
    _officer(by, review.round.world)
    teams = standing_teams(review.round)
    asked = [a.area.code for a in review.assignments.select_related("area")]
    round_ = review.round
    try:
        key, members = lots.key_of(round_.numbers), members_of(round_.pool)
        code = lots.stand_in(members, rules_of(round_), teams, review.area.code, old.area.code, asked, key)
    except lots.Impossible as stuck:
        raise ValidationError(rule_words(stuck)) from stuck
    if old.state == PeerAssignment.State.OFFERED:
        old.state = PeerAssignment.State.REPLACED
        old.save()
    made = PeerAssignment.objects.create(
        review=review, area=Area.objects.get(code=code), place=old.place, offered_on=clock.today(),
        respond_by=clock.today() + timedelta(days=(old.respond_by - old.offered_on).days),
    )  # fmt: skip
    after = {"out": old.area.code, "in": code, "teams": teams}
    tell_of_review("peer_reviewer_replaced", review, by=by, after=after)
    return made


def standing_teams(found: PeerRound) -> dict[str, list[str]]:
    """Who reviews whom now; who declined, or was replaced, keeps the place until another has it."""
    rows = PeerAssignment.objects.filter(review__round=found).exclude(state=PeerAssignment.State.REPLACED).order_by("place", "pk")
    seats: dict[str, dict[int, str]] = {}
    for reviewed, place, code in rows.values_list("review__area__code", "place", "area__code"):
        seats.setdefault(reviewed, {})[place] = code
    return {reviewed: list(team.values()) for reviewed, team in sorted(seats.items())}
