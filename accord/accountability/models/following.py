"""What became of a recommendation, and which of them ask for the same."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.accountability.models.judging import CONFIDENCE
from accord.accountability.models.recommendations import Recommendation
from accord.people.models import Area, Capacity

ASSESSORS_VIEW = _("The view of the assessor, not of the body that made it.")  # stands beside each rating of a recommendation


class FollowUp(models.Model):
    """How far it is carried out, as the government tells or as an assessor sees it. Noted ones are followed, too."""

    class View(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        ASSESSOR = "assessor", _("Independent assessor")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="follow_ups")
    view = models.CharField(max_length=10, choices=View)
    by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    progress = models.CharField(max_length=20, choices=Recommendation.Progress)
    rationale = models.TextField()
    evidence = models.TextField(blank=True)
    confidence = models.CharField(max_length=10, choices=CONFIDENCE, blank=True)  # an assessor's
    language = models.CharField(max_length=2, default="en")
    told_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recommendation"], condition=Q(view="government"), name="a_government_tells_once"),
            models.UniqueConstraint(
                fields=["recommendation", "by"], condition=Q(view="assessor"), name="an_assessor_sees_it_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} {self.view}"


class Cluster(models.Model):
    """Recommendations to one country that ask for the same: proposed by the machine, confirmed or rejected by its people."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        CONFIRMED = "confirmed", _("Confirmed")
        REJECTED = "rejected", _("Rejected")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="clusters")
    key = models.CharField(max_length=64)  # digest of the members as proposed: what was rejected is not proposed again
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    method = models.CharField(max_length=60)
    proposed_on = models.DateField()
    decided_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")  # of the reason
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "state", "id"], name="cluster_of_area")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "key"], name="a_cluster_is_proposed_once")]

    def __str__(self) -> str:
        return f"{self.area} {self.pk}"


class ClusterMember(models.Model):
    """`kept`: people say that it asks for the same. While a cluster is proposed nobody has said so."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="members")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="memberships")
    nearness = models.DecimalField(max_digits=4, decimal_places=3)  # to the nearest other one, 0 to 1
    kept = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cluster", "recommendation"], name="once_in_a_cluster"),
            models.UniqueConstraint(fields=["recommendation"], condition=Q(kept=True), name="kept_in_one_cluster"),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id}/{self.recommendation_id}"
