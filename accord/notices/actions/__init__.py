"""Every write of this room, as verbs."""

from accord.notices.actions.letters import Sent, send_letters
from accord.notices.actions.packs import mark_read, write_pack
from accord.notices.actions.putting_off import snooze, want_letters

__all__ = ["Sent", "mark_read", "send_letters", "snooze", "want_letters", "write_pack"]
