"""Not wanting to read somebody: a person's own affair, which leaves no event."""

from django.core import signing

from accord.moderation.models import Mute
from accord.people.models import Person

SALT = "accord.moderation.mute"


def mute_key(author: Person, shown: str) -> str:
    """What a form beside a post carries. A room gives none where the author is not told (a seal, the Chatham House rule)."""
    return signing.Signer(salt=SALT).sign_object([author.pk, shown[:200]])


def named_by(key: str) -> tuple[int, str] | None:
    try:
        number, shown = signing.Signer(salt=SALT).unsign_object(key)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(number), str(shown)


def mute(person: Person, key: str) -> Mute | None:
    """None for a key that we did not make, for oneself, and across worlds."""
    named = named_by(key)
    other = Person.objects.filter(pk=named[0], world=person.world).exclude(pk=person.pk).first() if named else None
    if other is None or named is None:
        return None
    return Mute.objects.update_or_create(person=person, muted=other, defaults={"shown": named[1]})[0]


def unmute(person: Person, number: int) -> None:
    Mute.objects.filter(person=person, pk=number).delete()
