"""Following a card. A reader's follows leave no event: what someone reads is nobody's business."""

from accord.people.models import Person
from accord.record.models import Card, Follow


def follow(person: Person, card: Card) -> Follow:
    return Follow.objects.get_or_create(person=person, card=card)[0]


def unfollow(person: Person, card: Card) -> None:
    Follow.objects.filter(person=person, card=card).delete()
