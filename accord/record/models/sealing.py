"""Names under a seal, and who holds the keys."""

import secrets
from typing import ClassVar

from django.db import models

from accord.people.models import Area, Capacity, World


def unordered_id() -> int:
    """Of a row whose place among others must tell nothing: ids in order would tell when it was made."""
    return secrets.randbelow(2**53 - 1) + 1


class CustodianKey(models.Model):
    """The public half of a custodian's key. It seals nothing until its custodian said that it is theirs."""

    capacity = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    public = models.CharField(max_length=80, unique=True)
    registered_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.public


class SealedName(models.Model):
    """Who wrote something, sealed so that two custodians together may open it. It has no time and no order."""

    id = models.BigIntegerField(primary_key=True, default=unordered_id)
    subject = models.CharField(max_length=160, unique=True)  # the ref of the card it stands behind
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")  # whose people are no custodians of it
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    sealed = models.TextField()

    def __str__(self) -> str:
        return self.subject


class SealedShare(models.Model):
    """One custodian's share of the key to a name, sealed to that custodian's key."""

    id = models.BigIntegerField(primary_key=True, default=unordered_id)
    name = models.ForeignKey(SealedName, on_delete=models.CASCADE, related_name="shares")
    key = models.ForeignKey(CustodianKey, on_delete=models.PROTECT, related_name="shares")
    sealed = models.TextField()
    check_digest = models.CharField(max_length=64)  # of the opened share: a wrong one is told at once
    given = models.TextField(blank=True)  # the opened share under the site's key, until the other one is there
    reason = models.TextField(blank=True)
    given_on = models.DateField(null=True)
    answer = models.TextField(blank=True)  # the name, sealed to this custodian's key, until it was fetched

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "key"], name="one_share_a_key")]

    def __str__(self) -> str:
        return f"{self.name_id} {self.key_id}"
