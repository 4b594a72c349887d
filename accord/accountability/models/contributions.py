"""A section of a report in the hands of somebody without an account, and what came back."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.accountability.models.cycles import Report
from accord.accountability.models.questions import Question, Said, Section
from accord.kit import clock
from accord.people.models import Capacity


class Contribution(models.Model):
    """A link to one section. Of its token only the digest is kept: nobody who reads the tables can use it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="contributions")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="contributions")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the token
    office = models.CharField(max_length=160)  # whom it is for; no person's address is held
    note = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")
    made_by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)  # of the newest sending
    version = models.PositiveIntegerField(default=1)
    hour = models.DateTimeField(null=True)  # the hour in which `saves` are counted
    saves = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.report_id} {self.section_id}"

    @property
    def url(self) -> str:
        return f"reports/{self.report.ref}/contributions/{self.pk}/"

    @property
    def is_open(self) -> bool:
        """While its section may be written: not taken back, not over, the report still a draft."""
        standing = self.revoked_at is None and clock.today() <= self.expires_on
        return standing and self.report.state == Report.State.DRAFTING

    @property
    def state_words(self) -> str:
        if self.revoked_at:
            return str(_("Taken back"))
        if clock.today() > self.expires_on:
            return str(_("Its time is over"))
        return str(_("Came back") if self.sent_at else _("Being written"))


class ProposedAnswer(models.Model):
    """What came by a link or from its workbook. It is no answer until an author of the country takes it over."""

    class Decision(models.TextChoices):
        TAKEN = "taken", _("Taken over")
        DECLINED = "declined", _("Declined")

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="proposals")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=20, choices=Said, default=Said.ANSWERED)
    value = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("question__position", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contribution", "question"], name="one_proposal_a_question"),
            models.CheckConstraint(condition=~Q(said="not_applicable") | ~Q(reason=""), name="a_proposal_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.question_id}"

    def told(self) -> dict[str, Any]:
        return {"said": self.said, "value": self.value, "reason": self.reason, "language": self.language}
