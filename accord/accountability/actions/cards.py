"""The cards of this room: one shape for the importer and for what is made here."""

from collections.abc import Mapping

from accord.accountability.models import Action, ActionPlan, Commitment, Pathfinding, Recommendation, Report
from accord.people.models import Area
from accord.record.actions import CardText, audience, link, publish_card, unlink
from accord.record.models import Audience, Card, Link, Topic


def short(text: str) -> str:
    return text if len(text) <= 140 else text[:137].rsplit(" ", 1)[0] + " …"


def imported_card(ref: str, kind: str, path: str, area: Area, text: str, more: str) -> CardText:
    return CardText(
        ref=f"{path}/{ref}", kind=kind, url=f"{path}/{ref}/", title={"en": short(text)}, summary={"en": text},
        text=f"{ref} {more}", world=area.world, areas=[area],
    )  # fmt: skip


def recommendation_card(r: Recommendation, area: Area, topics: Mapping[str, Topic]) -> CardText:
    """`topics`: those of goals and strategies by code."""
    codes = [*r.strategies, *(f"sdg-{goal}" for goal in r.goals)]
    return CardText(
        ref=f"recommendations/{r.ref}", kind="recommendation", url=f"recommendations/{r.ref}/",
        title={r.language: short(r.text)}, summary={r.language: r.text},
        text=" ".join(filter(None, (r.ref, r.from_words, r.symbol))), language=r.language, world=area.world, areas=[area],
        topics=[topics[code] for code in codes if code in topics],
    )  # fmt: skip


def commitment_card(commitment: Commitment) -> Card:
    """A draft is the country's own; what was once published stays in sight, withdrawn or not."""
    area = commitment.area
    card = publish_card(
        CardText(
            ref=f"commitments/{commitment.ref}", kind="commitment", url=commitment.url,
            title={commitment.language: commitment.heading}, summary={commitment.language: commitment.text},
            text=f"{commitment.ref} {commitment.problem} {commitment.how} {' '.join(commitment.provinces)}",
            language=commitment.language, world=commitment.world, areas=[area], topics=list(commitment.topics.all()),
            owner=commitment.lead, audience=_seen_by(area, draft=commitment.state == Commitment.State.DRAFT),
        )
    )  # fmt: skip
    _place(card, commitment.plan)
    return card


def _seen_by(area: Area, *, draft: bool) -> Audience:
    return audience(f"country:{area.code}" if draft else "public", area.world)


def _place(card: Card, plan: ActionPlan | None) -> None:
    """The card is linked to the plan that it belongs to, and to no other."""
    ref = f"plans/{plan.ref}" if plan else ""
    for tie in (
        Link.objects.filter(card=card, relation="part_of", other__kind="plan").exclude(other__ref=ref).select_related("other")
    ):
        unlink(card, "part_of", tie.other)
    if plan:
        link(card, "part_of", Card.objects.get(ref=ref))


def plan_card(plan: ActionPlan) -> Card:
    """As with a commitment: a draft is the country's own, what was once public stays in sight."""
    return publish_card(
        CardText(
            ref=f"plans/{plan.ref}", kind="plan", url=plan.url, title={plan.language: plan.title},
            summary={plan.language: plan.text}, text=plan.ref, language=plan.language, world=plan.world, areas=[plan.area],
            owner=plan.lead, audience=_seen_by(plan.area, draft=plan.state == ActionPlan.State.DRAFTING),
        )
    )  # fmt: skip


def action_card(action: Action) -> Card:
    card = publish_card(
        CardText(
            ref=f"actions/{action.ref}", kind="action", url=action.url, title={action.language: action.title},
            summary={action.language: action.text}, text=f"{action.ref} {' '.join(action.provinces)}", language=action.language,
            world=action.world, areas=[action.area], topics=list(action.topics.all()), owner=action.lead,
            audience=_seen_by(action.area, draft=action.state == Action.State.DRAFT),
        )
    )  # fmt: skip
    _place(card, action.plan)
    return card


def pathfinding_card(found: Pathfinding) -> Card:
    """Public from the first word."""
    area = found.area
    return publish_card(
        CardText(
            ref=f"pathfinding/{found.ref}", kind="pathfinding", url=found.url,
            title={code: f"Pathfinding: {name}" for code, name in area.names.items()}, text=found.ref, world=area.world,
            areas=[area],
        )
    )  # fmt: skip


def report_card(report: Report) -> Card:
    """Until it is published a report is seen by its country; once submitted, by the secretariat too."""
    if report.state in Report.SEEN_BY_ALL:
        code = "public"
    else:
        code = f"{'desk' if report.state == Report.State.SUBMITTED else 'country'}:{report.area.code}"
    title = {lang: f"{name}: {report.area.names.get(lang, report.area.code)}" for lang, name in report.cycle.names.items()}
    return publish_card(
        CardText(
            ref=f"reports/{report.ref}", kind="report", url=report.url, title=title,
            summary={report.language: report.summary}, text=report.ref, language=report.language,
            world=report.area.world, areas=[report.area], audience=audience(code, report.area.world),
        )
    )  # fmt: skip
