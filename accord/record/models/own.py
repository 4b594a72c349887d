"""What is a reader's own: follows, drafts, forms that were sent."""

from typing import Any, ClassVar

from django.db import models

from accord.kit import clock
from accord.people.models import Person
from accord.record.models.cards import Card


class Follow(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follows")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="followers")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "card"], name="one_follow_a_card")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.card_id}"


class Draft(models.Model):
    """What someone typed into a form and has not yet sent, kept as typed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=200)  # form and record, e.g. "report/XAA-2026/3"
    title = models.CharField(max_length=300, blank=True)  # of the form, in the language after the key's "@"
    url = models.CharField(max_length=500, blank=True)  # where the form stands, with its language
    typed: Any = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="one_draft_a_form")]

    def __str__(self) -> str:
        return self.key


class Sent(models.Model):
    """A form that was sent and taken, so that pressing twice makes one thing. Kept for some days."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=64, unique=True)  # digest of the shown form's token and of what was typed
    went_to = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.went_to
