"""Forty commitments in every state, and one that carries out for one country what two do together."""

from datetime import timedelta
from decimal import Decimal

from accord.accountability.actions import (
    add_measure,
    add_milestone,
    answer_recommendation,
    close_commitment,
    draft_commitment,
    edit_commitment,
    publish_commitment,
    tell_milestone,
    withdraw_commitment,
)  # fmt: skip
from accord.accountability.models import ActionPlan, Commitment, Milestone, Recommendation
from accord.indicators.models import Indicator
from accord.kit import clock
from accord.people.models import Capacity, Organisation, Role
from accord.record.models import Card, Topic
from accord.spaces.reads.carried import carried

ANSWERED = {"law": "orporal", "parents": "parents", "births": "birth", "marriage": "marriage", "helpline": "child",
            "survey": "survey", "schools": "school", "online": "online", "care": "institutions", "health": "health"}  # fmt: skip
PLACES = {("XAA", "parents"): ["North Coast", "River Delta"], ("XAB", "births"): ["Outer Islands"]}
State = Commitment.State


def tell() -> None:
    from accord.overview.demo.story import days_ago, table

    themes = {row["theme"]: row for row in table("promises.csv")}
    hats = {c.area.code: c for c in Capacity.objects.active().filter(role=Role.FOCAL_POINT, person__world="demo") if c.area}
    for number, row in enumerate(table("commitments.csv")):
        with days_ago(620 - number):
            _one(themes[row["theme"]], row["state"], row["progress"].split(";"), hats[row["country"]], number)
    with days_ago(500):
        waiting = Recommendation.objects.filter(area__code__in=("XAB", "XAD"), response=Recommendation.Response.PENDING)
        for one in waiting.select_related("area"):
            why = "The plan of the ministry provides for it; money is found for the first two years."
            answer_recommendation(one, response="supported", reason=why, version=one.version, by=hats[one.area.code])


def carry() -> None:
    """Aldoria's own part of the first joint action, with that action's words: tied to it, as its page does it."""
    from accord.overview.demo.story import days_ago

    by = Capacity.objects.active().get(role=Role.FOCAL_POINT, area__code="XAA")
    card = Card.objects.get(ref="joint-actions/safe-crossings-of-the-six-rivers-a1")
    assert by.area
    with days_ago(90):
        told = carried(card, by.area)
        assert told
        lead = Organisation.objects.filter(slug=told.organisation).first()
        given = {
            "title": card.title["en"], "text": told.text, "form": Commitment.Form.PROGRAMME, "level": Commitment.Level.NATIONAL,
            "topics": list(card.topics.all()), "lead": lead, "starts_on": told.starts_on, "ends_on": told.ends_on,
            "language": "en",
        }  # fmt: skip
        made = draft_commitment(given, by=by, carries=card)
        text = "Each landing place of Aldoria has two people who took the course."
        add_milestone(made, text=text, due=clock.today() + timedelta(days=140), weight=1, by=by)
        publish_commitment(made, by=by)


def _one(theme: dict[str, str], state: str, progress: list[str], by: Capacity, number: int) -> None:
    assert by.area is not None
    answers = Recommendation.objects.filter(area=by.area, text__icontains=ANSWERED[theme["theme"]])
    given = _given(theme, by, number)
    made = draft_commitment(given, by=by, answers=list(answers[:2]))
    if theme["indicator"]:
        _measure(made, theme, by)
    if state == State.DRAFT:
        return
    milestones = _milestones(made, theme["milestones"].split("|"), by)
    made = publish_commitment(made, by=by)
    with clock.standing_at(clock.now() + timedelta(days=150)):
        _progress(milestones, progress, by)
    with clock.standing_at(clock.now() + timedelta(days=155)):
        _end(made, given, state, by)


def _end(made: Commitment, given: dict[str, object], state: str, by: Capacity) -> None:
    if state == State.REVISED:
        text = f"{given['text']} A first report on it will be published after one year."
        edit_commitment(
            made, given | {"text": text}, version=made.version, by=by, reason="Civil society asked for a first report."
        )
    elif state == State.WITHDRAWN:
        withdraw_commitment(made, by=by, reason="The budget of the ministry was cut; another ministry has been asked.")
    elif state == State.CLOSED:
        close_commitment(made, by=by, reason="All milestones are done.")


def _given(theme: dict[str, str], by: Capacity, number: int) -> dict[str, object]:
    lead = Organisation.objects.filter(area=by.area, kind=Organisation.Kind.GOVERNMENT).first()
    start = clock.today()
    plan = ActionPlan.objects.filter(area=by.area).exclude(state=ActionPlan.State.DRAFTING).first()
    whole = number % 5 != 4  # every fifth lacks something that the check of its wording tells
    return {
        "title": theme["title"], "text": theme["text"], "problem": theme["problem"], "how": theme["how"], "form": theme["form"],
        "level": theme["level"], "topics": list(Topic.objects.filter(code__in=theme["topics"].split(";"))),
        "lead": lead if whole else None, "starts_on": start, "ends_on": start + timedelta(days=1100) if whole else None,
        "budget": Decimal(400_000 + 50_000 * number) if number % 3 else None, "currency": "EUR" if number % 3 else "",
        "plan": plan, "provinces": PLACES.get((by.area.code if by.area else "", theme["theme"]), []),
        "funded_share": (number * 7) % 101 if number % 3 else None, "language": "en",
    }  # fmt: skip


def _measure(made: Commitment, theme: dict[str, str], by: Capacity) -> None:
    year = clock.today().year
    start, goal = (Decimal(theme[k]) if theme[k] else None for k in ("baseline", "target"))
    add_measure(
        made, Indicator.objects.get(code=theme["indicator"]), baseline=start, baseline_year=year - 1 if start else None,
        target=goal, target_year=year + 3 if goal else None, by=by,
    )  # fmt: skip


def _milestones(made: Commitment, texts: list[str], by: Capacity) -> list[Milestone]:
    return [
        add_milestone(made, text=text, due=clock.today() + timedelta(days=240 * (n + 1)), weight=2 if n == 0 else 1, by=by)
        for n, text in enumerate(texts)
    ]


def _progress(milestones: list[Milestone], progress: list[str], by: Capacity) -> None:
    for one, told in zip(milestones, progress, strict=False):
        if told:
            done = clock.today() if told == "100" else None
            evidence = "Official gazette, special issue." if done else ""
            tell_milestone(one, progress=int(told), done_on=done, evidence=evidence, version=1, by=by)
