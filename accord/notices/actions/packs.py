"""Packs for successors: written in the transaction of the hand-over, read once."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from accord.kit import clock
from accord.kit.texts import reader_language
from accord.notices.models import Pack
from accord.people.models import Capacity


@transaction.atomic
def write_pack(old: Capacity, new: Capacity, moved: Mapping[str, Sequence[str]], note: str) -> None:
    """No event of its own: `capacity_ended` tells of the hand-over, and the note is for the successor alone."""
    told = {kind: list(names) for kind, names in moved.items()}
    Pack.objects.create(old=old, new=new, made_on=clock.today(), note=note, language=reader_language(), moved=told)


def mark_read(pack: Pack) -> None:
    """Once: the first day stays. No event, as of no other reading."""
    Pack.objects.filter(pk=pack.pk, read_on=None).update(read_on=clock.today())
