"""Who was told of what, what was put off, which letters somebody does not want, and packs for successors.

What is owed is in no table here: it is worked out from the states of things (`record/owing.py`).
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from accord.people.models import Capacity, Person


class Digest(models.Model):
    """A letter of one day. The row is there before the letter is sent: two runs at once send one."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "on"], name="one_letter_a_day")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}"


class Notice(models.Model):
    """One step of one thing told to one person; without a letter where the person does not want letters of that kind."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    thing = models.CharField(max_length=200)  # the key of a duty
    due = models.DateField()  # as it was then: another day begins anew
    step = models.CharField(max_length=12)
    on = models.DateField()
    digest = models.ForeignKey(Digest, null=True, on_delete=models.CASCADE, related_name="notices")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["thing", "due", "on"], name="notice_of_thing")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "thing", "due", "step"], name="told_once_a_step"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.thing} {self.step}"


class Snooze(models.Model):
    """Somebody asked not to be reminded of a thing for a while, and said why. Others are told of it all the same."""

    hat = models.ForeignKey(Capacity, on_delete=models.CASCADE, related_name="+")
    thing = models.CharField(max_length=200)
    due = models.DateField()
    asked = models.DateField()
    until = models.DateField()
    reason = models.TextField()
    language = models.CharField(max_length=2, default="en")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["thing", "until"], name="snooze_of_thing")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("asked")), name="a_snooze_ends_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_snooze_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.thing} until {self.until}"


class Unwanted(models.Model):
    """A kind of thing of which somebody wants no letters, where it is their own to do."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "kind"], name="unwanted_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Pack(models.Model):
    """What a successor gets: what moved is kept as it was; all else on the page is as it stands when it is read."""

    old = models.ForeignKey(Capacity, on_delete=models.CASCADE, related_name="+")
    new = models.ForeignKey(Capacity, on_delete=models.CASCADE, related_name="packs")
    made_on = models.DateField()
    note = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")  # of the note
    moved: Any = models.JSONField(default=dict)  # by kind: refs of cards, keys of typing, names of files
    read_on = models.DateField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["old"], name="handed_over_once")]

    def __str__(self) -> str:
        return f"{self.old_id} to {self.new_id}"
