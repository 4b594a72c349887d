"""What pages of the room need, as frozen values."""

from accord.accountability.reads.commitments import commitment_page
from accord.accountability.reads.cycles import country_reports, cycle_list
from accord.accountability.reads.filters import sessions_of_world
from accord.accountability.reads.following import alike_page, recommendation_page
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
    "action_list",
    "action_page",
    "alike_page",
    "commitment_list",
    "commitment_page",
    "country_reports",
    "counts_for",
    "cycle_list",
    "pathfinding_page",
    "plan_list",
    "plan_page",
    "recommendation_list",
    "recommendation_page",
    "report_page",
    "sessions_of_world",
]  # fmt: skip
