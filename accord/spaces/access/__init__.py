"""Who may read, join, act, work and convene. Fetch and check are one call; absent and forbidden give the same 404."""

from accord.spaces.access.asking import access_asked, is_heard, key_of, link_is_open, may_be_written, to_write_letter
from accord.spaces.access.platforms import (
    CLOSED_VERBS,
    SPEAKERS,
    VERBS,
    access_platform,
    hat_on,
    may,
    may_act,
    may_read,
    memberships,
    rights_of,
    speaking,
    speaking_for,
    to_act,
    to_bring_in,
    to_convene,
    to_take_along,
    to_tell_elsewhere,
    to_work,
)  # fmt: skip
from accord.spaces.access.things import (
    access_thing,
    to_answer_invitation,
    to_answer_overlap,
    to_consult,
    to_settle_overlap,
    to_sign,
    to_speak_on,
    to_tell_of,
    to_work_on,
)  # fmt: skip

__all__ = [
    "CLOSED_VERBS", "SPEAKERS", "VERBS", "access_asked", "access_platform", "access_thing", "hat_on", "is_heard", "key_of",
    "link_is_open", "may", "may_act", "may_be_written", "may_read",
    "memberships", "rights_of", "speaking", "speaking_for", "to_act", "to_answer_invitation",
    "to_answer_overlap", "to_bring_in", "to_consult", "to_convene", "to_settle_overlap", "to_sign", "to_speak_on",
    "to_take_along", "to_tell_elsewhere", "to_tell_of", "to_work", "to_work_on", "to_write_letter",
]  # fmt: skip
