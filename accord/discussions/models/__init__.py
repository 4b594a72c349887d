"""Topics and posts, and what hangs on them: earlier wordings, translations, files, read positions, mentions."""

from accord.discussions.models.posts import Attachment, Mention, Post, PostRevision, Translation
from accord.discussions.models.sealed import NamesAs, Presence
from accord.discussions.models.topics import OutcomeAction, ReadMark, Topic

__all__ = [
    "Attachment", "Mention", "NamesAs", "OutcomeAction", "Post", "PostRevision", "Presence", "ReadMark", "Topic", "Translation",
]  # fmt: skip
