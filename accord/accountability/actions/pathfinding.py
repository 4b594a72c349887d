"""Pathfinding: an officer enters the host's decision with its document; the country keeps its checklist and assesses itself."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accord.accountability.actions.telling import tell_of_pathfinding
from accord.accountability.models import ChecklistItem, HostDecision, Pathfinding, SelfAssessment
from accord.accountability.requirements import LEVEL_WORDS, PRINCIPLES, REQUIREMENTS
from accord.kit import clock
from accord.kit.pages import plain
from accord.people.models import Area, Capacity
from accord.record.actions import Conflict

DECISION = ("stage", "decided_on", "document")
ITEM = ("status", "words", "evidence", "language")


def _held(area: Area) -> Pathfinding:
    """Begun with the first word. The row is held, so that what an event says stands is what stands."""
    Pathfinding.objects.get_or_create(area=area, defaults={"begun_on": clock.today()})
    return Pathfinding.objects.select_for_update(of=("self",)).select_related("area").get(area=area)


def _told(row: HostDecision | ChecklistItem, names: tuple[str, ...]) -> dict[str, object]:
    return dict(plain({name: getattr(row, name) for name in names}))


@transaction.atomic
def enter_decision(area: Area, *, stage: str, decided_on: date, document: str, by: Capacity) -> HostDecision:
    """As the host's document says. Raises ValueError for a day to come, without a document, or across the two worlds."""
    if decided_on > clock.today() or not document or by.world != area.world:
        raise ValueError("A decision has its day, its document and its world")
    found = _held(area)
    made = HostDecision.objects.create(
        of=found, stage=stage, decided_on=decided_on, document=document, entered_by=by, entered_on=clock.today()
    )
    tell_of_pathfinding("decision_entered", found, by=by, after=_told(made, DECISION))
    return made


@transaction.atomic
def take_back_decision(decision: HostDecision, *, by: Capacity, reason: str) -> HostDecision:
    """Entered in error: it stays readable, with the reason. Raises Conflict where it was taken back meanwhile."""
    if not reason.strip():
        raise ValueError("Taking back a decision needs a reason")
    found = _held(decision.of.area)
    row = HostDecision.objects.get(pk=decision.pk)
    if row.withdrawn_on:
        raise Conflict({}, {})
    row.withdrawn_on, row.reason = clock.today(), reason
    row.save()
    tell_of_pathfinding("decision_taken_back", found, by=by, reason=reason, before=_told(row, DECISION))
    return row


@transaction.atomic
def attest_item(
    area: Area, requirement: str, *, status: str, words: str, evidence: str, language: str, version: int, by: Capacity
) -> ChecklistItem:
    """What the country says of one requirement. Raises Conflict on a stale `version` (0 where nothing was said yet), ValueError
    for an unknown requirement, and for done without evidence."""
    if requirement not in REQUIREMENTS or (status == ChecklistItem.Status.DONE and not evidence):
        raise ValueError("A requirement of the host; what is done has its evidence")
    found = _held(area)
    row = ChecklistItem.objects.filter(of=found, requirement=requirement).first()
    before = _told(row, ITEM) if row else None
    given = {"status": status, "words": words, "evidence": evidence, "language": language}
    if version != (row.version if row else 0):
        raise Conflict((before or {}) | {"status": str(row.get_status_display()) if row else ""}, given)
    row = row or ChecklistItem(of=found, requirement=requirement, version=0)
    row.status, row.words, row.evidence, row.language = status, words, evidence, language
    row.attested_by, row.attested_on, row.version = by, clock.today(), row.version + 1
    row.save()
    tell_of_pathfinding("requirement_attested", found, by=by, before=before, after={"requirement": requirement} | given)
    return row


@transaction.atomic
def assess_self(
    area: Area, marks: Mapping[str, Mapping[str, str]], *, process: str, language: str, version: int, by: Capacity
) -> SelfAssessment:
    """A new version; the earlier ones stay. Raises Conflict where a newer one than `version` is there, ValueError where a
    principle is left out, or has a level that is none."""
    if set(marks) != set(PRINCIPLES) or not all(mark["level"] in LEVEL_WORDS for mark in marks.values()):
        raise ValueError("Each of the eight principles has its level")
    found = _held(area)
    newest = found.assessments.first()
    if version != (newest.version if newest else 0):
        raise Conflict({"process": newest.process if newest else ""}, {"process": process})
    made = SelfAssessment.objects.create(
        of=found, version=version + 1, marks={code: dict(mark) for code, mark in marks.items()}, process=process,
        language=language, made_on=clock.today(), by=by,
    )  # fmt: skip
    tell_of_pathfinding(
        "principles_assessed", found, by=by, after={"version": made.version, "marks": made.marks, "process": process}
    )
    return made
