"""What the events of this room are called on a page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.record.verbs import About

WORDS = {
    "topic_opened": _("Topic opened"),
    "topic_retitled": _("Topic named anew"),
    "topic_closed": _("Topic closed"),
    "topic_reopened": _("Topic opened again"),
    "topic_pinned": _("Topic put on top"),
    "topic_unpinned": _("Topic no longer on top"),
    "topic_summed_up": _("Summed up"),
    "topic_outcome_told": _("Outcome told"),
    "topic_action_added": _("An action was agreed"),
    "topic_action_done": _("An action was done"),
    "topic_action_handed_over": _("An action went to a successor"),
    "topic_answered": _("An answer was accepted"),
    "topic_answer_undone": _("An answer is accepted no more"),
    "topic_moved": _("Topic moved to another place"),
    "topic_merged": _("Topic merged into another one"),
    "topic_took_in": _("Another topic was merged into this one"),
    "posts_split_off": _("Posts went to a topic of their own"),
    "posted": _("Posted"),
    "sealed_posts_told": _("Posts of earlier days under the Chatham House rule"),
    "post_edited": _("Post edited"),
    "post_state_set": _("What is seen of a post was changed"),
    "post_translated": _("Post translated"),
}

type Told = Mapping[str, Any]


def _number(before: Told, after: Told) -> str:
    return f"#{int(after['number'])}"


ABOUT: dict[str, About] = {
    **dict.fromkeys(("posted", "post_edited", "post_state_set", "topic_answered", "topic_answer_undone"), _number),
    "sealed_posts_told": lambda before, after: ", ".join(f"#{int(number)}" for number in after["numbers"]),
    "post_translated": lambda before, after: f"#{int(after['number'])} → {after['language']}",
}

QUIET = ("posted", "post_edited")  # a forum would fill each timeline
