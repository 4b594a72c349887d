"""A danger that countries face together, what they do against it, and what they say together."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.people.models import Area, Capacity, Organisation
from accord.record.models import Topic
from accord.spaces.models.platforms import OnPlatform, Platform


class Threat(OnPlatform):
    """Who owns operational cooperation, and its indicators, are links of its card: never copied."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="threats")
    form = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    others = models.ManyToManyField(Topic, blank=True, related_name="+")  # forms that it goes with
    online = models.BooleanField(default=False)
    areas = models.ManyToManyField(Area, through="Corridor", related_name="threats")
    sources: Any = models.JSONField(default=list)  # of {"words", "url"}
    owner_words = models.CharField(max_length=300, blank=True)  # of a body that has no card here
    owner_url = models.URLField(blank=True)

    @property
    def url(self) -> str:
        return f"threats/{self.ref}/"

    @property
    def card_ref(self) -> str:
        return f"threats/{self.ref}"


class Corridor(models.Model):
    """A country's part in a threat."""

    class Part(models.TextChoices):
        ORIGIN = "origin", _("Origin")
        TRANSIT = "transit", _("Transit")
        DESTINATION = "destination", _("Destination")
        AFFECTED = "affected", _("Affected")

    threat = models.ForeignKey(Threat, on_delete=models.CASCADE, related_name="corridor")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=Part)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["threat", "area", "part"], name="one_part_of_a_corridor")]

    def __str__(self) -> str:
        return f"{self.threat_id} {self.area_id} {self.part}"


class Solution(OnPlatform):
    """What some countries set up together against a threat."""

    class Stage(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        NEGOTIATED = "negotiated", _("Being negotiated")
        AGREED = "agreed", _("Agreed")
        IN_FORCE = "in_force", _("In force")
        ENDED = "ended", _("Ended")

    threat = models.ForeignKey(Threat, on_delete=models.CASCADE, related_name="solutions")
    areas = models.ManyToManyField(Area, related_name="+")
    legal_basis = models.TextField(blank=True)
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_words = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.PROPOSED)
    results = models.TextField(blank=True)

    @property
    def platform(self) -> Platform:
        return self.threat.platform

    @property
    def url(self) -> str:
        return f"solutions/{self.ref}/"

    @property
    def card_ref(self) -> str:
        return f"solutions/{self.ref}"


class Statement(OnPlatform):
    """A text that countries sign; from the day it is opened for signature it does not change."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being drafted")
        OPEN = "open", _("Open for signature")
        CLOSED = "closed", _("Closed")

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="statements")
    threat = models.ForeignKey(Threat, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    opened_on = models.DateField(null=True, blank=True)

    class Meta(OnPlatform.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state="draft") | Q(opened_on__isnull=False), name="an_open_statement_has_its_day")
        ]

    @property
    def url(self) -> str:
        return f"statements/{self.ref}/"

    @property
    def card_ref(self) -> str:
        return f"statements/{self.ref}"


class Signature(models.Model):
    """A country's, by its focal point; a signature taken back stays readable with its reason."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="signatures")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()
    note = models.TextField(blank=True)  # a reservation or declaration
    language = models.CharField(max_length=2, default="en")
    withdrawn_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["statement", "area"], condition=Q(withdrawn_on__isnull=True), name="one_signature_a_country"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(reason=""), name="taking_a_signature_back_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.area_id}"
