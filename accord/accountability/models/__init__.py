"""What was recommended to a State, what it promised and planned, and what it and others say became of it."""

from accord.accountability.models.commitments import Commitment, Measure, Milestone, Revision
from accord.accountability.models.contributions import Contribution, ProposedAnswer
from accord.accountability.models.cycles import Cycle, Entry, Participation, Rating, Report, public_reports
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
from accord.accountability.models.letters import SignatureLetter
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
from accord.accountability.models.questions import Answer, Kind, Live, Question, Said, Section, Template
from accord.accountability.models.recommendations import Heading, Holding, Placing, Recommendation
from accord.accountability.models.shadow import ShadowJudgement, ShadowReport

__all__ = [
    "Action", "ActionAnswers", "ActionPlan", "ActionServes", "Answer", "BodyReview", "ChecklistItem", "Cluster",
    "ClusterMember", "Commitment", "Contribution", "Cycle", "Edition", "EditionApproval", "EditionSection", "Entry",
    "Erratum", "FactCheck", "FollowUp", "FrozenFigures", "Heading", "Holding", "HostDecision", "Kind", "Live", "Measure",
    "Milestone", "Participation", "Pathfinding", "PeerAbsence", "PeerAssignment", "PeerJudgement", "PeerProposal",
    "PeerQuestion", "PeerReview", "PeerRound", "Placing", "ProposedAnswer", "Question", "Rating", "Recommendation",
    "Report", "Revision", "Said", "Section", "SectionAuthor", "SectionText", "SelfAssessment", "ShadowJudgement",
    "ShadowReport", "SignatureLetter", "Template", "public_reports",
]  # fmt: skip
