"""A signed letter in place of a signature on the site."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.accountability.models.cycles import Report
from accord.kit import clock
from accord.people.models import Capacity


class SignatureLetter(models.Model):
    """For one text of the report (`covers`, its content digest). The file itself is seen by its country and by officers alone."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for an officer")
        ACCEPTED = "accepted", _("Checked and accepted")
        REFUSED = "refused", _("Not accepted")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="letters")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    covers = models.CharField(max_length=64)
    office = models.CharField(max_length=160)  # that signed it
    dated = models.DateField()
    kind = models.CharField(max_length=20)  # its media type
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)
    checked_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report"], condition=models.Q(state="waiting"), name="one_letter_waits")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.sha256[:8]}"

    @property
    def url(self) -> str:
        return f"reports/{self.report.ref}/letters/{self.pk}/"
