"""Every write of the room, as verbs."""

from accord.discussions.actions.carrying import Refused, merge_topic, move_topic, split_topic, widens_nothing
from accord.discussions.actions.moderating import (
    accept_answer,
    add_action,
    close_topic,
    hand_over_actions,
    pin_topic,
    reopen_topic,
    retitle_topic,
    set_post_state,
    settle_action,
    sum_up,
    tell_outcome,
)  # fmt: skip
from accord.discussions.actions.opening import open_topic
from accord.discussions.actions.posting import Closed, edit_post, post
from accord.discussions.actions.pouring import Said, pour
from accord.discussions.actions.reading import note_read, see_mentions
from accord.discussions.actions.removing import remove_topics
from accord.discussions.actions.translating import keep_machine_translation, translate_post
from accord.discussions.actions.writing import Attached, Author, Words, attached, drawn, speaking

__all__ = [
    "Attached",
    "Author",
    "Closed",
    "Refused",
    "Said",
    "Words",
    "accept_answer",
    "add_action",
    "attached",
    "close_topic",
    "drawn",
    "edit_post",
    "hand_over_actions",
    "keep_machine_translation",
    "merge_topic",
    "move_topic",
    "note_read",
    "open_topic",
    "pin_topic",
    "post",
    "pour",
    "remove_topics",
    "reopen_topic",
    "retitle_topic",
    "see_mentions",
    "set_post_state",
    "settle_action",
    "speaking",
    "split_topic",
    "sum_up",
    "tell_outcome",
    "translate_post",
    "widens_nothing",
]  # fmt: skip
