"""The scales on which everybody judges a commitment, and what those who judge another country say on them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.people.models import Capacity

COMPLETION = (
    ("no_evidence", _("No evidence")),
    ("not_started", _("Not started")),
    ("limited", _("Limited")),
    ("substantial", _("Substantial")),
    ("complete", _("Complete")),
)
AMBITION = (("unclear", _("Unclear")), ("modest", _("Modest")), ("substantial", _("Substantial")))
CHANGE = (
    ("worsened", _("Worsened")),
    ("none", _("No change")),
    ("marginal", _("Marginal")),
    ("major", _("Major")),
    ("outstanding", _("Outstanding")),
)
CONFIDENCE = (("low", _("Low")), ("medium", _("Medium")), ("high", _("High")))


class Judgement(models.Model):
    """Of an assessor or a peer: unseen until it is given; the country's reply stands beside it."""

    completion = models.CharField(max_length=20, choices=COMPLETION)
    ambition = models.CharField(max_length=20, choices=AMBITION)
    change = models.CharField(max_length=20, choices=CHANGE)
    confidence = models.CharField(max_length=10, choices=CONFIDENCE)
    rationale = models.TextField()
    evidence = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")
    by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    reply = models.TextField(blank=True)
    reply_language = models.CharField(max_length=2, default="en")
    replied_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    replied_on = models.DateField(null=True)
    reply_version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
