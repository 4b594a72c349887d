"""Meetings and consultations. Moments are UTC; the zone says what clocks show where it is held."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accord.people.models import Capacity, Organisation, Person
from accord.record.models import Card
from accord.spaces.models.platforms import OnPlatform, Platform


class Meeting(OnPlatform):
    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="meetings")
    is_consultation = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=60, default="UTC")  # IANA
    place = models.CharField(max_length=200, blank=True)
    online_at = models.URLField(blank=True)  # shown to who registered
    minutes = models.TextField(blank=True)
    minutes_language = models.CharField(max_length=2, default="en")
    minutes_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()
    reason = models.TextField(blank=True)  # why it is cancelled

    class Meta:
        ordering = ("starts_at", "id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_meeting_ends_after_its_start"),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(reason=""), name="cancelling_a_meeting_has_a_reason"),
        ]

    @property
    def url(self) -> str:
        return f"meetings/{self.ref}/"

    @property
    def card_ref(self) -> str:
        return f"meetings/{self.ref}"


class AgendaItem(models.Model):
    """What is spoken of; `card` is the record it is about. A decision stays as it was told."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    card = models.ForeignKey(Card, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decision = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=2, default="en")  # of the decision

    class Meta:
        ordering = ("number", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_agenda_item_a_number"),
            models.CheckConstraint(condition=Q(decision="") | Q(decided_on__isnull=False), name="a_decision_has_its_day"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"


class Registration(models.Model):
    """Who comes, in which capacity. Names are for conveners and the person; others see how many come, by delegation."""

    class Way(models.TextChoices):
        THERE = "there", _("In the room")
        ONLINE = "online", _("Online")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=Way, default=Way.ONLINE)
    attended = models.BooleanField(null=True)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person"], name="one_registration_a_person")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id}"


class Consultation(OnPlatform):
    """Children and young people are asked through an organisation that supports them. Counts alone, never who said what."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Being prepared")
        CONSENTED = "consented", _("Consent recorded")
        RESULTS = "results", _("Results published, answer due")
        ANSWERED = "answered", _("Answered: what changed is published")

    SMALLEST = 5  # children: of fewer each could be recognised by those who know the group

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="consultations")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    questions = models.TextField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    ages = models.CharField(max_length=20)  # as "12-17"
    held_on = models.DateField(null=True, blank=True)
    consent_how = models.TextField(blank=True)
    consent_language = models.CharField(max_length=2, blank=True, default="")  # "": that of the consultation
    consented = models.PositiveIntegerField(null=True, blank=True)  # children who agreed
    guardians = models.PositiveIntegerField(null=True, blank=True)  # of those under age, whose guardians agreed
    took_part = models.PositiveIntegerField(null=True, blank=True)
    consent_on = models.DateField(null=True, blank=True)
    consent_by = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    results = models.TextField(blank=True)
    results_language = models.CharField(max_length=2, blank=True, default="")
    results_on = models.DateField(null=True, blank=True)
    answer_due = models.DateField(null=True, blank=True)
    changed = models.TextField(blank=True)
    changed_language = models.CharField(max_length=2, blank=True, default="")
    changed_on = models.DateField(null=True, blank=True)

    class Meta(OnPlatform.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(took_part__isnull=True) | Q(consented__gte=F("took_part")), name="nobody_takes_part_without_consent"
            ),
            models.CheckConstraint(
                condition=Q(results="") | Q(consent_on__isnull=False), name="results_wait_for_the_recorded_consent"
            ),
        ]

    @property
    def are_too_few(self) -> bool:
        """Whose answers are not published."""
        return self.took_part is not None and self.took_part < self.SMALLEST

    @property
    def url(self) -> str:
        return f"consultations/{self.ref}/"

    @property
    def card_ref(self) -> str:
        return f"consultations/{self.ref}"
