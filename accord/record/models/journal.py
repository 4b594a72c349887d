"""The journal: events, and what is counted, hashed and signed of them."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.kit import clock
from accord.people.models import Capacity
from accord.record.models.cards import Audience, Card


def fresh_salt() -> str:
    return secrets.token_hex(16)


class Event(models.Model):
    """One act. The line (position, hour, digest) stays for ever; the body may be erased with its salt."""

    position = models.PositiveBigIntegerField(null=True)  # given by the sealing job, gapless
    hour = models.DateTimeField()
    digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=32, blank=True, default=fresh_salt)
    verb = models.CharField(max_length=60, blank=True)
    card = models.ForeignKey(Card, null=True, on_delete=models.SET_NULL, related_name="events", db_index=False)
    card_ref = models.CharField(max_length=160, blank=True)  # as sealed; survives its card
    capacity = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=clock.now)
    body = models.JSONField(null=True)  # canonical content that the digest covers
    redacted = models.BooleanField(default=False)
    mac = models.CharField(max_length=64, blank=True)  # of the line, with the site's key; anew when it gets its position
    # One of very many of its kind (a post): news and all that holds "until anything is done" pass it over.
    quiet = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="event_not_quiet", condition=Q(quiet=False)),
            models.Index(fields=["card", "-id"], name="event_of_card_not_quiet", condition=Q(quiet=False)),
            models.Index(fields=["card", "-id"], name="event_of_card"),
            models.Index(fields=["digest"], name="event_of_sealed_digest", condition=Q(position__isnull=False)),
            models.Index(fields=["id"], name="event_unsealed", condition=Q(position__isnull=True)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["position"], name="one_event_a_position", condition=Q(position__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.card_ref}"


class SealedCount(models.Model):
    """One row: how many events are sealed and the log's root over them, signed, so that a removed last line is noticed."""

    count = models.PositiveBigIntegerField(default=0)
    root = models.CharField(max_length=64, blank=True)
    mac = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.count)


class LogTile(models.Model):
    """Up to 256 hashes of the log: of lines on level 0, above it of full tiles of the level below (`log/tiles.py`)."""

    key = models.BigIntegerField(primary_key=True)  # level * 2**48 + number
    hashes = models.BinaryField()  # 32 bytes each

    def __str__(self) -> str:
        return f"{self.key >> 48}/{self.key & (1 << 48) - 1}"


class Checkpoint(models.Model):
    """What the log held when a sealing ended: a text that anyone may keep, signed with a key of its own."""

    size = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()  # to the hour, as lines have it
    key = models.CharField(max_length=300)  # the public one, as notes write it
    note = models.TextField()  # the signed text (`log/note.py`); the root stands there alone

    def __str__(self) -> str:
        return str(self.size)
