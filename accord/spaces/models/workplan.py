"""The joint work plan: who does what, where, until when, how far it is, what it needs and offers."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accord.people.models import Area, Capacity, Organisation
from accord.record.models import Topic
from accord.spaces.models.platforms import OnPlatform, Platform
from accord.spaces.models.threats import Solution


class JointAction(OnPlatform):
    """One row. `version` is that of its wording, which countries agree to; how far it is counts apart."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    OPEN = (Status.PLANNED, Status.UNDER_WAY)

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="joint_actions")
    solution = models.ForeignKey(Solution, null=True, blank=True, on_delete=models.SET_NULL, related_name="joint_actions")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=200, blank=True)  # a body that is not in the directory
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")  # strategies and sectors
    areas = models.ManyToManyField(Area, related_name="+")
    provinces: Any = models.JSONField(default=list)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    needs = models.TextField(blank=True)
    offers = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    people_reached = models.PositiveIntegerField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_version = models.PositiveIntegerField(default=1)
    agreed_on = models.DateField(null=True, blank=True)  # when the last country named agreed to the present wording

    class Meta(OnPlatform.Meta):
        indexes: ClassVar = [models.Index(fields=["platform", "id"], name="joint_action_of_platform")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="joint_action_ends_after_its_start",
            ),
            models.CheckConstraint(condition=Q(organisation__isnull=False) | ~Q(who=""), name="a_joint_action_says_who"),
        ]

    @property
    def url(self) -> str:
        return f"joint-actions/{self.ref}/"

    @property
    def card_ref(self) -> str:
        return f"joint-actions/{self.ref}"


class Agreement(models.Model):
    """A country agreed to an action as it was worded in that version."""

    action = models.ForeignKey(JointAction, on_delete=models.CASCADE, related_name="agreements")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    on = models.DateField()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["action", "area", "version"], name="one_agreement_a_version")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.area_id} {self.version}"


class AskedWording(models.Model):
    """A country does not agree to an action as it is worded in that version, and says what would have to change."""

    action = models.ForeignKey(JointAction, on_delete=models.CASCADE, related_name="asked_wordings")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    text = models.TextField()
    language = models.CharField(max_length=2, default="en")
    on = models.DateField()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "area", "version"], name="one_asked_wording_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.area_id} {self.version}"
