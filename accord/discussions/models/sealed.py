"""Where names are sealed: how authors are shown, and who was there when the topic was opened."""

import secrets
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.people.models import Person


class NamesAs(models.TextChoices):
    """One of them for the life of the topic: two pieces of one person told together would be a narrower one."""

    ROLE = "role", _("By role: “Focal point”")
    REGION = "region", _("By region: “Africa”")
    NOTHING = "nothing", _("By nothing: “A participant”")


MODERATOR = "moderator"  # the alias of the first post: that a moderator opens such a topic is known


def sealed_id() -> int:
    """Of a row of a sealed author: below zero and by lot. In the sequence of all posts it would stand between two whose hour is
    known. 33 bits: passages of the search index are numbered by it (`record/search/index.py`)."""
    return -1 - secrets.randbelow(2**33 - 2)


class Presence(models.Model):
    """Who might post there when the topic was opened, and what they would have been shown as.

    It never changes: a crowd is counted among these alone, so that whoever comes later makes none larger. All of them stand here,
    whether they ever write or not.
    """

    topic = models.ForeignKey("discussions.Topic", on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "person"], name="one_presence_a_person")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.label}"
