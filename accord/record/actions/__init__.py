"""Every write of the record, as verbs."""

from accord.record.actions.audiences import add_to_audience, audience
from accord.record.actions.cards import (
    CardText,
    Passage,
    link,
    publish_card,
    publish_cards,
    refresh_face,
    tie_digest,
    unlink,
    untie,
    withdraw_card,
)  # fmt: skip
from accord.record.actions.drafts import Conflict, drop_draft, save_draft, take_draft
from accord.record.actions.events import append, append_all, event, redact, seal
from accord.record.actions.follows import follow, unfollow
from accord.record.actions.gate import accept_cells, accept_document, accept_file, accept_table, accept_text
from accord.record.actions.gate_documents import Accepted, accept_attachment
from accord.record.actions.holding import forget_held, hold, release
from accord.record.actions.worlds import remove_world

__all__ = [
    "Accepted", "CardText", "Conflict", "Passage", "accept_attachment", "accept_cells", "accept_document",
    "accept_file", "accept_table", "accept_text",
    "add_to_audience", "append", "append_all", "audience", "drop_draft", "event", "follow", "forget_held", "hold", "link",
    "publish_card", "publish_cards", "redact", "refresh_face", "release", "remove_world", "save_draft", "seal", "take_draft",
    "tie_digest", "unfollow", "unlink", "untie", "withdraw_card",
]  # fmt: skip
