"""A practice on its way: drafted, submitted, checked by an officer, revised in the open, withdrawn."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from accord.kit import clock
from accord.kit.markdown import render
from accord.kit.pages import plain
from accord.learning.access import home_in, place_of
from accord.learning.access.hats import stands_apart
from accord.learning.actions.telling import next_ref, tell_of_practice
from accord.learning.models import Practice, Revision
from accord.learning.models.practices import TEXTS
from accord.learning.practice_states import OFFICER, WHOLE, PracticeStep
from accord.learning.reads.guards import guard_words, practice_facts, step_lines, unwritten
from accord.learning.standing import practice_digest
from accord.learning.wording import CHOSEN_OF_PRACTICE, practice_wording
from accord.people.models import Area, Capacity
from accord.record.actions import Conflict
from accord.record.models import Card
from accord.record.steps import Unmet

State = Practice.State


def held_practice(practice: Practice) -> Practice:
    """The row, held: what an event says stands must not change before it is written."""
    rows = Practice.objects.select_for_update(of=("self",)).select_related("area", "place", "owner", "contact")
    return rows.get(pk=practice.pk)


def write(practice: Practice, given: Mapping[str, Any]) -> None:
    """Where it was done is told by a body of no country alone. Raises ValueError for another's word, and for a place that is no
    country of its world."""
    place: Area | None = given.get("place")
    if place and (practice.area_id or not place.is_country or place.world != practice.world):
        raise ValueError("Where it was done is a country of its world, told by a body of no country")
    for name in CHOSEN_OF_PRACTICE:
        if name in given:
            setattr(practice, name, given[name])
    practice.drawn = {name: str(render(getattr(practice, name))) for name in TEXTS if getattr(practice, name)}
    practice.save()
    if "topics" in given:
        practice.topics.set([*given["topics"], *given.get("forms", ()), *given.get("sectors", ())])
    practice.refresh_from_db()


@transaction.atomic
def draft_practice(given: Mapping[str, Any], *, by: Capacity) -> Practice:
    """A draft that only its owner sees. Raises ValueError where the hat is of no country and of no verified body."""
    ref = next_ref(Practice, home_in(by), "pr")
    made = Practice(ref=ref, area=place_of(by), owner=by.organisation, contact=by, world=by.world)
    write(made, given)
    tell_of_practice("practice_drafted", made, by=by, after=practice_wording(made))
    return made


@transaction.atomic
def edit_practice(practice: Practice, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str = "") -> Practice:
    """One that everyone sees is revised: its old wording is kept with the reason. Raises Conflict on a stale `version`, and where
    it was submitted or withdrawn meanwhile, or published without the reason that a revision needs; Unmet where a revision takes
    away what had to be told before it was published. What was published before it was asked may stay open."""
    row = held_practice(practice)
    before, draft, never_told = practice_wording(row), row.state == State.DRAFT, unwritten(row)
    if row.state not in Practice.OPEN or not (draft or reason.strip()):
        raise Conflict({"state": str(row.get_state_display())}, {"version": version})
    if version != row.version:
        named: dict[str, Any] = {n: [str(t) for t in given.get(n, ())] for n in ("topics", "forms", "sectors")}
        named |= {"place": given["place"].code} if given.get("place") else {}
        raise Conflict(before, plain(dict(given) | named))
    if not draft:
        card = Card.objects.get(ref=f"practices/{row.ref}")
        Revision.objects.create(card=card, version=row.version, wording=before, reason=reason)
    row.version += 1
    write(row, given)
    facts = practice_facts(row)
    facts = replace(facts, unwritten=tuple(name for name in facts.unwritten if name not in never_told))
    if not draft and (unmet := [guard_words(guard, facts) for guard in WHOLE if not guard.holds(facts)]):
        raise Unmet(unmet)
    verb = "practice_edited" if draft else "practice_revised"
    tell_of_practice(verb, row, by=by, reason=reason, before=before, after=practice_wording(row))
    return row


@transaction.atomic
def take_practice_step(
    practice: Practice, step: PracticeStep, *, by: Capacity, reason: str = "", shown: str | None = None
) -> Practice:
    """Raises Conflict where the practice went on meanwhile, Unmet where a guard does not hold, ValueError without a needed reason
    and for an officer who does not stand apart from the owner.

    `shown` is the `practice_digest` of what was read: Conflict where it is another now. None asks nothing.
    """
    row = held_practice(practice)
    if step.whose == OFFICER and not stands_apart(by.person, row):
        raise ValueError("Who acts for the owner's country checks nothing of it")
    if row.state not in step.starts:
        raise Conflict({"state": str(row.get_state_display())}, {"state": str(State(step.end).label)})
    if shown is not None and shown != practice_digest(row.pk):
        raise Conflict({}, {})
    if step.needs_reason and not reason.strip():
        raise ValueError("This step needs a reason")
    if unmet := [str(line.words) for line in step_lines(step, practice_facts(row)) if not line.holds]:
        raise Unmet(unmet)
    before = row.state
    row.state = step.end
    row.reason = reason if step.code in ("return", "withdraw") else ""
    if step.code == "submit":
        row.submitted_on = clock.today()
    if step.code == "check":
        row.published_on = row.published_on or clock.today()
    if step.code == "review-again":
        row.round += 1
    row.save()
    after = {"state": row.state} | (practice_wording(row) if step.end in (State.SUBMITTED, State.CHECKED) else {})
    tell_of_practice(f"practice_{step.code.replace('-', '_')}", row, by=by, reason=reason, before={"state": before}, after=after)
    if step.code == "check":
        Card.objects.filter(ref=f"practices/{row.ref}").update(published_at=clock.now())
    return row
