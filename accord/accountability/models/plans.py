"""Action plans and the actions in them: one action may answer many recommendations and serve many commitments."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accord.accountability.models.commitments import Commitment
from accord.accountability.models.recommendations import Recommendation
from accord.kit.columns import DecimalColumn
from accord.people.models import Area, Capacity, Organisation, World
from accord.record.models import Topic


class Planned(models.Model):
    """What a plan and an action have in common: words, who leads, real days, money."""

    ref = models.CharField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="%(class)ss")
    language = models.CharField(max_length=2, default="en")
    title = models.CharField(max_length=160)
    text = models.TextField()
    lead = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    supporting = models.CharField(max_length=500, blank=True)  # other organisations, by name
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    budget = DecimalColumn(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    funded_share = models.PositiveSmallIntegerField(null=True, blank=True)  # of 100
    reason = models.TextField(blank=True)  # why it was withdrawn or closed
    world = models.CharField(max_length=4, choices=World, default=World.REAL)

    class Meta:
        abstract = True
        ordering = ("id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="%(class)s_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(funded_share__isnull=True) | Q(funded_share__lte=100), name="%(class)s_funded_share_of_100"
            ),
            models.CheckConstraint(condition=~Q(state="withdrawn") | ~Q(reason=""), name="withdrawing_an_%(class)s_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.ref


class ActionPlan(Planned):
    """A country's plan: commitments and actions over a period. The country's own until it is opened for co-creation."""

    class State(models.TextChoices):
        DRAFTING = "drafting", _("Being drafted")
        CO_CREATION = "co_creation", _("In co-creation")
        SUBMITTED = "submitted", _("Submitted for adoption")
        IN_FORCE = "in_force", _("In force")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = (State.DRAFTING, State.CO_CREATION, State.SUBMITTED, State.IN_FORCE)  # may still be changed

    state = models.CharField(max_length=20, choices=State, default=State.DRAFTING)
    document = models.URLField(blank=True)  # where the plan itself is published

    class Meta(Planned.Meta):
        indexes: ClassVar = [models.Index(fields=["area", "id"], name="plan_of_area")]

    @property
    def url(self) -> str:
        return f"plans/{self.ref}/"


class Action(Planned):
    """Something that is done, by someone, somewhere, between two days."""

    State = Commitment.State
    OPEN = Commitment.OPEN

    class Status(models.TextChoices):
        UNKNOWN = "", _("Nobody has said")
        NOT_BEGUN = "not_begun", _("Not begun")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    plan = models.ForeignKey(ActionPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    state = models.CharField(max_length=20, choices=Commitment.State, default=Commitment.State.DRAFT)
    status = models.CharField(max_length=20, choices=Status, blank=True, default=Status.UNKNOWN)
    told_on = models.DateField(null=True, blank=True)  # when its status was last told
    told_version = models.PositiveIntegerField(default=1)  # of what is told; `version` is that of the wording
    evidence = models.CharField(max_length=500, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    provinces = models.JSONField(default=list)  # as the country names them: no list of the UN has them
    commitments = models.ManyToManyField(Commitment, through="ActionServes", related_name="actions")
    recommendations = models.ManyToManyField(Recommendation, through="ActionAnswers", related_name="actions")

    class Meta(Planned.Meta):
        indexes: ClassVar = [models.Index(fields=["area", "id"], name="action_of_area")]
        constraints: ClassVar = [
            *Planned.Meta.constraints,
            models.CheckConstraint(condition=Q(status="") | Q(told_on__isnull=False), name="a_status_has_its_day"),
        ]

    @property
    def url(self) -> str:
        return f"actions/{self.ref}/"


class ActionServes(models.Model):
    """An action carries out a commitment; the note says how."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="serves")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="served_by")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["action", "commitment"], name="an_action_serves_once")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.commitment_id}"


class ActionAnswers(models.Model):
    """An action answers a recommendation; the note says how."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="answers")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="answered_by")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["action", "recommendation"], name="an_action_answers_once")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.recommendation_id}"
