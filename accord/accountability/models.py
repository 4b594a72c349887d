"""What was recommended to a State and what States promised."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.people.models import Area, World


class Recommendation(models.Model):
    """A recommendation of the Universal Periodic Review. What the source says is kept beside our code."""

    class Response(models.TextChoices):
        SUPPORTED = "supported", _("Supported")
        IN_PART = "supported_in_part", _("Supported in part")
        NOTED = "noted", _("Noted")
        NOT_SUPPORTED = "not_supported", _("Not supported")
        PENDING = "pending", _("Pending")
        UNCLEAR = "unclear", _("Unclear")

    ref = models.CharField(max_length=60, unique=True)
    key = models.CharField(max_length=64, unique=True)  # digest of what tells it apart in its source
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="recommendations")
    from_words = models.CharField(max_length=300)
    from_area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    response = models.CharField(max_length=20, choices=Response)
    response_word = models.CharField(max_length=60)
    action = models.PositiveSmallIntegerField(null=True)
    issues = models.JSONField(default=list)
    session = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "response", "id"], name="recommendation_of_area")]

    def __str__(self) -> str:
        return self.ref


class Commitment(models.Model):
    """What a State promised. The first kind is the voluntary pledge of the Universal Periodic Review."""

    class Kind(models.TextChoices):
        PLEDGE = "pledge", _("Voluntary pledge")

    ref = models.CharField(max_length=60, unique=True)
    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="commitments")
    text = models.TextField()
    issues = models.JSONField(default=list)
    session = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=300)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "id"], name="commitment_of_area")]

    def __str__(self) -> str:
        return self.ref
