"""The content of a commitment, a plan, an action, a report, a template and a country's Pathfinding, each as one value: what an
event says stands, and what a confirming page showed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from accord.accountability import edition_standing
from accord.accountability.models import (
    Action,
    ActionPlan,
    Answer,
    Commitment,
    Entry,
    Pathfinding,
    Question,
    Rating,
    Report,
    ShadowReport,
    Template,
)  # fmt: skip
from accord.accountability.peer_standing import everything_of_peers
from accord.accountability.wording import MEASURE, MILESTONE, action_wording, plan_wording, wording_of
from accord.record.standing import Standing, each_of, fingerprint

RATED = ("completion", "ambition", "change", "confidence", "rationale", "evidence")
DAYS = ("submitted_on", "published_on", "rated_on", "reply_until", "final_on")
WITHDRAWN = ("withdrawn_on", "reason")
PARTS = ("topics", "milestones", "measures__indicator", "revisions", "recommendations")


def commitment_content(c: Commitment) -> dict[str, Any]:
    """From the row as it is in the database: a value just set may still be written in another way."""
    return (
        wording_of(c)
        | {
            "state": c.state,
            "reason": c.reason,
            "version": c.version,
            "milestones": [
                _fields(m, "id", *MILESTONE, *WITHDRAWN, "progress", "done_on", "evidence") for m in c.milestones.all()
            ],
            "measures": [{"indicator": m.indicator.code} | _fields(m, *MEASURE, *WITHDRAWN) for m in c.measures.all()],
            "recommendations": sorted(r.ref for r in c.recommendations.all()),
        }
        | _revisions(c)
    )


def plan_content(p: ActionPlan) -> dict[str, Any]:
    return plan_wording(p) | _fields(p, "state", "reason", "version") | _revisions(p)


def action_content(a: Action) -> dict[str, Any]:
    ties = [{"to": one.commitment.ref, "note": one.note} for one in a.serves.all()]
    ties += [{"to": one.recommendation.ref, "note": one.note} for one in a.answers.all()]
    told = _fields(a, "state", "reason", "version", "status", "told_on", "told_version", "evidence")
    return action_wording(a) | told | _revisions(a) | {"ties": sorted(ties, key=lambda one: str(one["to"]))}


def pathfinding_content(p: Pathfinding) -> dict[str, Any]:
    decided = ("stage", "decided_on", "document", "entered_by_id", "entered_on", *WITHDRAWN)
    said = ("requirement", "status", "words", "evidence", "language", "attested_by_id", "attested_on", "version")
    return _fields(p, "begun_on") | {
        "decisions": [_fields(d, "id", *decided) for d in p.decisions.all()],
        "items": [_fields(i, *said) for i in p.items.all()],
        "assessments": [_fields(a, "version", "marks", "process", "language", "made_on", "by_id") for a in p.assessments.all()],
    }


def _revisions(thing: Commitment | ActionPlan | Action) -> dict[str, Any]:
    return {"revisions": [_fields(r, "version", "wording", "reason") for r in thing.revisions.all()]}


def report_content(r: Report) -> dict[str, Any]:
    return _fields(
        r, "state", "language", "summary", "version", "signed_digest", "declaration", "declaration_language", *DAYS
    ) | {
        "signed_by": r.signed_by_id,
        "assessor": r.assessor_id,
        "entries": sorted((entry_content(e) for e in r.entries.all()), key=lambda e: str(e["commitment"])),
        "ratings": ratings_content(r),
        "answers": answers_content(r),
        "letter": _fields(r.letter, "sha256", "office", "dated", "checked_on", "checked_by_id") if r.letter else None,
        "returned": r.returned,
    }


def answers_content(r: Report) -> list[dict[str, Any]]:
    return sorted((answer_content(one) for one in r.answers.all()), key=lambda one: str(one["question"]))


def answer_content(a: Answer) -> dict[str, Any]:
    return {"question": a.question.code} | a.told()


def template_content(t: Template) -> dict[str, Any]:
    return _fields(t, "slug", "version", "names") | {
        "sections": [
            _fields(s, "code", "position", "names") | {"questions": [question_content(q) for q in s.questions.all()]}
            for s in t.sections.all()
        ]
    }


def question_content(q: Question) -> dict[str, Any]:
    shape = _fields(q, "code", "position", "kind", "texts", "hints", "required", "options", "columns", "rows", "live")
    return shape | {"indicator": q.indicator.code if q.indicator else ""}


def entry_content(e: Entry) -> dict[str, Any]:
    told = _fields(e, "completion", "rationale", "evidence", "values", "language")
    return {"commitment": e.commitment.ref} | told | e.further


def ratings_content(r: Report) -> list[dict[str, Any]]:
    return sorted((rating_content(one) for one in r.ratings.all()), key=lambda one: str(one["commitment"]))


def rating_content(r: Rating) -> dict[str, Any]:
    return {"commitment": r.commitment.ref, "by": r.by_id, "released": r.released_at is not None} | _fields(
        r, *RATED, "language", "reply", "reply_language", "replied_on"
    )


def shadow_content(r: ShadowReport) -> dict[str, Any]:
    """What was published of it. That its author took it back counts from when the record told of it."""
    return _fields(
        r, "shown", "earlier", "published_on", "withdrawn_on", "reply_until", "reply", "reply_language", "replied_on"
    ) | {
        "organisation": r.organisation.slug if r.organisation else "",
        "supported": r.supported.slug if r.supported else "",
        "network": r.network.slug if r.network else "",
        "cycle": r.cycle.slug if r.cycle else "",
        "judgements": sorted(
            ({"commitment": j.commitment.ref} | _fields(j, *RATED, "language") for j in r.judgements.all()),
            key=lambda one: str(one["commitment"]),
        ),
    }


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _commitments() -> QuerySet[Commitment]:
    """Those made here: pledges are imported as a list."""
    return Commitment.objects.filter(kind=Commitment.Kind.COMMITMENT).prefetch_related(*PARTS).select_related("lead", "plan")


def _reports() -> QuerySet[Report]:
    parts = ("entries__commitment", "ratings__commitment", "answers__question")
    return Report.objects.select_related("letter").defer("letter__data").prefetch_related(*parts)


def _templates() -> QuerySet[Template]:
    return Template.objects.prefetch_related("sections__questions__indicator")


def template_digest(pk: int) -> str:
    return fingerprint(template_content(_templates().get(pk=pk)))


def _shadows() -> QuerySet[ShadowReport]:
    """Those that were ever public: before that no event tells what stands."""
    rows = ShadowReport.objects.filter(published_on__isnull=False).prefetch_related("judgements__commitment")
    return rows.select_related("organisation", "supported", "network", "cycle")


def shadow_digest(pk: int) -> str:
    return fingerprint(shadow_content(_shadows().get(pk=pk)))


def _plans() -> QuerySet[ActionPlan]:
    return ActionPlan.objects.prefetch_related("revisions").select_related("lead")


def _actions() -> QuerySet[Action]:
    ties = ("serves__commitment", "answers__recommendation")
    return Action.objects.prefetch_related("topics", "revisions", *ties).select_related("lead", "plan")


def _pathfinding() -> QuerySet[Pathfinding]:
    return Pathfinding.objects.prefetch_related("decisions", "items", "assessments")


def commitment_digest(pk: int) -> str:
    return fingerprint(commitment_content(_commitments().get(pk=pk)))


def report_digest(pk: int) -> str:
    return fingerprint(report_content(_reports().get(pk=pk)))


def plan_digest(pk: int) -> str:
    return fingerprint(plan_content(_plans().get(pk=pk)))


def action_digest(pk: int) -> str:
    return fingerprint(action_content(_actions().get(pk=pk)))


def pathfinding_digest(pk: int) -> str:
    return fingerprint(pathfinding_content(_pathfinding().get(pk=pk)))


def everything() -> Iterator[Standing]:
    """Commitments with parts, plans, actions with ties, reports with answers, ratings and replies, templates, shadow reports,
    Pathfinding, peer reviews, editions of the global report."""
    yield from each_of(_commitments(), "ref", commitment_content, "commitments")
    yield from each_of(_plans(), "ref", plan_content, "plans")
    yield from each_of(_actions(), "ref", action_content, "actions")
    yield from each_of(_reports(), "ref", report_content, "reports")
    yield from each_of(_templates(), "ref", template_content, "templates")
    yield from each_of(_shadows(), "ref", shadow_content, "shadow-reports")
    yield from each_of(_pathfinding(), "area__code", pathfinding_content, "pathfinding")
    yield from everything_of_peers()
    yield from edition_standing.everything()
