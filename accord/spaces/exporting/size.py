"""How large a platform is, before anything of it is made: what is too large for a page is for the command."""

from dataclasses import dataclass

from django.db.models import Sum

from accord.discussions.models import Attachment, Topic
from accord.people.models import Person
from accord.record.models import Card
from accord.spaces.exporting.own import cards_of

CARDS, POSTS = 1_000, 20_000  # some 40 and 15 seconds of a process that serves pages: a card costs as much as fifty posts
BYTES = 50_000_000  # of files
AN_HOUR = 3  # files that one person has made here


@dataclass(frozen=True)
class Size:
    cards: int
    posts: int
    bytes: int

    @property
    def fits(self) -> bool:
        return self.cards <= CARDS and self.posts <= POSTS and self.bytes <= BYTES

    @property
    def things(self) -> int:
        return self.cards + self.posts

    @property
    def megabytes(self) -> int:
        return -(-self.bytes // 1_000_000)


def size_of(platform: Card, reader: Person) -> Size:
    """3 queries, whatever there is; posts are counted by their numbers, which have no gaps."""
    topics = Topic.objects.filter(place=platform)
    posts = topics.order_by().aggregate(n=Sum("last_number"))["n"] or 0
    files = Attachment.objects.filter(post__topic__in=topics).order_by().aggregate(n=Sum("size"))["n"] or 0
    return Size(cards_of(platform, reader).count(), posts, files)
