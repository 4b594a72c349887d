"""A topic whole, for who takes a place along: what its pages tell, all posts at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accord.discussions.models import Attachment, Post, Topic
from accord.discussions.reads import shown
from accord.discussions.reads.shown import WITH_AUTHOR, PostShown, TranslationShown
from accord.discussions.reads.topic import TopicPage, topic_page
from accord.formats.media import ENDS
from accord.people.models import Person
from accord.record.models import Card

BATCH = 200
PIECE = 500  # posts of a topic at once


@dataclass(frozen=True)
class TranslationWhole:
    translation: TranslationShown
    text: str


@dataclass(frozen=True)
class PostWhole:
    post: PostShown
    text: str  # as it was typed; empty where it is not shown
    translations: list[TranslationWhole]


@dataclass(frozen=True)
class TopicWhole:
    """`page` without posts. `hidden` posts are told by number, day and ground alone; of `masked` ones words were taken out. A
    long topic comes in pieces, each with the posts from number `start` on."""

    page: TopicPage
    summary: str  # as it was typed
    outcome: str
    posts: list[PostWhole]
    hidden: int
    masked: int
    start: int = 1


def topics_whole(place: Card, reader: Person) -> Iterator[TopicWhole]:
    """One by one, by number of the card, a long one in pieces; some queries each. Memory holds one piece."""
    last = 0
    rows = Topic.objects.visible_to(reader).filter(place=place).order_by("card_id")
    while batch := list(rows.filter(card_id__gt=last)[:BATCH]):
        last = batch[-1].card_id
        for topic in batch:
            page = topic_page(reader, topic.ref, with_posts=False)
            hidden, masked = (topic.posts.filter(state=state).count() for state in (Post.State.HIDDEN, Post.State.MASKED))
            for start in range(1, topic.last_number + 1, PIECE):
                told = list(_posts(topic, _piece(topic, start)))
                yield TopicWhole(page, topic.summary, topic.outcome, told, hidden, masked, start)


def _piece(topic: Topic, start: int) -> list[Post]:
    """Numbers have no gaps."""
    rows = topic.posts.filter(number__range=(start, start + PIECE - 1))
    return list(rows.select_related(*WITH_AUTHOR, "went_to").prefetch_related("translations").order_by("number"))


def _posts(topic: Topic, posts: list[Post]) -> Iterator[PostWhole]:
    files, stubs = shown.files_of(posts, topic), shown.stubs_of(posts, topic)
    for row in posts:
        by = shown.author(row.person, row.capacity, row.alias)
        one = shown.post(row, topic, by=by, files=files.get(row.pk, []), stub=stubs.get(row.part))
        said = [TranslationWhole(shown.translation(t, row), t.text) for t in row.translations.all()] if one.html else []
        yield PostWhole(one, row.text if one.html else "", said)


def pictures(one: TopicWhole) -> list[tuple[str, int]]:
    """Names for files of the posts that are shown, with their ids."""
    posts = Post.objects.shown().filter(topic__ref=one.page.ref, number__range=(one.start, one.start + PIECE - 1))
    rows = Attachment.objects.filter(post__in=posts, until=None).order_by("post__number", "position", "sha256")
    told = rows.values_list("post__number", "sha256", "kind", "pk")
    return [(f"p{number}-{sha256[:12]}.{ENDS[kind]}", pk) for number, sha256, kind, pk in told]


def picture(pk: int) -> Iterable[bytes]:
    yield bytes(Attachment.objects.values_list("data", flat=True).get(pk=pk))
