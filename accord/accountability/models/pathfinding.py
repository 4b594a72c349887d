"""Pathfinding: the host's decision with its document, and the country's own record beside it. Nobody here gives a colour."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.people.models import Area, Capacity


class Pathfinding(models.Model):
    """One a country, from the day on which its people or an officer first wrote in it."""

    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="pathfinding")
    begun_on = models.DateField()

    def __str__(self) -> str:
        return str(self.area)

    @property
    def ref(self) -> str:
        return str(self.area.code)

    @property
    def url(self) -> str:
        return f"countries/{self.area.iso3}/pathfinding/"


class HostDecision(models.Model):
    """What the host of Pathfinding decided, entered by an officer with its document. Never changed; taken back with a reason."""

    class Stage(models.TextChoices):
        EXPRESSED = "expressed", _("Interest expressed")
        CONFIRMED = "confirmed", _("Confirmed as a Pathfinding country")
        ACTIVE = "active", _("In an active cycle")
        RENEWED = "renewed", _("Renewed for another cycle")
        ENDED = "ended", _("Pathfinding has ended")

    of = models.ForeignKey(Pathfinding, on_delete=models.CASCADE, related_name="decisions")
    stage = models.CharField(max_length=20, choices=Stage)
    decided_on = models.DateField()
    document = models.URLField()
    entered_by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)  # why it was taken back

    class Meta:
        ordering = ("-decided_on", "-id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(document=""), name="a_decision_has_its_document"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(reason=""), name="taking_back_a_decision_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.stage} {self.decided_on}"


class ChecklistItem(models.Model):
    """What the country says of one requirement. A requirement without a row is one of which nothing has been said."""

    class Status(models.TextChoices):
        NOT_BEGUN = "not_begun", _("Not begun")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")

    of = models.ForeignKey(Pathfinding, on_delete=models.CASCADE, related_name="items")
    requirement = models.CharField(max_length=20)  # a code of `requirements.py`
    status = models.CharField(max_length=20, choices=Status)
    words = models.TextField(blank=True)
    evidence = models.URLField(blank=True)
    language = models.CharField(max_length=2, default="en")
    attested_by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    attested_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("requirement",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "requirement"], name="one_item_a_requirement"),
            models.CheckConstraint(condition=~Q(status="done") | ~Q(evidence=""), name="done_has_its_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.requirement}"


class SelfAssessment(models.Model):
    """The country against the eight principles. Each is a version of its own, and stays as it was."""

    of = models.ForeignKey(Pathfinding, on_delete=models.CASCADE, related_name="assessments")
    version = models.PositiveIntegerField()
    marks = models.JSONField(default=dict)  # {"rights": {"level": "partly", "why": "…"}, …}, codes of `requirements.py`
    process = models.TextField()  # how it was made, and with whom
    language = models.CharField(max_length=2, default="en")
    made_on = models.DateField()
    by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-version",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["of", "version"], name="one_assessment_a_version")]

    def __str__(self) -> str:
        return f"{self.of_id} v{self.version}"
