"""Taking out the topics of a world: straight from the tables, since a cascade would hold each row in memory."""

from django.db.models import Model, QuerySet

from accord.discussions.models import Attachment, Mention, OutcomeAction, Post, PostRevision, ReadMark, Topic, Translation
from accord.record.models import SearchDocument
from accord.record.search import index

TOPICS = 200  # at once


def remove_topics(world: str) -> int:
    """Their passages with them; cards and journal are the record's (`remove_world`). How many rows went."""
    topics, gone = Topic.objects.filter(world=world), 0
    topics.update(merged_into=None)
    while some := list(topics.order_by("pk").values_list("pk", "card_id")[:TOPICS]):
        pks = [pk for pk, _ in some]
        Post.objects.filter(went_to__in=pks).update(went_to=None)
        posts = Post.objects.filter(topic__in=pks)
        index.unindex(SearchDocument.objects.filter(card__in=[card for _, card in some]))
        for model in (Mention, Translation, Attachment, PostRevision):
            gone += _erased(model.objects.filter(post__in=posts))
        for rows in (posts, ReadMark.objects.filter(topic__in=pks), OutcomeAction.objects.filter(topic__in=pks)):
            gone += _erased(rows)
        gone += _erased(Topic.objects.filter(pk__in=pks))
    return gone


def _erased[M: Model](rows: QuerySet[M]) -> int:
    """Without a look at what hangs on them: that went before."""
    return rows._raw_delete(rows.db)
