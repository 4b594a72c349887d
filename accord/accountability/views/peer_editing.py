"""What each form of peer reviews says of itself."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.record.editing import Editing

# The pages say more of it: `templates/accountability/peer_notice.html`.
NEITHER = _("This is not the Universal Periodic Review, and not the review of the Committee on the Rights of the Child.")


def peer_editing(title: str, button: str, about: str, about_url: str, **more: Any) -> Editing:
    return Editing(title, button, about, about_url, note=NEITHER, **more)
