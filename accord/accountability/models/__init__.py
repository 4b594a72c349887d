"""What was recommended to a State, what it promised, and what it and others say became of it."""

from accord.accountability.models.commitments import Commitment, Measure, Milestone, Revision
from accord.accountability.models.cycles import Cycle, Entry, Participation, Rating, Report
from accord.accountability.models.following import Cluster, ClusterMember, FollowUp
from accord.accountability.models.recommendations import Heading, Holding, Placing, Recommendation

__all__ = [
    "Cluster", "ClusterMember", "Commitment", "Cycle", "Entry", "FollowUp", "Heading", "Holding", "Measure", "Milestone",
    "Participation", "Placing", "Rating", "Recommendation", "Report", "Revision",
]  # fmt: skip
