"""How far somebody has read. It leaves no event: what someone reads is nobody's business."""

from accord.discussions.models import Mention, ReadMark, Topic
from accord.kit import clock, prepared
from accord.people.models import Person

# Written out, as it is asked with each page that is new to its reader: through the ORM it is a seventh of that page.
_FURTHER = (
    f"INSERT INTO {ReadMark._meta.db_table} (person_id, topic_id, number) "
    f"SELECT %s, id, %s FROM {Topic._meta.db_table} WHERE ref = %s "
    "ON CONFLICT (person_id, topic_id) DO UPDATE SET number = excluded.number"
)


def note_read(person: Person, topic: str, number: int, *, named: bool = True) -> None:
    """Up to that number; asked for only where the reader came further than ever before. `named`: somebody named them there."""
    prepared.run(_FURTHER, [person.pk, number, topic])
    if named:
        see_mentions(person, topic, number)


def see_mentions(person: Person, topic: str, number: int) -> None:
    unseen = Mention.objects.filter(person=person, seen_at__isnull=True, post__topic__ref=topic, post__number__lte=number)
    unseen.update(seen_at=clock.now())
