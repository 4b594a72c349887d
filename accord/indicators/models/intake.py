"""A file on its way to becoming a release."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.indicators.models.sources import Release
from accord.kit import clock
from accord.people.models import Capacity


class Intake(models.Model):
    """A file of figures on its way to becoming a release: what is told of it, how it is read, what was mended, what is wrong.

    The file as it came lies under ACCORD_HOME/files/uploads and is never changed.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Being checked")
        DRAFTED = "drafted", _("Ready to publish")
        PUBLISHED = "published", _("Published")

    by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    file_name = models.CharField(max_length=200)
    upload = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True)
    dated = models.CharField(max_length=20, blank=True)
    period = models.CharField(max_length=40, blank=True)
    method = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")
    layout = models.JSONField(default=dict)  # which column is what (loading/layout.py)
    mends = models.JSONField(default=list)  # each with row, column, before, after or reason, capacity, time
    report = models.JSONField(default=dict)  # of the last check (loading/check.py)
    version = models.PositiveIntegerField(default=1)
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.SET_NULL, related_name="intakes")
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)
        indexes: ClassVar = [models.Index(fields=["by", "-made_at"], name="intake_of_capacity")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What a file holds stands in the report, NUL among it, which PostgreSQL's JSON cannot hold: shown by its sign."""
        self.layout, self.mends, self.report = (without_nul(told) for told in (self.layout, self.mends, self.report))
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.file_name

    @property
    def world(self) -> str:
        return self.by.world


def without_nul(told: Any) -> Any:
    """JSON with each NUL as its visible sign."""
    if isinstance(told, str):
        return told.replace("\0", "\u2400")
    if isinstance(told, dict):
        return {without_nul(k): without_nul(v) for k, v in told.items()}
    return [without_nul(v) for v in told] if isinstance(told, list | tuple) else told
