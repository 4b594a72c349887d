"""What was recommended to a State, what it promised and planned, and what it and others say became of it."""

from accord.accountability.models.commitments import Commitment, Measure, Milestone, Revision
from accord.accountability.models.cycles import Cycle, Entry, Participation, Rating, Report
from accord.accountability.models.following import Cluster, ClusterMember, FollowUp
from accord.accountability.models.pathfinding import ChecklistItem, HostDecision, Pathfinding, SelfAssessment
from accord.accountability.models.peers import (
    BodyReview,
    PeerAbsence,
    PeerAssignment,
    PeerJudgement,
    PeerProposal,
    PeerQuestion,
    PeerReview,
    PeerRound,
)  # fmt: skip
from accord.accountability.models.plans import Action, ActionAnswers, ActionPlan, ActionServes
from accord.accountability.models.recommendations import Heading, Holding, Placing, Recommendation
from accord.accountability.models.shadow import ShadowJudgement, ShadowReport

__all__ = [  # noqa: RUF022 -- a block a subject
    "Action", "ActionAnswers", "ActionPlan", "ActionServes", "ChecklistItem", "Cluster", "ClusterMember", "Commitment",
    "Cycle", "Entry", "FollowUp", "Heading", "Holding", "HostDecision", "Measure", "Milestone", "Participation",
    "Pathfinding", "Placing", "Rating", "Recommendation", "Report", "Revision", "SelfAssessment", "ShadowJudgement",
    "ShadowReport",
    # peer review
    "BodyReview", "PeerAbsence", "PeerAssignment", "PeerJudgement", "PeerProposal", "PeerQuestion", "PeerReview", "PeerRound",
]  # fmt: skip
