"""Every write of the directory, as verbs."""

from accord.directory.actions.capacities import (
    appoint_officer,
    check_nomination,
    end_capacity,
    nominate,
    refuse_nomination,
)  # fmt: skip
from accord.directory.actions.cards import publish_country, publish_partnership
from accord.directory.actions.organisations import register_organisation, verify_organisation

__all__ = [
    "appoint_officer", "check_nomination", "end_capacity", "nominate", "publish_country", "publish_partnership",
    "refuse_nomination", "register_organisation", "verify_organisation",
]  # fmt: skip
