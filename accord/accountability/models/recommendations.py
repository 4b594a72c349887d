"""What was recommended to a State."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.people.models import Area


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
    response_reason = models.TextField(blank=True)  # given here by the State itself
    response_language = models.CharField(max_length=2, default="en")
    responded_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    action = models.PositiveSmallIntegerField(null=True)
    issues = models.JSONField(default=list)
    session = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "response", "id"], name="recommendation_of_area")]

    def __str__(self) -> str:
        return self.ref
