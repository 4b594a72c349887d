"""What pages of the room need, as frozen values."""

from accord.accountability.reads.commitments import commitment_page
from accord.accountability.reads.cycles import cycle_list, lines_of, reports_of
from accord.accountability.reads.filters import sessions_of_world
from accord.accountability.reads.following import alike_page, recommendation_page
from accord.accountability.reads.how_far import HowFar, how_far
from accord.accountability.reads.lists import Counted, HeldOfCountry, commitment_list, counts_for
from accord.accountability.reads.pathfinding import pathfinding_page
from accord.accountability.reads.plan_actions import action_page
from accord.accountability.reads.plan_lists import action_list, plan_list
from accord.accountability.reads.plans import plan_page
from accord.accountability.reads.recommendations import recommendation_list
from accord.accountability.reads.reports import report_page

__all__ = [
    "Counted",
    "HeldOfCountry",
    "HowFar",
    "action_list",
    "action_page",
    "alike_page",
    "commitment_list",
    "commitment_page",
    "counts_for",
    "cycle_list",
    "how_far",
    "lines_of",
    "pathfinding_page",
    "plan_list",
    "plan_page",
    "recommendation_list",
    "recommendation_page",
    "report_page",
    "reports_of",
    "sessions_of_world",
]  # fmt: skip
