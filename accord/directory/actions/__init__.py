"""Every write of the directory, as verbs."""

from accord.directory.actions.capacities import (
    appoint_officer,
    check_nomination,
    end_capacity,
    nominate,
    nominate_address,
    refuse_nomination,
)  # fmt: skip
from accord.directory.actions.cards import publish_country, publish_partnership
from accord.directory.actions.organisations import register_organisation, verify_organisation
from accord.directory.actions.partnerships import confirm_partnership, describe_partnership, tie_partnership

__all__ = [
    "appoint_officer", "check_nomination", "confirm_partnership", "describe_partnership", "end_capacity", "nominate",
    "nominate_address", "publish_country", "publish_partnership", "refuse_nomination", "register_organisation",
    "tie_partnership", "verify_organisation",
]  # fmt: skip
