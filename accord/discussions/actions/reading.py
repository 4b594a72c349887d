"""How far somebody has read. It leaves no event: what someone reads is nobody's business."""

from accord.discussions.models import Mention, ReadMark, Topic
from accord.kit import clock
from accord.people.models import Person


def note_read(person: Person, topic: str, number: int) -> None:
    """Up to that number; two statements, asked for only where the reader came further than ever before."""
    pk = Topic.objects.filter(ref=topic).values_list("pk", flat=True).get()
    mark = ReadMark(person=person, topic_id=pk, number=number)
    ReadMark.objects.bulk_create([mark], update_conflicts=True, unique_fields=["person", "topic"], update_fields=["number"])
    see_mentions(person, topic, number)


def see_mentions(person: Person, topic: str, number: int) -> None:
    unseen = Mention.objects.filter(person=person, seen_at__isnull=True, post__topic__ref=topic, post__number__lte=number)
    unseen.update(seen_at=clock.now())
