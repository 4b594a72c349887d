"""Files of a post, pictures and documents: hung on it as it is written or changed.

One that is taken off stays beside the wordings it stood with.
"""

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from accord.discussions.actions.writing import Attached
from accord.discussions.models import Attachment, Post
from accord.formats.media import is_picture

AT_ONCE = 4
EVER = 12  # those taken off among them, which stay beside earlier wordings


def hang(post: Post, files: Sequence[Attached], place: int = 0) -> None:
    """A document's style and template name its writer: where names are sealed there are pictures alone."""
    if post.mark and not all(map(is_picture, (f.kind for f in files))):
        raise ValueError("A document where names are sealed")
    Attachment.objects.bulk_create(
        Attachment(post=post, position=at, words=f.words, kind=f.kind, size=len(f.data), sha256=f.sha256, data=f.data,
                   since=post.version, pieces=f.pieces)
        for at, f in enumerate(files, place)
    )  # fmt: skip


def change_files(post: Post, take_off: Collection[int], files: Sequence[Attached], *, keep: bool = True) -> int:
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
        words = _("No more files can be put here: those that were taken off stay beside earlier wordings. Write a new post.")
        raise ValidationError(words)
    last = post.attachments.aggregate(last=Max("position"))["last"]
    hang(post, files, 0 if last is None else last + 1)
    return there.count()


def too_many() -> str:
    return _("A post has four files at most. Take one off, or choose fewer.")
