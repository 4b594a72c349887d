"""Who is named in a post with an @: somebody of the place, or who has written in the topic, and reads it still."""

import re
from itertools import islice

from accord.discussions.models import Mention, Post, Topic
from accord.discussions.places import place_of
from accord.people.models import Person

_AFTER = re.compile(r"(?<![\w@])@([^\s@][^@\n]{0,80})")
MOST = 20  # people that one post may name
LONGEST = 5  # words of a name


def names_in(text: str) -> list[str]:
    """What stands behind each @ as it may be a name: its first words, the longest first, without what ends a sentence."""
    found: list[str] = []
    for hit in _AFTER.finditer(text):
        words = hit[1].split()[:LONGEST]
        found += [" ".join(words[:n]).rstrip(".,;:!?)]}،؛؟。，").casefold() for n in range(len(words), 0, -1)]
    return list(dict.fromkeys(name for name in found if name))


def mention(topic: Topic, post: Post, *, by: Person) -> list[Mention]:
    """One row a person and post. Who was named before stays named when a post is edited."""
    names = names_in(post.text) if "@" in post.text else []
    place = place_of(topic.place)
    if not names or place is None:
        return []
    people = {p.pk: p for p in [*place.named(topic.place, names), *_authors(topic, names)] if p.pk != by.pk}
    readers = (person for person in people.values() if Topic.objects.visible_to(person).filter(pk=topic.pk).exists())
    made = [Mention(post=post, person=person) for person in islice(readers, MOST)]
    Mention.objects.bulk_create(made, ignore_conflicts=True)
    return made


def _authors(topic: Topic, names: list[str]) -> list[Person]:
    """Under their own names: where names are sealed there are none."""
    if topic.chatham:
        return []
    found = Person.objects.filter(pk__in=topic.posts.filter(person__isnull=False).values("person"), is_active=True)
    return [person for person in found[:500] if person.name and person.name.casefold() in names]
