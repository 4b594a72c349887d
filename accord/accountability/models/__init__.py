"""What was recommended to a State, what it promised and planned, and what it and others say became of it."""

from accord.accountability.models.commitments import Commitment, Measure, Milestone, Revision
from accord.accountability.models.cycles import Cycle, Entry, Participation, Rating, Report
from accord.accountability.models.editions import (
    Edition,
    EditionApproval,
    EditionSection,
    Erratum,
    FactCheck,
    FrozenFigures,
    SectionAuthor,
    SectionText,
)  # fmt: skip
from accord.accountability.models.following import Cluster, ClusterMember, FollowUp
from accord.accountability.models.pathfinding import ChecklistItem, HostDecision, Pathfinding, SelfAssessment
from accord.accountability.models.plans import Action, ActionAnswers, ActionPlan, ActionServes
from accord.accountability.models.recommendations import Heading, Holding, Placing, Recommendation
from accord.accountability.models.shadow import ShadowJudgement, ShadowReport

__all__ = [
    "Action",
    "ActionAnswers",
    "ActionPlan",
    "ActionServes",
    "ChecklistItem",
    "Cluster",
    "ClusterMember",
    "Commitment",
    "Cycle",
    "Edition",
    "EditionApproval",
    "EditionSection",
    "Entry",
    "Erratum",
    "FactCheck",
    "FollowUp",
    "FrozenFigures",
    "Heading",
    "Holding",
    "HostDecision",
    "Measure",
    "Milestone",
    "Participation",
    "Pathfinding",
    "Placing",
    "Rating",
    "Recommendation",
    "Report",
    "Revision",
    "SectionAuthor",
    "SectionText",
    "SelfAssessment",
    "ShadowJudgement",
    "ShadowReport",
]  # fmt: skip
