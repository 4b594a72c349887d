"""Pictures of a post: hung on it as it is written or changed. One that is taken off stays beside the wordings it stood with."""

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from accord.discussions.actions.writing import Picture
from accord.discussions.models import Attachment, Post

AT_ONCE = 4
EVER = 12  # those taken off among them, which stay beside earlier wordings


def hang(post: Post, files: Sequence[Picture], place: int = 0) -> None:
    Attachment.objects.bulk_create(
        Attachment(post=post, position=at, words=f.words, kind=f.kind, size=len(f.data), sha256=f.sha256, data=f.data,
                   since=post.version)
        for at, f in enumerate(files, place)
    )  # fmt: skip


def change_pictures(post: Post, take_off: Collection[int], files: Sequence[Picture], *, keep: bool = True) -> int:
    """Of a post that is held and has its new version. `keep` is False where earlier wordings are kept nowhere. Says how many
    hang there then. Raises ValidationError."""
    if not (take_off or files):
        return post.files
    there = post.attachments.filter(until=None)
    off = there.filter(pk__in=take_off)
    if keep:
        off.update(until=post.version - 1)
    else:
        off.delete()
    if there.count() + len(files) > AT_ONCE:
        raise ValidationError(too_many())
    if post.attachments.count() + len(files) > EVER:
        words = _("No more pictures can be put here: those that were taken off stay beside earlier wordings. Write a new post.")
        raise ValidationError(words)
    last = post.attachments.aggregate(last=Max("position"))["last"]
    hang(post, files, 0 if last is None else last + 1)
    return there.count()


def too_many() -> str:
    return _("A post has four pictures at most. Take one off, or choose fewer.")
