"""Cases, reports, decisions, appeals; whom somebody does not want to read."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from accord.kit import clock
from accord.moderation.grounds import AGAINST, REASONS, Act, Ground
from accord.people.models import Capacity, Person
from accord.record.models import Card, unordered_id


class Case(models.Model):
    """An item, a card or a part of one, and what was said and decided about it.

    Its id is by lot: in order, a gap would tell an officer of a case that is not theirs to see.
    """

    id = models.BigIntegerField(primary_key=True, default=unordered_id)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["card", "part"], name="one_case_an_item")]

    def __str__(self) -> str:
        return f"{self.card_id}/{self.part}"

    @property
    def url(self) -> str:
        return f"moderation/{self.pk}/"


class Report(models.Model):
    """What somebody reported. Who they are is shown to nobody; the address is erased with the answer."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    ground = models.CharField(max_length=20, choices=Ground)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")
    contact = models.EmailField(blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    once = models.CharField(max_length=64, unique=True)  # digest of the form's token, so that pressing twice makes one
    at = models.DateTimeField(default=clock.now)
    answered_by: Any = models.ForeignKey("Decision", null=True, on_delete=models.SET_NULL, related_name="answers")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.ground}"


class Decision(models.Model):
    """One act of who judges. `wording` is the old wording that a mask took out, for those who judge alone."""

    class State(models.TextChoices):
        PROPOSED = "proposed"  # a second officer is asked
        STANDING = "standing"
        UNDONE = "undone"
        REFUSED = "refused"  # the second officer said no

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    act = models.CharField(max_length=10, choices=Act)
    ground = models.CharField(max_length=20, choices=REASONS)
    text = models.TextField()
    language = models.CharField(max_length=2, default="en")
    state = models.CharField(max_length=10, choices=State, default=State.STANDING)
    by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    hat = models.ForeignKey(Capacity, null=True, on_delete=models.SET_NULL, related_name="+")  # in which the author wrote
    at = models.DateTimeField(default=clock.now)
    appeal_until = models.DateField(null=True)
    wording: Any = models.JSONField(default=dict)
    place = models.ForeignKey(Card, null=True, on_delete=models.CASCADE, related_name="+")  # of a suspension; none: everywhere
    until = models.DateField(null=True)  # of a suspension
    undone_on = models.DateField(null=True)

    class Meta:
        ordering = ("id",)
        indexes: ClassVar = [
            models.Index(fields=["author", "act", "state"], name="decision_of_author"),
            models.Index(fields=["-at"], condition=Q(author=None), name="decisions_without_author"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(act__in=AGAINST, ground__in=Ground.values) | ~Q(act__in=AGAINST) & ~Q(ground__in=Ground.values),
                name="a_decision_has_a_fitting_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.act}"


class Appeal(models.Model):
    """One a decision. `answer` is told to the author.

    It holds nobody: who appeals is the author, whom the decision names or whose name is sealed. Under a seal neither an hour nor
    a place among others may tell when it came, so the row has the day alone and an id by lot, whoever appeals.
    """

    id = models.BigIntegerField(primary_key=True, default=unordered_id)
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField()
    language = models.CharField(max_length=2, default="en")
    on = models.DateField(default=clock.today)
    untold = models.BooleanField(default=False)  # under a seal: the journal tells of it a day later (`actions/appeals.py`)
    upheld = models.BooleanField(null=True)  # whether the decision stands
    answer = models.TextField(blank=True)
    answer_language = models.CharField(max_length=2, default="en")
    by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(upheld__isnull=True) | ~Q(answer=""), name="an_appeal_is_answered_in_words")
        ]

    def __str__(self) -> str:
        return str(self.decision_id)


class Mute(models.Model):
    """Somebody does not want to read somebody else. The other is not told."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    muted = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    shown = models.CharField(max_length=200)  # as the reader knew them: no name is told that was not shown before
    since = models.DateField(default=clock.today)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "muted"], name="muted_once")]

    def __str__(self) -> str:
        return f"{self.person_id} does not read {self.muted_id}"
