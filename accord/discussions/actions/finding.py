"""How posts and their translations are found: each is a passage of the topic's card, as `p3` and `p3@frh`."""

from accord.discussions.models import Post, Translation
from accord.record.actions import Passage
from accord.record.models import HELD, Card
from accord.record.search import index

BEHIND = -(2**33)  # translations stand behind all posts: who asks for the newest gets posts


def rank_of(one: Post | Translation) -> int:
    return one.pk if isinstance(one, Post) else BEHIND - abs(one.pk)


def index_translation(card: Card, one: Translation) -> None:
    """As it is worded now. While its topic is hidden it is not found."""
    index.remove_passage(card, rank_of(one))
    if card.audience.code != HELD:
        index.append_passage(card, Passage(_part(one.post, one), one.text, one.language), rank_of(one))


def parts_of(post: Post) -> list[str]:
    """Its passages, and those of its translations."""
    said = post.translations.all() if post.translated else ()
    return [post.part, *(_part(post, one) for one in said)]


def _part(post: Post, one: Translation) -> str:
    return f"{post.part}@{one.language}{one.origin[0]}"


def forget(card: Card, post: Post) -> None:
    index.remove_passage(card, rank_of(post))
    forget_translations(card, post)


def forget_translations(card: Card, post: Post) -> None:
    """Before they go."""
    for one in post.translations.all() if post.translated else ():
        index.remove_passage(card, rank_of(one))


def reindex(post: Post) -> None:
    """As it is to be found now: not at all where it is hidden, nor while its topic is."""
    card = post.topic.card
    forget(card, post)
    if post.text and post.state in (Post.State.SHOWN, Post.State.MASKED) and card.audience.code != HELD:
        index.append_passage(card, Passage(post.part, post.text, post.language), rank_of(post))
        for one in post.translations.all() if post.translated else ():
            one.post = post
            index_translation(card, one)
