"""What was recommended to a State, what it promised, and what it and others say became of it."""

from accord.accountability.models.commitments import Commitment, Measure, Milestone, Revision
from accord.accountability.models.cycles import Cycle, Entry, Participation, Rating, Report
from accord.accountability.models.recommendations import Recommendation
from accord.accountability.models.shadow import ShadowJudgement, ShadowReport

__all__ = [
    "Commitment", "Cycle", "Entry", "Measure", "Milestone", "Participation", "Rating", "Recommendation", "Report", "Revision",
    "ShadowJudgement", "ShadowReport",
]  # fmt: skip
