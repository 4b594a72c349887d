"""Topics and posts for tests, made by the room's verbs on platforms."""

from typing import Any

from accord.discussions.actions import drawn, open_topic, post
from accord.discussions.models import Post, Topic
from accord.people.models import Capacity, Person
from accord.record.models import Card
from accord.spaces.models import Platform
from accord.spaces.tests import makers as spaces


def place_of(platform: Platform) -> Card:
    return Card.objects.select_related("audience").get(ref=platform.card_ref)


class Stage(spaces.Stage):
    """With an open platform and a topic on it that the convener began."""

    def topic(self, platform: Platform | None = None, by: Capacity | None = None, **more: Any) -> Topic:
        hat = by or self.convener
        given = {"title": "The night boats", "kind": "discussion", "by": hat.person, "hat": hat} | more
        words = drawn(given.pop("text", "Who watches the *landing places*?"), given.pop("language", "en"))
        return open_topic(place_of(platform or self.platform()), words, **given)

    def post(self, topic: Topic, text: str = "We do.", by: Capacity | None = None, **more: Any) -> Post:
        hat = by or self.focal
        given = {"by": hat.person, "hat": hat} | more
        return post(topic, drawn(text, given.pop("language", "en")), **given)

    def own_name(self, topic: Topic, who: Person, text: str = "I do.") -> Post:
        return post(topic, drawn(text, "en"), by=who, hat=None)
