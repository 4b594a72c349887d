"""Platforms and what is done on them: threats, solutions, statements, the joint work plan, meetings, consultations."""

from accord.spaces.models.meetings import AgendaItem, Consultation, Meeting, Registration
from accord.spaces.models.platforms import Invitation, Membership, Overlap, Platform, Revision
from accord.spaces.models.threats import Corridor, Signature, Solution, Statement, Threat
from accord.spaces.models.workplan import Agreement, AskedWording, JointAction

__all__ = [
    "AgendaItem", "Agreement", "AskedWording", "Consultation", "Corridor", "Invitation", "JointAction", "Meeting", "Membership",
    "Overlap", "Platform", "Registration", "Revision", "Signature", "Solution", "Statement", "Threat",
]  # fmt: skip
