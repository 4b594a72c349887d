"""Every write of the room, as verbs."""

from collections.abc import Sequence

from accord.discussions.actions.opening import open_topic
from accord.discussions.actions.posting import Closed, edit_post, post
from accord.discussions.actions.writing import Author, Picture, Words, drawn, picture_of, speaking

__all__: Sequence[str] = (
    "Author", "Closed", "Picture", "Words", "drawn", "edit_post", "open_topic", "picture_of", "post", "speaking",
)  # fmt: skip
