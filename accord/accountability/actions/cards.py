"""The cards of this room: one shape for the importer and for what is made here."""

from collections.abc import Mapping

from accord.accountability.models import Commitment, Recommendation, Report
from accord.people.models import Area
from accord.record.actions import CardText, audience, publish_card
from accord.record.models import Card, Topic


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
    mine = commitment.state == Commitment.State.DRAFT
    area = commitment.area
    return publish_card(
        CardText(
            ref=f"commitments/{commitment.ref}", kind="commitment", url=commitment.url,
            title={commitment.language: commitment.heading}, summary={commitment.language: commitment.text},
            text=f"{commitment.ref} {commitment.problem} {commitment.how}", language=commitment.language,
            world=commitment.world, areas=[area], topics=list(commitment.topics.all()), owner=commitment.lead,
            audience=audience(f"country:{area.code}" if mine else "public", area.world),
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
