"""Every write of this room, as verbs."""

from accord.moderation.actions.appeals import answer_appeal, appeal, tell_what_was_appealed
from accord.moderation.actions.decisions import decide, refuse_second, second
from accord.moderation.actions.mutes import mute, unmute
from accord.moderation.actions.reports import TooOften, answer_key, report

__all__ = [
    "TooOften", "answer_appeal", "answer_key", "appeal", "decide", "mute", "refuse_second", "report", "second",
    "tell_what_was_appealed", "unmute",
]  # fmt: skip
